// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_bounds.h"

#include <string.h>

#define FAR_MS UINT32_MAX

static void lower(uint32_t *value_ms, uint32_t way_ms, uint32_t rest_ms)
{
    if (rest_ms != FAR_MS && way_ms + rest_ms < *value_ms)
        *value_ms = way_ms + rest_ms;
}

/** The least time from boarding somewhere: one ride, then what remains from where it ends. */
static void bounds_ride(const struct timetable *timetable, const uint32_t *arrived_ms,
                        uint32_t *ready_ms)
{
    memset(ready_ms, 0xff, timetable->stop_count * sizeof *ready_ms);
    for (uint32_t p = 0; p < timetable->pattern_count; p++) {
        const struct pattern *pattern = &timetable->patterns[p];
        const struct call *calls = timetable->calls + pattern->first_call;
        uint32_t from_start_ms = FAR_MS; /* to the door, on the clock of the run */
        for (uint32_t i = pattern->call_count; i-- > 0;) {
            if (from_start_ms != FAR_MS)
                lower(&ready_ms[calls[i].stop], 0, from_start_ms - calls[i].depart_ms);
            lower(&from_start_ms, calls[i].arrive_ms, arrived_ms[calls[i].stop]);
        }
    }
}

/** What a walk is felt as, rounded down: a bound must not be too high. */
static uint32_t walk_felt_ms(uint32_t walk_ms, struct felt felt)
{
    return walk_ms + (uint32_t)((uint64_t)walk_ms * felt.walk_permille / 1000);
}

/** The least time from arriving somewhere: to the door, or to a stop where one boards. */
static void bounds_change(const struct timetable *timetable, uint32_t change_ms, struct felt felt,
                          const uint32_t *ready_ms, uint32_t *arrived_ms)
{
    for (uint32_t s = 0; s < timetable->stop_count; s++) {
        uint32_t end = timetable->stop_first_path[s + 1];
        lower(&arrived_ms[s], change_ms + felt.change_ms, ready_ms[s]);
        for (uint32_t i = timetable->stop_first_path[s]; i < end; i++)
            lower(&arrived_ms[s],
                  felt.change_ms + walk_felt_ms(timetable->footpaths[i].walk_ms, felt),
                  ready_ms[timetable->footpaths[i].to_stop]);
    }
}

void timetable_bounds_write(const struct timetable *timetable, uint32_t change_ms, struct felt felt,
                            struct door to, uint32_t *out_ms)
{
    size_t stops = timetable->stop_count;
    memset(out_ms, 0xff, stops * sizeof *out_ms);
    for (uint32_t i = 0; i < to.count; i++)
        lower(&out_ms[to.stops[i].stop], walk_felt_ms(door_walk_ms(&to.stops[i]), felt), 0);
    for (uint32_t rides = 1; rides <= ITINERARY_LEGS_MAX; rides++) {
        uint32_t *before_ms = out_ms + timetable_bounds_arrived_row(rides - 1) * stops;
        uint32_t *ready_ms = out_ms + timetable_bounds_ready_row(rides) * stops;
        bounds_ride(timetable, before_ms, ready_ms);
        if (rides == ITINERARY_LEGS_MAX)
            break;
        uint32_t *arrived_ms = out_ms + timetable_bounds_arrived_row(rides) * stops;
        memcpy(arrived_ms, before_ms, stops * sizeof *arrived_ms);
        bounds_change(timetable, change_ms, felt, ready_ms, arrived_ms);
    }
}
