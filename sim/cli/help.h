// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

#include <stdio.h>

/** What the program does, its commands, and its exit codes. */
void help_print(FILE *file);

/** One command with its options. */
void help_print_command(FILE *file, const struct command *command);

#endif
