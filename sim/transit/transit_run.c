// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

struct visit transit_visit(const struct transit *transit, uint32_t run, uint32_t seq)
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

/** The last call: everybody has got off. */
static void run_end(struct transit *transit, struct activation *act, const struct visit *visit)
{
    const struct run_state *state = &transit->runs[visit->run];
    struct call_counts counts = {.alighted = state->alighted, .aboard = state->aboard.count};
    transit_records_call(act, visit, act->t_ms, act->t_ms, counts);
    transit->stops[visit->stop].run_count_finished++;
    if (state->aboard.count != 0)
        activation_fail(act, STATUS_INTERNAL, "run %u ends at stop %u with %u passengers aboard",
                        visit->run, visit->stop, state->aboard.count);
}

void transit_run_arrive(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    struct visit visit = transit_visit(transit, run, seq);
    struct run_state *state = &transit->runs[run];
    state->arrive_ms = act->t_ms;
    state->boarded = 0;
    state->alighted = transit_passenger_alight_all(transit, act, &visit);
    if (seq + 1 == visit.pattern->call_count) {
        run_end(transit, act, &visit);
        return;
    }
    uint32_t depart_ms = visit.run_depart_ms + visit.call->depart_ms;
    if (depart_ms < act->t_ms)
        depart_ms = act->t_ms;
    activation_schedule(act, depart_ms, TRANSIT_DOORS_CLOSE, run, seq);
}

void transit_run_close(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    struct visit visit = transit_visit(transit, run, seq);
    if (seq == 0) {
        transit->runs[run].arrive_ms = act->t_ms;
        transit->stops[visit.stop].run_count_started++;
    }
    transit_boarding_admit(transit, &visit, act->t_ms);
    transit_ready(transit, act, run, seq, act->t_ms);
}

void transit_run_depart(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    struct visit visit = transit_visit(transit, run, seq);
    struct run_state *state = &transit->runs[run];
    struct call_state *call = &transit->calls[visit.call_id];
    struct stop_state *stop = &transit->stops[visit.stop];
    transit_boarding_admit(transit, &visit, act->t_ms);
    struct call_counts counts = {.boarded = state->boarded,
                                 .alighted = state->alighted,
                                 .denied = transit_boarding_deny(transit, &visit),
                                 .aboard = state->aboard.count};
    stop->boardings += counts.boarded;
    stop->denied_boardings += counts.denied;
    transit_records_call(act, &visit, state->arrive_ms, act->t_ms, counts);
    state->waited_ms = 0;

    call->runs_left--;
    while (call->runs_left == 0 && call->waiting.count > 0)
        transit_passenger_strand(transit, act, visit.stop,
                                 passenger_list_take(&call->waiting, transit->passengers));

    /* The next stop, or the way to it, owns the run from here on: nothing of it may be touched
     * after this. */
    transit_hop_begin(transit, act, run, seq);
}
