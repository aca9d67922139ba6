# Sourced by bench/services: start_NAME COUNT has so many services kept, each `beat run sI FILE`, and
# says in $pids what keeps them.

start_vow() {
  keep_vow 'linger = "0s"' "$1"
}

start_vow_asleep() {
  keep_vow 'linger = "200ms"' "$1"
}

# keep_vow SETTINGS COUNT
keep_vow() {
  {
    printf 'agent {\n  %s\n}\n' "$1"
    # shellcheck disable=SC2016 # of the policy's language
    printf 'service "s" {\n  for_each = toset([for i in range(%d) : tostring(i)])\n' "$2"
    # shellcheck disable=SC2016
    printf '  name = "s${each.key}"\n  run = ["%s", "run", "s${each.key}", "%s"]\n' "$beat" "$starts"
    printf '  restart {\n    delay = "1ms"\n    delay_max = "1ms"\n    burst = 0\n  }\n}\n'
  } >"$work/d/p.hcl"
  hold_vow
}

hold_vow() {
  "$top/vow" keep "$work/d/p.hcl" --state "$work/d/state" --runtime "$work/d/run" >"$work/d/out" 2>&1 &
  pids=$!
}

# run_folders COUNT: a folder with a run script each, as runit and s6 have them.
run_folders() {
  mkdir -p "$work/d/services"
  for i in $(seq 0 $(($1 - 1))); do
    mkdir "$work/d/services/s$i"
    printf '#!/bin/sh\nexec %s run s%d %s\n' "$beat" "$i" "$starts" >"$work/d/services/s$i/run"
    chmod +x "$work/d/services/s$i/run"
  done
}

# All that a supervisor is made of: itself, and one process for each service.
with_children() {
  pids="$1 $(cat "/proc/$1/task/$1/children")"
}

start_runit() {
  run_folders "$1"
  runsvdir "$work/d/services" &
  root=$!
}

start_s6() {
  run_folders "$1"
  s6-svscan "$work/d/services" 2>/dev/null &
  root=$!
}

# systemd --user, which wants /run/systemd, in a mount namespace of its own, and in control groups of
# its own: it moves all that is in its group, which else is everything. Without a bus.
start_systemd() {
  units=$work/d/config/systemd/user
  mkdir -p "$units/default.target.wants" "$work/d/run"
  chmod 700 "$work/d/run"
  for i in $(seq 0 $(($1 - 1))); do
    printf '[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=%s run s%d %s\nRestart=always\nRestartSec=0\n' \
      "$beat" "$i" "$starts" >"$units/s$i.service"
    ln -s "../s$i.service" "$units/default.target.wants/"
  done
  # shellcheck disable=SC2016 # expanded by the inner shell
  ours=bench.$$ XDG_RUNTIME_DIR=$work/d/run XDG_CONFIG_HOME=$work/d/config unshare --mount sh -c \
    'mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/system || exit
    for group in /sys/fs/cgroup /sys/fs/cgroup/*; do
      [ ! -w "$group/cgroup.procs" ] || { mkdir -p "$group/$ours" && echo $$ >"$group/$ours/cgroup.procs"; }
    done
    exec /lib/systemd/systemd --user' \
    >"$work/d/out" 2>&1 &
  pids=$!
}

supervisord_conf() {
  printf '[supervisord]\nnodaemon=true\nlogfile=%s\npidfile=%s\nminfds=1024\n' \
    "$work/d/supervisord.log" "$work/d/supervisord.pid"
}

start_supervisord() {
  {
    supervisord_conf
    for i in $(seq 0 $(($1 - 1))); do
      printf '[program:s%d]\ncommand=%s run s%d %s\nautorestart=true\nstartsecs=0\n' "$i" "$beat" "$i" "$starts"
    done
  } >"$work/d/conf"
  supervisord -c "$work/d/conf" >/dev/null 2>&1 &
  pids=$!
}
