// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/report.h"
#include "cli/run_log.h"
#include "cli/run_options.h"
#include "cli/summary_print.h"

#include <stdio.h>
#include <sys/resource.h>

static double peak_memory_mb(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss / 1024.0 : 0.0;
}

static int execute(void *values, const struct command_context *context)
{
    struct run_options *run = values;
    struct ardey_error err = {0};
    struct ardey_summary summary;
    struct progress progress;

    run_options_begin(run, context, &progress);
    enum ardey_status status = ardey_run(&run->options, &summary, &err);
    progress_end(&progress);
    if (status != ARDEY_OK)
        return report(status, &err);

    if (!run->is_quiet)
        summary_print(stdout, &summary, peak_memory_mb());
    const char *output = run->options.output;
    if (output && !run_log_write(output, &summary, peak_memory_mb(), context->argc, context->argv))
        fprintf(stderr, "%s is complete, but %s.run.json could not be written\n", output, output);
    return report(ARDEY_OK, &err);
}

static const struct command_option *const tables[] = {run_option_table, NULL};

const struct command command_run = {
    .name = "run",
    .form = "SCENARIO.lua",
    .needs = "a file",
    .least_words = 1,
    .most_words = 1,
    .doc = "simulate; with -o RESULT.h5 write the results",
    .options = tables,
    .size = sizeof(struct run_options),
    .execute = execute,
};
