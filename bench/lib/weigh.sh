# Sourced by bench/rest and bench/services: what the processes in $pids weigh while nothing happens,
# for $span seconds, with $work as a folder of ours.

end() {
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  for pid in $pids; do
    for _ in $(seq 50); do
      [ -d "/proc/$pid" ] || break
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
  done
  pids=''
}

# Milliseconds of CPU and context switches so far, of threads that are there.
spent() {
  for pid in $pids; do
    sed 's/^/cpu /' "/proc/$pid"/task/*/schedstat
    cat "/proc/$pid"/task/*/status
  done | awk '$1 == "cpu" { ns += $2 } /ctxt_switches/ { switches += $2 }
    END { printf "%d %d\n", ns / 1000000, switches }'
}

# weigh NAME FILES: a row about $pids.
weigh() {
  memory=$(for pid in $pids; do cat "/proc/$pid/smaps_rollup"; done |
    awk '/^(Rss|Pss|Private_Dirty):/ { kb[$1] += $2 }
      END { printf "%d %d %d\n", kb["Rss:"], kb["Pss:"], kb["Private_Dirty:"] }')
  threads=$(for pid in $pids; do ls "/proc/$pid/task"; done | wc -l)
  before=$(spent)
  sleep "$span"
  after=$(spent)
  traced=''
  for pid in $pids; do traced="$traced -p $pid"; done
  # shellcheck disable=SC2086 # a list of words
  timeout -s INT "$span" strace -f -c -o "$work/trace" $traced 2>/dev/null || true
  calls=$(awk '$NF == "total" { print $4 }' "$work/trace")
  # shellcheck disable=SC2086 # a list of words
  set -- "$1" "$2" "$(echo $pids | wc -w)" "$threads" $memory $before $after "${calls:-0}"
  printf '| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n' "$1" "$2" "$3" "$4" "$5" "$6" "$7" \
    "${12}" "$((${11} - $9))" "$((${10} - $8))"
}
