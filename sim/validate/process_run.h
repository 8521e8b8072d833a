// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_PROCESS_RUN_H
#define VALIDATE_PROCESS_RUN_H

#include "kernel/process.h"

#include <stdint.h>

/** Independent processes of one kind, each a replication of a case, run by the kernel until nothing
 * is left to happen. */
struct process_run {
    const struct process_kind *kind;
    void *model;                 /**< of the kind: what the processes share */
    uint32_t count;              /**< processes 0 ... count - 1 */
    uint32_t start_ms;           /**< time of the first events of each */
    const uint8_t *first_events; /**< [first_event_count] their types */
    uint32_t first_event_count;
};

/** The last time of a run, ms: of a 32-bit clock. Events after it are not handled. */
#define PROCESS_RUN_LAST_MS 4294000000.0

/** Spreads the processes over `threads` (0: what the environment offers) and runs them. The number
 * of threads changes no result. What the handlers fail with, or STATUS_RESOURCE. */
enum status process_run(const struct process_run *run, uint32_t threads, struct error *err);

#endif
