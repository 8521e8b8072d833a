// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/rail_state.h"

#include <math.h>

uint32_t train_wanted_spot(const struct rail *rail, uint32_t run)
{
    const struct train *train = &rail->trains[run];
    return train->phase == TRAIN_ENTERING ? train->head : train->head + 1;
}

/** The spot at the end of the hop of this one. */
static const struct rail_spot *hop_last(const struct rail *rail, uint32_t run, uint32_t spot)
{
    const struct pattern *pattern = rail_pattern(rail, run);
    uint32_t call_id = pattern->first_call + rail->ways.spots[spot].seq;
    return &rail->ways.spots[rail->ways.hop_end_spot[call_id] - 1];
}

/** When the head of a running train is where its fastest course over the hop of `spot` is at
 * `leave_ms`; also before the point from which its course was last set. */
static uint32_t course_at(const struct rail *rail, uint32_t run, uint32_t spot, uint32_t leave_ms)
{
    const struct train *train = &rail->trains[run];
    int64_t from_ms = train->from_leave_ms, done_ms = leave_ms - from_ms;
    int64_t all_ms = hop_last(rail, run, spot)->leave_ms - from_ms + train->more_ms;
    if (leave_ms >= train->slow_leave_ms)
        done_ms += train->more_ms;
    else if (done_ms > 0)
        done_ms += train->more_ms * done_ms / (train->slow_leave_ms - from_ms);
    int64_t t_ms = train->from_ms + done_ms * train->rest_ms / all_ms;
    return t_ms > 0 ? (uint32_t)t_ms : 0;
}

static uint32_t event_spot(const struct rail *rail, uint32_t run, uint32_t spot)
{
    return spot - rail_first_spot(rail, run);
}

/** The train enters `first` at `from_ms`, needs `more_ms` above its fastest course until it leaves
 * `slow`, and takes the time that it has to the end of the hop. */
static void course_set(const struct rail *rail, uint32_t run, uint32_t first, uint32_t slow,
                       uint32_t from_ms, uint32_t more_ms)
{
    struct train *train = &rail->trains[run];
    train->from_ms = from_ms;
    train->from_leave_ms = rail->ways.spots[first].enter_ms;
    train->slow_leave_ms = rail->ways.spots[slow].leave_ms;
    train->more_ms = more_ms;
    train->rest_ms = hop_last(rail, run, first)->leave_ms - train->from_leave_ms + more_ms;
    if (train->arrive_due_ms > from_ms && train->arrive_due_ms - from_ms > train->rest_ms)
        train->rest_ms = train->arrive_due_ms - from_ms;
}

static uint32_t stop_process(const struct rail *rail, uint32_t run, uint32_t seq)
{
    const struct call *call = &rail->timetable->calls[rail_pattern(rail, run)->first_call + seq];
    return rail->stops.first_process + call->stop;
}

/** The train has its way up to the end of the hop: tells the stop when it will stand there. */
static void train_arrive(struct rail *rail, struct activation *act, uint32_t run, uint32_t spot)
{
    struct train *train = &rail->trains[run];
    uint32_t seq = rail->ways.spots[spot].seq + 1, t_ms = train->from_ms + train->rest_ms;
    train->phase = TRAIN_STANDING;
    if (train->lost_ms > 0) {
        rail->totals.hindered_hops++;
        rail->totals.lost_ms_sum += train->lost_ms;
    }
    activation_send(
        act, event_make(t_ms, stop_process(rail, run, seq), rail->stops.arrive_type, run, seq));
    if (seq + 1 == rail_pattern(rail, run)->call_count)
        activation_schedule(act, t_ms + rail->clear_ms, RAIL_END, run, 0);
}

/** The train will pass the signal of `spot`, which it has, as its course says. */
static void train_go_on(struct rail *rail, struct activation *act, uint32_t run, uint32_t spot)
{
    const struct rail_spot *spots = rail->ways.spots;
    uint32_t pass_ms = course_at(rail, run, spot, spots[spot].enter_ms);
    activation_schedule(act, pass_ms, RAIL_PASS, run, event_spot(rail, run, spot));
    if (spots[spot].is_last) {
        train_arrive(rail, act, run, spot);
        return;
    }
    uint32_t before_ms = rail->sight_ms + rail->setting_ms;
    uint32_t ask_ms = course_at(rail, run, spot, spots[spot + 1].ask_ms);
    ask_ms = ask_ms > act->t_ms + before_ms ? ask_ms - before_ms : act->t_ms;
    activation_schedule(act, ask_ms, RAIL_ASK, run, event_spot(rail, run, spot + 1));
}

/** The speed to which changes hold a train over the spot at `t_ms`; infinite: there are none. */
static double slow_mps(const struct rail *rail, uint32_t spot, uint32_t t_ms)
{
    const struct rail_step *step = rail_spot_step(rail, spot);
    double least_mps = (double)INFINITY;
    for (uint32_t i = 0; i < step->need_count; i++) {
        uint32_t count;
        const struct rail_change *changes = rail_network_section_changes(
            rail->network, rail->network->needs[step->first_need + i], &count);
        for (uint32_t k = 0; k < count; k++)
            if (changes[k].speed_mps > 0 && changes[k].from_ms <= t_ms &&
                t_ms < changes[k].until_ms)
                least_mps = fmin(least_mps, (double)changes[k].speed_mps);
    }
    return least_mps;
}

/** What a slow section costs a train that enters at `t_ms`, ms: the longer way through it, and a
 * share of what a stop would cost for braking before it and gaining speed after it, where the steps
 * there are not as slow. From v to s a train loses (v - s)^2 / 2bv by braking: (1 - s / v)^2 of
 * v / 2b. */
static uint32_t slow_ms(const struct rail *rail, uint32_t spot, uint32_t t_ms)
{
    const struct rail_spot *at = &rail->ways.spots[spot];
    double length_m = (double)rail->network->steps[at->step].length_m;
    double mean_mps = length_m * MS_PER_S / (at->leave_ms - at->enter_ms);
    double mps = slow_mps(rail, spot, t_ms), share = 1 - mps / mean_mps;
    if (mps >= mean_mps)
        return 0;
    uint32_t stop_ms = 0;
    if (at->enter_ms > 0 && slow_mps(rail, spot - 1, t_ms) > mps)
        stop_ms += at->brake_ms;
    if (!at->is_last && slow_mps(rail, spot + 1, t_ms) > mps)
        stop_ms += at->restart_ms;
    return (uint32_t)lround(MS_PER_S * (length_m / mps - length_m / mean_mps) +
                            share * share * stop_ms);
}

/** The exit is set, or no signal stands before the next stop. */
static void train_depart(struct rail *rail, struct activation *act, uint32_t run, uint32_t stand)
{
    struct train *train = &rail->trains[run];
    const struct rail_spot *spot = &rail->ways.spots[stand];
    const struct call *call =
        &rail->timetable->calls[rail_pattern(rail, run)->first_call + spot->seq];
    train->phase = TRAIN_RUNNING;
    train->lost_ms = 0;
    train->arrive_due_ms = rail->timetable->run_depart_ms[run] + call[1].arrive_ms;
    uint32_t depart_ms = act->t_ms + rail->setting_ms;
    uint32_t exit = spot->is_last ? stand : stand + 1, more_ms = slow_ms(rail, stand, depart_ms);
    if (exit > stand)
        more_ms += slow_ms(rail, exit, depart_ms + spot->leave_ms);
    course_set(rail, run, stand, exit, depart_ms, more_ms);
    rail->totals.hops++;
    activation_send(act, event_make(depart_ms, stop_process(rail, run, spot->seq),
                                    rail->stops.depart_type, run, spot->seq));
    if (spot->is_last)
        train_arrive(rail, act, run, stand);
    else
        train_go_on(rail, act, run, stand + 1);
}

/** Stands at its stop with the sections of `stand`, and is ready. */
static void train_want_exit(struct rail *rail, struct activation *act, uint32_t run, uint32_t stand)
{
    rail->trains[run].phase = TRAIN_LEAVING;
    if (rail->ways.spots[stand].is_last)
        train_depart(rail, act, run, stand);
    else
        rail_ask(rail, act, run);
}

/** A train that stands has all that its next hop begins with, and gets it at once. Only one that
 * turns within a single track has to wait until it is alone there. */
void train_ready(struct rail *rail, struct activation *act, uint32_t run, uint32_t seq)
{
    struct train *train = &rail->trains[run];
    uint32_t pattern = rail->timetable->run_pattern[run];
    uint32_t spot = rail->ways.hop_first_spot[rail_pattern(rail, run)->first_call + seq];
    if (train->phase == TRAIN_STANDING) {
        train->phase = TRAIN_READY;
        rail_ask(rail, act, run);
        return;
    }
    if (train->phase != TRAIN_ABSENT) {
        activation_fail(act, STATUS_INTERNAL, "run %u is ready at call %u while it is in phase %u",
                        run, seq, (unsigned)train->phase);
        return;
    }
    train->phase = TRAIN_ENTERING;
    train->tail = train->head = spot;
    train->way_end = rail_way_end(&rail->ways, rail->timetable, pattern, spot);
    rail->totals.trains_begun++;
    rail_ask(rail, act, run);
}

/** A running train has got its next spot: at once, or after `waited`. While it still moves towards
 * the signal it is shifted by what it waited; once it stands there, it starts anew. */
static void train_run_on(struct rail *rail, struct activation *act, uint32_t run, uint32_t spot)
{
    struct train *train = &rail->trains[run];
    const struct rail_spot *at = &rail->ways.spots[spot];
    uint32_t planned_ms = course_at(rail, run, spot, at->enter_ms);
    uint32_t pass_ms = planned_ms, more_ms = 0;
    if (act->t_ms > train->asked_ms && act->t_ms <= planned_ms)
        pass_ms = planned_ms + (act->t_ms - train->asked_ms);
    if (act->t_ms > planned_ms) {
        uint32_t shifted_ms = planned_ms + (planned_ms - train->asked_ms);
        uint32_t cleared_ms = act->t_ms + rail->setting_ms;
        pass_ms = shifted_ms > cleared_ms ? shifted_ms : cleared_ms;
        more_ms = at->restart_ms;
    }
    train->lost_ms += pass_ms - planned_ms + more_ms;
    more_ms += slow_ms(rail, spot, pass_ms);
    if (pass_ms > planned_ms || more_ms > 0)
        course_set(rail, run, spot, spot, pass_ms, more_ms);
    train_go_on(rail, act, run, spot);
}

void train_granted(struct rail *rail, struct activation *act, uint32_t run)
{
    const struct train *train = &rail->trains[run];
    uint32_t spot = train->head;
    if (train->phase == TRAIN_ENTERING || train->phase == TRAIN_READY)
        train_want_exit(rail, act, run, spot);
    else if (train->phase == TRAIN_LEAVING)
        train_depart(rail, act, run, spot - 1);
    else
        train_run_on(rail, act, run, spot);
}

void train_pass(struct rail *rail, struct activation *act, uint32_t run, uint32_t spot)
{
    const struct rail_spot *at = &rail->ways.spots[spot];
    const struct rail_step *step = &rail->network->steps[at->step];
    for (uint32_t i = 0; i < step->need_count; i++) {
        struct rail_hold *hold =
            rail_hold_find(&rail->trains[run], rail->network->needs[step->first_need + i]);
        if (hold == NULL)
            activation_fail(act, STATUS_INTERNAL, "run %u enters a section that it does not have",
                            run);
        else if (hold->enter_ms == UINT32_MAX) {
            hold->enter_ms = act->t_ms;
            event_log_note(rail->log, act, EVENT_ENTER_SECTION, event_passenger(NONE, run),
                           hold->section);
        }
    }
    activation_schedule(act, act->t_ms + at->tail_ms + rail->release_ms, RAIL_CLEAR, run,
                        event_spot(rail, run, spot));
}

void train_clear(struct rail *rail, struct activation *act, uint32_t run, uint32_t spot)
{
    const struct train *train = &rail->trains[run];
    if (train->hold_count == 0 || spot <= train->tail)
        return; /* it has left the tracks meanwhile */
    rail_tracks_give_back(rail, act, run, spot);
    rail_dispatch(rail, act);
}

void train_end(struct rail *rail, struct activation *act, uint32_t run)
{
    struct train *train = &rail->trains[run];
    if (train->phase == TRAIN_ABSENT)
        return;
    rail_waiting_drop(rail, run);
    rail_passages_drop(rail, run, train->tail);
    if (train->phase == TRAIN_ENTERING)
        train->phase = TRAIN_ABSENT;
    else
        rail_tracks_leave(rail, act, run);
    rail->totals.trains_ended++;
    rail_dispatch(rail, act);
}
