// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

const struct command *const commands[] = {
    &command_run,     &command_check,     &command_info,     &command_compare,
    &command_targets, &command_calibrate, &command_validate, &command_route,
    &command_import,  &command_reference, &command_version,  NULL,
};
