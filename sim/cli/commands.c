// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

/* clang-format off */
const struct command *const commands[] = {
    &command_new,
    &command_check,
    &command_diff,
    &command_run,
    &command_branch,
    &command_info,
    &command_compare,
    &command_sweep,
    &command_collect,
    &command_targets,
    &command_calibrate,
    &command_validate,
    &command_route,
    &command_import,
    &command_reference,
    &command_version,
    NULL,
};
