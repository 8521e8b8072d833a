// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/team.h"

#include "base/machine.h"
#include "base/memory.h"

#include <omp.h>
#include <stdlib.h>

struct team {
    uint32_t size;
};

/** What the environment offers: OMP_NUM_THREADS, else the processors that this process may use;
 * OpenMP itself sees its affinity, but not the quota of its control group. */
static uint32_t team_standard_size(void)
{
    uint32_t offered = (uint32_t)omp_get_max_threads();
    const char *wish = getenv("OMP_NUM_THREADS");
    uint32_t own = machine_processors();
    return (!wish || !wish[0]) && own < offered ? own : offered;
}

struct team *team_create(uint32_t threads, struct error *err)
{
    struct team *team = mem_alloc(1, sizeof *team, err);
    if (team)
        team->size = threads ? threads : team_standard_size();
    return team;
}

void team_destroy(struct team *team)
{
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
