# Sourced after scripts/start.sh: how the start-up caches of a build are made, by running what will be
# run. $policy is the policy to run; what the runs print goes to the file $trained. Without a cache
# everything works, later.

# record CACHE COMMAND...: one process that runs these, and what it needed.
record() {
  recorded=$1
  shift
  printf '%s\n' "$@" |
    (cd "$root"; holder=''; launch "-XX:AOTCacheOutput=$caches/$recorded" -m vow.cli/vow.cli.Rehearsal \
      --root "$root") >>"$trained" 2>&1 || true
}

# Waits until no brain is there and a file is; at most 30 s, for a machine that is busy.
await_brain() {
  for _ in $(seq 300); do
    [ ! -s "$1" ] || has_brain || return 0
    kill -0 "$trainer" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# Whether the holder has a child. (The kernel ends its list with no newline, so read says no.)
has_brain() {
  child=''
  read -r child 2>/dev/null <"/proc/$trainer/task/$trainer/children" || true
  [ -n "$child" ]
}

# The policy of an agent that is to be woken, and where it is kept. As root it is the system that is
# kept, though only below $root, since services are the system's.
stay_policy() {
  printf 'agent {\n  linger = "100ms"\n}\n'
  if [ "$(id -u)" = 0 ]; then
    sed "s|\"/|\"$root/|" "$root/train.hcl"
    printf 'service "train" {\n  run = ["/bin/sleep", "600"]\n  restart {\n    burst = 0\n  }\n}\n'
  else
    cat "$root/train.hcl"
  fi
}

# Ends the process of the service, if there is one; its control group is $group from then on.
end_service() {
  pid=$(sed -n 's/.*"pid":\([1-9][0-9]*\).*/\1/p' "$root/run/vow/services.json" 2>/dev/null) || true
  if [ -n "$pid" ] && below=$(sed -n 's|^0::\(/.*/train\)$|\1|p' "/proc/$pid/cgroup" 2>/dev/null); then
    group=$(sed -n 's|^[^ ]* \([^ ]*\) cgroup2 .*|\1|p' /proc/mounts | sed q)$below
    kill -9 "$pid" 2>/dev/null || true
  fi
}

# What a service leaves when its agent is gone.
remove_service() {
  end_service
  case ${group:-} in
    */train) for _ in 1 2 3 4 5; do rmdir "$group" "${group%/*}" 2>/dev/null && break || sleep 0.1; done ;;
  esac
}

# The classes of a brain that is woken: recorded by the second life of an agent, which has a drift to
# repair, and a service to start again. All classes of a cache are loaded at the start, so it has none
# that reads policies. The cache is made from the record here, not by that brain: a holder waits only
# so long for one to end.
record_wake() {
  [ -x "$built/holder" ] || return 0
  rm -f "$root/run/vow/sleep.bin" "$root/wake.config"
  stay_policy >"$root/stay.hcl"
  [ "$(id -u)" = 0 ] && kept="--state $root/state --runtime $root/run/vow" || kept="--root $root"
  printf '%s\n' -XX:AOTMode=record "-XX:AOTConfiguration=$root/wake.config" >"$root/wake.args"
  # shellcheck disable=SC2086 # lists of words
  (export LC_ALL=C.UTF-8; holder=$built/holder; launch "-XX:AOTCache=$caches/vow.aot" \
    "-Dvow.wake=@$root/wake.args" $stay_options -m vow.cli/vow.cli.Main \
    keep "$root/stay.hcl" $kept) >>"$trained" 2>&1 </dev/null &
  trainer=$!
  await_brain "$root/run/vow/sleep.bin" || true
  # Each records over the one before. The first one finds what an agent left that read a policy; those
  # that come later, what a woken one left.
  for drift in 1 2 3; do
    rm -f "$root/wake.config"
    end_service
    # Without a terminal: a person there would be told that their change was taken back.
    setsid sh -c 'echo "$2" >"$1"; sleep 0.5' - "$root/etc/train" "$drift" 2>>"$trained" ||
      echo "$drift" >"$root/etc/train"
    await_brain "$root/wake.config" || break
  done
  # One that repaired nothing would leave out all that repairs.
  grep -qs vow/agent/keeper/FileRepair "$root/wake.config" || rm -f "$root/wake.config"
  kill "$trainer" 2>/dev/null || true
  wait "$trainer" || true
  remove_service
  [ -s "$root/wake.config" ] || return 0
  # shellcheck disable=SC2086 # a list of words
  (holder=''; launch -XX:AOTMode=create "-XX:AOTConfiguration=$root/wake.config" \
    "-XX:AOTCache=$caches/wake.aot" $stay_options -m vow.cli/vow.cli.Main) \
    >>"$trained" 2>&1 </dev/null || true
}

# Whether a brain that is woken has its cache, where one can be woken.
wakes() {
  [ ! -x "$built/holder" ] || [ -s "$caches/wake.aot" ]
}

train() {
  root=$(mktemp -d "${TMPDIR:-/tmp}/vow-train.XXXXXX") || return 0
  if cp "$policy" "$root/train.hcl" 2>>"$trained"; then
    # Again and again: what was found in order is believed once its times are old enough.
    record vow.aot 'check train.hcl' 'keep --once train.hcl' 'keep --once train.hcl' \
      'keep --once train.hcl' 'keep --once train.hcl' 'plan train.hcl'
    # All classes of a cache are loaded at the start, and most of those above read policies: what only
    # looks has its own.
    record look.aot 'status --all' status 'status --json' journal --version
    # A busy machine may not let a brain end before its holder gives it up.
    for _ in 1 2 3; do
      wakes || record_wake || true
    done
  fi
  rm -rf "$root"
}
