// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whole_run.h"

#include "cli/json_log.h"
#include "cli/report.h"
#include "cli/run_log.h"
#include "cli/summary_print.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

static double peak_memory_mb(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss / 1024.0 : 0.0;
}

#define AT(member) offsetof(struct whole_run, member)

const struct command_option whole_run_option_table[] = {
    {.name = "checkpoint",
     .type = OPTION_TEXT,
     .offset = AT(run.options.checkpoint),
     .value = "FILE",
     .doc = "where the run can go on from when it is interrupted (default: that of -o, with "
            ".checkpoint behind it)"},
    {.name = "checkpoint-every",
     .type = OPTION_TEXT,
     .offset = AT(every),
     .value = "TIME",
     .doc = "\"10 min\" by the clock on the wall, or \"sim 30 min\" of the simulated day"},
    {.name = "resume",
     .type = OPTION_FLAG,
     .offset = AT(run.options.is_resumed),
     .doc = "go on from the checkpoint, if there is one"},
    {.name = "max-walltime",
     .type = OPTION_TEXT,
     .offset = AT(walltime),
     .value = "TIME",
     .doc = "stop in time with a checkpoint, and exit with 85: \"2 h\", \"1:30:00\""},
    {.name = "live",
     .type = OPTION_TEXT,
     .offset = AT(live),
     .value = "TIME",
     .doc = "how often the results so far are put into RESULT.h5.live (default: \"30 s\"), or "
            "\"off\""},
    {.name = "json",
     .type = OPTION_FLAG,
     .offset = AT(is_json),
     .doc = "print what is wrong as JSON on standard output, as check does, and no summary"},
    OPTIONS_END,
};

#define SIMULATED       "sim "
#define LIVE_STANDARD_S 30.0

const char *whole_run_check(const struct whole_run *run)
{
    const char *every = run->every;
    double unused_s;
    bool is_simulated = every && strncmp(every, SIMULATED, strlen(SIMULATED)) == 0;
    if (every && !(ardey_read_duration(every + (is_simulated ? strlen(SIMULATED) : 0), &unused_s) &&
                   unused_s > 0))
        return "--checkpoint-every takes a time such as \"10 min\" or \"sim 30 min\"";
    if (run->walltime && !(ardey_read_duration(run->walltime, &unused_s) && unused_s > 0))
        return "--max-walltime takes a time such as \"2 h\" or \"1:30:00\"";
    if (run->live && strcmp(run->live, "off") != 0 &&
        !(ardey_read_duration(run->live, &unused_s) && unused_s > 0))
        return "--live takes a time such as \"30 s\" or \"5 min\", or \"off\"";
    bool has_wish = every || run->walltime || run->run.options.is_resumed;
    if (has_wish && !run->run.options.output && !run->run.options.checkpoint)
        return "without -o RESULT.h5, --checkpoint FILE says where checkpoints are";
    return NULL;
}

/** Completes the options of the run; they have been checked. */
static void use_checkpoints(struct whole_run *values)
{
    struct ardey_options *options = &values->run.options;
    if (!options->checkpoint && options->output) {
        snprintf(values->checkpoint, sizeof values->checkpoint, "%s.checkpoint", options->output);
        options->checkpoint = values->checkpoint;
    }
    if (values->every && strncmp(values->every, SIMULATED, strlen(SIMULATED)) == 0)
        ardey_read_duration(values->every + strlen(SIMULATED),
                            &options->checkpoint_every_simulated_s);
    else if (values->every)
        ardey_read_duration(values->every, &options->checkpoint_every_s);
    if (values->walltime)
        ardey_read_duration(values->walltime, &options->walltime_s);
}

static void use_live(struct whole_run *values)
{
    struct ardey_options *options = &values->run.options;
    options->live_s = values->live ? 0 : LIVE_STANDARD_S;
    if (values->live && strcmp(values->live, "off") != 0)
        ardey_read_duration(values->live, &options->live_s);
}

/** Tells why a run failed, in the form that was asked for. */
static int tell_failure(const struct whole_run *values, enum ardey_status status,
                        const struct ardey_error *err)
{
    if (values->run.is_json)
        json_log_error(stderr, status, err);
    if (values->is_json)
        return report_json(status, NULL, err);
    return values->run.is_json ? (int)status : report(status, err);
}

static void tell_summary(const struct whole_run *values, const struct ardey_summary *summary)
{
    const struct ardey_error none = {0};
    if (values->run.is_json)
        json_log_summary(stderr, summary, peak_memory_mb());
    if (values->is_json)
        report_json(ARDEY_OK, NULL, &none);
    else if (!values->run.is_json && !values->run.is_quiet)
        summary_print(stdout, summary, peak_memory_mb());
}

int whole_run_execute(struct whole_run *values, const struct command_context *context)
{
    struct run_options *run = &values->run;
    struct ardey_error err = {0};
    struct ardey_summary summary;
    struct progress progress;

    use_checkpoints(values);
    use_live(values);
    run_options_begin(run, context, &progress);
    enum ardey_status status = ardey_run(&run->options, &summary, &err);
    progress_end(&progress);
    if (status != ARDEY_OK)
        return tell_failure(values, status, &err);
    tell_summary(values, &summary);
    const char *output = run->options.output;
    if (output && !run_log_write(output, &summary, peak_memory_mb(), context->argc, context->argv))
        fprintf(stderr, "%s is complete, but %s.run.json could not be written\n", output, output);
    return report(ARDEY_OK, &err);
}
