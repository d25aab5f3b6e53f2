#!/usr/bin/env bash
# Compares `lrs bench` with another program that prints the same lines: both in turn, several rounds,
# then the ratio of medians per case. Timings drift within minutes, so only alternating runs compare.
#
#   lrs-bench/compare.sh ROUNDS COMMAND [ARGUMENT...]
#   THREADS=1 lrs-bench/compare.sh 3 python3 reference.py --bench
set -eu
rounds=${1:?how many rounds, such as 3}
shift
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export THREADS=${THREADS:-1}
for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  "$here/lrs" bench | tee -a "$work/ours" >&2
  "$@" | tee -a "$work/theirs" >&2
done
awk -F'\t' '
  function median(s,  n, v, i, j, t) {
    n = split(s, v, " ")
    for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j-1] + 0 > v[j] + 0; j--) { t = v[j]; v[j] = v[j-1]; v[j-1] = t }
    return v[int((n + 1) / 2)]
  }
  { sub(/ ms/, "", $2) }
  FNR == NR { ours[$1] = ours[$1] " " $2; next }
  { theirs[$1] = theirs[$1] " " $2 }
  END {
    printf "case\tours ms\ttheirs ms\tratio\n"
    for (label in theirs) if (label in ours) {
      a = median(ours[label]); b = median(theirs[label])
      printf "%s\t%.1f\t%.1f\t%.2f\n", label, a, b, a / b
      frozen = label; sub(/\.step$/, ".frozen.step", frozen)
      if (frozen in ours) { a = median(ours[frozen]); printf "%s\t%.1f\t%.1f\t%.2f\n", frozen, a, b, a / b }
    }
  }' "$work/ours" "$work/theirs" | sort
