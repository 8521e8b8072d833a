// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_FILE_PUBLISH_H
#define BASE_FILE_PUBLISH_H

#include "base/error.h"

#include <stdbool.h>

/** Gives the closed file `made`, which lies in the same folder, the name `path`, so that a power
 * cut leaves what was there before or the whole new file: its bytes come to the disk, then it is
 * renamed, then the folder comes to the disk, as a rename lasts only with it. STATUS_RESOURCE with
 * the reason of the system: `made` is removed when it cannot be synced or renamed; once it has the
 * name it stays, and a folder that cannot be synced is an error all the same, since nobody knows
 * what a power cut would leave. `is_synced` false: only renamed, for what may be lost. */
enum status file_publish(const char *made, const char *path, bool is_synced, struct error *err);

#endif
