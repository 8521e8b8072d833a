#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A sweep on a real Slurm of one node, which this test starts and stops: a job array, a member that is preempted, writes
# a checkpoint, is queued again and goes on, and a merge job by dependency. The collected file must have the bytes of one
# from a sweep without Slurm. Exit code 77: skipped, with the reason.
#   check_slurm.sh ARDEY
set -euo pipefail
ardey=$(realpath "$1")

skip() {
    echo "skipped: $*"
    exit 77
}
for command in slurmctld slurmd sbatch scontrol squeue munged mungekey; do
    command -v $command >/dev/null || skip "$command is not installed (packages slurm-wlm and munge)"
done
[ "$(id -u)" -eq 0 ] || skip "only root can start slurmd"

work=$(mktemp -d "${TMPDIR:-/tmp}/ardey-slurm-XXXXXX")
host=$(hostname -s)
port=$((20000 + $$ % 20000))
stop() {
    for name in slurmd slurmctld munged; do
        [ ! -s "$work/$name.pid" ] || kill "$(cat "$work/$name.pid")" 2>/dev/null || true
    done
    sleep 1
    [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap stop EXIT
chmod 755 "$work"
mkdir -p "$work/state" "$work/spool"
export SLURM_CONF=$work/slurm.conf

# A munged of its own, so that nothing of the system is touched.
mungekey -c -k "$work/munge.key" 2>/dev/null || skip "no munge key could be made"
munged --force --socket="$work/munge.sock" --key-file="$work/munge.key" --pid-file="$work/munged.pid" \
    --log-file="$work/munged.log" --seed-file="$work/munge.seed" 2>/dev/null || skip "munged does not start here"
cat >"$work/cgroup.conf" <<END
CgroupPlugin=cgroup/v1
CgroupAutomount=no
END
cat >"$SLURM_CONF" <<END
ClusterName=ardey
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmctldPort=$port
SlurmdPort=$((port + 1))
AuthType=auth/munge
AuthInfo=socket=$work/munge.sock
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=2,bf_interval=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
SlurmctldParameters=preempt_send_user_signal
RequeueExit=85
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=low Nodes=$host Default=YES PriorityTier=1 GraceTime=30 PreemptMode=REQUEUE
PartitionName=high Nodes=$host PriorityTier=10 PreemptMode=OFF
END
slurmctld -f "$SLURM_CONF" || skip "slurmctld does not start here"
slurmd -f "$SLURM_CONF" -N "$host" || skip "slurmd does not start here"

# until_true SECONDS COMMAND...
until_true() {
    local left=$(($1 * 5))
    shift
    while ! "$@" >/dev/null 2>&1; do
        left=$((left - 1))
        [ $left -gt 0 ] || return 1
        sleep 0.2
    done
}
is_idle() { [ "$(sinfo -h -p low -o %t)" = idle ]; }
until_true 30 is_idle || {
    tail -5 "$work/slurmd.log" "$work/slurmctld.log"
    skip "the node does not become ready"
}

# Some seconds of work for each member: the small town, with people who settle.
cp -r tests/fixtures/small "$work/town"
cp "$work/town/small.lua" "$work/town/init.lua"
cat >"$work/day.lua" <<END
local s = require "town"
s.equilibrium = { iterations = ${DAYS:-12}, gap = 0 }
return s
END
cat >"$work/plan.lua" <<END
return { scenario = "day.lua", seeds = 2, grid = { ["road.patience"] = { "5 min", "10 min" } }, out = "runs" }
END
export OMP_WAIT_POLICY=passive
"$ardey" sweep "$work/plan.lua" --slurm --checkpoint-every "1 s" | head -1
began=$SECONDS
bash "$work/runs/slurm/submit.sh" --partition=low --cpus-per-task=1 --time=10 | tee "$work/submitted"
merge=$(sed -n 's/^merge job //p' "$work/submitted")

# Somebody more important wants the whole node while members run.
has_checkpoint() { compgen -G "$work/runs/members/*.checkpoint"; }
until_true 60 has_checkpoint || echo "no checkpoint was seen before the preemption"
sbatch --parsable --partition=high --exclusive --time=1 --output=/dev/null --wrap="sleep 1" >/dev/null
has_restarted() { grep -l "restart [1-9]" "$work"/runs/members/*.log; }
for _ in $(seq 240); do
    # Slurm lets a job that was queued again wait for two minutes; the test does not.
    for job in $(squeue -h -t PD -p low -o %A | sort -u); do
        scontrol update jobid="$job" StartTime=now >/dev/null 2>&1 || true
    done
    [ -n "$(squeue -h -j "$merge" 2>/dev/null)" ] || break
    sleep 1
done
[ -z "$(squeue -h -j "$merge" 2>/dev/null)" ] || {
    squeue
    tail -20 "$work"/runs/slurm/*.out "$work"/runs/members/*.log "$work/slurmctld.log"
    echo "the merge job has not ended in time"
    exit 1
}
grep -h "restart\|exit code\|goes on\|checkpoint" "$work"/runs/members/*.log | sort | uniq -c | sort -rn | head -20
has_restarted >/dev/null || {
    echo "no member was preempted and queued again"
    exit 1
}
grep -hq "goes on from checkpoint" "$work"/runs/members/*.log || {
    echo "no member went on from a checkpoint"
    exit 1
}
[ -s "$work/runs/ensemble.h5" ] || {
    cat "$work"/runs/slurm/merge-*.out
    exit 1
}
echo "Slurm: $((SECONDS - began)) s"

# The same without Slurm and without interruption.
sed 's/out = "runs"/out = "plain"/' "$work/plan.lua" >"$work/plain.lua"
"$ardey" sweep "$work/plain.lua" -k 2 -q
"$ardey" collect "$work/plain" -o "$work/plain.h5" >/dev/null
cmp "$work/plain.h5" "$work/runs/ensemble.h5"
for result in "$work"/plain/members/*.h5; do
    cmp "$result" "$work/runs/members/$(basename "$result")"
done
echo "equal bytes: the collected file and $(ls "$work"/plain/members/*.h5 | wc -l) results"
