# Sourced by vow, after scripts/train.sh: build_vow makes a new folder target/vow/N with everything
# that a run needs, then points target/vow/current at it. A folder is never changed afterwards, so
# that an agent that runs from an older one keeps its classes; the newest three are kept.

# What vow is made of: newer than the build, in any of these, means build again. (A folder is newer
# when a file in it was added, renamed or deleted.)
sources() {
  for part in model language engine linux agent cli; do
    printf '%s\n' "$top/$part/src/main" "$top/$part/pom.xml"
  done
  printf '%s\n' "$top/pom.xml" "$top/scripts" "$top/native"
}

stale() {
  [ -e "$builds/current/built" ] || return 0
  IFS='
'
  # shellcheck disable=SC2046 # one path a line, split at line ends only
  newer=$(find $(sources) -newer "$builds/current/built" -print -quit 2>/dev/null || true)
  unset IFS
  [ -n "$newer" ]
}

maven() {
  rm -rf "$top/cli/target/lib"
  log=$builds/build.log
  : >"$log"
  (cd "$top" && ./mvn25 -B -ntp -Pfast -DskipTests -Dspotless.check.skip -Denforcer.skip \
    -pl cli -am package 2>&1 || true) |
    while IFS= read -r line; do
      printf '%s\n' "$line" >>"$log"
      case $line in
        *"] Building vow-"*) line=${line##*Building }; echo "  ${line%% *}" >&2 ;;
      esac
    done
  grep -q '^\[INFO\] BUILD SUCCESS' "$log" && return 0
  # The lines that name a place, once each; else whatever Maven says.
  (grep '^\[ERROR\] .*:' "$log" || tail -n 20 "$log") | grep -v 'Failed to execute' | sort -u |
    head -n 12 >&2
  echo "unable to build vow: see $log" >&2
  return 1
}

build_vow() {
  echo "building vow (once, and again when a source changes)" >&2
  fresh=$builds/$(date +%s)-$$
  mkdir -p "$fresh"
  touch "$fresh/built"
  maven || { rm -rf "$fresh"; return 1; }
  cp -r "$top/cli/target/lib" "$fresh/lib"
  "$JAVA_HOME/bin/java" "$top/scripts/Bootstraps.java" "$fresh/lib" >>"$builds/build.log" 2>&1 ||
    echo "  unable to rewrite what Java makes at run time, so vow starts slower: see $builds/build.log" >&2
  "$top/scripts/holder.sh" "$fresh/holder" || { rm -rf "$fresh"; return 1; }
  "$top/scripts/syscall.sh" "$fresh/libvow.so"
  cp "$top/scripts/java.args" "$fresh/java.args"
  echo "  start-up cache" >&2
  built=$fresh caches=$fresh policy=$top/scripts/train.hcl trained=$builds/build.log
  train
  wakes || echo "  unable to make the cache of an agent that is woken, which wakes slower: see $builds/build.log" >&2
  ln -s "${fresh##*/}" "$builds/next"
  mv -T "$builds/next" "$builds/current"
  # shellcheck disable=SC2012 # names are digits and a dash
  ls -dt "$builds"/[0-9]*-* | tail -n +4 | while IFS= read -r old; do rm -rf "$old"; done
}
