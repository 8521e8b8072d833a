// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_MACHINE_H
#define BASE_MACHINE_H

#include <stdint.h>

/** What this process may use of the machine: its own share where it is bound to one (CPU affinity,
 * control groups of version 2 and 1), not all that is there. Read anew at each call. */

#define MACHINE_UNKNOWN UINT64_MAX

/** Processors: those of the affinity mask of the calling thread, and not more than the quota of the
 * control group allows at the same time, rounded up; at least 1. */
uint32_t machine_processors(void);

/** Processors that the quota of the control groups allows at the same time; UINT32_MAX: no quota.
 */
uint32_t machine_quota(void);

/** Bytes of memory that can still be taken: what the system has available, and not more than the
 * limits of the control groups above this process leave. MACHINE_UNKNOWN when nothing says. */
uint64_t machine_memory_left(void);

/** Bytes that can still be written to the file system that holds `path` (a file that may be made
 * there, or a folder). MACHINE_UNKNOWN when nothing says. */
uint64_t machine_disk_left(const char *path);

/** The same with `root` in place of "/" for the files that the system answers by, for tests:
 * `root`/proc and `root`/sys. */
uint32_t machine_quota_under(const char *root); /**< processors; UINT32_MAX: no quota */
uint64_t machine_memory_under(const char *root);

#endif
