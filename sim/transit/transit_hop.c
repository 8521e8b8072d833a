// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

enum transit_way transit_hop_way(const struct transit *transit, uint32_t call_id)
{
    return (enum transit_way)transit->ways[call_id];
}

static uint32_t hop_planned_ms(const struct transit *transit, uint32_t call_id)
{
    const struct call *call = &transit->timetable->calls[call_id];
    return (call + 1)->arrive_ms - call->depart_ms;
}

uint32_t transit_hop_least_ms(const struct transit *transit, uint32_t call_id)
{
    uint32_t planned_ms = hop_planned_ms(transit, call_id);
    return planned_ms - (uint32_t)(planned_ms * transit->parameters.recovery);
}

void transit_ready(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq,
                   uint32_t t_ms)
{
    transit->runs[run].ready_ms = t_ms;
    if (transit_hop_way(transit, transit_visit(transit, run, seq).call_id) == TRANSIT_WAY_RAIL)
        rail_ready(transit->rail, act, run, seq, t_ms);
    else
        activation_schedule(act, t_ms, TRANSIT_VEHICLE_DEPARTS, run, seq);
}

void transit_hop_begin(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    struct visit visit = transit_visit(transit, run, seq);
    struct visit next = transit_visit(transit, run, seq + 1);
    if (transit_hop_way(transit, visit.call_id) == TRANSIT_WAY_RAIL)
        return; /* the control centre moves it */
    if (transit_came_by_rail(transit, &visit))
        rail_leave(transit->rail, act, run);
    uint32_t arrive_ms = act->t_ms + transit_hop_least_ms(transit, visit.call_id);
    uint32_t planned_ms = act->t_ms + hop_planned_ms(transit, visit.call_id);
    /* Nobody drives faster than to be on time. */
    if (arrive_ms < next.arrive_ms)
        arrive_ms = next.arrive_ms < planned_ms ? next.arrive_ms : planned_ms;
    if (transit_hop_way(transit, visit.call_id) == TRANSIT_WAY_STREET) {
        transit_street_begin(transit, act, &visit, arrive_ms);
        return;
    }
    activation_send(act, event_make(arrive_ms, transit_stop_process(transit, next.stop),
                                    TRANSIT_VEHICLE_ARRIVES, run, seq + 1));
}

void transit_run_waited(struct transit *transit, uint32_t run, uint32_t ms)
{
    transit->runs[run].waited_ms += ms;
}
