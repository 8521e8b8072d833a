// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

void passenger_list_append(struct passenger_list *list, struct passenger *passengers,
                           uint32_t person)
{
    passengers[person].next = NONE;
    if (list->count == 0)
        list->first = person;
    else
        passengers[list->last].next = person;
    list->last = person;
    list->count++;
}

uint32_t passenger_list_take(struct passenger_list *list, const struct passenger *passengers)
{
    uint32_t person = list->first;
    list->first = passengers[person].next;
    list->count--;
    if (list->count == 0)
        list->last = NONE;
    return person;
}

static bool comes_before(const struct passenger *passengers, uint32_t a, uint32_t b)
{
    if (passengers[a].wait_from_ms != passengers[b].wait_from_ms)
        return passengers[a].wait_from_ms < passengers[b].wait_from_ms;
    return a < b;
}

void passenger_list_insert(struct passenger_list *list, struct passenger *passengers,
                           uint32_t person)
{
    if (list->count == 0 || comes_before(passengers, list->last, person)) {
        passenger_list_append(list, passengers, person);
        return;
    }
    /* Only who comes back to a stop gets here: near the head. */
    uint32_t *link = &list->first;
    while (comes_before(passengers, *link, person))
        link = &passengers[*link].next;
    passengers[person].next = *link;
    *link = person;
    list->count++;
}

void passenger_list_join(struct passenger_list *list, struct passenger *passengers,
                         struct passenger_list *more)
{
    if (list->count == 0) {
        *list = *more;
    } else if (more->count > 0) {
        passengers[list->last].next = more->first;
        list->last = more->last;
        list->count += more->count;
    }
    *more = (struct passenger_list){NONE, NONE, 0};
}

static uint32_t walk_time(uint32_t walk_ms)
{
    return walk_ms < TIMETABLE_LEAST_WALK_MS ? TIMETABLE_LEAST_WALK_MS : walk_ms;
}

/** The passenger belongs to `whom_to_tell.process` from here on. */
static void passenger_hand_over(struct activation *act, struct passenger *passenger,
                                struct event event)
{
    passenger->is_under_way = false;
    activation_send(act, event);
}

static void passenger_refuse(struct transit *transit, struct activation *act, uint32_t person,
                             struct transit_refusal refusal)
{
    refusal.t_ms = act->t_ms;
    transit->passengers[person].refusal = refusal;
    event_log_note(transit->log, act, EVENT_DENIED, event_passenger(person, refusal.run),
                   refusal.stop);
}

void transit_passenger_refuse(struct transit *transit, struct activation *act, uint32_t person,
                              const struct visit *visit, enum transit_reason reason)
{
    passenger_refuse(transit, act, person,
                     (struct transit_refusal){.stop = visit->stop,
                                              .call_id = visit->call_id,
                                              .run = visit->run,
                                              .reason = (uint8_t)reason});
}

void transit_passenger_send_back(struct transit *transit, struct activation *act, uint32_t person)
{
    struct passenger *passenger = &transit->passengers[person];
    struct transit_return whom = passenger->whom_to_tell;
    uint32_t stop = passenger->refusal.stop;
    if (transit->calls[passenger->refusal.call_id].runs_left == 0)
        transit->stops[stop].stranded++;
    else
        transit->stops[stop].sent_back++;
    passenger_hand_over(act, passenger,
                        event_make(act->t_ms + TIMETABLE_LEAST_WALK_MS, whom.process,
                                   whom.refused_type, person, stop));
}

void transit_passenger_reach(struct transit *transit, struct activation *act, uint32_t person)
{
    struct passenger *passenger = &transit->passengers[person];
    uint32_t call_id = passenger->legs[passenger->leg].board_call;
    uint32_t stop = act->self - transit->first_process;
    if (passenger->wait_stop != stop) {
        passenger->wait_stop = stop;
        passenger->wait_from_ms = act->t_ms;
        passenger->denied = 0;
    }
    passenger->reach_ms = act->t_ms;
    passenger->let_pass = 0;
    event_log_note(transit->log, act, EVENT_WAIT, event_person(person), stop);
    if (transit->calls[call_id].runs_left > 0) {
        passenger_list_insert(&transit->calls[call_id].waiting, transit->passengers, person);
        return;
    }
    passenger_refuse(
        transit, act, person,
        (struct transit_refusal){
            .stop = stop, .call_id = call_id, .run = NONE, .reason = TRANSIT_NO_SERVICE});
    transit_passenger_send_back(transit, act, person);
}

/** Sends a passenger who has just got off on the way: to the next stop, around this one, or to the
 * door. */
static void passenger_go_on(struct transit *transit, struct activation *act, uint32_t person)
{
    struct passenger *passenger = &transit->passengers[person];
    uint32_t walk_ms = passenger->legs[passenger->leg].walk_ms;
    if (++passenger->leg == passenger->leg_count) {
        struct transit_return whom = passenger->whom_to_tell;
        passenger_hand_over(
            act, passenger,
            event_make(act->t_ms + walk_time(walk_ms), whom.process, whom.arrived_type, person, 0));
        return;
    }
    uint32_t next_call = passenger->legs[passenger->leg].board_call;
    uint32_t process = transit_stop_process(transit, transit->timetable->calls[next_call].stop);
    if (process == act->self) {
        uint32_t change_ms = walk_ms > transit->change_ms ? walk_ms : transit->change_ms;
        activation_schedule(act, act->t_ms + change_ms, TRANSIT_PASSENGER_REACHES, person, 0);
        return;
    }
    activation_send(act, event_make(act->t_ms + walk_time(walk_ms), process,
                                    TRANSIT_PASSENGER_REACHES, person, 0));
}

void transit_passenger_alight_all(struct transit *transit, struct activation *act,
                                  const struct visit *visit, bool is_end)
{
    struct run_state *run = &transit->runs[visit->run];
    struct passenger_list *aboard = &run->aboard;
    struct passenger_list stay = {NONE, NONE, 0};
    while (aboard->count > 0) {
        uint32_t person = passenger_list_take(aboard, transit->passengers);
        struct passenger *passenger = &transit->passengers[person];
        bool is_there = passenger->legs[passenger->leg].alight_call == visit->call_id;
        if (!is_there && !is_end) {
            passenger_list_append(&stay, transit->passengers, person);
            continue;
        }
        run->exchange.alighted++;
        run->exchange.alight_ms += transit->dwell.alight_ms;
        run->bicycles -= passenger->has_bicycle;
        transit_records_leg(act, transit, visit, person);
        event_log_note(transit->log, act, EVENT_ALIGHT, event_passenger(person, visit->run),
                       visit->stop);
        passenger->wait_stop = NONE;
        if (is_there) {
            passenger_go_on(transit, act, person);
            continue;
        }
        transit_passenger_refuse(transit, act, person, visit, TRANSIT_CANCELLED);
        transit_passenger_send_back(transit, act, person);
    }
    *aboard = stay;
}
