#!/bin/sh
# Compiles native/java: scripts/syscall.sh FILE, with JAVA_HOME set. Without a C compiler there is no
# file and no failure: Java finds the kernel another way, which costs a start some 40 ms.
set -eu
top=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
for cc in gcc cc clang; do
  command -v "$cc" >/dev/null &&
    "$cc" -std=gnu11 -Os -s -shared -fPIC -Wall -Wextra \
      -I "$JAVA_HOME/include" -I "$JAVA_HOME/include/linux" \
      "$top/native/java/syscall.c" -o "$1.tmp" 2>/dev/null &&
    mv "$1.tmp" "$1" && exit 0
done
rm -f "$1.tmp"
