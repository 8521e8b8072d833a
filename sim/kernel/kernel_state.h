// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_KERNEL_STATE_H
#define KERNEL_KERNEL_STATE_H

#include "kernel/kernel.h"
#include "kernel/partition.h"

/** The kernel's own state, shared by kernel.c (building) and loop.c (running). */

struct channel {
    uint32_t from_first, from_count, to_first, to_count, min_delay_ms;
};

struct sync_point {
    struct sync_times times;
    kernel_sync_hook *hook;
    void *self;
};

struct kernel {
    struct team *team;
    struct record_sink sink;
    struct process_map map;
    struct partition *partitions;
    uint32_t partition_count;
    uint32_t *busy;     /**< [partition_count] those with events in the window */
    uint64_t mail_seen; /**< letters exchanged so far */
    struct channel *channels;
    size_t channel_count, channel_capacity;
    struct sync_point *syncs;
    size_t sync_count, sync_capacity;
    struct event *posted; /**< by kernel_post, not yet in a partition's queue */
    size_t posted_count, posted_capacity;
    kernel_watch *watch;
    void *watch_self;
    uint32_t start_ms, now_ms; /**< everything before now_ms is done */
    uint32_t next_sync_ms;
    uint32_t lookahead_ms;
    uint64_t window_count;
    struct error build_failure; /**< of a declaration that could not be kept */
};

/** The smallest declared delay between two processes of different partitions; UINT32_MAX when none
 * crosses. */
uint32_t kernel_find_lookahead(const struct kernel *kernel);

/** Puts the posted events into the queues of the partitions where their processes have been placed.
 */
enum status kernel_deliver_posted(struct kernel *kernel, struct error *err);

/** The first of the times at or after `t_ms`; UINT32_MAX when there is none. */
uint32_t sync_times_next(const struct sync_times *times, uint32_t t_ms);

#endif
