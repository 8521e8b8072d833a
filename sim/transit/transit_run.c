// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

struct visit transit_visit(const struct transit *transit, uint32_t run, uint32_t seq)
{
    const struct timetable *timetable = transit->timetable;
    const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[run]];
    uint32_t call_id = pattern->first_call + seq, start_ms = timetable->run_depart_ms[run];
    const struct call *call = &timetable->calls[call_id];
    bool is_last = seq + 1 == pattern->call_count;
    return (struct visit){.run = run,
                          .seq = seq,
                          .call_id = call_id,
                          .stop = call->stop,
                          .call = call,
                          .pattern = pattern,
                          .line = &timetable->lines[pattern->line],
                          .is_last = is_last,
                          .arrive_ms = start_ms + call->arrive_ms,
                          .depart_ms = start_ms + (is_last ? call->arrive_ms : call->depart_ms)};
}

static uint32_t later(uint32_t a_ms, uint32_t b_ms)
{
    return a_ms > b_ms ? a_ms : b_ms;
}

static int32_t lateness(uint32_t t_ms, uint32_t planned_ms)
{
    return (int32_t)(t_ms - planned_ms);
}

static void run_note(const struct transit *transit, struct activation *act, enum event_kind kind,
                     const struct visit *visit)
{
    event_log_note(transit->log, act, kind, event_passenger(NONE, visit->run), visit->stop);
}

/** The vehicle stands at the stop and opens its doors. */
static void run_open(struct transit *transit, struct activation *act, const struct visit *visit)
{
    struct run_state *run = &transit->runs[visit->run];
    run->arrive_ms = act->t_ms;
    run->is_open = true;
    run->is_held = run->is_ready = false;
    run->seq = visit->seq;
    run->exchange = (struct exchange){0};
    run->causes = (struct call_causes){0};
    run_note(transit, act, EVENT_RUN_ARRIVE, visit);
}

/** What the way from the call before cost, and won. */
static void run_account_way(struct run_state *run, const struct visit *visit)
{
    int64_t lost_ms = (int64_t)lateness(run->arrive_ms, visit->arrive_ms) - run->late_ms;
    int64_t rest_ms = lost_ms - run->waited_ms;
    run->causes.knock_on = run->waited_ms;
    if (rest_ms > 0)
        run->causes.running = (uint32_t)rest_ms;
    else
        run->causes.recovered = (uint32_t)-rest_ms;
}

/** The run ends here; its vehicle turns. */
static void run_end(struct transit *transit, struct activation *act, const struct visit *visit)
{
    struct run_state *run = &transit->runs[visit->run];
    struct call_report report = {.arrive_ms = act->t_ms,
                                 .depart_ms = visit->is_last ? act->t_ms : NONE,
                                 .is_cancelled = !visit->is_last};
    transit_records_call(act, transit, visit, &report);
    transit->stops[visit->stop].run_count_finished++;
    transit->calls[visit->call_id].totals.alighted += run->exchange.alighted;
    run->is_open = false;
    run->has_ended = visit->is_last;
    run->late_ms = lateness(act->t_ms, visit->arrive_ms);
    if (run->aboard.count != 0) {
        activation_fail(act, STATUS_INTERNAL, "run %u ends at stop %u with %u passengers aboard",
                        visit->run, visit->stop, run->aboard.count);
        return;
    }
    if (!visit->is_last && transit_came_by_rail(transit, visit))
        rail_leave(transit->rail, act, visit->run);
    uint32_t next = transit->rotation.run_next[visit->run];
    if (next == NONE)
        return;
    transit->runs[next].vehicle_ms = act->t_ms + transit_turnaround_ms(transit, visit->line);
    activation_schedule(act, later(act->t_ms, transit_run_open_ms(transit, next)), TRANSIT_DOORS,
                        next, 0);
}

void transit_run_arrive(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    struct visit visit = transit_visit(transit, run, seq);
    struct run_state *state = &transit->runs[run];
    bool is_end = visit.is_last || seq == state->cancelled_from;
    run_open(transit, act, &visit);
    if (transit_came_by_rail(transit, &visit))
        transit_run_waited(transit, run, rail_lost_ms(transit->rail, run));
    run_account_way(state, &visit);
    transit_passenger_alight_all(transit, act, &visit, is_end);
    if (is_end) {
        run_end(transit, act, &visit);
        return;
    }
    state->done_ms = act->t_ms + transit_dwell_ms(&transit->dwell, visit.line, &state->exchange);
    transit_run_doors(transit, act, run, seq);
}

/** The first call: the vehicle is there, empty. */
static void run_begin(struct transit *transit, struct activation *act, const struct visit *visit)
{
    struct run_state *run = &transit->runs[visit->run];
    run_open(transit, act, visit);
    run->done_ms = act->t_ms + transit_dwell_ms(&transit->dwell, visit->line, &run->exchange);
    transit->stops[visit->stop].run_count_started++;
}

void transit_run_doors(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    struct visit visit = transit_visit(transit, run, seq);
    struct run_state *state = &transit->runs[run];
    if (state->cancelled_from == 0) /* since the vehicle was told to come */
        return;
    if (!state->is_open)
        run_begin(transit, act, &visit);
    transit_boarding_admit(transit, act, &visit);

    uint32_t ahead_ms = transit_hop_ahead_ms(transit, visit.call_id);
    uint32_t ready_ms = later(later(visit.depart_ms, act->t_ms), state->done_ms);
    if (seq == 0)
        ready_ms = later(ready_ms, state->vehicle_ms);
    /* What disturbs the departure does so once the vehicle could leave. */
    if (!state->is_held && ready_ms <= act->t_ms + ahead_ms) {
        state->is_held = true;
        state->causes.primary = transit_delay_ms(transit, &visit);
        state->hold_ms = ready_ms + state->causes.primary;
    }
    if (state->is_held)
        ready_ms = later(later(state->hold_ms, act->t_ms), state->done_ms);
    if (state->is_held && state->kept_seq == seq) /* before, its own time is not known */
        ready_ms = later(ready_ms, state->kept_ms);
    if (ready_ms > act->t_ms + ahead_ms) {
        activation_schedule(act, ready_ms - ahead_ms, TRANSIT_DOORS, run, seq);
        return;
    }
    if (state->kept_seq == seq && state->kept_ms > state->hold_ms)
        state->causes.primary += state->kept_ms - state->hold_ms;
    state->is_ready = true;
    transit_ready(transit, act, run, seq, ready_ms);
}

/** What the stop cost, and won. */
static void run_account_stop(struct run_state *run, const struct visit *visit, uint32_t t_ms)
{
    struct call_causes *causes = &run->causes;
    uint32_t free_ms = run->ready_ms - causes->primary;
    int32_t arrived_late = visit->seq == 0 ? 0 : lateness(run->arrive_ms, visit->arrive_ms);
    if (visit->seq == 0 && run->vehicle_ms > visit->depart_ms)
        causes->turnaround = run->vehicle_ms - visit->depart_ms;
    /* With the planned dwell the vehicle would leave at `base_ms`. Who comes early has to wait. */
    uint32_t base_ms = visit->depart_ms + causes->turnaround;
    if (arrived_late > 0)
        base_ms += (uint32_t)arrived_late;
    else
        causes->recovered -= (uint32_t)-arrived_late;
    if (free_ms > base_ms)
        causes->dwell_excess = free_ms - base_ms;
    else
        causes->recovered += base_ms - free_ms;
    causes->knock_on += t_ms - run->ready_ms;
}

void transit_run_depart(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    struct visit visit = transit_visit(transit, run, seq);
    struct run_state *state = &transit->runs[run];
    struct stop_state *stop = &transit->stops[visit.stop];
    uint32_t seats = transit_places(transit, visit.line).seats;
    transit_boarding_admit(transit, act, &visit);
    run_account_stop(state, &visit, act->t_ms);
    transit->calls[visit.call_id].runs_left--;
    struct call_report report = {.arrive_ms = seq == 0 ? act->t_ms : state->arrive_ms,
                                 .depart_ms = act->t_ms,
                                 .denied = transit_boarding_deny(transit, act, &visit),
                                 .standing =
                                     state->aboard.count > seats ? state->aboard.count - seats : 0};
    transit->hop_loads[transit->timetable->run_first_hop[run] + seq] = state->aboard.count;
    stop->boardings += state->exchange.boarded;
    struct transit_call_totals *totals = &transit->calls[visit.call_id].totals;
    totals->boarded += state->exchange.boarded;
    totals->alighted += state->exchange.alighted;
    totals->carried += state->aboard.count;
    stop->denied_boardings += report.denied;
    transit_records_call(act, transit, &visit, &report);
    run_note(transit, act, EVENT_RUN_DEPART, &visit);
    state->late_ms = lateness(act->t_ms, visit.depart_ms);
    state->waited_ms = 0;
    state->is_open = false;

    /* The way to the next stop owns the run from here on: nothing of it may be touched after this.
     */
    transit_hop_begin(transit, act, run, seq);
}

void transit_run_cancel(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    struct visit visit = transit_visit(transit, run, seq);
    run_note(transit, act, EVENT_RUN_CANCEL, &visit);
    if (seq == 0)
        transit->stops[visit.stop].run_count_cancelled++;
    if (!visit.is_last) {
        transit->calls[visit.call_id].runs_left--;
        transit_boarding_cancel(transit, act, &visit);
    }
    /* Where a run ends before its time it has a row of its arrival. */
    if (seq == 0 || seq != transit->runs[run].cancelled_from) {
        struct call_report report = {.arrive_ms = NONE, .depart_ms = NONE, .is_cancelled = true};
        transit_records_call(act, transit, &visit, &report);
    }
}
