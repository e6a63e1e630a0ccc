-- What a stream ends with, as five strings: its type, the id of its last entry, the id
-- that it generated last, and that entry's chain and mac. What is not there is "".
-- (Every script of the bus begins with this text.)
local function tail_of(key)
  local kind = redis.call('TYPE', key)['ok']
  if kind ~= 'stream' then return {kind, '', '', '', ''} end
  local found = {kind, '', '', '', ''}
  local facts = redis.call('XINFO', 'STREAM', key)
  for i = 1, #facts, 2 do
    if facts[i] == 'last-generated-id' then
      found[3] = facts[i + 1]
    elseif facts[i] == 'last-entry' and facts[i + 1] then
      local id, fields = facts[i + 1][1], facts[i + 1][2]
      found[2] = id
      for j = 1, #fields, 2 do
        if fields[j] == 'proof' then  -- digest, chain and mac
          found[4] = string.sub(fields[j + 1], 33, 64)
          found[5] = string.sub(fields[j + 1], 65)
        end
      end
    end
  end
  return found
end

local function same(tail, first)
  for i = 1, 5 do
    if tail[i] ~= ARGV[first + i - 1] then return false end
  end
  return true
end
