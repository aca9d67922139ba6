# Sourced by bench/services: start_NAME COUNT has so many services kept, each `beat run sI FILE`, and
# says in $pids what keeps them; flood_NAME has one that writes, with what takes its log in $pids.

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

flood_vow() {
  printf 'service "s" {\n  run = ["%s", "flood", "%s"]\n  logs {\n    size = "1GiB"\n  }\n}\n' \
    "$beat" "$1" >"$work/d/p.hcl"
  hold_vow
  log=$work/d/state/log/s/current
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

# flood_folder LOGGER...: one that writes, and what reads it.
flood_folder() {
  mkdir -p "$work/d/services/s/log" "$work/d/log"
  printf '#!/bin/sh\nexec %s flood %s\n' "$beat" "$lines" >"$work/d/services/s/run"
  printf '#!/bin/sh\nexec %s\n' "$*" >"$work/d/services/s/log/run"
  chmod +x "$work/d/services/s/run" "$work/d/services/s/log/run"
  log=$work/d/log/current
}

flood_runit() {
  flood_folder svlogd -tt "$work/d/log"
  printf 's1000000000\n' >"$work/d/log/config"
  runsvdir "$work/d/services" &
  root=$!
}

flood_s6() {
  flood_folder s6-log -b t s1000000000 "$work/d/log"
  s6-svscan "$work/d/services" 2>/dev/null &
  root=$!
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

flood_supervisord() {
  {
    supervisord_conf
    printf '[program:s]\ncommand=%s flood %s\nstdout_logfile=%s\nstdout_logfile_maxbytes=0\n' \
      "$beat" "$lines" "$work/d/log"
  } >"$work/d/conf"
  supervisord -c "$work/d/conf" >/dev/null 2>&1 &
  pids=$!
  log=$work/d/log
}
