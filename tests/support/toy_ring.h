// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TOY_RING_H
#define TOY_RING_H

/** A toy model for the tests of the kernel: processes on a ring pass tokens on. What a process does
 * depends on the whole history of what it has handled, so one event out of order changes all that
 * follows. It runs in the kernel and, with the same rules, on one sorted list: the oracle. */

#include "test_support.h"

#include "base/memory.h"
#include "kernel/kernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOY_COUNT 60u /* processes */
#define TOY_NEVER UINT32_MAX

enum toy_event { TOY_TOKEN, TOY_ECHO, TOY_TIMER };

struct toy_row {
    uint32_t t_ms, process, subject, type;
    uint64_t history;
};

/** A row of an interval: what the world looks like at a sync time. */
struct toy_interval {
    uint32_t t_ms, number;
    uint64_t handled, digest;
};

static const struct record_kind toy_row_kind = {"rows", "row", "Handled events", NULL,
                                                sizeof(struct toy_row)};
static const struct record_kind toy_interval_kind = {"intervals", "interval", "Sync times", NULL,
                                                     sizeof(struct toy_interval)};

/** A committed row of either kind. */
struct toy_entry {
    bool is_interval;
    union {
        struct toy_row row;
        struct toy_interval interval;
    };
};

struct toy {
    uint32_t first_process;
    uint64_t history[TOY_COUNT], handled[TOY_COUNT];
    uint32_t fail_from_ms[TOY_COUNT]; /**< fails at its first event from then on; TOY_NEVER */
    uint32_t latest_ms[TOY_COUNT];    /**< time of the last event */
    uint32_t interval_count;
    struct toy_entry *log;
    size_t log_count, log_capacity;
};

/** What a handled event leads to. */
struct toy_effects {
    struct event events[3]; /**< receivers count from 0 */
    uint32_t event_count;
    bool has_row;
    struct toy_row row;
};

static inline void toy_init(struct toy *toy)
{
    *toy = (struct toy){0};
    for (uint32_t p = 0; p < TOY_COUNT; p++) {
        toy->history[p] = p + 1;
        toy->fail_from_ms[p] = TOY_NEVER;
    }
}

static inline void toy_deinit(struct toy *toy)
{
    mem_free(toy->log);
}

/** Least delay of what `p` sends to its neighbours. */
static inline uint32_t toy_delay_ms(uint32_t p)
{
    return 40 + p % 13 * 10;
}

static inline uint64_t toy_mix(uint64_t value)
{
    value ^= value >> 31;
    value *= UINT64_C(0x9e3779b97f4a7c15);
    return value ^ value >> 29;
}

/** The rules: a function of the process's history and the event. */
static inline void toy_step(struct toy *toy, uint32_t p, struct event event,
                            struct toy_effects *out)
{
    uint32_t t_ms = event_t_ms(event), subject = event_subject(event);
    uint64_t chance = toy->history[p] =
        toy_mix(toy->history[p] ^ event.what ^ (uint64_t)t_ms << 20);

    *out = (struct toy_effects){0};
    toy->handled[p]++;
    toy->latest_ms[p] = t_ms;
    out->has_row = chance % 8 != 0;
    out->row = (struct toy_row){t_ms, p, subject, event_type(event), chance};
    if (event_type(event) == TOY_TOKEN) {
        static const uint32_t hops[] = {1, TOY_COUNT - 1, 7};
        uint32_t to = (p + hops[chance % 3]) % TOY_COUNT;
        /* The least delay itself is frequent: it is the edge of the window. */
        uint32_t delay_ms = toy_delay_ms(p) + (chance % 4 ? (uint32_t)(chance >> 8) % 300 : 0);
        out->events[out->event_count++] =
            event_make(t_ms + delay_ms, to, TOY_TOKEN, subject, (uint32_t)(chance >> 40));
        if (chance % 5 == 0)
            out->events[out->event_count++] = event_make(t_ms, p, TOY_ECHO, subject, 0);
        if (chance % 7 == 0)
            out->events[out->event_count++] =
                event_make(t_ms + (uint32_t)(chance >> 16) % 2000, p, TOY_TIMER, subject, 0);
    }
}

static inline void toy_handle(struct activation *act, struct event event)
{
    struct toy *toy = act->model;
    struct toy_effects effects;
    uint32_t p = act->self - toy->first_process;

    if (act->t_ms >= toy->fail_from_ms[p]) {
        activation_fail(act, STATUS_DATA, "toy %u fails at %u ms", p, act->t_ms);
        return;
    }
    toy_step(toy, p, event, &effects);
    if (effects.has_row)
        activation_record(act, &toy_row_kind, &effects.row);
    for (uint32_t i = 0; i < effects.event_count; i++) {
        struct event next = effects.events[i];
        if (event_receiver(next) == p)
            activation_schedule(act, event_t_ms(next), event_type(next), event_subject(next),
                                event_argument(next));
        else
            activation_send(
                act, event_make(event_t_ms(next), event_receiver(next) + toy->first_process,
                                event_type(next), event_subject(next), event_argument(next)));
    }
}

static const struct process_kind toy_kind = {.name = "toy", .handle = toy_handle};

static inline void toy_log_add(struct toy *toy, const struct toy_entry *entry)
{
    struct error err = {0};
    assert_int_equal(MEM_RESERVE(&toy->log, &toy->log_capacity, toy->log_count + 1, &err),
                     STATUS_OK);
    toy->log[toy->log_count++] = *entry;
}

static inline enum status toy_put(void *self, const struct record_kind *kind, const void *row,
                                  struct error *err)
{
    struct toy_entry entry;
    (void)err;
    memset(&entry, 0, sizeof entry);
    entry.is_interval = kind == &toy_interval_kind;
    memcpy(&entry.row, row, kind->row_size);
    toy_log_add(self, &entry);
    return STATUS_OK;
}

/** The whole state in a few numbers. */
static inline struct toy_interval toy_look(struct toy *toy, uint32_t t_ms)
{
    struct toy_interval interval = {t_ms, toy->interval_count++, 0, 0};
    for (uint32_t p = 0; p < TOY_COUNT; p++) {
        interval.handled += toy->handled[p];
        interval.digest = toy_mix(interval.digest ^ toy->history[p]);
    }
    return interval;
}

/** Sync hook: records what the world looks like. */
static inline enum status toy_sync(void *self, struct kernel *kernel, uint32_t t_ms,
                                   struct error *err)
{
    struct toy *toy = self;
    for (uint32_t p = 0; p < TOY_COUNT; p++)
        assert_true(toy->handled[p] == 0 || toy->latest_ms[p] < t_ms);
    struct toy_interval interval = toy_look(toy, t_ms);
    return kernel_record(kernel, &toy_interval_kind, &interval, err);
}

/** The event that brings token `i` into the world. */
static inline struct event toy_first_event(const struct toy *toy, uint32_t start_ms, uint32_t i)
{
    return event_make(start_ms + i * 13 % 1000, toy->first_process + i * 17 % TOY_COUNT, TOY_TOKEN,
                      i, 0);
}

/** One sorted list, one event after the other; intervals every `sync_ms` (0: none). Returns the
 * number of handled events; at a failure `*out_failure` tells where. */
struct toy_oracle {
    struct event *pending;
    size_t count, capacity;
    uint64_t handled;
    bool has_failed;
    uint32_t failed_ms, failed_process;
};

static inline void toy_oracle_push(struct toy_oracle *oracle, struct event event)
{
    struct error err = {0};
    assert_int_equal(MEM_RESERVE(&oracle->pending, &oracle->capacity, oracle->count + 1, &err),
                     STATUS_OK);
    size_t place = oracle->count++; /* latest first, so that the next one is at the end */
    while (place > 0 && event_before(oracle->pending[place - 1], event)) {
        oracle->pending[place] = oracle->pending[place - 1];
        place--;
    }
    oracle->pending[place] = event;
}

static inline void toy_oracle_run(struct toy_oracle *oracle, struct toy *toy, uint32_t start_ms,
                                  uint32_t stop_ms, uint32_t sync_ms)
{
    uint32_t next_sync_ms = sync_ms ? start_ms + sync_ms : UINT32_MAX;
    while (oracle->count > 0 || next_sync_ms <= stop_ms) {
        struct event event = {UINT64_MAX, 0};
        if (oracle->count > 0)
            event = oracle->pending[oracle->count - 1];
        while (next_sync_ms <= stop_ms && event_t_ms(event) >= next_sync_ms) {
            struct toy_entry entry;
            memset(&entry, 0, sizeof entry);
            entry.is_interval = true;
            entry.interval = toy_look(toy, next_sync_ms);
            toy_log_add(toy, &entry);
            next_sync_ms += sync_ms;
        }
        if (event_t_ms(event) >= stop_ms)
            return;
        oracle->count--;
        uint32_t p = event_receiver(event);
        if (event_t_ms(event) >= toy->fail_from_ms[p]) {
            oracle->has_failed = true;
            oracle->failed_ms = event_t_ms(event);
            oracle->failed_process = p;
            return;
        }
        struct toy_effects effects;
        toy_step(toy, p, event, &effects);
        oracle->handled++;
        if (effects.has_row) {
            struct toy_entry entry;
            memset(&entry, 0, sizeof entry);
            entry.row = effects.row;
            toy_log_add(toy, &entry);
        }
        for (uint32_t i = 0; i < effects.event_count; i++)
            toy_oracle_push(oracle, effects.events[i]);
    }
}

/** A toy in a kernel. */
struct toy_world {
    struct toy toy;
    struct team *team;
    struct kernel *kernel;
    struct error err;
};

/** Processes in blocks over the partitions, channels declared, no token yet. */
static inline void toy_world_init(struct toy_world *world, uint32_t threads, uint32_t partitions,
                                  uint32_t start_ms)
{
    struct toy *toy = &world->toy;
    toy_init(toy);
    world->err = (struct error){0};
    world->team = team_create(threads, &world->err);
    world->kernel = kernel_create(world->team, partitions, start_ms,
                                  (struct record_sink){.self = toy, .put = toy_put}, &world->err);
    assert_non_null(world->kernel);
    assert_int_equal(kernel_add_processes(world->kernel, &toy_kind, toy, TOY_COUNT,
                                          &toy->first_process, &world->err),
                     STATUS_OK);
    for (uint32_t p = 0; p < TOY_COUNT; p++) {
        static const uint32_t hops[] = {1, TOY_COUNT - 1, 7};
        kernel_place(world->kernel, p, p * partitions / TOY_COUNT);
        for (uint32_t i = 0; i < 3; i++)
            kernel_declare_channel(world->kernel, p, (p + hops[i]) % TOY_COUNT, toy_delay_ms(p));
    }
}

static inline void toy_world_post(struct toy_world *world, uint32_t start_ms, uint32_t token_count)
{
    for (uint32_t i = 0; i < token_count; i++)
        assert_int_equal(
            kernel_post(world->kernel, toy_first_event(&world->toy, start_ms, i), &world->err),
            STATUS_OK);
}

static inline void toy_world_deinit(struct toy_world *world)
{
    kernel_destroy(world->kernel);
    team_destroy(world->team);
    toy_deinit(&world->toy);
}

static inline void assert_toys_equal(const struct toy *found, const struct toy *expected)
{
    assert_int_equal(found->log_count, expected->log_count);
    for (size_t i = 0; i < expected->log_count; i++)
        if (memcmp(&found->log[i], &expected->log[i], sizeof found->log[i]) != 0)
            fail_msg("row %zu of %zu differs", i, expected->log_count);
    assert_memory_equal(found->history, expected->history, sizeof found->history);
    assert_memory_equal(found->handled, expected->handled, sizeof found->handled);
}

#endif
