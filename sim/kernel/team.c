// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/team.h"

#include "base/machine.h"
#include "base/memory.h"
#include "base/memory_nodes.h"

#include <omp.h>
#include <stdbool.h>
#include <stdlib.h>

struct team {
    uint32_t size;
    bool has_spread; /**< the memory of who created it, over several sockets */
};

uint32_t team_processors(void)
{
    /* With OMP_PROC_BIND the calling thread is bound to a place of its own since the program began:
     * its mask says nothing of the process any more, but OpenMP has seen it before. */
    if (omp_get_proc_bind() == omp_proc_bind_false)
        return machine_processors();
    uint32_t bound = (uint32_t)omp_get_num_procs(), quota = machine_quota();
    return quota < bound ? quota : bound;
}

/** What the environment offers: OMP_NUM_THREADS, else the processors that this process may use;
 * OpenMP itself sees its affinity, but not the quota of its control group. */
static uint32_t team_standard_size(void)
{
    uint32_t offered = (uint32_t)omp_get_max_threads();
    const char *wish = getenv("OMP_NUM_THREADS");
    uint32_t own = team_processors();
    return (!wish || !wish[0]) && own < offered ? own : offered;
}

static enum status look_where(void *context, uint32_t worker, struct error *err)
{
    (void)err;
    ((uint64_t *)context)[worker] = memory_nodes_here();
    return STATUS_OK;
}

/** The workers are there before: they keep the system's way for what they allocate. */
static enum status team_spread(struct team *team, struct error *err)
{
    uint64_t nodes = 0, *of_worker = mem_alloc(team->size, sizeof *of_worker, err);
    if (!of_worker)
        return STATUS_RESOURCE;
    enum status status = team_each(team, look_where, of_worker, err);
    for (uint32_t i = 0; i < team->size; i++)
        nodes |= of_worker[i];
    mem_free(of_worker);
    if ((nodes & (nodes - 1)) != 0)
        team->has_spread = memory_nodes_spread(nodes);
    return status;
}

struct team *team_create(uint32_t threads, struct error *err)
{
    struct team *team = mem_alloc(1, sizeof *team, err);
    if (!team)
        return NULL;
    team->size = threads ? threads : team_standard_size();
    if (team->size > 1 && memory_nodes_are_several() && team_spread(team, err) != STATUS_OK) {
        mem_free(team);
        return NULL;
    }
    return team;
}

void team_destroy(struct team *team)
{
    if (team && team->has_spread)
        memory_nodes_gather();
    mem_free(team);
}

uint32_t team_size(const struct team *team)
{
    return team->size;
}

void team_run(struct team *team, uint32_t count, team_task *task, void *context)
{
    if (team->size == 1 || count <= 1) {
        for (uint32_t item = 0; item < count; item++)
            task(context, item, 0);
        return;
    }
#pragma omp parallel for schedule(dynamic, 1) num_threads(team->size)
    for (uint32_t item = 0; item < count; item++)
        task(context, item, (uint32_t)omp_get_thread_num());
}

enum status team_each(struct team *team, team_own_task *task, void *context, struct error *err)
{
    struct error *errs = mem_alloc(team->size, sizeof *errs, err);
    if (!errs)
        return STATUS_RESOURCE;
        /* As many pieces as threads: each gets the one with its number. */
#pragma omp parallel for schedule(static, 1) num_threads(team->size) if (team->size > 1)
    for (uint32_t worker = 0; worker < team->size; worker++)
        errs[worker].status = task(context, worker, &errs[worker]);
    enum status status = STATUS_OK;
    for (uint32_t i = 0; status == STATUS_OK && i < team->size; i++)
        if (errs[i].status != STATUS_OK)
            status = error_fail(err, errs[i].status, "%s", errs[i].text);
    mem_free(errs);
    return status;
}
