#!/bin/sh
# Prints which share of the parser's branches the fuzz corpus reaches; fails below the least share.
set -eu
cd "$(dirname -- "$(readlink -f -- "$0")")/.."
least_percent=90

./mvn25 -q -B -ntp -Pfast,coverage -pl language -am -Dtest=SyntaxProperties test jacoco:report
awk -F, -v least="$least_percent" '
  $2 == "vow.language.syntax" { missed += $6; reached += $7 }
  END {
    percent = 100 * reached / (missed + reached)
    printf "parser: %d of %d branches reached by the fuzz corpus (%.1f %%)\n",
      reached, missed + reached, percent
    exit percent < least
  }' language/target/site/jacoco/jacoco.csv
