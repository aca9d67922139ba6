# Sourced by vow: how the start-up caches of a build are made, by running what will be run. $1 is the
# folder of the build.

# The classes of a short run, parsed and linked beforehand. Without it everything works, later.
train() {
  "$JAVA_HOME/bin/java" "@$1/java.args" "-XX:AOTCacheOutput=$1/vow.aot" \
    -m vow.cli/vow.cli.Main keep --once "$top/scripts/train.hcl" --root "$1/train" \
    >>"$builds/build.log" 2>&1 </dev/null || true
  rm -rf "$1/train"
}

# What a verb that ends by itself is started with besides: its memory comes in large pages, where the
# kernel has them, which costs a fifth of the time that 10,000 promises take. For an agent that stays
# these would be too large.
brief_options='-XX:+UseTransparentHugePages'

# What an agent that stays is started with besides: it saves memory by compiling late, and the holder
# owns its signals. The cache fits only a start with the same.
stay_options='-XX:CompileThresholdScaling=10 -Xrs'

# Waits until the brain that makes the cache has ended; at most 30 s, for a machine that is busy.
await_stay() {
  for _ in $(seq 300); do
    [ ! -s "$1/stay.aot" ] || [ -e "$1/stay.aot.config" ] || [ -n "$(pgrep -P "$2")" ] || return 0
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# The classes of an agent that sleeps and wakes: made by its second life, which has a drift to repair
# and a changed policy to read. Without it the other cache is used.
train_stay() {
  [ -x "$1/holder" ] && [ -r "$top/scripts/train.hcl" ] && command -v pgrep >/dev/null || return 0
  { cat "$top/scripts/train.hcl"; printf 'agent {\n  linger = "100ms"\n}\n'; } >"$1/stay.hcl"
  # shellcheck disable=SC2086 # a list of words
  LC_ALL=C.UTF-8 "$1/holder" "$JAVA_HOME/bin/java" "@$1/java.args" \
    "-XX:AOTCacheOutput=$1/stay.aot" $stay_options -m vow.cli/vow.cli.Main \
    keep "$1/stay.hcl" --root "$1/train" >>"$builds/build.log" 2>&1 </dev/null &
  holder=$!
  if await_stay "$1" "$holder"; then
    rm "$1/stay.aot"
    echo drift >"$1/train/etc/train"
    sed -i 's/"hello"/"hullo"/' "$1/stay.hcl"
    await_stay "$1" "$holder" || rm -f "$1/stay.aot"
  else
    rm -f "$1/stay.aot"
  fi
  kill "$holder" 2>/dev/null || true
  wait "$holder" || true
  rm -rf "$1/train" "$1/stay.hcl" "$1/stay.aot.config"
}
