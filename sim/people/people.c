// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/people.h"

#include "base/memory.h"
#include "people/people_state.h"
#include "people/person_hub.h"
#include "people/person_reroute.h"
#include "people/person_vehicle.h"
#include "people/place_parking.h"

#include <math.h>

uint32_t people_place_process(const struct people *people, uint32_t place)
{
    return people->first_process + place;
}

static enum status search_create(void *context, uint32_t worker, struct error *err)
{
    struct people *people = context;
    const struct people_world *world = &people->world;
    uint32_t change_ms = (uint32_t)lround(1000 * world->change_s);
    people->searches[worker] = timetable_search_create(world->timetable, change_ms, err);
    if (!people->searches[worker])
        return STATUS_RESOURCE;
    timetable_search_set_felt(people->searches[worker], world->felt);
    return STATUS_OK;
}

static enum status people_alloc(struct people *people, struct team *team, struct error *err)
{
    const struct people_world *world = &people->world;
    people->persons = mem_alloc(world->population->person_count, sizeof *people->persons, err);
    people->made = mem_alloc(world->population->trip_count, sizeof *people->made, err);
    people->counts = mem_alloc(people->site_count, sizeof *people->counts, err);
    people->searches = mem_alloc(people->worker_count, sizeof(struct timetable_search *), err);
    if (!people->persons || !people->made || !people->counts || !people->searches)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < world->population->trip_count; i++)
        people->made[i].depart_ms = NONE;
    return team_each(team, search_create, people, err);
}

static void people_declare_channels(const struct people *people, struct kernel *kernel)
{
    const struct people_world *world = &people->world;
    uint32_t sites = people->site_count, stops = world->timetable->stop_count;
    uint32_t places = world->network->place_count;

    kernel_declare_channels(kernel, people->first_process, sites, people->first_process, sites,
                            TRIP_LEAST_MS);
    for (uint32_t i = 0; i < sites; i++) {
        uint32_t node = road_node_process(world->road, i < places ? world->network->places[i].node
                                                                  : people->hubs[i - places].node);
        kernel_declare_channel(kernel, people->first_process + i, node, DRIVE_ACCESS_LEAST_MS);
        kernel_declare_channel(kernel, node, people->first_process + i, ROAD_EGRESS_MS);
    }
    for (uint32_t i = 0; world->shuttle && i < places; i++)
        kernel_declare_channel(
            kernel, shuttle_stand_process(world->shuttle, world->network->places[i].node),
            people->first_process + i, SHUTTLE_DOOR_LEAST_MS);
    if (stops > 0) {
        uint32_t first_stop = transit_stop_process(world->transit, 0);
        kernel_declare_channels(kernel, people->first_process, sites, first_stop, stops,
                                transit_least_access_ms());
        kernel_declare_channels(kernel, first_stop, stops, people->first_process, sites,
                                transit_least_egress_ms());
    }
}

/** Puts everybody where the day begins for them, or where the trips before the start have taken
 * them, and posts the next departure. */
static enum status people_begin_day(struct people *people, struct kernel *kernel, struct error *err)
{
    const struct population *population = people->world.population;

    for (uint32_t i = 0; i < population->person_count; i++) {
        uint32_t trip = population->first_trip[i], end = population->first_trip[i + 1];
        uint32_t place = population->start_place[i];
        for (; trip < end && population->trips[trip].depart_ms < kernel_now_ms(kernel); trip++) {
            place = population->trips[trip].to_place;
            people->before_start++;
        }
        people->persons[i] = (struct person_state){.trip = trip, .place = place};
        person_vehicle_begin(people, i);
        place_parking_begin(people, i);
        if (trip == end)
            continue;
        uint32_t t_ms = population->trips[trip].depart_ms;
        uint32_t process = people_place_process(people, place);
        enum status status = kernel_post(kernel, event_make(t_ms, process, PLACE_LEAVE, i, 0), err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status people_build(struct people *people, struct kernel *kernel, struct error *err)
{
    const struct people_world *world = &people->world;
    uint32_t guidance_ms = (uint32_t)lround(1000.0 * people->parameters.guidance_s);

    /* Without people nobody asks for travel times: no sync times then. */
    bool has_drivers = world->population->person_count > 0;
    enum status status = person_hub_init(people, err);
    if (status == STATUS_OK)
        status = people_alloc(people, kernel_team(kernel), err);
    if (status == STATUS_OK)
        status = person_vehicle_check(people, err);
    if (status == STATUS_OK)
        status = place_parking_init(people, kernel_now_ms(kernel), err);
    struct stop_reach_world reach = {world->network, world->timetable, &people->parameters};
    if (status == STATUS_OK)
        status =
            stop_reach_build(&reach, STOP_REACH_WALK, kernel_team(kernel), &people->reach, err);
    if (status == STATUS_OK)
        status = stop_reach_build_around(world->timetable, &people->around, err);
    if (status == STATUS_OK && has_drivers)
        status = stop_reach_add_bounds(
            &people->reach, &reach, (uint32_t)lround(1000.0 * world->change_s), world->felt, err);
    if (status == STATUS_OK && has_drivers)
        status =
            guidance_create(&(struct guidance_world){world->network, world->road, guidance_ms,
                                                     world->toll_ms_per_meur, world->car_eur_km},
                            kernel, &people->guidance, err);
    if (status == STATUS_OK && has_drivers)
        status = kernel_add_sync(kernel, guidance_ms, person_reroute_renew, people, err);
    if (status == STATUS_OK)
        status = kernel_add_processes(kernel, &people_place_kind, people,
                                      world->network->place_count, &people->first_process, err);
    uint32_t first_hub;
    if (status == STATUS_OK)
        status = kernel_add_processes(kernel, &people_hub_kind, people, people_hub_count(people),
                                      &first_hub, err);
    if (status == STATUS_OK) {
        people_declare_channels(people, kernel);
        status = people_begin_day(people, kernel, err);
    }
    return status;
}

enum status people_create(const struct people_world *world,
                          const struct people_parameters *parameters, struct kernel *kernel,
                          struct people **out, struct error *err)
{
    struct people *people = mem_alloc(1, sizeof *people, err);
    if (!people)
        return STATUS_RESOURCE;
    people->world = *world;
    people->parameters = *parameters;
    if (!(people->world.weight > 0))
        people->world.weight = 1;
    people->worker_count = team_size(kernel_team(kernel));

    enum status status = people_build(people, kernel, err);
    if (status != STATUS_OK) {
        people_destroy(people);
        return status;
    }
    *out = people;
    return STATUS_OK;
}

void people_destroy(struct people *people)
{
    if (!people)
        return;
    for (uint32_t i = 0; people->searches && i < people->worker_count; i++)
        timetable_search_destroy(people->searches[i]);
    mem_free(people->searches);
    mem_free(people->persons);
    mem_free(people->made);
    mem_free(people->counts);
    mem_free(people->lots);
    mem_free(people->hubs);
    stop_reach_deinit(&people->reach);
    stop_reach_deinit(&people->around);
    guidance_destroy(people->guidance);
    mem_free(people);
}

/** Whoever waits at home for the right moment has not left yet. */
static bool person_is_under_way(const struct person_state *person, uint32_t now_ms)
{
    return person->is_under_way && person->depart_ms < now_ms;
}

struct people_totals people_totals(const struct people *people, uint32_t now_ms)
{
    const struct population *population = people->world.population;
    struct people_totals sum = {.before_start = people->before_start, .rerouted = people->rerouted};

    for (uint32_t s = 0; s < people->site_count; s++) {
        const struct place_counts *counts = &people->counts[s];
        for (int m = 0; m < MODE_COUNT; m++) {
            sum.modes[m].departed += counts->departed[m];
            sum.modes[m].arrived += counts->arrived[m];
            sum.modes[m].travel_ms_sum += counts->travel_ms_sum[m];
            sum.modes[m].distance_m_sum += counts->distance_m_sum[m];
        }
        sum.no_service += counts->no_service;
        sum.replanned += counts->replanned;
        sum.stranded += counts->stranded;
        sum.local_drives += counts->local_drives;
        sum.shuttle_refused += counts->shuttle_refused;
        for (int d = 0; d < DRIVE_KIND_COUNT; d++)
            sum.driven_m[d] += counts->driven_m[d];
    }
    for (int d = 0; d < DRIVE_KIND_COUNT; d++)
        sum.driven_m[d] = (uint64_t)((int64_t)sum.driven_m[d] + people->rerouted_m[d]);
    for (uint32_t i = 0; i < population->person_count; i++) {
        const struct person_state *person = &people->persons[i];
        bool is_under_way = person_is_under_way(person, now_ms);
        sum.modes[person->mode].under_way += is_under_way;
        sum.not_started += population->first_trip[i + 1] - person->trip - is_under_way;
    }
    return sum;
}

const struct trip_made *people_trips_made(const struct people *people)
{
    return people->made;
}

enum status people_record_under_way(const struct people *people, struct kernel *kernel,
                                    struct error *err)
{
    for (uint32_t i = 0; i < people->world.population->person_count; i++) {
        if (!person_is_under_way(&people->persons[i], kernel_now_ms(kernel)))
            continue;
        struct trip_row row = person_trip_row(people, i, UINT32_MAX);
        enum status status = kernel_record(kernel, &people_trip_record, &row, err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

void people_archive(struct people *people, struct team *team, struct archive *archive)
{
    const struct population *population = people->world.population;
    archive_section(archive, "people");
    ARCHIVE_VALUE(archive, people->before_start);
    ARCHIVE_VALUE(archive, people->rerouted);
    ARCHIVE_VALUE(archive, people->rerouted_m);
    archive_values(archive, people->persons, population->person_count, sizeof *people->persons);
    archive_values(archive, people->made, population->trip_count, sizeof *people->made);
    archive_values(archive, people->counts, people->site_count, sizeof *people->counts);
    archive_values(archive, people->lots, place_parking_lot_count(people), sizeof *people->lots);
    if (people->guidance)
        guidance_archive(people->guidance, team, archive);
}
