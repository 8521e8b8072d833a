// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ENSEMBLE_SLURM_JOB_H
#define ENSEMBLE_SLURM_JOB_H

#include "ensemble/sweep.h"

/** Writes what a Slurm cluster needs to run the members of a prepared sweep that are not done, to
 * the folder `slurm` of the sweep: submit.sh, array.sbatch, merge.sbatch (as in scripts/slurm), the
 * settings sweep.env and the table members.csv. `*out_count` is how many members are left.
 * STATUS_RESOURCE. */
enum status slurm_job_write(const struct sweep *sweep, uint32_t *out_count, struct error *err);

#endif
