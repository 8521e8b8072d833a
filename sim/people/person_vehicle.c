// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/person_vehicle.h"

/** A trip with a vehicle, between sites. */
struct vehicle_use {
    bool is_used;
    uint32_t from, to;
};

uint32_t people_hub_site(const struct people *people, uint32_t stop)
{
    uint32_t place_count = people->world.network->place_count;
    for (uint32_t h = 0; h < people->site_count - place_count; h++)
        if (people->hubs[h].stop == stop)
            return place_count + h;
    return NONE;
}

static uint32_t car_stop_site(const struct people *people, uint32_t stop)
{
    return people_hub_site(people, stop);
}

/** Bicycles wait at any stop. */
static uint32_t bicycle_stop_site(const struct people *people, uint32_t stop)
{
    return stop < people->world.timetable->stop_count ? people->world.network->place_count + stop
                                                      : NONE;
}

/** A vehicle: by what modes it is used, and where it waits at a stop. */
struct vehicle_kind {
    const char *name;
    enum mode mode, mode_with_stop;
    uint32_t (*stop_site)(const struct people *people, uint32_t stop);
};

static const struct vehicle_kind car = {"car", MODE_CAR, MODE_PARK_RIDE, car_stop_site};
static const struct vehicle_kind bicycle = {"bicycle", MODE_BIKE, MODE_BIKE_RIDE,
                                            bicycle_stop_site};

/** What a trip from `place` does with a vehicle. */
static struct vehicle_use vehicle_use_of(const struct people *people,
                                         const struct vehicle_kind *kind,
                                         const struct planned_trip *trip, uint32_t place)
{
    struct vehicle_use use = {.is_used = true, .from = place, .to = trip->to_place};
    if (trip->mode == kind->mode_with_stop && trip_fetches_vehicle(trip))
        use.from = kind->stop_site(people, trip->hub_stop);
    else if (trip->mode == kind->mode_with_stop)
        use.to = kind->stop_site(people, trip->hub_stop);
    else
        use.is_used = trip->mode == kind->mode;
    return use;
}

static enum status vehicle_fail(const struct people *people, const struct vehicle_kind *kind,
                                uint32_t person, const struct planned_trip *trip, struct error *err)
{
    const struct people_world *world = &people->world;
    unsigned number =
        (unsigned)(trip - world->population->trips) - world->population->first_trip[person] + 1;
    if (trip->mode != kind->mode_with_stop)
        return error_fail(err, STATUS_DATA,
                          "person %u, trip %u by %s: the %s waits at a stop; the trip home by %s "
                          "must fetch it first",
                          person, number, mode_names[trip->mode], kind->name,
                          mode_names[kind->mode_with_stop]);
    if (trip->hub_stop >= world->timetable->stop_count)
        return error_fail(err, STATUS_DATA,
                          "person %u, trip %u by %s: no stop is planned for the %s", person, number,
                          mode_names[trip->mode], kind->name);
    const char *stop = names_text(&world->timetable->stop_names, trip->hub_stop);
    if (kind->stop_site(people, trip->hub_stop) == NONE)
        return error_fail(err, STATUS_DATA,
                          "person %u, trip %u by %s: stop '%s' has no row in transit.park_ride, or "
                          "there are no roads",
                          person, number, mode_names[trip->mode], stop);
    return error_fail(err, STATUS_DATA,
                      trip_fetches_vehicle(trip)
                          ? "person %u, trip %u home by %s: no %s was left at stop '%s'"
                          : "person %u, trip %u by %s: the %s waits at a stop already and cannot "
                            "be left at '%s'",
                      person, number, mode_names[trip->mode], kind->name, stop);
}

/** A vehicle at a stop can only be taken from there, and nowhere else. */
static enum status vehicle_check(const struct people *people, const struct vehicle_kind *kind,
                                 uint32_t person, struct error *err)
{
    const struct population *population = people->world.population;
    uint32_t place_count = people->world.network->place_count;
    uint32_t place = population->start_place[person], site = NONE;

    for (uint32_t t = population->first_trip[person]; t < population->first_trip[person + 1]; t++) {
        const struct planned_trip *trip = &population->trips[t];
        struct vehicle_use use = vehicle_use_of(people, kind, trip, place);
        place = trip->to_place;
        if (!use.is_used)
            continue;
        bool is_at_stop = site != NONE && site >= place_count;
        if (use.from == NONE || use.to == NONE ||
            ((is_at_stop || use.from >= place_count) && use.from != site))
            return vehicle_fail(people, kind, person, trip, err);
        site = use.to;
    }
    return STATUS_OK;
}

enum status person_vehicle_check(const struct people *people, struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; status == STATUS_OK && i < people->world.population->person_count; i++) {
        status = vehicle_check(people, &car, i, err);
        if (status == STATUS_OK)
            status = vehicle_check(people, &bicycle, i, err);
    }
    return status;
}

/** Where a vehicle is before the person's next trip, or NONE. */
static uint32_t vehicle_site(const struct people *people, const struct vehicle_kind *kind,
                             uint32_t person)
{
    const struct population *population = people->world.population;
    uint32_t place = population->start_place[person], site = NONE;

    for (uint32_t t = population->first_trip[person]; t < population->first_trip[person + 1]; t++) {
        const struct planned_trip *trip = &population->trips[t];
        struct vehicle_use use = vehicle_use_of(people, kind, trip, place);
        if (use.is_used && t >= people->persons[person].trip)
            return use.from;
        if (use.is_used)
            site = use.to;
        place = trip->to_place;
    }
    return site;
}

void person_vehicle_begin(struct people *people, uint32_t person)
{
    people->persons[person].car_site = vehicle_site(people, &car, person);
    people->persons[person].bicycle_site = vehicle_site(people, &bicycle, person);
}

/** At the same place, or a few steps away: at another place of the same node. */
static bool site_is_beside(const struct people *people, uint32_t a, uint32_t b)
{
    const struct network *network = people->world.network;
    return a == b || (a < network->place_count && b < network->place_count &&
                      network->places[a].node == network->places[b].node);
}

void person_vehicle_take(struct people *people, const struct activation *act,
                         uint32_t *vehicle_site, uint32_t from_site, uint32_t to_site)
{
    people->counts[act->self - people->first_process].astray +=
        !site_is_beside(people, *vehicle_site, from_site);
    *vehicle_site = to_site;
}

/** Whether a person who has come home from a tour has a vehicle at some other place. */
static bool vehicle_is_astray(const struct people *people, uint32_t person, uint32_t site)
{
    const struct population *population = people->world.population;
    const struct person_state *state = &people->persons[person];
    bool is_home = !state->is_under_way && state->trip > population->first_trip[person] &&
                   population->trips[state->trip - 1].purpose == PURPOSE_HOME;
    return is_home && site < people->world.network->place_count &&
           !site_is_beside(people, site, state->place);
}

struct people_vehicle_totals people_vehicle_totals(const struct people *people)
{
    uint32_t place_count = people->world.network->place_count;
    struct people_vehicle_totals sum = {0};
    for (uint32_t s = 0; s < people->site_count; s++)
        sum.astray += people->counts[s].astray;
    for (uint32_t i = 0; i < people->world.population->person_count; i++) {
        const struct person_state *state = &people->persons[i];
        sum.cars_at_stops += state->car_site != NONE && state->car_site >= place_count;
        sum.bicycles_at_stops += state->bicycle_site != NONE && state->bicycle_site >= place_count;
        sum.astray += vehicle_is_astray(people, i, state->car_site);
        sum.astray += vehicle_is_astray(people, i, state->bicycle_site);
    }
    return sum;
}
