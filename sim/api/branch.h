// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_BRANCH_H
#define API_BRANCH_H

#include "api/checkpoint.h"

/** A run that branches off another one: it goes on from a checkpoint of that run's day with
 * measures and hooks that begin there. In order: open, then the scenario is read and its world
 * built, take, the state is loaded, begin. */

/** Opens the checkpoint of `simulation->options.branch` and takes from it what the options leave
 * open: scenario, seed, sample and iterations. STATUS_USAGE when it is not of the day of the
 * results, or of a branch, or keeps results where the options have no output; else as
 * `checkpoint_open`. The caller owns `*out`, to which the options refer. */
enum status branch_open(struct ardey_simulation *simulation, struct checkpoint **out,
                        struct error *err);

/** Checks that the checkpoint is of the simulation's scenario and begins the results with a copy of
 * those so far. STATUS_DATA when they are missing or damaged. */
enum status branch_take(struct ardey_simulation *simulation, struct checkpoint *from,
                        struct error *err);

/** Lets the measures and hooks begin in the day that was loaded, and says so in the results.
 * STATUS_USAGE with its place for an incident of a run that has passed there. */
enum status branch_begin(struct ardey_simulation *simulation, struct error *err);

#endif
