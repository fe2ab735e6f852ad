#!/bin/bash
#SBATCH --job-name=telltale
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=TERM@120
# Runs a notebook as a job of Slurm, or as one task of a job array; README.md beside this file has the commands. Submit it from the root of
# the repository: sbatch [--array=0-24] environment/cluster/task.sh notebook [folder of the executed notebooks, default artifacts/jobs]
# --signal: SIGTERM comes two minutes before the time limit, enough for the batch in progress and a checkpoint.

srun environment/bin/Telltale.Workbench run "$1" --output "${2:-artifacts/jobs}/$SLURM_JOB_ID"
status=$?

# The last task of an array has the id of the whole array as SLURM_JOB_ID.
task=$SLURM_JOB_ID
if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID; fi

# 143: SIGTERM ended the run at a checkpoint. A job that was cancelled, or that Slurm requeues itself, is no longer RUNNING.
if [ $status -eq 143 ] && [ "$(squeue --noheader --array --format=%T --jobs="$task")" = RUNNING ]; then
  scontrol requeue "$task"
fi
exit $status
