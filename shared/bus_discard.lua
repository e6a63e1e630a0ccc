-- Delete the stream, if it still ends in the tail that was judged bad.
-- KEYS[1] the stream; ARGV[1..5] that tail. Returns 1 if it was deleted, else 0.
if not same(tail_of(KEYS[1]), 1) then return 0 end
redis.call('UNLINK', KEYS[1])
return 1
