# Sourced by bench/rest: start_NAME FILES starts a daemon as it comes, in a folder of its own, waits
# until it has settled, and says in $pids what is to be weighed. Those that talk to a network get one
# of their own, with nothing but loopback.

named() {
  case $1 in
    asleep) echo 'vow, asleep' ;;
    awake) echo 'vow, awake' ;;
    cfengine) echo 'cf-execd, cf-monitord, cf-serverd, alone' ;;
    puppet) echo 'puppet agent, its server away' ;;
    monit) echo 'monit, checksums' ;;
    collectd) echo 'collectd, 7 plugins' ;;
    serf) echo 'serf, alone' ;;
    s6) echo 's6-svscan, one service' ;;
    runit) echo 'runsvdir, one service' ;;
  esac
}

# alone COMMAND...: becomes the command, in a network of its own.
alone() {
  # shellcheck disable=SC2016 # for the shell inside
  exec unshare --net sh -c 'ip link set lo up; exec "$@"' sh "$@" >"$work/d/out" 2>&1
}

settle() {
  sleep "$1"
  for pid in $pids; do
    [ -d "/proc/$pid" ] || { tail -n 20 "$work/d/out" >&2; echo 'unable to compare: it ended' >&2; exit 1; }
  done
}

# keep FILES [SETTINGS OF THE AGENT]
keep() {
  write_vow "$work" "$1"
  printf 'agent {\n  %s\n}\n' "${2:-}" >>"$work/vow-$1.hcl"
  "$top/vow" keep "$work/vow-$1.hcl" --state "$work/d/state" --runtime "$work/d/run" >"$work/d/out" 2>&1 &
  pids=$!
  until grep -q '^watching' "$work/d/out"; do settle 0.2; done
}

start_asleep() {
  keep "$1"
  while [ -n "$(cat "/proc/$pids/task/$pids/children")" ]; do sleep 1; done
  settle 1
}

brain() {
  cat "/proc/$pids/task/$pids/children"
}

# Once a fresh brain has taken the place of the one that read the policy.
start_awake() {
  keep "$1" 'linger = "0s"'
  first=$(brain)
  while [ -z "$(brain)" ] || [ "$(brain)" = "$first" ]; do sleep 1; done
  pids="$pids $(brain)"
  settle 70 # until what starting needed is given back, threads that wait for work among it
}

start_cfengine() {
  export CFENGINE_TEST_OVERRIDE_WORKDIR="$work/d/cf"
  mkdir -p "$work/d/cf/inputs" "$work/d/cf/bin" "$work/d/cf/ppkeys" "$work/d/cf/outputs" "$work/d/cf/state"
  ln -s /usr/sbin/cf-* "$work/d/cf/bin/" 2>/dev/null || true
  cp -r /usr/share/cfengine3/masterfiles/. "$work/d/cf/inputs/"
  chmod -R go-rwx "$work/d/cf"
  cf-key >/dev/null
  for daemon in cf-execd cf-monitord cf-serverd; do
    alone "$daemon" --no-fork &
    pids="$pids $!"
  done
  unset CFENGINE_TEST_OVERRIDE_WORKDIR
  settle 15
}

start_puppet() {
  alone puppet agent --server 127.0.0.1 --no-splay --no-daemonize --waitforcert 3600 \
    --confdir "$work/d/conf" --vardir "$work/d/var" --rundir "$work/d/run" --logdir "$work/d/log" &
  pids=$!
  settle 20
}

start_monit() {
  {
    echo 'set daemon 30'
    for name in id state pid log; do echo "set ${name}file $work/d/$name" | sed 's/set logfile/set log/'; done
    for i in $(seq "$1"); do
      echo x >"$work/tree/f$i"
      printf 'check file f%d with path %s\n  if changed checksum then alert\n' "$i" "$work/tree/f$i"
    done
  } >"$work/d/rc"
  chmod 600 "$work/d/rc"
  alone monit -I -c "$work/d/rc" &
  pids=$!
  settle 5
}

start_collectd() {
  {
    printf 'BaseDir "%s"\nPIDFile "%s/pid"\nInterval 10\n' "$work/d" "$work/d"
    for plugin in cpu memory load df disk interface processes; do echo "LoadPlugin $plugin"; done
  } >"$work/d/conf"
  alone collectd -f -C "$work/d/conf" &
  pids=$!
  settle 15
}

start_serf() {
  alone serf agent -bind 127.0.0.1:17946 -rpc-addr 127.0.0.1:17373 -node n1 &
  pids=$!
  settle 10
}

# service FOLDER: a service that does nothing.
service() {
  mkdir -p "$1"
  printf '#!/bin/sh\nexec sleep 100000\n' >"$1/run"
  chmod +x "$1/run"
}

# The supervisors are weighed with what stays beside each service, without the service.
start_s6() {
  service "$work/d/scan/a"
  s6-svscan "$work/d/scan" >"$work/d/out" 2>&1 &
  pids=$!
  settle 3
  pids="$pids $(pgrep -P "$pids")"
}

start_runit() {
  service "$work/d/scan/a"
  runsvdir "$work/d/scan" >"$work/d/out" 2>&1 &
  pids=$!
  settle 7
  pids="$pids $(pgrep -P "$pids")"
}
