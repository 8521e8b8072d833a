// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include "cli/command.h"

/** What the command line says. Initialise with `{0}`. */
struct arguments {
    const struct command *command; /**< NULL: the help of the program is asked for */
    bool is_help;                  /**< the help of the command is asked for; no values */
    void *values;                  /**< the command's struct; its texts point into argv */
};

/** Reads the command line, which it reorders. On failure returns false and writes one line to
 * `message` that says what is wrong and what would be right. `arguments_deinit` in any case. */
bool arguments_read(int argc, char **argv, struct arguments *out, char *message,
                    size_t message_size);
void arguments_deinit(struct arguments *arguments);

#endif
