// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_PROCESS_H
#define KERNEL_PROCESS_H

#include "base/error.h"
#include "kernel/event.h"
#include "kernel/record.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct partition;

/** What a handler sees while it handles one event: the time, who it is, and the only ways to act on
 * the world. A handler may read frozen data and its own state, draw from its own streams, and call
 * the functions below; nothing else. It cannot see threads, files or another process's state. */
struct activation {
    uint32_t t_ms; /**< now */
    uint32_t self; /**< the process that handles */
    uint32_t
        worker;  /**< index for scratch memory of models (query objects); never decides a result */
    void *model; /**< the model that registered the kind */
    struct partition *partition; /**< kernel's own */
};

/** A kind of process: what its events do. Const, one per kind. To add a kind: write a handler,
 *  register its processes with `kernel_add_processes`, declare its channels. */
struct process_kind {
    const char *name;
    void (*handle)(struct activation *act, struct event event);
    /** Optional, for kinds with more state than a cache holds: called before every event with the
     * `count` events that will probably follow it, of any kind, in order. May prefetch what those
     * of its own kind will touch; must not change anything, and may only read what the handlers of
     * this partition may. */
    void (*foresee)(const void *model, const struct event *ahead, size_t count);
};

/** Schedules an event for the process itself at `t_ms >= act->t_ms`. Time never runs backwards: an
 * event in the past fails the run here and in `activation_send`, with the process and both times.
 */
void activation_schedule(struct activation *act, uint32_t t_ms, uint8_t type, uint32_t subject,
                         uint32_t argument);

/** Sends an event to another process; `event_make` with a time at or after now + the channel's
 * declared minimum delay (checked where partitions are crossed; breaking it fails the run). */
void activation_send(struct activation *act, struct event event);

/** Appends a row to the record stream `kind`. Rows of all processes are committed in the order
 * (time, process, order of the process). The row is copied. */
void activation_record(struct activation *act, const struct record_kind *kind, const void *row);

/** Fails the run at this event. Of several failures in a window, the one with the smallest key is
 *  reported, for any number of threads. The handler should return at once. */
void activation_fail(struct activation *act, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
