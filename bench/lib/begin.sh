# Sourced by bench/services: begins and ends supervisors, in $work/d, with what they keep.

# Those that keep them first, then what they kept.
end_all() {
  for pid in $root $pids; do kill "$pid" 2>/dev/null || true; done
  sleep 0.5
  pkill -9 -f "^$beat (run|flood)" || true
  for pid in $root $pids; do kill -9 "$pid" 2>/dev/null || true; done
  pkill -9 -f "^s6-supervise|^runsv s|$work" || true
  wait 2>/dev/null || true
  pids='' root=''
  # The control groups that they leave, by the names that theirs have here: nobody is in them.
  ours=$(printf %s "$work/d/run" | sha256sum | cut -c 1-8)
  find /sys/fs/cgroup -depth -type d \( -path "*/bench.$$*" -o -path "*/vow.$ours*" \) \
    -exec rmdir {} + 2>/dev/null || true
  rm -rf "$work/d"
  : >"$starts"
}

# begin SUPERVISOR COUNT: all of them run.
begin() {
  end_all
  mkdir -p "$work/d"
  "start_$1" "$2"
  "$beat" await "$starts" "$2"
}

uptime_ns() {
  awk '{ printf "%.0f\n", $1 * 1000000000 }' /proc/uptime
}
