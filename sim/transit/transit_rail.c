// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

void transit_use_rail(struct transit *transit, struct rail *rail, struct kernel *kernel)
{
    const struct timetable *timetable = transit->timetable;
    transit->rail = rail;
    for (uint32_t i = 0; i < timetable->call_count; i++)
        if (rail_has_hop(rail, i))
            transit->ways[i] = TRANSIT_WAY_RAIL;
    for (uint32_t run = 0; run < timetable->run_count; run++)
        if (transit->runs[run].cancelled_from != NONE)
            rail_cancel(rail, run, transit->runs[run].cancelled_from);
    rail_connect(rail,
                 (struct rail_stops){.first_process = transit->first_process,
                                     .depart_type = TRANSIT_VEHICLE_DEPARTS,
                                     .arrive_type = TRANSIT_VEHICLE_ARRIVES},
                 kernel);
}

void transit_use_log(struct transit *transit, const struct event_log *log)
{
    transit->log = log;
}

uint32_t transit_hop_ahead_ms(const struct transit *transit, uint32_t call_id)
{
    return transit->ways[call_id] == TRANSIT_WAY_RAIL ? rail_lead_ms(transit->rail) : 0;
}

bool transit_came_by_rail(const struct transit *transit, const struct visit *visit)
{
    return visit->seq > 0 && transit->ways[visit->call_id - 1] == TRANSIT_WAY_RAIL;
}
