#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Submits the members of a sweep that are not done as job arrays, and a job that collects the results when all have
# ended. Arguments are passed on to sbatch: submit.sh --time=2:00:00 --partition=standard --cpus-per-task=4
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/sweep.env"
export ARDEY_SWEEP=${here%/slurm}
at_once=${ARDEY_AT_ONCE:+%$ARDEY_AT_ONCE}
largest=${ARDEY_ARRAY_MAX:-1000} # sites allow arrays up to MaxArraySize - 1
jobs=()
for ((first = 0; first < ARDEY_COUNT; first += largest)); do
    count=$((ARDEY_COUNT - first < largest ? ARDEY_COUNT - first : largest))
    job=$(ARDEY_FIRST=$first sbatch --parsable --export=ALL --output="$here/array-%A-%a.out" \
        --array="1-$count$at_once" "$@" "$here/array.sbatch")
    jobs+=("${job%%;*}")
    echo "array job ${job%%;*}: $count members"
done
if [ ${#jobs[@]} -gt 0 ]; then
    depend="--dependency=afterany:$(IFS=:; echo "${jobs[*]}")"
else
    depend=
    echo "all members are done"
fi
echo "merge job $(sbatch --parsable --export=ALL --output="$here/merge-%j.out" ${depend:+"$depend"} "$@" \
    "$here/merge.sbatch")"
