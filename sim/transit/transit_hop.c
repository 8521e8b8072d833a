// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

enum transit_way transit_hop_way(const struct transit *transit, uint32_t call_id)
{
    return (enum transit_way)transit->ways[call_id];
}

void transit_ready(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq,
                   uint32_t t_ms)
{
    transit->runs[run].ready_ms = t_ms;
    activation_schedule(act, t_ms, TRANSIT_VEHICLE_DEPARTS, run, seq);
}

void transit_hop_begin(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    struct visit visit = transit_visit(transit, run, seq);
    const struct call *next = visit.call + 1;
    uint32_t arrive_ms = act->t_ms + next->arrive_ms - visit.call->depart_ms;
    if (transit_hop_way(transit, visit.call_id) == TRANSIT_WAY_STREET) {
        transit_street_begin(transit, act, &visit, arrive_ms);
        return;
    }
    activation_send(act, event_make(arrive_ms, transit_stop_process(transit, next->stop),
                                    TRANSIT_VEHICLE_ARRIVES, run, seq + 1));
}

void transit_run_waited(struct transit *transit, uint32_t run, uint32_t ms)
{
    transit->runs[run].waited_ms += ms;
}
