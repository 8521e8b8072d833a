// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_KERNEL_H
#define KERNEL_KERNEL_H

#include "base/archive.h"
#include "base/error.h"
#include "kernel/event.h"
#include "kernel/process.h"
#include "kernel/record.h"
#include "kernel/team.h"

#include <stdbool.h>
#include <stdint.h>

/** The simulation kernel: processes grouped in partitions, each with its event queue; advanced
 * window by window (see loop.c). Build: create, add processes, place them, declare channels, post
 * first events; then run. Neither the number of threads nor of partitions changes a result. */
struct kernel;

/** `partition_count >= 1`; `start_ms` is the first instant. The team and the sink stay the caller's
 * and must outlive the kernel. */
struct kernel *kernel_create(struct team *team, uint32_t partition_count, uint32_t start_ms,
                             struct record_sink sink, struct error *err);
void kernel_destroy(struct kernel *kernel);

/** Registers `count` processes of a kind; their ids are `*out_first ... *out_first + count - 1`.
 * Ids must follow from the scenario alone, since they are part of the events' order. */
enum status kernel_add_processes(struct kernel *kernel, const struct process_kind *kind,
                                 void *model, uint32_t count, uint32_t *out_first,
                                 struct error *err);

/** Puts a process into a partition (0 when never placed). */
void kernel_place(struct kernel *kernel, uint32_t process, uint32_t partition);

/** Where a process has been placed. */
uint32_t kernel_partition(const struct kernel *kernel, uint32_t process);

/** Declares that `from` may send to `to` no sooner than `min_delay_ms` (>= 1) after now. */
void kernel_declare_channel(struct kernel *kernel, uint32_t from, uint32_t to,
                            uint32_t min_delay_ms);

/** Declares a channel between any process of one range and any of another: `min_delay_ms` holds for
 * every pair. */
void kernel_declare_channels(struct kernel *kernel, uint32_t from_first, uint32_t from_count,
                             uint32_t to_first, uint32_t to_count, uint32_t min_delay_ms);

/** Posts an event before the run starts (its process need not be placed yet), or from a sync hook
 * at its own time or later. */
enum status kernel_post(struct kernel *kernel, struct event event, struct error *err);

/** A sync time: the whole world stands still at every multiple of `every_ms` after the start; all
 * events before it are handled, none at or after it. Hooks are called in the order of registration.
 */
typedef enum status kernel_sync_hook(void *self, struct kernel *kernel, uint32_t t_ms,
                                     struct error *err);
enum status kernel_add_sync(struct kernel *kernel, uint32_t every_ms, kernel_sync_hook *hook,
                            void *self, struct error *err);

/** Sync times `first_ms`, `first_ms + every_ms` ... not after `last_ms`: times of day. One at the
 * start is held before the first event. `every_ms` > 0, `first_ms` at or after the start. */
struct sync_times {
    uint32_t first_ms, every_ms, last_ms;
};
enum status kernel_add_sync_times(struct kernel *kernel, struct sync_times times,
                                  kernel_sync_hook *hook, void *self, struct error *err);

/** Called at the end of every window with the time reached and the events so far; returning false
 * stops the run there with STATUS_STOPPED. Must not touch the model. */
typedef bool kernel_watch(void *self, uint32_t t_ms, uint64_t event_count);
void kernel_set_watch(struct kernel *kernel, kernel_watch *watch, void *self);

/** Puts a row into the sink from a sync hook (interval records), in call order. */
enum status kernel_record(struct kernel *kernel, const struct record_kind *kind, const void *row,
                          struct error *err);

/** Advances until `stop_ms`: all events before it are handled, sync times at or before it are held
 * (one at `stop_ms` included). May be called again with a later time. */
enum status kernel_run_until(struct kernel *kernel, uint32_t stop_ms, struct error *err);

/** Everything before this time is done; before the run: its start. */
uint32_t kernel_now_ms(const struct kernel *kernel);

/** The team, for hooks that compute in parallel. */
struct team *kernel_team(struct kernel *kernel);

/** Saves or loads where a run stands, between two windows (from the watch): time, partitions with
 * their events, counters. It is loaded into a kernel that was built in the same way, with as many
 * partitions, and has not run; its processes come into the partitions that they were in. It may
 * have other sync times, of which those after the present hold. O(events + processes). */
void kernel_archive(struct kernel *kernel, struct archive *archive);

struct kernel_statistics {
    uint64_t event_count; /**< handled */
    uint64_t mail_count;  /**< events that crossed partitions */
    uint64_t window_count;
    uint32_t
        lookahead_ms; /**< the smallest delay that crosses partitions; UINT32_MAX: none crosses */
    uint32_t pending_count; /**< events still queued */
};
struct kernel_statistics kernel_statistics(const struct kernel *kernel);

#endif
