// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_EVENT_QUEUE_H
#define KERNEL_EVENT_QUEUE_H

#include "base/error.h"
#include "kernel/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A priority queue of events in key order: a calendar of two levels. The near level has a bucket
 * for every EVENT_QUEUE_NEAR_MS of the current period; later periods are kept in one list each and
 * spread out when their time comes. Only the bucket in use is ordered, as a binary heap. Simulated
 * times are dense, so a bucket holds few events: push and pop touch one or two cache lines each. */
struct event_queue;

#define EVENT_QUEUE_NEAR_MS 512u

struct event_queue *event_queue_create(struct error *err);
void event_queue_destroy(struct event_queue *queue);

/** Amortised O(1), or O(log n) in the bucket in use. On failure (memory) the event is not in the
 * queue, and the queue must not be used any more. */
enum status event_queue_push(struct event_queue *queue, struct event event, struct error *err);

/** Looks at the smallest event without taking it; false when there is none, or when
 *  memory ran out while looking (then the count is above zero, and it stays so). */
bool event_queue_peek(struct event_queue *queue, struct event *out);

/** Takes the smallest event if its time is before `limit_ms`; false when there is none. */
bool event_queue_take_before(struct event_queue *queue, uint32_t limit_ms, struct event *out);

size_t event_queue_count(const struct event_queue *queue);

#endif
