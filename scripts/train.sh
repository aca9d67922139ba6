# Sourced by vow: how the start-up caches of a build are made, by running what will be run. $1 is the
# folder of the build.

# The classes of a short run, parsed and linked beforehand. Without it everything works, later.
train() {
  "$JAVA_HOME/bin/java" "@$1/java.args" "-XX:AOTCacheOutput=$1/vow.aot" \
    -m vow.cli/vow.cli.Main keep --once "$top/scripts/train.hcl" --root "$1/train" \
    >>"$builds/build.log" 2>&1 </dev/null || true
  # The same for what only looks: all classes of a cache are loaded at the start, and most of those
  # above read policies.
  "$JAVA_HOME/bin/java" "@$1/java.args" "-XX:AOTCacheOutput=$1/look.aot" \
    -m vow.cli/vow.cli.Main status --all --root "$1/train" \
    >>"$builds/build.log" 2>&1 </dev/null || true
  rm -rf "$1/train"
}

# What a verb that ends by itself is started with besides: its memory comes in large pages, where the
# kernel has them, which costs a fifth of the time that 10,000 promises take. For an agent that stays
# these would be too large.
brief_options='-XX:+UseTransparentHugePages'

# What an agent that stays is started with besides: it saves memory by compiling late, and the holder
# owns its signals.
stay_options='-XX:CompileThresholdScaling=10 -Xrs'

# Waits until no brain is there and a file is; at most 30 s, for a machine that is busy.
await_brain() {
  for _ in $(seq 300); do
    [ ! -s "$2" ] || [ -e "$2.config" ] || [ -n "$(pgrep -P "$1")" ] || return 0
    kill -0 "$1" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# The classes of a brain that is woken: made by the second life of an agent, which has a drift to
# repair. All classes of a cache are loaded at the start, so it has none that reads policies. Without
# it the other cache is used.
train_wake() {
  [ -x "$1/holder" ] && [ -r "$top/scripts/train.hcl" ] && command -v pgrep >/dev/null || return 0
  { cat "$top/scripts/train.hcl"; printf 'agent {\n  linger = "100ms"\n}\n'; } >"$1/stay.hcl"
  # shellcheck disable=SC2086 # a list of words
  LC_ALL=C.UTF-8 "$1/holder" "$JAVA_HOME/bin/java" "@$1/java.args" \
    "-XX:AOTCache=$1/vow.aot" "-Dvow.wake=-XX:AOTCacheOutput=$1/wake.aot" $stay_options \
    -m vow.cli/vow.cli.Main keep "$1/stay.hcl" --root "$1/train" \
    >>"$builds/build.log" 2>&1 </dev/null &
  holder=$!
  if await_brain "$holder" "$1/train/run/vow/sleep.bin"; then
    echo drift >"$1/train/etc/train"
    await_brain "$holder" "$1/wake.aot" || rm -f "$1/wake.aot"
  fi
  kill "$holder" 2>/dev/null || true
  wait "$holder" || true
  rm -rf "$1/train" "$1/stay.hcl" "$1/wake.aot.config"
}
