// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/person_hub.h"

#include "base/memory.h"
#include "people/person_transit.h"
#include "people/person_vehicle.h"
#include "people/place_parking.h"

enum status person_hub_init(struct people *people, struct error *err)
{
    const struct people_world *world = &people->world;
    const struct table *table = &world->timetable->tables->park_ride;
    struct stop_reach_world reach = {world->network, world->timetable, &people->parameters};
    /* Without roads or places nobody drives to a stop. */
    bool has_hubs = world->network->node_count > 0 && world->network->place_count > 0;
    uint32_t count = has_hubs ? table->count : 0;

    people->site_count = world->network->place_count + count;
    people->hubs = mem_alloc(count, sizeof *people->hubs, err);
    if (!people->hubs)
        return STATUS_RESOURCE;
    for (uint32_t h = 0; h < count; h++) {
        struct hub *hub = &people->hubs[h];
        const char *stop = TABLE_ROW(table, struct park_ride_row, h)->stop;
        hub->stop = names_find(&world->timetable->stop_names, stop);
        hub->walk_ms = stop_reach_park_ms(&reach, hub->stop, &hub->node);
    }
    return STATUS_OK;
}

static void people_hub_handle(struct activation *act, struct event event)
{
    struct people *people = act->model;
    uint32_t person = event_subject(event);
    const struct person_state *state = &people->persons[person];

    switch ((enum place_event)event_type(event)) {
    case PLACE_PARKED:
        event_log_note(
            people->world.log, act, EVENT_PARK_AT_STOP, event_person(person),
            people->hubs[act->self - people->first_process - people->world.network->place_count]
                .stop);
        person_transit_go_on(people, act, person, place_parking_arrive(people, act, person));
        break;
    case PLACE_REFUSED:
        person_transit_refused(people, act, person, event_argument(event));
        break;
    case PLACE_ARRIVED:
        person_drive(people, act, person, people->world.population->trips[state->trip].to_place);
        break;
    case PLACE_LEAVE:
    case PLACE_DEPART:
    case PLACE_CAR_FETCHED:
    case PLACE_NO_SHUTTLE:
        activation_fail(act, STATUS_INTERNAL, "event %u is not one of a hub",
                        (unsigned)event_type(event));
        break;
    }
}

const struct process_kind people_hub_kind = {.name = "hub", .handle = people_hub_handle};

uint32_t people_hub_count(const struct people *people)
{
    return people->site_count - people->world.network->place_count;
}

uint32_t people_hub_process(const struct people *people, uint32_t hub)
{
    return people->first_process + people->world.network->place_count + hub;
}

uint32_t people_hub_node(const struct people *people, uint32_t hub)
{
    return people->hubs[hub].node;
}
