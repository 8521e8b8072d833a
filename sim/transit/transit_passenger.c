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

void transit_passenger_strand(struct transit *transit, struct activation *act, uint32_t stop,
                              uint32_t person)
{
    struct passenger *passenger = &transit->passengers[person];
    struct transit_return whom = passenger->whom_to_tell;
    transit->stops[stop].stranded++;
    passenger_hand_over(act, passenger,
                        event_make(act->t_ms + TIMETABLE_LEAST_WALK_MS, whom.process,
                                   whom.stranded_type, person, stop));
}

void transit_passenger_reach(struct transit *transit, struct activation *act, uint32_t person)
{
    struct passenger *passenger = &transit->passengers[person];
    uint32_t call_id = passenger->legs[passenger->leg].board_call;
    uint32_t stop = act->self - transit->first_process;
    passenger->wait_from_ms = act->t_ms;
    passenger->denied = 0;
    if (transit->calls[call_id].runs_left == 0)
        transit_passenger_strand(transit, act, stop, person);
    else
        passenger_list_append(&transit->calls[call_id].waiting, transit->passengers, person);
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

uint32_t transit_passenger_alight_all(struct transit *transit, struct activation *act,
                                      const struct visit *visit)
{
    struct passenger_list *aboard = &transit->runs[visit->run].aboard;
    struct passenger_list stay = {NONE, NONE, 0};
    uint32_t count = aboard->count;
    while (aboard->count > 0) {
        uint32_t person = passenger_list_take(aboard, transit->passengers);
        const struct passenger *passenger = &transit->passengers[person];
        if (passenger->legs[passenger->leg].alight_call != visit->call_id) {
            passenger_list_append(&stay, transit->passengers, person);
            continue;
        }
        transit_records_leg(act, transit, visit, person);
        passenger_go_on(transit, act, person);
    }
    *aboard = stay;
    return count - stay.count;
}
