// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/partition.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>

/** More kinds than this do not look ahead. */
#define FORESEERS_MAX 4u

/** Notes the partition's first failure; events are handled in key order, so the first is the
 * smallest. */
static void partition_fail(struct partition *partition, struct event event, enum status status,
                           const char *text)
{
    if (partition->has_failed)
        return;
    partition->has_failed = true;
    partition->failed_at = event;
    error_fail(&partition->failure, status, "%s", text);
}

/** The kinds that look ahead, with their models. */
struct foreseers {
    const struct process_range *ranges[FORESEERS_MAX];
    uint32_t count;
};

static struct foreseers map_foreseers(const struct process_map *map)
{
    struct foreseers foreseers = {.count = 0};
    for (size_t i = 0; i < map->range_count && foreseers.count < FORESEERS_MAX; i++)
        if (map->ranges[i].kind->foresee)
            foreseers.ranges[foreseers.count++] = &map->ranges[i];
    return foreseers;
}

static inline void queue_foresee(const struct event_queue *queue, const struct foreseers *foreseers)
{
    size_t count;
    const struct event *ahead = event_queue_ahead(queue, &count);
    for (uint32_t i = 0; i < foreseers->count; i++)
        foreseers->ranges[i]->kind->foresee(foreseers->ranges[i]->model, ahead, count);
}

void partition_advance(struct partition *partition, uint32_t end_ms, uint32_t worker)
{
    const struct process_map *map = partition->map;
    const struct foreseers foreseers = map_foreseers(map);
    struct event_queue *queue = partition->queue;
    uint64_t event_count = 0;
    struct event event;

    partition->window_end_ms = end_ms;
    while (!partition->has_failed && event_queue_take_before(queue, end_ms, &event)) {
        uint32_t self = event_receiver(event);
        const struct process_range *range = &map->ranges[map->range_of[self]];
        struct activation act = {event_t_ms(event), self, worker, range->model, partition};
        queue_foresee(queue, &foreseers);
        range->kind->handle(&act, event);
        event_count++;
    }
    partition->event_count += event_count;
}

void partition_collect(struct partition *partition, struct partition *all, uint32_t count)
{
    for (uint32_t from = 0; from < count; from++) {
        struct outbox *box = &all[from].outboxes[partition->index];
        for (size_t i = 0; i < box->count; i++) {
            enum status status =
                event_queue_push(partition->queue, box->events[i], &partition->failure);
            if (status != STATUS_OK)
                partition_fail(partition, box->events[i], status, "while taking mail");
        }
        box->count = 0;
    }

    struct event first;
    partition->next_ms = UINT32_MAX;
    if (event_queue_peek(partition->queue, &first))
        partition->next_ms = event_t_ms(first);
    else if (event_queue_count(partition->queue) > 0)
        partition_fail(partition, (struct event){0}, STATUS_RESOURCE,
                       "out of memory while ordering events");
}

/** Names the place of a broken law: all of these are bugs in a model, found where they happen. */
static void activation_break(struct activation *act, struct event event, const char *law)
{
    const struct process_map *map = act->partition->map;
    const struct process_kind *kind = map->ranges[map->range_of[act->self]].kind;
    activation_fail(act, STATUS_INTERNAL,
                    "%s process %u at %u ms: %s (event type %u for process %u at %u ms)",
                    kind->name, act->self, act->t_ms, law, event_type(event), event_receiver(event),
                    event_t_ms(event));
}

static void activation_push(struct activation *act, struct event event)
{
    /* No error text on this path: clearing its 4 kB would cost more than the push. */
    if (event_queue_push(act->partition->queue, event, NULL) != STATUS_OK)
        activation_fail(act, STATUS_RESOURCE, "out of memory for an event at %u ms",
                        event_t_ms(event));
}

void activation_schedule(struct activation *act, uint32_t t_ms, uint8_t type, uint32_t subject,
                         uint32_t argument)
{
    struct event event = event_make(t_ms, act->self, type, subject, argument);
    if (t_ms < act->t_ms)
        activation_break(act, event, "schedules into its past");
    else
        activation_push(act, event);
}

/** Everything but a letter within the partition. */
static __attribute__((noinline)) void activation_send_rare(struct activation *act,
                                                           struct event event)
{
    struct partition *home = act->partition;
    uint32_t receiver = event_receiver(event);

    if (receiver >= home->map->process_count) {
        activation_break(act, event, "sends to a process that does not exist");
    } else if (event_t_ms(event) <= act->t_ms && receiver != act->self) {
        activation_break(act, event, "sends without a delay");
    } else if (home->map->partition_of[receiver] == home->index) {
        if (event_t_ms(event) < act->t_ms)
            activation_break(act, event, "schedules into its past");
        else
            activation_push(act, event);
    } else if (event_t_ms(event) < home->window_end_ms) {
        activation_break(act, event, "sends sooner than its channel's declared delay");
    } else {
        struct outbox *box = &home->outboxes[home->map->partition_of[receiver]];
        if (MEM_RESERVE(&box->events, &box->capacity, box->count + 1, NULL) == STATUS_OK) {
            box->events[box->count++] = event;
            home->mail_count++;
        } else {
            activation_fail(act, STATUS_RESOURCE, "out of memory for mail at %u ms",
                            event_t_ms(event));
        }
    }
}

void activation_send(struct activation *act, struct event event)
{
    const struct partition *home = act->partition;
    uint32_t receiver = event_receiver(event);
    if (event_t_ms(event) > act->t_ms && receiver < home->map->process_count &&
        home->map->partition_of[receiver] == home->index)
        activation_push(act, event);
    else
        activation_send_rare(act, event);
}

void activation_record(struct activation *act, const struct record_kind *kind, const void *row)
{
    uint64_t when_where = (uint64_t)act->t_ms << 32 | act->self;
    if (record_buffer_append(&act->partition->records, when_where, kind, row, NULL) != STATUS_OK)
        activation_fail(act, STATUS_RESOURCE, "out of memory for a row of '%s'", kind->group);
}

void activation_fail(struct activation *act, enum status status, const char *format, ...)
{
    char text[ERROR_TEXT_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    partition_fail(act->partition, event_make(act->t_ms, act->self, 0, 0, 0), status, text);
}
