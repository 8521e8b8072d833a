// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/oracle.h"

#include "base/memory.h"
#include "kernel/kernel_state.h"

/** Of its own, so that an error in the kernel's heap does not hide here as well. */
struct oracle_heap {
    struct event *events;
    size_t count, capacity;
};

static enum status oracle_push(struct oracle_heap *heap, struct event event, struct error *err)
{
    enum status status = MEM_RESERVE(&heap->events, &heap->capacity, heap->count + 1, err);
    if (status != STATUS_OK)
        return status;
    size_t place = heap->count++;
    while (place > 0 && event_before(event, heap->events[(place - 1) / 2])) {
        heap->events[place] = heap->events[(place - 1) / 2];
        place = (place - 1) / 2;
    }
    heap->events[place] = event;
    return STATUS_OK;
}

/** Takes the smallest event; there is one. */
static struct event oracle_pop(struct oracle_heap *heap)
{
    struct event first = heap->events[0], last = heap->events[--heap->count];
    size_t place = 0, child;
    while ((child = 2 * place + 1) < heap->count) {
        if (child + 1 < heap->count && event_before(heap->events[child + 1], heap->events[child]))
            child++;
        if (!event_before(heap->events[child], last))
            break;
        heap->events[place] = heap->events[child];
        place = child;
    }
    heap->events[place] = last;
    return first;
}

/** Moves what was pushed or posted into the heap. */
static enum status oracle_take_in(struct kernel *kernel, struct oracle_heap *heap,
                                  struct error *err)
{
    struct event_queue *queue = kernel->partitions[0].queue;
    struct event event;
    enum status status = kernel_deliver_posted(kernel, err);
    while (status == STATUS_OK && event_queue_take_before(queue, UINT32_MAX, &event))
        status = oracle_push(heap, event, err);
    if (status == STATUS_OK && event_queue_count(queue) > 0)
        return error_fail(err, STATUS_RESOURCE, "out of memory while ordering events");
    return status;
}

/** Handles one event and commits its rows. */
static enum status oracle_handle(struct kernel *kernel, struct event event, struct error *err)
{
    struct partition *partition = &kernel->partitions[0];
    const struct process_map *map = &kernel->map;
    const struct process_range *range = &map->ranges[map->range_of[event_receiver(event)]];
    struct activation act = {event_t_ms(event), event_receiver(event), 0, range->model, partition};
    enum status status = STATUS_OK;

    range->kind->handle(&act, event);
    partition->event_count++;
    if (partition->has_failed)
        return error_fail(err, partition->failure.status, "%s", partition->failure.text);
    const struct record_head *head;
    while (status == STATUS_OK && (head = record_buffer_next(&partition->records)))
        status = kernel->sink.put(kernel->sink.self, head->kind,
                                  record_buffer_take(&partition->records), err);
    record_buffer_reset(&partition->records);
    return status;
}

/** The first sync time after `t_ms`; UINT32_MAX when there are none. */
static uint32_t oracle_next_sync(const struct kernel *kernel, uint32_t t_ms)
{
    uint32_t next_ms = UINT32_MAX;
    for (size_t i = 0; i < kernel->sync_count; i++) {
        const struct sync_times *times = &kernel->syncs[i].times;
        uint32_t mine_ms = times->first_ms;
        if (mine_ms <= t_ms)
            mine_ms += ((t_ms - times->first_ms) / times->every_ms + 1) * times->every_ms;
        next_ms = mine_ms < next_ms && mine_ms <= times->last_ms ? mine_ms : next_ms;
    }
    return next_ms;
}

static bool oracle_is_due(const struct sync_times *times, uint32_t t_ms)
{
    return t_ms >= times->first_ms && t_ms <= times->last_ms &&
           (t_ms - times->first_ms) % times->every_ms == 0;
}

static enum status oracle_hold_sync(struct kernel *kernel, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < kernel->sync_count && status == STATUS_OK; i++)
        if (oracle_is_due(&kernel->syncs[i].times, kernel->now_ms))
            status = kernel->syncs[i].hook(kernel->syncs[i].self, kernel, kernel->now_ms, err);
    return status;
}

/** All events before `stop_ms`, and the sync times at or before it. */
static enum status oracle_advance(struct kernel *kernel, struct oracle_heap *heap, uint32_t stop_ms,
                                  struct error *err)
{
    enum status status = oracle_take_in(kernel, heap, err);
    if (status == STATUS_OK && kernel->next_sync_ms == kernel->now_ms)
        status = oracle_hold_sync(kernel, err);
    if (status == STATUS_OK)
        status = oracle_take_in(kernel, heap, err);
    while (status == STATUS_OK) {
        uint32_t sync_ms = oracle_next_sync(kernel, kernel->now_ms);
        uint32_t limit_ms = sync_ms < stop_ms ? sync_ms : stop_ms;
        while (status == STATUS_OK && heap->count > 0 && event_t_ms(heap->events[0]) < limit_ms) {
            status = oracle_handle(kernel, oracle_pop(heap), err);
            if (status == STATUS_OK)
                status = oracle_take_in(kernel, heap, err);
        }
        if (status != STATUS_OK || kernel->now_ms >= stop_ms)
            break;
        kernel->now_ms = limit_ms;
        if (limit_ms == sync_ms)
            status = oracle_hold_sync(kernel, err);
        if (status == STATUS_OK)
            status = oracle_take_in(kernel, heap, err);
    }
    kernel->next_sync_ms = oracle_next_sync(kernel, kernel->now_ms);
    return status;
}

enum status kernel_run_oracle(struct kernel *kernel, uint32_t stop_ms, struct error *err)
{
    if (kernel->build_failure.finding_count)
        return error_fail(err, kernel->build_failure.status, "%s", kernel->build_failure.text);
    if (kernel->partition_count != 1)
        return error_fail(err, STATUS_INTERNAL, "the oracle runs one partition, not %u",
                          kernel->partition_count);
    struct oracle_heap heap = {0};
    enum status status = oracle_advance(kernel, &heap, stop_ms, err);
    for (size_t i = 0; i < heap.count && status == STATUS_OK; i++)
        status = event_queue_push(kernel->partitions[0].queue, heap.events[i], err);
    mem_free(heap.events);
    return status;
}
