-- One atomic step: every guard must hold, then every operation is done. Returns 1, or the failing guard's number as a negative.
-- KEYS: every key touched (declared, so that Redis may check them), and first the step's own, which says for a minute that it
-- was done: a client whose connection broke sends it again. ARGV[1]: JSON {guards, ops}. ARGV[2]: how long that is said, in ms.
local plan = cjson.decode(ARGV[1])
if redis.call('EXISTS', KEYS[1]) == 1 then
  return 1
end
for i, guard in ipairs(plan.guards) do
  local held
  if guard.member then
    held = redis.call('SISMEMBER', guard.key, guard.member) == 1 and guard.member
  elseif guard.field then
    held = redis.call('HGET', guard.key, guard.field)
  else
    held = redis.call('GET', guard.key)
  end
  if guard.value == nil and not held or guard.value ~= nil and (held or '') ~= guard.value then
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
  elseif op[1] == 'TRANSFER' then
    -- TRANSFER list from old new: a value leaves a list and enters another as what it is there; not where it has left already
    if redis.call('LREM', op[3], 1, op[4]) == 1 then
      redis.call('RPUSH', op[2], op[5])
    end
  elseif op[1] == 'KEEP' then
    -- KEEP list most word ...: the oldest rows leave a list too long, those that have all the words first
    while redis.call('LLEN', op[2]) > tonumber(op[3]) do
      local rows = redis.call('LRANGE', op[2], 0, -1)
      local gone = 1
      for at = #rows, 1, -1 do
        local all = true
        for word = 4, #op do
          all = all and string.find(rows[at], op[word], 1, true) ~= nil
        end
        if all then gone = at end
      end
      redis.call('LREM', op[2], 1, rows[gone])
    end
  elseif op[1] == 'ZREMID' then
    -- ZREMID key score id: the members of that score whose JSON has that id, whichever version wrote them
    for _, member in ipairs(redis.call('ZRANGEBYSCORE', op[2], op[3], op[3])) do
      local read, value = pcall(cjson.decode, member)
      if read and type(value) == 'table' and value.id == op[4] then
        redis.call('ZREM', op[2], member)
      end
    end
  else
    redis.call(unpack(op))
  end
end
redis.call('SET', KEYS[1], '1', 'PX', ARGV[2])
return 1
