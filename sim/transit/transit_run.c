// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

#include <math.h>

static struct visit visit_find(const struct transit *transit, uint32_t run, uint32_t seq)
{
    const struct timetable *timetable = transit->timetable;
    const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[run]];
    uint32_t call_id = pattern->first_call + seq;
    return (struct visit){.run = run,
                          .seq = seq,
                          .call_id = call_id,
                          .stop = timetable->calls[call_id].stop,
                          .call = &timetable->calls[call_id],
                          .pattern = pattern,
                          .run_depart_ms = timetable->run_depart_ms[run]};
}

void transit_run_arrive(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    struct visit visit = visit_find(transit, run, seq);
    struct run_state *state = &transit->runs[run];
    state->arrive_ms = act->t_ms;
    state->alighted = transit_passenger_alight_all(transit, act, &visit);

    if (seq + 1 == visit.pattern->call_count) {
        struct call_counts counts = {.alighted = state->alighted, .aboard = state->aboard.count};
        transit_records_call(act, &visit, act->t_ms, act->t_ms, counts);
        transit->stops[visit.stop].run_count_finished++;
        if (state->aboard.count != 0)
            activation_fail(act, STATUS_INTERNAL,
                            "run %u ends at stop %u with %u passengers aboard", run, visit.stop,
                            state->aboard.count);
        return;
    }
    uint32_t depart_ms = visit.run_depart_ms + visit.call->depart_ms;
    if (depart_ms < act->t_ms)
        depart_ms = act->t_ms;
    activation_schedule(act, depart_ms, TRANSIT_VEHICLE_DEPARTS, run, seq);
}

/** Places of a vehicle for simulated passengers: fewer in a sample, but never none. */
static uint32_t transit_capacity(const struct transit *transit, const struct transit_line *line)
{
    double capacity = (line->seats + line->standing) / transit->weight;
    return capacity < 1 ? 1 : (uint32_t)lround(capacity);
}

/** Lets passengers in, in their order, while there is room; returns how many came in. */
static uint32_t run_board(struct transit *transit, const struct visit *visit, uint32_t t_ms)
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
    return boarded;
}

/** Counts a denied boarding for everyone still waiting; returns how many. */
static uint32_t waiting_deny(struct transit *transit, const struct visit *visit)
{
    const struct passenger_list *waiting = &transit->calls[visit->call_id].waiting;
    for (uint32_t person = waiting->first; person != NONE;
         person = transit->passengers[person].next)
        if (transit->passengers[person].denied < UINT16_MAX)
            transit->passengers[person].denied++;
    return waiting->count;
}

void transit_run_depart(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    struct visit visit = visit_find(transit, run, seq);
    struct run_state *state = &transit->runs[run];
    struct call_state *call = &transit->calls[visit.call_id];
    struct stop_state *stop = &transit->stops[visit.stop];
    if (seq == 0) {
        state->arrive_ms = act->t_ms;
        stop->run_count_started++;
    }
    struct call_counts counts = {.alighted = state->alighted};
    counts.boarded = run_board(transit, &visit, act->t_ms);
    counts.denied = waiting_deny(transit, &visit);
    counts.aboard = state->aboard.count;
    stop->boardings += counts.boarded;
    stop->denied_boardings += counts.denied;
    transit_records_call(act, &visit, state->arrive_ms, act->t_ms, counts);

    call->runs_left--;
    while (call->runs_left == 0 && call->waiting.count > 0)
        transit_passenger_strand(transit, act, visit.stop,
                                 passenger_list_take(&call->waiting, transit->passengers));

    /* The next stop owns the run from here on: nothing of it may be touched after the message. */
    const struct call *next = visit.call + 1;
    uint32_t arrive_ms = act->t_ms + next->arrive_ms - visit.call->depart_ms;
    activation_send(act, event_make(arrive_ms, transit_stop_process(transit, next->stop),
                                    TRANSIT_VEHICLE_ARRIVES, run, seq + 1));
}
