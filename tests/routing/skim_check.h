// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SKIM_CHECK_H
#define SKIM_CHECK_H

/** Compares cells of a skim with searches of their own. */

#include "test_support.h"

#include "routing/timetable_search.h"
#include "routing/timetable_skim.h"

struct checked_skim {
    const struct timetable_skim_frame *frame;
    const struct timetable_skim *skim;
    const uint16_t *permille; /**< of crowding; NULL: none */
};

/** The time of the rides, by the runs that the passenger takes, and what crowding adds, ms. */
static inline uint32_t rides_ms(const struct checked_skim *checked, const struct itinerary *way,
                                double *out_crowd_ms)
{
    const struct timetable_skim_frame *frame = checked->frame;
    const struct timetable *t = frame->timetable;
    uint32_t ride_ms = 0, ready_ms = way->board_ms;
    *out_crowd_ms = 0;
    for (uint32_t i = 0; i < way->leg_count; i++) {
        const struct itinerary_leg *leg = &way->legs[i];
        const struct pattern *pattern = &t->patterns[t->calls[leg->board_call].pattern];
        uint32_t run = pattern->first_run, first = pattern->first_call;
        while (t->run_depart_ms[run] + t->calls[leg->board_call].depart_ms < ready_ms)
            run++;
        ride_ms += t->calls[leg->alight_call].arrive_ms - t->calls[leg->board_call].depart_ms;
        for (uint32_t c = leg->board_call; c < leg->alight_call; c++) {
            uint32_t hop_ms =
                t->calls[c + 1].arrive_ms -
                (c == leg->board_call ? t->calls[c].depart_ms : t->calls[c].arrive_ms);
            if (checked->permille)
                *out_crowd_ms +=
                    hop_ms / 1000.0 * checked->permille[t->run_first_hop[run] + c - first];
        }
        ready_ms = t->run_depart_ms[run] + t->calls[leg->alight_call].arrive_ms +
                   (leg->walk_ms ? leg->walk_ms : frame->change_ms);
    }
    return ride_ms;
}

/** Less than a second off. */
static inline void check_seconds(uint32_t value_s, uint32_t exact_ms)
{
    assert_true(value_s * 1000 < exact_ms + 1000 && exact_ms < value_s * 1000 + 1000);
}

static inline void check_cell(const struct checked_skim *checked, const struct skim_cell *cell,
                              const struct itinerary *way, uint32_t depart_ms)
{
    const struct timetable_skim_frame *frame = checked->frame;
    const struct call *calls = frame->timetable->calls;
    double crowd_ms;
    uint32_t ride_ms = rides_ms(checked, way, &crowd_ms);
    uint32_t needed_ms = depart_ms + way->access_ms + frame->slack_ms;
    uint32_t home_ms = way->board_ms > needed_ms ? way->board_ms - needed_ms : 0;
    uint32_t all_ms = way->arrive_ms - depart_ms, walk_ms = itinerary_walk_ms(way);
    assert_int_equal(cell->rides, way->leg_count);
    assert_int_equal(cell->home_s, home_ms / 1000);
    assert_int_equal(cell->home_s + cell->walk_s + cell->ride_s + cell->wait_s, all_ms / 1000);
    check_seconds(cell->walk_s, walk_ms);
    check_seconds(cell->ride_s, ride_ms);
    check_seconds(cell->wait_s, all_ms - home_ms - walk_ms - ride_ms);
    assert_int_equal(cell->crowd_s, (uint32_t)(crowd_ms / 1000));
    assert_int_equal(cell->stop, calls[way->legs[0].board_call].stop);
    assert_int_equal(cell->last_stop, calls[way->legs[way->leg_count - 1].alight_call].stop);
}

static inline void check_no_way(const struct skim_cell *cell)
{
    assert_int_equal(cell->rides + cell->home_s + cell->walk_s + cell->ride_s + cell->wait_s +
                         cell->crowd_s + cell->stop + cell->last_stop,
                     0);
}

/** Compares a cell with a search of its own; returns the number of rides. */
static inline uint32_t check_pair(const struct checked_skim *checked,
                                  struct timetable_search *search, uint32_t from, uint32_t to,
                                  uint32_t slot)
{
    const struct timetable_skim_frame *frame = checked->frame;
    uint32_t depart_ms = frame->start_ms + slot * frame->slot_ms;
    const struct skim_cell *cell =
        timetable_skim_at(checked->skim, from, to, depart_ms + frame->slot_ms / 2);
    struct itinerary way;
    if (!timetable_search_run(search, frame->from[from], frame->to[to], depart_ms,
                              depart_ms + frame->window_ms, &way)) {
        check_no_way(cell);
        return 0;
    }
    check_cell(checked, cell, &way, depart_ms);
    return way.leg_count;
}

#endif
