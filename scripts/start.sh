# Sourced by vow, from a source tree or installed: start_vow becomes the program. $java is the Java to
# run, $built the folder of the build (lib, java.args, holder, libvow.so), $caches that of its start-up
# caches, and $program this command, for who has to call it again.

# What a verb that ends by itself is started with besides: its memory comes in large pages, where the
# kernel has them, which saves a seventh of the CPU that 10,000 promises take. For an agent that stays
# these would be too large.
brief_options='-XX:+UseTransparentHugePages'

# What a cache remembers of hot code is compiled by a thread of its own: more work than it saves in a
# run that mostly finds everything in order, or wakes for one event.
once_options="$brief_options -XX:-AOTReplayTraining"

# What an agent that stays is started with besides: it saves memory by compiling late, and collects
# garbage often and little at a time, since that stops its loop. Code that came and went is no reason
# to collect everything: there is room for all of it.
awake_options='-XX:CompileThresholdScaling=10 -XX:MaxNewSize=8m -XX:SweeperThreshold=100'

# The same with a holder, which owns its signals.
stay_options="$awake_options -XX:-AOTReplayTraining -Xrs"

# Becomes Java with the words of this build before its own; a child of $holder, if that is not empty.
launch() {
  exec ${holder:+"$holder"} "$java" "@$built/java.args" "-Dvow.syscall=$built/libvow.so" \
    ${program:+"-Dvow.program=$program"} \
    -p "$built/lib" "$@"
}

start_vow() {
  # Java reads arguments and file names by the locale, and refuses names that the locale cannot spell.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
    *) export LC_ALL=C.UTF-8 ;;
  esac
  # The cache stands on the command line, where the holder finds it when it has to do without.
  cache=$caches/vow.aot
  holder=''
  more=$brief_options
  wake=''
  case " $* " in
    *' --once '*) more=$once_options ;;
    *' keep '*)
      more=$awake_options
      # Its parent, which lets it go while nothing happens.
      if [ -x "$built/holder" ] && [ "${VOW_AWAKE:-}" != 1 ]; then
        holder=$built/holder
        more=$stay_options
        [ ! -s "$caches/wake.aot" ] || wake=-Dvow.wake=-XX:AOTCache=$caches/wake.aot
      fi
      ;;
    ' status '* | ' journal '* | ' --version '*)
      # Those that only look have a smaller cache.
      [ ! -s "$caches/look.aot" ] || cache=$caches/look.aot
      ;;
  esac
  [ -s "$cache" ] && cache=-XX:AOTCache=$cache || cache=''
  # shellcheck disable=SC2086 # each is one word, a list of words, or nothing
  launch ${cache:+"$cache"} ${wake:+"$wake"} $more -m vow.cli/vow.cli.Main "$@"
}
