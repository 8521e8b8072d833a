// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/process_run.h"

#include "kernel/kernel.h"

static enum status process_run_in(const struct process_run *run, struct kernel *kernel,
                                  struct error *err)
{
    uint32_t first;
    enum status status =
        kernel_add_processes(kernel, run->kind, run->model, run->count, &first, err);
    for (uint32_t i = 0; status == STATUS_OK && i < run->count; i++) {
        kernel_place(kernel, first + i, i * team_size(kernel_team(kernel)) / run->count);
        for (uint32_t k = 0; status == STATUS_OK && k < run->first_event_count; k++)
            status = kernel_post(
                kernel, event_make(run->start_ms, first + i, run->first_events[k], 0, 0), err);
    }
    return status == STATUS_OK ? kernel_run_until(kernel, (uint32_t)PROCESS_RUN_LAST_MS, err)
                               : status;
}

enum status process_run(const struct process_run *run, uint32_t threads, struct error *err)
{
    struct team *team = team_create(threads, err);
    struct kernel *kernel = team ? kernel_create(team, team_size(team), 0,
                                                 (struct record_sink){.put = record_drop}, err)
                                 : NULL;
    enum status status = kernel ? process_run_in(run, kernel, err) : STATUS_RESOURCE;
    kernel_destroy(kernel);
    team_destroy(team);
    return status;
}
