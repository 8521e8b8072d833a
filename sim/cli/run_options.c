// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run_options.h"

#define AT(member) offsetof(struct run_options, member)

const struct command_option run_option_table[] = {
    {.name = "output",
     .letter = 'o',
     .type = OPTION_TEXT,
     .offset = AT(options.output),
     .value = "FILE",
     .doc = "file that is written"},
    {.name = "threads",
     .letter = 't',
     .type = OPTION_COUNT,
     .offset = AT(options.threads),
     .least = 1,
     .most = 4096,
     .value = "N",
     .doc = "worker threads (default: OMP_NUM_THREADS, else the processors of this job)"},
    {.name = "quiet",
     .letter = 'q',
     .type = OPTION_FLAG,
     .offset = AT(is_quiet),
     .doc = "no progress and no summary"},
    {.name = "log-json",
     .type = OPTION_FLAG,
     .offset = AT(is_json),
     .doc = "progress, summary and errors as one JSON object per line on standard error"},
    {.name = "force",
     .type = OPTION_FLAG,
     .offset = AT(options.is_forced),
     .doc = "run although the forecast finds too little memory or disk"},
    OPTIONS_END,
};

const struct command_option people_option_table[] = {
    {.name = "partitions",
     .letter = 'p',
     .type = OPTION_COUNT,
     .offset = AT(options.partitions),
     .least = 1,
     .most = 65535,
     .value = "N",
     .doc =
         "groups of processes (default: 4 per thread, 1 for one thread); never changes a result"},
    {.name = "sample",
     .letter = 's',
     .type = OPTION_REAL,
     .offset = AT(options.sample),
     .most = 1,
     .is_above_least = true,
     .value = "SHARE",
     .right = "a number above 0 and at most 1, such as 0.1",
     .doc = "share of the persons that is simulated, 0.001 to 1"},
    {.name = "seed",
     .type = OPTION_WHOLE,
     .offset = AT(options.seed),
     .has_offset = AT(options.has_seed),
     .most = (double)INT64_MAX,
     .value = "N",
     .right = "a whole number from 0 to 9223372036854775807",
     .doc = "in place of the scenario's seed"},
    {.name = "iterations",
     .letter = 'i',
     .type = OPTION_WHOLE,
     .offset = AT(options.iterations),
     .has_offset = AT(options.has_iterations),
     .most = 1000,
     .value = "N",
     .doc = "days that people live to find their plans, in place of the scenario's"},
    OPTIONS_END,
};

void run_options_begin(struct run_options *run, const struct command_context *context,
                       struct progress *progress)
{
    progress_init(progress, run->is_quiet);
    progress->is_json = run->is_json;
    progress->is_terminal = progress->is_terminal && !run->is_json;
    if (!run->options.branch)
        run->options.scenario = run->words.items[0];
    run->options.scenario_path = context->path->folders;
    run->options.progress = progress_show;
    run->options.iteration = progress_iteration;
    run->options.message = progress_message;
    run->options.progress_self = progress;
}
