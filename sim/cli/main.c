// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ardey.h"
#include "cli/arguments.h"
#include "cli/calibration_print.h"
#include "cli/progress.h"
#include "cli/run_log.h"
#include "cli/summary_print.h"
#include "cli/target_print.h"
#include "cli/validation_print.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define MESSAGE_SIZE 512
#define FOLDER_MAX   16
#define FOLDER_SIZE  4096
#define CASE_FAILED  1 /* exit code, also of a missed target */

static double peak_memory_mb(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss / 1024.0 : 0.0;
}

/** Where `require` looks after the scenario's folder: ARDEY_PATH (folders with ':' between), then
 * what is installed beside this program. */
struct search_path {
    char environment[FOLDER_SIZE], installed[FOLDER_SIZE];
    const char *folders[FOLDER_MAX + 1];
};

static void search_path_init(struct search_path *path)
{
    size_t count = 0;
    const char *environment = getenv("ARDEY_PATH");

    snprintf(path->environment, sizeof path->environment, "%s", environment ? environment : "");
    char *rest = path->environment;
    for (char *folder; count + 1 < FOLDER_MAX && (folder = strsep(&rest, ":")) != NULL;)
        if (folder[0])
            path->folders[count++] = folder;

    ssize_t length = readlink("/proc/self/exe", path->installed, sizeof path->installed - 64);
    if (length > 0) {
        path->installed[length] = '\0';
        char *slash = strrchr(path->installed, '/');
        strcpy(slash ? slash : path->installed, "/../share/ardey/scenarios");
        path->folders[count++] = path->installed;
    }
    path->folders[count] = NULL;
}

static int report(enum ardey_status status, const struct ardey_error *err)
{
    if (status != ARDEY_OK)
        fprintf(stderr, "%s\n", err->text);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "standard output cannot be written: %s\n", strerror(errno));
        return status == ARDEY_OK ? ARDEY_RESOURCE : (int)status;
    }
    return (int)status;
}

/** Prints a text of the library and frees it. */
static int print_text(enum ardey_status status, char *text, const struct ardey_error *err)
{
    if (status == ARDEY_OK) {
        fputs(text, stdout);
        ardey_free(text);
    }
    return report(status, err);
}

static void watch(struct arguments *arguments, struct progress *progress)
{
    progress_init(progress, arguments->is_quiet);
    arguments->options.progress = progress_show;
    arguments->options.iteration = progress_iteration;
    arguments->options.progress_self = progress;
}

static int run(struct arguments *arguments, int argc, char **argv)
{
    struct ardey_error err = {0};
    struct ardey_summary summary;
    struct progress progress;

    watch(arguments, &progress);
    enum ardey_status status = ardey_run(&arguments->options, &summary, &err);
    progress_end(&progress);
    if (status != ARDEY_OK)
        return report(status, &err);

    if (!arguments->is_quiet)
        summary_print(stdout, &summary, peak_memory_mb());
    const char *output = arguments->options.output;
    if (output && !run_log_write(output, &summary, peak_memory_mb(), argc, argv))
        fprintf(stderr, "%s is complete, but %s.run.json could not be written\n", output, output);
    return report(ARDEY_OK, &err);
}

/** Simulates the day and prints it beside what was observed. */
static int targets(struct arguments *arguments)
{
    struct ardey_error err = {0};
    struct ardey_summary summary;
    struct progress progress;
    struct ardey_simulation *simulation = NULL;
    struct target_printer printer = {.file = stdout, .is_markdown = arguments->is_markdown};

    watch(arguments, &progress);
    enum ardey_status status = ardey_open(&arguments->options, &simulation, &err);
    if (status == ARDEY_OK)
        status = ardey_run_until(simulation, ardey_stop_time(simulation), &err);
    if (status == ARDEY_OK)
        status = ardey_finish(simulation, &summary, &err);
    progress_end(&progress);
    if (status == ARDEY_OK) {
        target_print_begin(&printer, arguments->file, &summary);
        status = ardey_targets(simulation, target_print_row, &printer, &err);
        target_print_end(&printer);
    }
    ardey_close(simulation);
    int code = report(status, &err);
    return code == ARDEY_OK && printer.met < printer.judged ? CASE_FAILED : code;
}

static int calibrate(struct arguments *arguments)
{
    struct ardey_error err = {0};
    struct progress progress;
    struct calibration_printer printer = {.file = stdout};

    watch(arguments, &progress);
    const struct ardey_calibration calibration = {.run = arguments->options,
                                                  .output = arguments->options.output,
                                                  .rounds = arguments->rounds,
                                                  .is_through = arguments->is_through};
    enum ardey_status status = ardey_calibrate(&calibration, calibration_print_row, &printer, &err);
    progress_end(&progress);
    if (status == ARDEY_OK)
        calibration_print_end(&printer, calibration.output);
    return report(status, &err);
}

/** Our cases: the first folder `validation` where `require` would look, or that of a source tree.
 */
static bool find_cases(const struct search_path *path, char out[FOLDER_SIZE])
{
    for (size_t i = 0; path->folders[i]; i++) {
        snprintf(out, FOLDER_SIZE, "%s/validation", path->folders[i]);
        if (access(out, R_OK | X_OK) == 0)
            return true;
    }
    snprintf(out, FOLDER_SIZE, "scenarios/validation");
    return access(out, R_OK | X_OK) == 0;
}

static int validate(const struct arguments *arguments, const struct search_path *path)
{
    char ours[FOLDER_SIZE];
    const char *folders[ARGUMENTS_PATHS_MAX + 2] = {0};
    struct ardey_error err = {0};
    uint32_t failed = 0, count = 0;
    struct validation_printer printer = {
        .file = stdout,
        .form = arguments->is_list       ? VALIDATION_LIST
                : arguments->is_markdown ? VALIDATION_MARKDOWN
                                         : VALIDATION_LINES,
    };
    if (!find_cases(path, ours)) {
        fprintf(stderr,
                "the validation cases were not found: there is no folder 'validation' in '%s' or "
                "'scenarios'; ARDEY_PATH may name the folder that holds it\n",
                path->installed);
        return ARDEY_DATA;
    }
    folders[count++] = ours;
    for (uint32_t i = 0; i < arguments->path_count; i++)
        folders[count++] = arguments->paths[i];

    const struct ardey_validation_options options = {
        .folders = folders,
        .scenario_path = path->folders,
        .only = arguments->only,
        .threads = arguments->options.threads,
        .is_list = arguments->is_list,
    };
    validation_print_begin(&printer);
    enum ardey_status status =
        ardey_validate(&options, validation_print_row, &printer, &failed, &err);
    if (status == ARDEY_OK)
        validation_print_end(&printer);
    int code = report(status, &err);
    return code == ARDEY_OK && failed > 0 ? CASE_FAILED : code;
}

static int execute(struct arguments *arguments, const struct search_path *path, int argc,
                   char **argv)
{
    struct ardey_error err = {0};
    enum ardey_status status;
    char *text = NULL;

    switch (arguments->command) {
    case COMMAND_RUN:
        return run(arguments, argc, argv);
    case COMMAND_TARGETS:
        return targets(arguments);
    case COMMAND_CALIBRATE:
        return calibrate(arguments);
    case COMMAND_CHECK:
        status = ardey_check(&arguments->options, &text, &err);
        return print_text(status, text, &err);
    case COMMAND_ROUTE:
        status = ardey_route(&arguments->options, &arguments->route, &text, &err);
        return print_text(status, text, &err);
    case COMMAND_INFO:
        status = ardey_describe(arguments->file, &text, &err);
        return print_text(status, text, &err);
    case COMMAND_IMPORT:
        status = ardey_import_gtfs(&arguments->import, &text, &err);
        return print_text(status, text, &err);
    case COMMAND_REFERENCE:
        status = ardey_reference(&text, &err);
        return print_text(status, text, &err);
    case COMMAND_VALIDATE:
        return validate(arguments, path);
    case COMMAND_VERSION:
        printf("ardey %s\n", ardey_version());
        return report(ARDEY_OK, &err);
    case COMMAND_HELP:
        fputs(arguments_help, stdout);
        return report(ARDEY_OK, &err);
    }
    return ARDEY_USAGE;
}

int main(int argc, char **argv)
{
    struct arguments arguments;
    struct search_path path;
    char message[MESSAGE_SIZE];
    char **typed = calloc((size_t)argc + 1, sizeof *typed);

    if (!typed) {
        fprintf(stderr, "out of memory\n");
        return ARDEY_RESOURCE;
    }
    memcpy(typed, argv, (size_t)argc * sizeof *typed); /* reading the options reorders argv */
    if (!arguments_read(argc, argv, &arguments, message, sizeof message)) {
        fprintf(stderr, "%s\nSee 'ardey help'.\n", message);
        free(typed);
        return ARDEY_USAGE;
    }
    search_path_init(&path);
    arguments.options.scenario_path = path.folders;
    int code = execute(&arguments, &path, argc, typed);
    free(typed);
    fflush(NULL);
    /* Not exit(): after a failed write HDF5 must not run its clean-up at exit. */
    _exit(code);
}
