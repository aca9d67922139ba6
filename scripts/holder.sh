#!/bin/sh
# Compiles native/: scripts/holder.sh FILE [plain | sanitized | aarch64 [FLAG...]]. Without a C
# compiler there is no file, one line that says what that means, and no failure: vow stays awake.
set -eu
top=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
file=$1
shift
kind=${1:-plain}
[ $# = 0 ] || shift

# The first of these compilers that makes a program from a static C library.
compiler() {
  for candidate in "$@"; do
    if command -v "$candidate" >/dev/null && echo 'int main(void) { return 0; }' |
      "$candidate" -static -x c - -o "$file.tmp" 2>/dev/null; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

# One segment for code and data, and no page that is only protected after the start: three pages of
# memory fewer. Nothing here unwinds a stack.
small='-Os -static -s -Wl,-z,noseparate-code -Wl,-z,norelro -Wl,--gc-sections -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables'
case $kind in
  plain) candidates='musl-gcc gcc cc clang' flags=$small ;;
  aarch64) candidates='aarch64-linux-musl-gcc aarch64-linux-gnu-gcc' flags=$small ;;
  sanitized)
    candidates='gcc clang'
    flags='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all'
    ;;
  *) echo "usage: scripts/holder.sh FILE [plain | sanitized | aarch64 [FLAG...]]" >&2; exit 64 ;;
esac

# shellcheck disable=SC2086 # lists of words
if ! cc=$(compiler $candidates); then
  rm -f "$file.tmp"
  echo "no C compiler ($candidates): vow will stay awake, which costs its memory all the time" >&2
  exit 0
fi
# shellcheck disable=SC2086 # lists of words
compile() { "$cc" -std=gnu11 -Wall -Wextra -Werror $flags "$@"; }

# Whether it is of services: these lie apart at the end, and not in memory while nothing is asked of
# them (native/rest.c).
apart() {
  case " confine current forward launch log notify orders pipe rotate run service state store upgrade words " in
    *" $(basename "$1" .c) "*) return 0 ;;
    *) return 1 ;;
  esac
}

if [ "$kind" = sanitized ] || [ ! -e "$top/native/services.ld" ]; then
  compile "$@" "$top"/native/*.c -o "$file.tmp"
else
  (
    for part in "$top"/native/*.c; do ! apart "$part" || set -- "$@" "$part"; done
    compile -r -nostdlib -Wl,--no-gc-sections -Wl,-T,"$top/native/services.ld" "$@" -o "$file.o"
  )
  for part in "$top"/native/*.c; do apart "$part" || set -- "$@" "$part"; done
  compile -Wl,-T,"$top/native/program.ld" "$@" "$file.o" -o "$file.tmp"
  rm "$file.o"
fi
mv "$file.tmp" "$file"
