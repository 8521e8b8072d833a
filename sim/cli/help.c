// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/help.h"

#define LINE_SIZE    128
#define OPTION_WIDTH 26

void help_print(FILE *file)
{
    fputs("ardey simulates a day of travel, person by person.\n\n", file);
    for (size_t i = 0; commands[i]; i++) {
        char left[LINE_SIZE];
        snprintf(left, sizeof left, "ardey %s %s", commands[i]->name, commands[i]->form);
        fprintf(file, "  %-44s %s\n", left, commands[i]->doc);
    }
    fputs(
        "\n"
        "ardey COMMAND --help tells the options of a command.\n"
        "\n"
        "ARDEY_PATH: folders, with ':' between, where a scenario's require looks after its own "
        "folder\n"
        "\n"
        "exit codes: 0 done, 1 a validation case or a member of a sweep failed, or a target was "
        "missed,\n"
        "            2 wrong usage or scenario, 3 wrong data, 4 out of memory or disk, 70 a bug in "
        "ardey,\n"
        "            5 stopped by a signal before the end, 85 stopped, and can go on from there\n",
        file);
}

static void print_option(FILE *file, const struct command_option *option)
{
    char left[LINE_SIZE];
    int used = option->letter ? snprintf(left, sizeof left, "-%c, ", option->letter)
                              : snprintf(left, sizeof left, "    ");
    snprintf(left + used, sizeof left - (size_t)used, "--%s%s%s", option->name,
             option->value ? " " : "", option->value ? option->value : "");
    fprintf(file, "  %-*s %s\n", OPTION_WIDTH, left, option->doc);
}

void help_print_command(FILE *file, const struct command *command)
{
    fprintf(file, "ardey %s %s%s\n\n  %s\n", command->name, command->form,
            command->options ? " [options]" : "", command->doc);
    if (!command->options)
        return;
    fputs("\noptions:\n", file);
    for (const struct command_option *const *table = command->options; *table; table++)
        for (const struct command_option *option = *table; option->name; option++)
            print_option(file, option);
}
