// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/event_order.h"

/** More events than this in one millisecond are sorted by a heap, fewer by insertion. */
#define FEW 24u

void event_order_count(struct event_order *order, const struct event *events, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        order->places[event_t_ms(events[i]) % EVENT_ORDER_SPAN_MS]++;
}

size_t event_order_begin(struct event_order *order)
{
    uint32_t total = 0;
    for (uint32_t ms = 0; ms < EVENT_ORDER_SPAN_MS; ms++) {
        uint32_t count = order->places[ms];
        order->most = count > order->most ? count : order->most;
        order->places[ms] = total;
        total += count;
    }
    return total;
}

void event_order_place(struct event_order *order, const struct event *events, uint32_t count,
                       struct event *out)
{
    for (uint32_t i = 0; i < count; i++)
        out[order->places[event_t_ms(events[i]) % EVENT_ORDER_SPAN_MS]++] = events[i];
}

static void heap_sift_down(struct event *heap, size_t count, size_t place, struct event event)
{
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= count)
            break;
        if (child + 1 < count && event_before(heap[child + 1], heap[child]))
            child++;
        if (!event_before(heap[child], event))
            break;
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = event;
}

void event_heap_push(struct event *heap, size_t count, struct event event)
{
    size_t place = count;
    while (place > 0) {
        size_t parent = (place - 1) / 2;
        if (!event_before(event, heap[parent]))
            break;
        heap[place] = heap[parent];
        place = parent;
    }
    heap[place] = event;
}

void event_heap_pop(struct event *heap, size_t count)
{
    if (count > 1)
        heap_sift_down(heap, count - 1, 0, heap[count - 1]);
}

static void sort_few(struct event *events, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct event event = events[i];
        if (!event_before(event, events[i - 1]))
            continue;
        size_t place = i;
        do {
            events[place] = events[place - 1];
            place--;
        } while (place > 0 && event_before(event, events[place - 1]));
        events[place] = event;
    }
}

/** By taking the smallest off a heap at the front into the place that gets free behind it, the
 * order comes out falling; it is turned round at the end. */
static void sort_many(struct event *events, size_t count)
{
    for (size_t i = 1; i < count; i++)
        event_heap_push(events, i, events[i]);
    for (size_t left = count; left > 1; left--) {
        struct event least = events[0];
        event_heap_pop(events, left);
        events[left - 1] = least;
    }
    for (size_t i = 0; i < count / 2; i++) {
        struct event swapped = events[i];
        events[i] = events[count - 1 - i];
        events[count - 1 - i] = swapped;
    }
}

void event_order_finish(const struct event_order *order, struct event *events, size_t count)
{
    if (order->most <= FEW) { /* nobody has far to go */
        sort_few(events, count);
        return;
    }
    for (size_t first = 0; first < count;) {
        size_t end = first + 1;
        while (end < count && event_t_ms(events[end]) == event_t_ms(events[first]))
            end++;
        sort_many(events + first, end - first);
        first = end;
    }
}
