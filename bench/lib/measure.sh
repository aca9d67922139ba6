# Sourced by the scripts beside this folder: what a command costs.

# Says what this was measured on; no names.
machine() {
  memory=$(awk '$1 == "MemTotal:" { printf "%d", $2 / 1024 / 1024 + 0.5 }' /proc/meminfo)
  printf '%s cores, %s GiB, kernel %s, %s on %s; load at the start %s; %s\n' \
    "$(nproc)" "$memory" "$(uname -r | cut -d- -f1)" "$(df --output=fstype "$work" | tail -n 1)" \
    "$(uname -m)" "$(cut -d' ' -f1 /proc/loadavg)" "$(date -u +%F)"
}

head_row() {
  echo '| tool | files | phase | CPU s | wall s | peak RSS MiB | system calls | stat | open | read | write | execve | CPU of vow / CPU of this |'
  echo '|---|---|---|---|---|---|---|---|---|---|---|---|---|'
}

# Prints one row: measure PHASE TOOL N. The run with the least CPU time counts; system calls are
# counted in a run of their own, because that slows everything.
measure() {
  : >"$work/times"
  i=0
  while [ "$i" -lt "$runs" ]; do
    prepare "$1" "$2" "$3"
    timed "$2" "$3"
    i=$((i + 1))
    [ "$2" != ansible ] || i=$runs
  done
  traced "$1" "$2" "$3"
  best=$(sort -n "$work/times" | head -n 1)
  cpu=${best%% *}
  [ "$2" != vow ] || eval "vow_$1=$cpu"
  eval "ours=\$vow_$1"
  # shellcheck disable=SC2086 # words
  set -- "$2" "$3" "$1" $best $(calls)
  ratio=$(awk -v a="$ours" -v b="$4" 'BEGIN { printf "%.2f", a / b }')
  printf '| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n' "$@" "$ratio"
}

# Appends "cpu wall rss" of one run.
timed() {
  command time -o "$work/time" -f '%U %S %e %M' "$top/bench/lib/converge" "$top" "$work" "$@" >"$work/out" 2>&1 ||
    { tail -n 20 "$work/out" >&2; echo "unable to compare: $1 failed" >&2; exit 1; }
  awk '{ printf "%.2f %.2f %d\n", $1 + $2, $3, $4 / 1024 }' "$work/time" >>"$work/times"
}

# The same run once more, its system calls counted; not for ansible with many files.
traced() {
  : >"$work/trace"
  [ "$3" -le "${TRACE_ANSIBLE_MAX:-20}" ] || [ "$2" != ansible ] || return 0
  prepare "$1" "$2" "$3"
  shift
  strace -f -c -o "$work/trace" "$top/bench/lib/converge" "$top" "$work" "$@" >"$work/out" 2>&1
}

# Sums a count of strace by class: all stat open read write execve
calls() {
  awk '
    $1 !~ /^[0-9.]+$/ { next }
    $NF == "total" { all = $4; next }
    $NF ~ /stat|access/ { stat += $4 }
    $NF ~ /^open/ { open += $4 }
    $NF ~ /^p?read(v|64|v2)?$/ { read += $4 }
    $NF ~ /^p?write(v|64|v2)?$/ { write += $4 }
    $NF == "execve" { execve += $4 }
    END { print all + 0, stat + 0, open + 0, read + 0, write + 0, execve + 0 }' "$work/trace"
}
