// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "api/ardey.h"
#include "cli/report.h"
#include "cli/sweep_progress.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#define AT(member)      offsetof(struct sweep_values, member)
#define ARGUMENTS_MAX   12
#define ARGUMENT_SIZE   32
#define EXIT_CHECKPOINT 85 /* stopped, and the same command goes on */

struct sweep_values {
    struct command_words words; /**< the plan */
    uint32_t processes, retries;
    uint32_t threads, partitions;
    uint64_t iterations;
    double sample;
    const char *every;
    bool has_iterations, has_partitions, has_sample;
    bool is_slurm, is_list, is_quiet;
};

/** Options of `run` that every member gets. */
struct member_arguments {
    const char *items[ARGUMENTS_MAX + 1];
    char texts[ARGUMENTS_MAX][ARGUMENT_SIZE];
    int count;
};

static void set_standard(void *values)
{
    struct sweep_values *sweep = values;
    sweep->retries = 2;
    sweep->threads = 1;
}

static void add(struct member_arguments *out, const char *name)
{
    out->items[out->count++] = name;
}

static void build_arguments(const struct sweep_values *sweep, struct member_arguments *out)
{
    *out = (struct member_arguments){.count = 0};
    if (!sweep->is_slurm) { /* there by the processors of the task */
        snprintf(out->texts[0], ARGUMENT_SIZE, "%" PRIu32, sweep->threads);
        add(out, "--threads");
        add(out, out->texts[0]);
    }
    if (sweep->has_partitions) {
        snprintf(out->texts[1], ARGUMENT_SIZE, "%" PRIu32, sweep->partitions);
        add(out, "--partitions");
        add(out, out->texts[1]);
    }
    if (sweep->has_iterations) {
        snprintf(out->texts[2], ARGUMENT_SIZE, "%" PRIu64, sweep->iterations);
        add(out, "--iterations");
        add(out, out->texts[2]);
    }
    if (sweep->every) {
        add(out, "--checkpoint-every");
        add(out, sweep->every);
    }
    if (sweep->has_sample) {
        snprintf(out->texts[3], ARGUMENT_SIZE, "%.17g", sweep->sample);
        add(out, "--sample");
        add(out, out->texts[3]);
    }
}

static int run_members(const struct sweep_values *values, const struct ardey_sweep *sweep)
{
    struct ardey_error err = {0};
    struct ardey_sweep_state state;
    struct sweep_progress progress;
    sweep_progress_init(&progress, values->is_quiet);
    enum ardey_status status = ardey_sweep_run(sweep, sweep_progress_show, &progress, &state, &err);
    progress_end(&progress.base);
    if (status != ARDEY_OK) {
        int code = report(status, &err);
        return status == ARDEY_STOPPED ? EXIT_CHECKPOINT : code;
    }
    if (!values->is_quiet)
        printf("%" PRIu32 " of %" PRIu32 " members done (%" PRIu32 " before), %" PRIu32 " failed\n",
               state.done, state.members, state.skipped, state.failed);
    fputs(err.text, stderr);
    int code = report(ARDEY_OK, &err);
    return code == ARDEY_OK && state.failed > 0 ? EXIT_COMPARISON_FAILED : code;
}

static int execute(void *values, const struct command_context *context)
{
    const struct sweep_values *asked = values;
    struct ardey_error err = {0};
    struct member_arguments arguments;
    char program[PATH_MAX], *text = NULL;
    ssize_t size = readlink("/proc/self/exe", program, sizeof program - 1);
    program[size > 0 ? size : 0] = '\0';
    build_arguments(asked, &arguments);
    struct ardey_sweep sweep = {
        .plan = asked->words.items[0],
        .program = program,
        .scenario_path = context->path->folders,
        .arguments = arguments.items,
        .put = {.threads = asked->threads,
                .has_iterations = asked->has_iterations,
                .iterations = asked->iterations,
                .sample = asked->sample},
        .processes = asked->processes,
        .retries = asked->retries,
    };
    if (!asked->is_list && !asked->is_slurm)
        return run_members(asked, &sweep);
    enum ardey_status status = asked->is_list ? ardey_sweep_list(&sweep, &text, &err)
                                              : ardey_sweep_slurm(&sweep, &text, &err);
    return report_text(status, text, &err);
}

static const struct command_option options[] = {
    {.name = "processes",
     .letter = 'k',
     .type = OPTION_COUNT,
     .offset = AT(processes),
     .least = 1,
     .most = 4096,
     .value = "N",
     .doc = "members at once (default: processors by threads; on Slurm no bound)"},
    {.name = "threads",
     .letter = 't',
     .type = OPTION_COUNT,
     .offset = AT(threads),
     .least = 1,
     .most = 4096,
     .value = "N",
     .doc = "worker threads of a member (default: 1; on Slurm the processors of the task)"},
    {.name = "partitions",
     .letter = 'p',
     .type = OPTION_COUNT,
     .offset = AT(partitions),
     .has_offset = AT(has_partitions),
     .least = 1,
     .most = 65535,
     .value = "N",
     .doc = "groups of processes of a member; never changes a result"},
    {.name = "sample",
     .letter = 's',
     .type = OPTION_REAL,
     .offset = AT(sample),
     .has_offset = AT(has_sample),
     .most = 1,
     .is_above_least = true,
     .value = "SHARE",
     .right = "a number above 0 and at most 1, such as 0.1",
     .doc = "share of the persons that is simulated, in all members"},
    {.name = "iterations",
     .letter = 'i',
     .type = OPTION_WHOLE,
     .offset = AT(iterations),
     .has_offset = AT(has_iterations),
     .most = 1000,
     .value = "N",
     .doc = "days that people live to find their plans, in all members"},
    {.name = "checkpoint-every",
     .type = OPTION_TEXT,
     .offset = AT(every),
     .value = "TIME",
     .doc = "of each member, as of 'ardey run'; a signal makes one in any case"},
    {.name = "retries",
     .type = OPTION_COUNT,
     .offset = AT(retries),
     .most = 100,
     .value = "N",
     .doc = "times that a failed member is started again (default: 2)"},
    {.name = "slurm",
     .type = OPTION_FLAG,
     .offset = AT(is_slurm),
     .doc = "run nothing: write a job array for Slurm"},
    {.name = "dry-run",
     .type = OPTION_FLAG,
     .offset = AT(is_list),
     .doc = "run nothing: list the members as CSV"},
    {.name = "quiet",
     .letter = 'q',
     .type = OPTION_FLAG,
     .offset = AT(is_quiet),
     .doc = "no progress"},
    OPTIONS_END,
};

static const struct command_option *const tables[] = {options, NULL};

const struct command command_sweep = {
    .name = "sweep",
    .form = "PLAN.lua",
    .needs = "a plan",
    .least_words = 1,
    .most_words = 1,
    .doc = "run many variants and seeds; goes on where it was stopped",
    .options = tables,
    .size = sizeof(struct sweep_values),
    .set_standard = set_standard,
    .execute = execute,
};
