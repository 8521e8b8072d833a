// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/give_error.h"
#include "api/indicator_kinds.h"
#include "base/memory.h"
#include "base/page.h"
#include "ensemble/collect.h"
#include "ensemble/slurm_job.h"
#include "ensemble/sweep.h"
#include "kernel/team.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define CONFIDENCE 0.95
#define TEXT_SIZE  8192

static enum status read_sweep(const struct ardey_sweep *asked, struct sweep *out, struct error *err)
{
    const struct sweep_options options = {
        .plan = asked->plan,
        .search_folders = asked->scenario_path,
        .program = asked->program,
        .arguments = asked->arguments,
        .put = {.has_iterations = asked->put.has_iterations,
                .iterations = asked->put.iterations,
                .sample = asked->put.sample},
        .processes = asked->processes,
        .retries = asked->retries,
    };
    enum status status = sweep_read(&options, out, err);
    if (status == STATUS_OK && out->plan.stop.indicator[0] != '\0')
        status = indicator_check(out->plan.stop.indicator, out->plan.path, err);
    return status;
}

static struct ardey_sweep_state state_of(const struct sweep *sweep)
{
    const struct members *members = &sweep->members;
    return (struct ardey_sweep_state){
        .folder = sweep->plan.out,
        .members = members->count,
        .variants = sweep->variants.count,
        .seeds = members->seed_count,
        .waiting = members_count(members, MEMBER_WAITING),
        .running = members_count(members, MEMBER_RUNNING),
        .done = members_count(members, MEMBER_DONE),
        .failed = members_count(members, MEMBER_FAILED),
        .stopped = members_count(members, MEMBER_STOPPED),
        .skipped = sweep->skipped,
    };
}

/** As many members as the processors of this job can run at once. */
static uint32_t standard_processes(uint32_t threads)
{
    uint32_t at_once = team_processors() / (threads > 0 ? threads : 1);
    return at_once > 0 ? at_once : 1;
}

struct watcher {
    ardey_sweep_watch *watch;
    void *self;
};

static bool watch_sweep(void *self, const struct sweep *sweep)
{
    const struct watcher *watcher = self;
    const struct ardey_sweep_state state = state_of(sweep);
    return !watcher->watch || watcher->watch(watcher->self, &state);
}

/** Names the members that have failed. */
static void list_failures(const struct sweep *sweep, struct ardey_error *out)
{
    size_t used = 0;
    for (uint32_t i = 0; i < sweep->members.count && used + 1 < sizeof out->text; i++) {
        const struct member *member = &sweep->members.items[i];
        char log[512];
        if (member->state != MEMBER_FAILED ||
            !member_path(sweep->variants.items[member->variant].name, member->seed, "log", log,
                         sizeof log))
            continue;
        int added = snprintf(out->text + used, sizeof out->text - used,
                             "failed: exit code %d after %u attempts, see %s/%s\n",
                             member->exit_code, member->attempts, sweep->plan.out, log);
        used += added > 0 ? (size_t)added : 0;
    }
}

enum ardey_status ardey_sweep_run(const struct ardey_sweep *asked, ardey_sweep_watch *watch,
                                  void *self, struct ardey_sweep_state *out,
                                  struct ardey_error *err)
{
    struct error inner = {0};
    struct sweep sweep;
    struct watcher watcher = {watch, self};
    enum status status = read_sweep(asked, &sweep, &inner);
    if (status == STATUS_OK && sweep.options.processes == 0)
        sweep.options.processes = standard_processes(asked->put.threads);
    if (status == STATUS_OK)
        status = sweep_prepare(&sweep, &inner);
    if (status == STATUS_OK)
        status = sweep_run(&sweep, watch_sweep, &watcher, &inner);
    *out = state_of(&sweep);
    out->folder = NULL; /* it goes with the sweep */
    if (status == STATUS_OK && out->failed > 0 && err)
        list_failures(&sweep, err);
    sweep_deinit(&sweep);
    return give_error(&inner, status, err);
}

static enum status give_text(const char *text, char **out_text, struct error *err)
{
    size_t size = strlen(text) + 1;
    char *copy = mem_alloc(size, 1, err);
    if (!copy)
        return STATUS_RESOURCE;
    memcpy(copy, text, size);
    *out_text = copy;
    return STATUS_OK;
}

enum ardey_status ardey_sweep_slurm(const struct ardey_sweep *asked, char **out_text,
                                    struct ardey_error *err)
{
    struct error inner = {0};
    struct sweep sweep;
    uint32_t left = 0;
    enum status status = read_sweep(asked, &sweep, &inner);
    if (status == STATUS_OK)
        status = sweep_prepare(&sweep, &inner);
    if (status == STATUS_OK)
        status = slurm_job_write(&sweep, &left, &inner);
    if (status == STATUS_OK) {
        char text[TEXT_SIZE];
        snprintf(text, sizeof text,
                 "%u of %u members are done, %u are left. Submit them, with what your site wants "
                 "to know:\n\n  bash %s/slurm/submit.sh --time=2:00:00 --cpus-per-task=1\n",
                 sweep.members.count - left, sweep.members.count, left, sweep.plan.out);
        status = give_text(text, out_text, &inner);
    }
    sweep_deinit(&sweep);
    return give_error(&inner, status, err);
}

static void list_member(struct page *page, const struct sweep *sweep, const struct member *member)
{
    const struct variant *variant = &sweep->variants.items[member->variant];
    page_add(page, "%s,%" PRId64 ",%s", variant->name, member->seed, variant->scenario);
    for (uint32_t i = 0; i < variant->settings.count; i++)
        page_add(page, "%s%s = %s", i == 0 ? "," : "; ", variant->settings.items[i].parameter,
                 variant->settings.items[i].value.lua);
    page_add(page, variant->settings.count == 0 ? ",\n" : "\n");
}

enum ardey_status ardey_sweep_list(const struct ardey_sweep *asked, char **out_text,
                                   struct ardey_error *err)
{
    struct error inner = {0};
    struct sweep sweep;
    enum status status = read_sweep(asked, &sweep, &inner);
    if (status == STATUS_OK) {
        struct page page = {.err = &inner};
        page_add(&page, "variant,seed,scenario,settings\n");
        for (uint32_t i = 0; i < sweep.members.count; i++)
            list_member(&page, &sweep, &sweep.members.items[i]);
        status = page.status;
        if (status == STATUS_OK)
            *out_text = page.text;
        else
            mem_free(page.text);
    }
    sweep_deinit(&sweep);
    return give_error(&inner, status, err);
}

enum ardey_status ardey_collect(const struct ardey_collection *asked, char **out_text,
                                struct ardey_error *err)
{
    struct error inner = {0};
    struct collect_outcome outcome;
    const struct collect_options options = {
        .paths = asked->paths,
        .path_count = asked->path_count,
        .output = asked->output,
        .baseline = asked->baseline,
        .confidence = asked->confidence > 0 ? asked->confidence : CONFIDENCE,
        .is_partial = asked->is_partial,
    };
    enum status status = asked->output
                             ? collect(&options, &outcome, &inner)
                             : error_fail(&inner, STATUS_USAGE, "no file to write to was given");
    if (status == STATUS_OK) {
        char text[TEXT_SIZE];
        int used = snprintf(text, sizeof text, "%s: %u members of %u variants, %u indicators\n",
                            asked->output, outcome.members, outcome.variants, outcome.indicators);
        if (outcome.missing > 0)
            snprintf(text + used, sizeof text - (size_t)used, "%u members have no result\n",
                     outcome.missing);
        status = give_text(text, out_text, &inner);
    }
    return give_error(&inner, status, err);
}
