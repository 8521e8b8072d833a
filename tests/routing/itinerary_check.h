// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ITINERARY_CHECK_H
#define ITINERARY_CHECK_H

/** Walks an itinerary again, by the timetable and nothing else. */

#include "transit/random_timetable.h"

#define NEVER UINT32_MAX

static inline uint32_t at_least_30_s(uint32_t walk_ms)
{
    return walk_ms < 30000 ? 30000 : walk_ms;
}

/** Time between two stops for a change, NEVER when there is no way. */
static inline uint32_t change_time(const struct timetable *t, uint32_t change_ms, uint32_t from,
                                   uint32_t to)
{
    uint32_t best = from == to ? change_ms : NEVER;
    for (uint32_t i = t->stop_first_path[from]; i < t->stop_first_path[from + 1]; i++)
        if (t->footpaths[i].to_stop == to && t->footpaths[i].walk_ms < best)
            best = t->footpaths[i].walk_ms;
    return best;
}

static inline bool has_access(const struct stop_access *ends, uint32_t count, uint32_t stop,
                              uint32_t walk_ms)
{
    for (uint32_t i = 0; i < count; i++)
        if (ends[i].stop == stop && at_least_30_s(ends[i].walk_ms) == walk_ms)
            return true;
    return false;
}

/** Takes the first run at every stop; returns the time at the door, or NEVER. */
static inline uint32_t walk_again(const struct timetable *t, uint32_t change_ms,
                                  const struct itinerary *way, uint32_t ready_ms)
{
    for (uint32_t i = 0; i < way->leg_count; i++) {
        const struct call *board = &t->calls[way->legs[i].board_call];
        const struct call *alight = &t->calls[way->legs[i].alight_call];
        const struct pattern *pattern = &t->patterns[board->pattern];
        uint32_t run = pattern->first_run, end = run + pattern->run_count;
        while (run < end && t->run_depart_ms[run] + board->depart_ms < ready_ms)
            run++;
        if (run == end)
            return NEVER;
        uint32_t walk_ms = way->legs[i].walk_ms;
        if (i + 1 < way->leg_count && t->calls[way->legs[i + 1].board_call].stop == alight->stop) {
            assert_int_equal(walk_ms, 0);
            walk_ms = change_ms;
        }
        ready_ms = t->run_depart_ms[run] + alight->arrive_ms + walk_ms;
    }
    return ready_ms;
}

static inline void check_itinerary(const struct timetable *t, uint32_t change_ms,
                                   const struct random_query *query, const struct itinerary *way)
{
    for (uint32_t i = 0; i < way->leg_count; i++) {
        const struct itinerary_leg *leg = &way->legs[i];
        assert_true(leg->board_call < leg->alight_call && leg->alight_call < t->call_count);
        assert_int_equal(t->calls[leg->board_call].pattern, t->calls[leg->alight_call].pattern);
        uint32_t stop = t->calls[leg->alight_call].stop;
        if (i + 1 == way->leg_count) {
            assert_true(has_access(query->to, query->to_count, stop, leg->walk_ms));
        } else {
            uint32_t next = t->calls[leg[1].board_call].stop;
            if (next != stop)
                assert_int_equal(leg->walk_ms, change_time(t, change_ms, stop, next));
        }
    }
    uint32_t first_stop = t->calls[way->legs[0].board_call].stop;
    assert_true(has_access(query->from, query->from_count, first_stop, way->access_ms));
    assert_true(way->board_ms >= query->depart_ms + way->access_ms);
    assert_int_equal(walk_again(t, change_ms, way, query->depart_ms + way->access_ms),
                     way->arrive_ms);
    assert_int_equal(walk_again(t, change_ms, way, way->board_ms), way->arrive_ms);
    /* The planned departure is the last one that is early enough. */
    assert_true(walk_again(t, change_ms, way, way->board_ms + 1) > way->arrive_ms);
}

#endif
