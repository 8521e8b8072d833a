// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_EVENT_QUEUE_H
#define KERNEL_EVENT_QUEUE_H

#include "base/archive.h"
#include "base/error.h"
#include "kernel/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A priority queue of events in key order: a calendar of two levels. The near level has a bucket
 * for every EVENT_QUEUE_NEAR_MS of the current period; later periods are kept in one list each and
 * spread out when their time comes. A bucket is a chain of small chunks from a common store, in no
 * order. When its time comes it is sorted as a whole, by counting its milliseconds, into the run
 * from which events are taken; what is pushed into the run's own time goes to a small heap beside
 * it. So an event is written twice and read twice, always next to its neighbours, and the events to
 * come are known before they are taken (event_queue_ahead). Source: calendar queue, Brown 1988;
 * sorting only what is due, Tang, Goh and Thng 2005 (ladder queue). */
struct event_queue;

#define EVENT_QUEUE_NEAR_MS 512u

struct event_queue *event_queue_create(struct error *err);
void event_queue_destroy(struct event_queue *queue);

/** Amortised O(1), or O(log n) of those pushed into the run's own time. On failure (memory) the
 * event is not in the queue, and the queue must not be used any more. */
enum status event_queue_push(struct event_queue *queue, struct event event, struct error *err);

/** Looks at the smallest event without taking it; false when there is none, or when
 *  memory ran out while looking (then the count is above zero, and it stays so). */
bool event_queue_peek(struct event_queue *queue, struct event *out);

/** Takes the smallest event if its time is before `limit_ms`; false when there is none. */
bool event_queue_take_before(struct event_queue *queue, uint32_t limit_ms, struct event *out);

/** The events of the run that come next, in order, and how many there are: a forecast, since what
 * is pushed meanwhile may come between. Valid until the next call that changes the queue. */
const struct event *event_queue_ahead(const struct event_queue *queue, size_t *out_count);

/** Saves the events, in no order, or adds those that were saved to an empty queue. O(events). */
void event_queue_archive(struct event_queue *queue, struct archive *archive);

size_t event_queue_count(const struct event_queue *queue);

#endif
