// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ardey.h"
#include "cli/arguments.h"
#include "cli/help.h"
#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MESSAGE_SIZE 512

static int execute(const struct arguments *arguments, int argc, char **argv)
{
    const struct ardey_error none = {0};
    struct search_path path;
    if (!arguments->command || arguments->is_help) {
        if (arguments->command)
            help_print_command(stdout, arguments->command);
        else
            help_print(stdout);
        return report(ARDEY_OK, &none);
    }
    search_path_init(&path);
    const struct command_context context = {&path, argc, argv};
    return arguments->command->execute(arguments->values, &context);
}

int main(int argc, char **argv)
{
    struct arguments arguments;
    char message[MESSAGE_SIZE];
    int code = ARDEY_USAGE;
    char **typed = calloc((size_t)argc + 1, sizeof *typed);

    if (!typed) {
        fprintf(stderr, "out of memory\n");
        return ARDEY_RESOURCE;
    }
    memcpy(typed, argv, (size_t)argc * sizeof *typed); /* reading the options reorders argv */
    if (arguments_read(argc, argv, &arguments, message, sizeof message))
        code = execute(&arguments, argc, typed);
    else
        fprintf(stderr, "%s\nSee 'ardey help'.\n", message);
    arguments_deinit(&arguments);
    free(typed);
    fflush(NULL);
    /* Not exit(): after a failed write HDF5 must not run its clean-up at exit. */
    _exit(code);
}
