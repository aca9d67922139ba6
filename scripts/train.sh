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

# The classes of a brain that is woken: recorded by the second life of an agent, which has a drift to
# repair. All classes of a cache are loaded at the start, so it has none that reads policies. The
# cache is made from the record here, not by that brain: a holder waits only so long for one to end.
record_wake() {
  [ -x "$built/holder" ] || return 0
  rm -f "$root/run/vow/sleep.bin" "$root/wake.config"
  { cat "$root/train.hcl"; printf 'agent {\n  linger = "100ms"\n}\n'; } >"$root/stay.hcl"
  printf '%s\n' -XX:AOTMode=record "-XX:AOTConfiguration=$root/wake.config" >"$root/wake.args"
  # shellcheck disable=SC2086 # a list of words
  (export LC_ALL=C.UTF-8; holder=$built/holder; launch "-XX:AOTCache=$caches/vow.aot" \
    "-Dvow.wake=@$root/wake.args" $stay_options -m vow.cli/vow.cli.Main \
    keep "$root/stay.hcl" --root "$root") >>"$trained" 2>&1 </dev/null &
  trainer=$!
  await_brain "$root/run/vow/sleep.bin" || true
  # Each records over the one before. The first one finds what an agent left that read a policy; those
  # that come later, what a woken one left.
  for drift in 1 2 3; do
    rm -f "$root/wake.config"
    # Without a terminal: a person there would be told that their change was taken back.
    setsid sh -c 'echo "$2" >"$1"; sleep 0.5' - "$root/etc/train" "$drift" 2>>"$trained" ||
      echo "$drift" >"$root/etc/train"
    await_brain "$root/wake.config" || break
  done
  # One that repaired nothing would leave out all that repairs.
  grep -qs vow/agent/keeper/FileRepair "$root/wake.config" || rm -f "$root/wake.config"
  kill "$trainer" 2>/dev/null || true
  wait "$trainer" || true
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
