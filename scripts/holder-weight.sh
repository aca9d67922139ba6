#!/bin/sh
# What the holder weighs and sees: scripts/holder-weight.sh [SAMPLES]. Memory asleep with 1,000 marks
# and a slot, system calls in 60 s, size, and how often it knows who wrote, a writer at a time.
# Needs root (fanotify), a C compiler and strace.
set -eu
top=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
samples=${1:-100}
folder=$(mktemp -d)
holder=''
trap '[ -z "$holder" ] || kill "$holder"; rm -rf "$folder"' EXIT

"$top/scripts/holder.sh" "$folder/holder"
gcc -std=gnu11 -Os -static -s "$top/native/test/rest.c" -o "$folder/rest"
cat >"$folder/write.c" <<'C'
#include <fcntl.h>
#include <unistd.h>
int main(int count, char **arguments)
{
    int fd = open(arguments[count - 1], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    return write(fd, "x\n", 2) != 2;
}
C
gcc -Os -static -s "$folder/write.c" -o "$folder/write"
sync -f "$folder" # pages that are not yet written would count as dirty
mkdir "$folder/kept"
echo x >"$folder/source"
"$folder/holder" "$folder/rest" "$folder/kept" 1000 >"$folder/told" &
holder=$!

# Until it sleeps: no child, and nothing of it runs.
settle() {
  while [ -n "$(cat /proc/$holder/task/$holder/children)" ] ||
    ! grep -q '^State:.S' /proc/$holder/status; do sleep 0.02; done
}

weigh() {
  settle
  awk -v when="$1" '/^(Rss|Pss|Private_Dirty):/ { printf "%s %s kB  ", $1, $2 } END { print when }' \
    /proc/$holder/smaps_rollup
}

sleep 2
echo "size $(stat -c %s "$folder/holder") bytes"
weigh 'asleep, never woken'
timeout 60 strace -c -o "$folder/calls" -p $holder 2>/dev/null || true
echo "system calls in 60 s: $(awk '$NF == "total" { print $(NF - 1) + 0 }' "$folder/calls" | grep . || echo 0)"

# A writer at a time; each wakes a brain that prints who it was by the ledger and sleeps again.
share() {
  name=$1
  shift
  : >"$folder/told"
  for i in $(seq "$samples"); do
    echo x >"$folder/kept/f"
    settle
    before=$(wc -l <"$folder/told")
    "$@" >/dev/null
    while [ "$(wc -l <"$folder/told")" = "$before" ]; do sleep 0.01; done
    settle
    tail -n +$((before + 1)) "$folder/told" | tail -n 1 >>"$folder/seen"
  done
  awk -v name="$name" '{ comm += $1 != "-"; exe += $2 != "-"; uid += $3 != -1 }
    END { printf "%-24s exe %3d%%  comm %3d%%  uid %3d%%\n", name, 100 * exe / NR, 100 * comm / NR, 100 * uid / NR }' "$folder/seen"
  rm "$folder/seen"
}
file=$folder/kept/f
share 'sed -i' sed -i s/x/y/ "$file"
share cp cp "$folder/source" "$file"
share tee sh -c "tee '$file' <'$folder/source'"
share 'sh -c "echo >>"' sh -c "echo y >>'$file'"
share 'static C' "$folder/write" "$file"
weigh "after $((samples * 10)) wakes"
