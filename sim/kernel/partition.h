// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_PARTITION_H
#define KERNEL_PARTITION_H

#include "base/error.h"
#include "kernel/event_queue.h"
#include "kernel/process.h"
#include "kernel/record_buffer.h"

#include <stdbool.h>
#include <stdint.h>

/** Events for another partition, collected during a window. */
struct outbox {
    struct event *events;
    size_t count, capacity;
};

/** Where the processes live and what they are: shared by all partitions, frozen while a window
 * runs. */
struct process_range {
    const struct process_kind *kind;
    void *model;
    uint32_t first, count;
};

struct process_map {
    struct process_range *ranges;
    size_t range_count, range_capacity;
    uint8_t *range_of;      /**< [process_count] */
    uint16_t *partition_of; /**< [process_count] */
    size_t range_of_capacity, partition_of_capacity;
    uint32_t process_count;
};

/** A group of processes that one worker advances through a window: its queue, what it sends away,
 * what it records. No two workers touch the same partition in a phase. */
struct partition {
    const struct process_map *map;
    struct event_queue *queue;
    struct outbox *outboxes; /**< [partition_count] */
    struct record_buffer records;
    uint64_t event_count, mail_count;
    uint32_t index;
    uint32_t window_end_ms;
    uint32_t next_ms; /**< time of the earliest event, UINT32_MAX when there is none */
    bool has_failed;
    struct event failed_at;
    struct error failure;
};

/** Handles all events before `end_ms` in key order; stops at the first failure. */
void partition_advance(struct partition *partition, uint32_t end_ms, uint32_t worker);

/** Takes the mail that the partitions `[0, count)` hold for this one, and finds `next_ms`. */
void partition_collect(struct partition *partition, struct partition *all, uint32_t count);

#endif
