-- One atomic step: every guard must hold, then every operation is done. Returns 1, or the failing guard's number as a negative.
-- KEYS: every key touched (declared, so that Redis may check them). ARGV[1]: JSON {guards, ops}.
local plan = cjson.decode(ARGV[1])
for i, guard in ipairs(plan.guards) do
  local held
  if guard.field then
    held = redis.call('HGET', guard.key, guard.field)
  else
    held = redis.call('GET', guard.key)
  end
  if (held or '') ~= guard.value then
    return -i
  end
end
for _, op in ipairs(plan.ops) do
  if op[1] == 'ONCE' then
    -- ONCE key ttl list value zset member score: a value enters the list one single time
    if redis.call('SET', op[2], '1', 'EX', op[3], 'NX') then
      redis.call('RPUSH', op[4], op[5])
      redis.call('ZADD', op[6], 'NX', op[8], op[7])
    end
  else
    redis.call(unpack(op))
  end
end
return 1
