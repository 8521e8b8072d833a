// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include "api/ardey.h"

#include <stdbool.h>

enum command {
    COMMAND_HELP,
    COMMAND_RUN,
    COMMAND_CHECK,
    COMMAND_INFO,
    COMMAND_IMPORT,
    COMMAND_REFERENCE,
    COMMAND_ROUTE,
    COMMAND_TARGETS,
    COMMAND_CALIBRATE,
    COMMAND_VALIDATE,
    COMMAND_VERSION
};

#define ARGUMENTS_PATHS_MAX 16u

/** What the command line says. Texts point into argv. */
struct arguments {
    enum command command;
    struct ardey_options options; /**< scenario, output, threads, partitions, sample, seed */
    const char *file;             /**< of `info` */
    struct ardey_route route;     /**< of `route` */
    bool is_quiet;
    bool is_list;                           /**< of `validate` */
    bool is_markdown;                       /**< of `validate` and `targets` */
    bool is_through;                        /**< of `calibrate` */
    uint32_t rounds;                        /**< of `calibrate`; 0: not said */
    const char *only;                       /**< of `validate`; NULL: all */
    const char *paths[ARGUMENTS_PATHS_MAX]; /**< [path_count] of `validate` */
    uint32_t path_count;
    struct ardey_import_options import;
};

extern const char arguments_help[];

/** Reads the command line. On failure returns false and writes one line to `message` that says what
 * is wrong and what would be right. */
bool arguments_read(int argc, char **argv, struct arguments *out, char *message,
                    size_t message_size);

#endif
