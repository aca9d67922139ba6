# Sourced by bench/services after supervisors.sh: flood_NAME LINES has one service that writes so many
# lines, each to the file $log, with what takes them in $pids.

flood_vow() {
  printf 'service "s" {\n  run = ["%s", "flood", "%s"]\n  logs {\n    size = "1GiB"\n  }\n}\n' \
    "$beat" "$1" >"$work/d/p.hcl"
  hold_vow
  log=$work/d/state/log/s/current
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
