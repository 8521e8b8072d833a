// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/command.h"

/* Each in its file `command_NAME.c`. */
extern const struct command command_run;
extern const struct command command_branch;
extern const struct command command_compare;
extern const struct command command_targets;
extern const struct command command_calibrate;
extern const struct command command_new;
extern const struct command command_check;
extern const struct command command_diff;
extern const struct command command_route;
extern const struct command command_info;
extern const struct command command_import;
extern const struct command command_sweep;
extern const struct command command_collect;
extern const struct command command_reference;
extern const struct command command_validate;
extern const struct command command_version;

#endif
