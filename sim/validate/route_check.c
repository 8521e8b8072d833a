// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/route_check.h"

#include "base/memory.h"
#include "kernel/random.h"
#include "routing/timetable_search.h"

#include <string.h>

#define DAY_MS    86400000u
#define WINDOW_MS 14400000u

/** When one can be aboard at each stop, with the rides so far. */
struct plain {
    const struct timetable *timetable;
    uint32_t change_ms;
    uint32_t *ready_ms, *next_ms; /**< [stop_count] */
};

static void ready_improve(uint32_t *ready_ms, uint32_t t_ms)
{
    if (t_ms < *ready_ms)
        *ready_ms = t_ms;
}

/** One who gets off at the stop can change there, or walk to another one. */
static void plain_alight(struct plain *plain, uint32_t stop, uint32_t t_ms)
{
    const struct timetable *timetable = plain->timetable;
    ready_improve(&plain->next_ms[stop], t_ms + plain->change_ms);
    for (uint32_t i = timetable->stop_first_path[stop]; i < timetable->stop_first_path[stop + 1];
         i++)
        ready_improve(&plain->next_ms[timetable->footpaths[i].to_stop],
                      t_ms + timetable->footpaths[i].walk_ms);
}

/** One more ride with every run of the day; returns the earliest arrival at `to_stop`. */
static uint32_t plain_ride(struct plain *plain, uint32_t to_stop)
{
    const struct timetable *timetable = plain->timetable;
    uint32_t arrive_ms = UINT32_MAX;
    for (uint32_t run = 0; run < timetable->run_count; run++) {
        const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[run]];
        bool is_aboard = false;
        for (uint32_t i = 0; i < pattern->call_count; i++) {
            const struct call *call = &timetable->calls[pattern->first_call + i];
            uint32_t t_ms = timetable->run_depart_ms[run] + call->arrive_ms;
            if (is_aboard) {
                plain_alight(plain, call->stop, t_ms);
                if (call->stop == to_stop)
                    ready_improve(&arrive_ms, t_ms + TIMETABLE_LEAST_WALK_MS);
            }
            is_aboard |=
                plain->ready_ms[call->stop] <= timetable->run_depart_ms[run] + call->depart_ms;
        }
    }
    return arrive_ms;
}

enum status route_check_plain(const struct timetable *timetable, uint32_t change_ms,
                              const struct route_question *question, struct route_answer *out,
                              struct error *err)
{
    size_t size = timetable->stop_count * sizeof(uint32_t);
    struct plain plain = {.timetable = timetable,
                          .change_ms = change_ms,
                          .ready_ms = mem_alloc(timetable->stop_count, sizeof(uint32_t), err),
                          .next_ms = mem_alloc(timetable->stop_count, sizeof(uint32_t), err)};
    enum status status = plain.ready_ms && plain.next_ms ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK) {
        struct route_answer best = {UINT32_MAX, 0};
        memset(plain.ready_ms, 0xff, size);
        plain.ready_ms[question->from_stop] = question->depart_ms + TIMETABLE_LEAST_WALK_MS;
        for (uint32_t rides = 1; rides <= ITINERARY_LEGS_MAX; rides++) {
            memset(plain.next_ms, 0xff, size);
            uint32_t arrive_ms = plain_ride(&plain, question->to_stop);
            if (arrive_ms < best.arrive_ms && arrive_ms < question->limit_ms)
                best = (struct route_answer){arrive_ms, rides};
            memcpy(plain.ready_ms, plain.next_ms, size);
        }
        *out = best;
    }
    mem_free(plain.ready_ms);
    mem_free(plain.next_ms);
    return status;
}

static struct route_answer search_answer(struct timetable_search *search,
                                         const struct route_question *question)
{
    struct itinerary way;
    struct stop_access from = {question->from_stop, 0}, to = {question->to_stop, 0};
    struct door from_door = {&from, 1, NULL}, to_door = {&to, 1, NULL};
    if (!timetable_search_run(search, from_door, to_door, question->depart_ms, question->limit_ms,
                              &way))
        return (struct route_answer){UINT32_MAX, 0};
    return (struct route_answer){way.arrive_ms, way.leg_count};
}

enum status route_check_random(const struct timetable *timetable, uint32_t change_ms,
                               uint32_t question_count, uint32_t *out_wrong, struct error *err)
{
    struct timetable_search *search = timetable_search_create(timetable, change_ms, err);
    uint32_t wrong = 0;
    enum status status = search ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t i = 0; i < question_count && status == STATUS_OK; i++) {
        struct random_stream lot;
        struct route_answer plain;
        random_stream_init(&lot, 1, i, RANDOM_CASE_ARRIVAL);
        struct route_question question = {.from_stop = random_below(&lot, timetable->stop_count),
                                          .to_stop = random_below(&lot, timetable->stop_count),
                                          .depart_ms = random_below(&lot, DAY_MS)};
        question.limit_ms = question.depart_ms + WINDOW_MS;
        status = route_check_plain(timetable, change_ms, &question, &plain, err);
        if (status != STATUS_OK)
            break;
        struct route_answer found = search_answer(search, &question);
        wrong += found.arrive_ms != plain.arrive_ms || found.rides != plain.rides;
    }
    timetable_search_destroy(search);
    if (status == STATUS_OK)
        *out_wrong = wrong;
    return status;
}
