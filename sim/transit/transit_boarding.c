// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

#include <math.h>

/** Places of a vehicle for simulated passengers: fewer in a sample, but never none. */
static uint32_t transit_capacity(const struct transit *transit, const struct transit_line *line)
{
    double capacity = (line->seats + line->standing) / transit->weight;
    return capacity < 1 ? 1 : (uint32_t)lround(capacity);
}

uint32_t transit_boarding_admit(struct transit *transit, const struct visit *visit, uint32_t t_ms)
{
    const struct transit_line *line = &transit->timetable->lines[visit->pattern->line];
    uint32_t capacity = transit_capacity(transit, line), boarded = 0;
    struct run_state *run = &transit->runs[visit->run];
    struct passenger_list *waiting = &transit->calls[visit->call_id].waiting;
    while (waiting->count > 0 && run->aboard.count < capacity) {
        uint32_t person = passenger_list_take(waiting, transit->passengers);
        transit->passengers[person].board_ms = t_ms;
        passenger_list_append(&run->aboard, transit->passengers, person);
        boarded++;
    }
    if (run->max_load < run->aboard.count)
        run->max_load = run->aboard.count;
    run->boarded += boarded;
    return boarded;
}

uint32_t transit_boarding_deny(struct transit *transit, const struct visit *visit)
{
    const struct passenger_list *waiting = &transit->calls[visit->call_id].waiting;
    for (uint32_t person = waiting->first; person != NONE;
         person = transit->passengers[person].next)
        if (transit->passengers[person].denied < UINT16_MAX)
            transit->passengers[person].denied++;
    return waiting->count;
}
