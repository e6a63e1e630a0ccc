-- Append entries, if the stream ends exactly where the caller believes it does.
-- KEYS[1] the stream; ARGV[1..5] the tail believed in; ARGV[6] the first position;
-- ARGV[7] how many entries to keep; ARGV[8] the entries, packed by shared/bus.py.
-- Returns {'appended'}, {'refused', the tail found} or {'failed', why}; never raises.
local tail = tail_of(KEYS[1])
if not same(tail, 1) then return {'refused', tail} end
local packed, at, position = ARGV[8], 1, tonumber(ARGV[6])
while at <= #packed do
  local body, proof
  body, proof, at = struct.unpack('>I4c0c96', packed, at)
  local added = redis.pcall('XADD', KEYS[1], string.format('%.0f-0', position),
    'body', body, 'proof', proof)
  if added['err'] then return {'failed', added['err']} end
  position = position + 1
end
redis.pcall('XTRIM', KEYS[1], 'MAXLEN', '~', ARGV[7])
return {'appended'}
