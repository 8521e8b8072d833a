// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_EVENT_ORDER_H
#define KERNEL_EVENT_ORDER_H

#include "kernel/event.h"

#include <stddef.h>
#include <stdint.h>

/** Events in key order: sorting those of one stretch of time by counting, and a binary heap. */

#define EVENT_ORDER_SPAN_MS 512u

/** Counts of the milliseconds of one stretch, EVENT_ORDER_SPAN_MS long and beginning at a multiple
 * of it; then, where the next event of each goes. Initialise with `{0}`. */
struct event_order {
    uint32_t places[EVENT_ORDER_SPAN_MS];
    uint32_t most; /**< events of one millisecond, after event_order_begin */
};

/** First every event is counted ... */
void event_order_count(struct event_order *order, const struct event *events, uint32_t count);

/** ... then the counts become places; returns how many events there are ... */
size_t event_order_begin(struct event_order *order);

/** ... then every event is put into `out[total]`, in order of its millisecond ... */
void event_order_place(struct event_order *order, const struct event *events, uint32_t count,
                       struct event *out);

/** ... and last, those of one millisecond are put in order. O(n) when a millisecond has few events,
 * O(n log n) at worst. */
void event_order_finish(const struct event_order *order, struct event *events, size_t count);

/** Puts an event into a heap of `count` (which has room for one more). O(log n). */
void event_heap_push(struct event *heap, size_t count, struct event event);

/** Drops the smallest event, `heap[0]`, of a heap of `count > 0`. O(log n). */
void event_heap_pop(struct event *heap, size_t count);

#endif
