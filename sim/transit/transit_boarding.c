// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

#include <math.h>

static uint32_t places_of_sample(uint32_t places, double weight)
{
    double count = places / weight;
    return places > 0 && count < 1 ? 1 : (uint32_t)lround(count);
}

struct places transit_places(const struct transit *transit, const struct transit_line *line)
{
    double weight = transit->parameters.weight;
    return (struct places){.seats = places_of_sample(line->seats, weight),
                           .all = places_of_sample(line->seats + line->standing, weight),
                           .bicycles = places_of_sample(line->bicycle_places, weight)};
}

/** A passenger goes through a door as soon as those before are through. */
static void run_take(struct transit *transit, const struct visit *visit, uint32_t person,
                     uint32_t seats)
{
    struct run_state *run = &transit->runs[visit->run];
    struct passenger *passenger = &transit->passengers[person];
    const struct dwell_rules *rules = &transit->dwell;
    bool is_bus = visit->line->mode == SERVICE_BUS || visit->line->mode == SERVICE_NIGHT_BUS;
    uint32_t before_ms = transit_dwell_ms(rules, visit->line, &run->exchange);
    run->exchange.boarded++;
    run->exchange.board_ms += is_bus ? rules->bus_board_ms : rules->board_ms;
    if (run->aboard.count >= seats)
        run->exchange.board_ms += rules->standee_ms;
    uint32_t after_ms = transit_dwell_ms(rules, visit->line, &run->exchange);
    uint32_t from_ms = passenger->reach_ms > run->done_ms ? passenger->reach_ms : run->done_ms;
    run->done_ms = from_ms + (after_ms > before_ms ? after_ms - before_ms : 0);
    run->bicycles += passenger->has_bicycle;
    passenger_list_append(&run->aboard, transit->passengers, person);
}

void transit_boarding_admit(struct transit *transit, struct activation *act,
                            const struct visit *visit)
{
    struct places places = transit_places(transit, visit->line);
    struct run_state *run = &transit->runs[visit->run];
    struct passenger_list *waiting = &transit->calls[visit->call_id].waiting;
    struct passenger_list stay = {NONE, NONE, 0};
    while (waiting->count > 0 && run->aboard.count < places.all) {
        uint32_t person = passenger_list_take(waiting, transit->passengers);
        if (transit->passengers[person].has_bicycle && run->bicycles >= places.bicycles) {
            passenger_list_append(&stay, transit->passengers, person);
            continue;
        }
        transit->passengers[person].board_ms = act->t_ms;
        event_log_note(transit->log, act, EVENT_BOARD, event_passenger(person, visit->run),
                       visit->stop);
        run_take(transit, visit, person, places.seats);
    }
    passenger_list_join(&stay, transit->passengers, waiting);
    *waiting = stay;
    if (run->max_load < run->aboard.count)
        run->max_load = run->aboard.count;
}

uint32_t transit_boarding_deny(struct transit *transit, struct activation *act,
                               const struct visit *visit)
{
    struct call_state *call = &transit->calls[visit->call_id];
    bool is_full =
        transit->runs[visit->run].aboard.count >= transit_places(transit, visit->line).all;
    uint32_t denied = call->waiting.count;
    struct passenger_list stay = {NONE, NONE, 0};
    while (call->waiting.count > 0) {
        uint32_t person = passenger_list_take(&call->waiting, transit->passengers);
        struct passenger *passenger = &transit->passengers[person];
        if (passenger->denied < UINT16_MAX)
            passenger->denied++;
        if (passenger->let_pass < UINT8_MAX)
            passenger->let_pass++;
        transit_passenger_refuse(transit, act, person, visit,
                                 is_full ? TRANSIT_FULL : TRANSIT_BICYCLE);
        double most = transit->parameters.let_pass;
        if (call->runs_left == 0 || (most > 0 && passenger->let_pass >= most)) {
            transit_passenger_send_back(transit, act, person);
            continue;
        }
        transit_record_refusal(transit, act, person, TRANSIT_WAITS_ON);
        passenger_list_append(&stay, transit->passengers, person);
    }
    call->waiting = stay;
    return denied;
}

void transit_boarding_cancel(struct transit *transit, struct activation *act,
                             const struct visit *visit)
{
    struct passenger_list *waiting = &transit->calls[visit->call_id].waiting;
    while (waiting->count > 0) {
        uint32_t person = passenger_list_take(waiting, transit->passengers);
        transit_passenger_refuse(transit, act, person, visit, TRANSIT_CANCELLED);
        transit_passenger_send_back(transit, act, person);
    }
}
