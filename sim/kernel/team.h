// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_TEAM_H
#define KERNEL_TEAM_H

#include "base/error.h"

#include <stdint.h>

/** The worker threads of a run. All threading of the program is behind this header (OpenMP in
 * team.c). */
struct team;

/** One piece of work. `worker` is in [0, team_size) and unique among the calls under way: use it to
 *  index scratch memory, never to decide a result. */
typedef void team_task(void *context, uint32_t item, uint32_t worker);

/** Processors that this process may use: those of its affinity, and not more than the quota of its
 * control group; at least 1. */
uint32_t team_processors(void);

/** A team of `threads` workers; 0 takes what the environment offers (OMP_NUM_THREADS, the cores).
 * Where the workers may run on several sockets, what the calling thread allocates until the team is
 * destroyed is spread over the memories of these sockets: it is for all workers. What a worker
 * allocates lies beside it (but for worker 0, which is the calling thread). */
struct team *team_create(uint32_t threads, struct error *err);
void team_destroy(struct team *team);

uint32_t team_size(const struct team *team);

/** Calls `task(context, item, worker)` for every item in [0, count), handed out dynamically in
 * ascending order; returns when all are done. What the calls write must not overlap. */
void team_run(struct team *team, uint32_t count, team_task *task, void *context);

/** What each worker does once for itself: to make what only it will use, near to it. */
typedef enum status team_own_task(void *context, uint32_t worker, struct error *err);

/** Calls `task(context, worker, err)` for every worker, in its own thread; returns when all are
 * done. Fails as the first of them that fails, by its number; STATUS_RESOURCE. */
enum status team_each(struct team *team, team_own_task *task, void *context, struct error *err);

#endif
