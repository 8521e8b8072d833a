// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_STARTER_H
#define SCENARIO_STARTER_H

#include "base/error.h"

/** Makes a folder `path` to start a study in: a commented scenario that runs as it is and derives
 * from `base` (a name for `require`), and what editors need to complete and check it. The folder
 * appears complete or not at all. STATUS_USAGE when it exists already or a name cannot stand in a
 * scenario, STATUS_RESOURCE when it cannot be written. */
enum status starter_make(const char *path, const char *base, struct error *err);

#endif
