#!/bin/sh
# Runs workerd so that it never outlives the process that started it, however that one ends: a runtime left behind by a
# SIGKILL would keep the port and go on firing alarms on state that the next one opens. Miniflare starts this in place of
# workerd (MINIFLARE_WORKERD_PATH) and kills it by the process id, which exec keeps.
echo $$ > "$MERIDIAN_RUNTIME_PID_FILE"

# Linux: the kernel sees to it. In a session of its own, since a terminal's Ctrl-C goes to the whole group: Miniflare would take
# the runtime's end for a crash and start another one while everything is being ended in order.
if command -v setpriv > /dev/null 2>&1 && setpriv --pdeathsig KILL true 2> /dev/null; then
  exec setsid setpriv --pdeathsig KILL -- "$MERIDIAN_WORKERD" "$@"
fi

# Elsewhere: a watcher looks. It holds none of workerd's pipes.
parent=$PPID
self=$$
(
  trap '' INT TERM HUP
  while kill -0 "$parent" 2> /dev/null; do
    kill -0 "$self" 2> /dev/null || exit 0
    sleep 0.3
  done
  kill -KILL "$self" 2> /dev/null
) < /dev/null > /dev/null 2>&1 3>&- &
exec "$MERIDIAN_WORKERD" "$@"
