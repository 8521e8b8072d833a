// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_now.h"

#include "transit/transit_state.h"

/** Lateness that is certain by now, at least `known_ms`. */
static int32_t delay_by_now(int32_t known_ms, uint32_t t_ms, uint32_t planned_ms)
{
    int32_t late_ms = (int32_t)(t_ms - planned_ms);
    return late_ms > known_ms ? late_ms : known_ms;
}

struct transit_run_now transit_run_now(const struct transit *transit, uint32_t run, uint32_t t_ms)
{
    const struct run_state *state = &transit->runs[run];
    struct transit_run_now now = {.phase = TRANSIT_RUN_OVER, .aboard = state->aboard.count};
    uint32_t last =
        transit->timetable->patterns[transit->timetable->run_pattern[run]].call_count - 1;
    now.end_seq = state->cancelled_from < last ? state->cancelled_from : last;
    bool takes_place =
        transit->timetable->run_depart_ms[run] >= transit->start_ms && state->cancelled_from != 0;
    if (!takes_place)
        return now;
    if (state->seq == NONE) {
        now.phase = TRANSIT_RUN_AHEAD;
        now.delay_ms = delay_by_now(0, t_ms, transit->timetable->run_depart_ms[run]);
        return now;
    }
    struct visit visit = transit_visit(transit, run, state->seq);
    now.seq = state->seq;
    now.delay_ms = state->late_ms;
    if (state->is_open) {
        now.phase = TRANSIT_RUN_AT_STOP;
        if (state->seq > 0)
            now.delay_ms = (int32_t)(state->arrive_ms - visit.arrive_ms);
        now.delay_ms = delay_by_now(now.delay_ms, t_ms, visit.depart_ms);
    } else if (!visit.is_last && state->seq != state->cancelled_from) {
        now.phase = TRANSIT_RUN_ON_WAY;
        struct visit next = transit_visit(transit, run, state->seq + 1);
        now.delay_ms = delay_by_now(now.delay_ms, t_ms, next.arrive_ms);
    }
    return now;
}

uint32_t transit_waiting(const struct transit *transit, uint32_t stop)
{
    const struct timetable *timetable = transit->timetable;
    uint32_t count = 0;
    for (uint32_t i = timetable->stop_first_call[stop]; i < timetable->stop_first_call[stop + 1];
         i++)
        count += transit->calls[timetable->stop_calls[i]].waiting.count;
    return count;
}

bool transit_keep(struct transit *transit, uint32_t run, uint32_t seq, uint32_t until_ms)
{
    struct run_state *state = &transit->runs[run];
    bool takes_place = transit->timetable->run_depart_ms[run] >= transit->start_ms &&
                       state->cancelled_from > seq && !transit_visit(transit, run, seq).is_last;
    bool is_past =
        state->seq != NONE &&
        (state->seq > seq || (state->seq == seq && (!state->is_open || state->is_ready)));
    bool is_kept_so = state->kept_seq == seq && state->kept_ms == until_ms;
    if (!takes_place || is_past || is_kept_so)
        return false;
    state->kept_seq = seq;
    state->kept_ms = until_ms;
    return true;
}

bool transit_is_ahead(const struct transit *transit, uint32_t run, uint32_t seq)
{
    const struct run_state *state = &transit->runs[run];
    return transit->timetable->run_depart_ms[run] >= transit->start_ms &&
           state->cancelled_from > seq && (state->seq == NONE || state->seq < seq);
}

enum status transit_cancel(struct transit *transit, uint32_t run, uint32_t seq,
                           struct kernel *kernel, struct error *err)
{
    struct rotation *rotation = &transit->rotation;
    uint32_t before = rotation->run_before[run], next = rotation->run_next[run];
    enum status status = STATUS_OK;
    transit->runs[run].cancelled_from = seq;
    if (seq == 0 && before != NONE)
        rotation->run_next[before] = rotation->run_before[run] = NONE;
    if (next != NONE) {
        rotation->run_next[run] = rotation->run_before[next] = NONE;
        status = transit_post_doors(transit, next, kernel, err);
    }
    if (transit->rail)
        rail_cancel(transit->rail, run, seq);
    return status == STATUS_OK ? transit_post_cancelled(transit, run, kernel, err) : status;
}
