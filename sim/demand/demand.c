// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand.h"

#include "base/memory.h"
#include "demand/day_plan.h"
#include "demand/demand_extra.h"
#include "demand/demand_fleet.h"
#include "demand/demand_residents.h"
#include "demand/demand_schools.h"
#include "demand/demand_through.h"
#include "demand/demand_traits.h"
#include "demand/demand_tuning.h"
#include "demand/demand_workers.h"
#include "kernel/random.h"

#include <math.h>

#define BLOCK_PERSONS  2048u
#define MIN_STAY_SHARE 0.5 /* of the planned stay, for who arrives late */
#define MIN_STAY_MAX_S 14400u

/* Writing the plans of the kept persons. */
struct writer {
    struct day_source source;
    const struct demand_extra *extra;
    uint32_t *kept; /* [person_count] ids in the full population, ascending */
    struct population *population;
};

static enum status world_init(const struct demand_tables *tables, const struct network *network,
                              double detour_factor, struct demand_world *world, struct error *err)
{
    world->network = network;
    enum status rules = demand_rules_build(tables, &world->rules, err);
    enum status areas = demand_areas_build(tables, network, &world->areas, err);
    if (rules != STATUS_OK || areas != STATUS_OK) {
        return rules != STATUS_OK ? rules : areas;
    }
    return demand_reach_build(network, &world->rules, detour_factor, &world->reach, err);
}

static void world_deinit(struct demand_world *world)
{
    demand_areas_deinit(&world->areas);
    demand_reach_deinit(&world->reach);
}

/* Who there is and where they work or learn. */
static enum status people_init(const struct demand_tables *tables, const struct demand_world *world,
                               uint64_t seed, struct demand_people *people, struct error *err)
{
    enum status status = demand_residents_build(world->network, &world->areas, people, err);
    if (status == STATUS_OK) {
        status = demand_workers_add_outside(&world->areas, people, err);
    }
    if (status == STATUS_OK) {
        status = demand_workers_assign(world, seed, people, err);
    }
    if (status == STATUS_OK) {
        status = demand_schools_assign(world, seed, people, err);
    }
    if (status == STATUS_OK) {
        status = demand_through_add(tables, world->network, people, err);
    }
    if (status == STATUS_OK) {
        status = demand_traits_assign(tables, world, seed, people, err);
    }
    return status;
}

static enum status keep_sample(double sample, struct writer *writer, struct error *err)
{
    const struct demand_people *people = writer->source.people;
    uint32_t count = 0;
    writer->kept = mem_alloc(people->count, sizeof *writer->kept, err);
    if (writer->kept == NULL) {
        return STATUS_RESOURCE;
    }
    for (uint32_t i = 0; i < people->count; i++) {
        struct random_stream stream;
        random_stream_init(&stream, writer->source.seed, i, RANDOM_SAMPLE);
        if (sample >= 1.0 || random_unit(&stream) < sample) {
            writer->kept[count++] = i;
        }
    }
    writer->population->person_count = count;
    return STATUS_OK;
}

static void count_trips(void *context, uint32_t item, uint32_t worker)
{
    (void)worker;
    const struct writer *writer = context;
    uint32_t end = (item + 1) * BLOCK_PERSONS;
    end = end < writer->population->person_count ? end : writer->population->person_count;
    for (uint32_t i = item * BLOCK_PERSONS; i < end; i++) {
        uint32_t person = writer->kept[i];
        uint32_t trips = 1;
        if (writer->source.people->persons[person].group <= GROUP_COMMUTER) {
            struct day_plan plan;
            day_chain_draw(&writer->source, person, &plan);
            trips = day_chain_trip_count(&plan);
        } else if (writer->source.people->persons[person].group == GROUP_VISITOR) {
            trips = demand_extra_trip_count(writer->extra, person);
        }
        writer->population->first_trip[i + 1] = trips;
    }
}

static struct planned_trip planned(const struct day_trip *trip)
{
    double stay_s = fmin(trip->stay_s * MIN_STAY_SHARE, MIN_STAY_MAX_S);
    double way_s = trip->purpose == PURPOSE_HOME || trip->purpose == PURPOSE_THROUGH
                       ? 0.0
                       : day_travel_time_s(trip->mode, trip->distance_m);
    return (struct planned_trip){.depart_ms = trip->depart_s * 1000u,
                                 .wish_ms = (trip->depart_s + (uint32_t)way_s) * 1000u,
                                 .to_place = trip->to,
                                 .hub_stop = NONE,
                                 .distance_m = trip->distance_m,
                                 .purpose = trip->purpose,
                                 .mode = trip->mode,
                                 .min_stay_s = (uint16_t)stay_s};
}

/* Evenly over a disc, in whole metres. */
static struct home_point draw_home(const struct day_source *source, uint32_t person)
{
    const struct demand_person *who = &source->people->persons[person];
    double access_m = (double)source->world->network->places[who->home].access_m;
    if (who->group >= DEMAND_GROUPS) {
        return (struct home_point){0, 0};
    }
    struct random_stream stream;
    random_stream_init(&stream, source->seed, person, RANDOM_HOME);
    double radius_m = HOME_DISC_RADII * access_m * sqrt(random_unit(&stream));
    double angle = 2.0 * M_PI * random_unit(&stream);
    radius_m = fmin(radius_m, INT16_MAX - 1.0);
    return (struct home_point){(int16_t)lround(radius_m * cos(angle)),
                               (int16_t)lround(radius_m * sin(angle))};
}

static void write_plans(void *context, uint32_t item, uint32_t worker)
{
    (void)worker;
    const struct writer *writer = context;
    struct population *population = writer->population;
    uint32_t end = (item + 1) * BLOCK_PERSONS;
    end = end < population->person_count ? end : population->person_count;
    for (uint32_t i = item * BLOCK_PERSONS; i < end; i++) {
        const struct demand_person *who = &writer->source.people->persons[writer->kept[i]];
        struct day_plan plan;
        if (who->group == GROUP_VISITOR) {
            demand_extra_plan(writer->extra, &writer->source, writer->kept[i], &plan);
        } else {
            day_plan_draw(&writer->source, writer->kept[i], &plan);
        }
        population->start_place[i] = who->home;
        population->id[i] = writer->kept[i];
        population->main_place[i] = who->main_place;
        population->group[i] = who->group;
        population->home[i] = draw_home(&writer->source, writer->kept[i]);
        population->traits[i] = writer->source.people->traits[writer->kept[i]];
        for (uint32_t t = 0; t < plan.trip_count; t++) {
            /* The modes were drawn without a look at who has a bicycle. */
            population->traits[i] |= plan.trips[t].mode == MODE_BIKE ? TRAIT_BICYCLE : 0;
            population->trips[population->first_trip[i] + t] = planned(&plan.trips[t]);
        }
    }
}

static enum status write_population(struct writer *writer, struct team *team, struct error *err)
{
    struct population *population = writer->population;
    uint32_t count = population->person_count;
    uint32_t blocks = (count + BLOCK_PERSONS - 1) / BLOCK_PERSONS;
    population->start_place = mem_alloc(count, sizeof *population->start_place, err);
    population->id = mem_alloc(count, sizeof *population->id, err);
    population->main_place = mem_alloc(count, sizeof *population->main_place, err);
    population->group = mem_alloc(count, sizeof *population->group, err);
    population->traits = mem_alloc(count, sizeof *population->traits, err);
    population->home = mem_alloc(count, sizeof *population->home, err);
    population->first_trip = mem_alloc((size_t)count + 1, sizeof *population->first_trip, err);
    if (population->id == NULL || population->start_place == NULL ||
        population->main_place == NULL || population->group == NULL || population->traits == NULL ||
        population->home == NULL || population->first_trip == NULL) {
        return STATUS_RESOURCE;
    }
    team_run(team, blocks, count_trips, writer);
    for (uint32_t i = 0; i < count; i++) {
        population->first_trip[i + 1] += population->first_trip[i];
    }
    population->trip_count = population->first_trip[count];
    population->trips = mem_alloc(population->trip_count, sizeof *population->trips, err);
    if (population->trips == NULL) {
        return STATUS_RESOURCE;
    }
    team_run(team, blocks, write_plans, writer);
    return STATUS_OK;
}

enum status demand_build(const struct demand_tables *tables, const struct network *network,
                         const struct demand_parameters *parameters, struct team *team,
                         struct population *out, struct error *err)
{
    struct demand_world world = {0};
    struct demand_people people = {0};
    struct demand_tuning tuning;
    struct population population = {0};
    uint64_t seed = parameters->seed;
    struct demand_extra extra = {0};
    struct writer writer = {{&world, &tuning, &people, seed}, &extra, NULL, &population};
    enum status status = world_init(tables, network, parameters->detour_factor, &world, err);
    if (status == STATUS_OK) {
        status = people_init(tables, &world, seed, &people, err);
    }
    if (status == STATUS_OK) {
        status = demand_tuning_find(&world, &people, seed, team, &tuning, err);
    }
    if (status == STATUS_OK) {
        status = demand_extra_add(tables, &world, seed, &people, &extra, err);
    }
    if (status == STATUS_OK) {
        status = demand_fleet_assign(&tables->fleet, seed, &people, err);
    }
    if (status == STATUS_OK) {
        status = keep_sample(parameters->sample, &writer, err);
    }
    if (status == STATUS_OK) {
        status = write_population(&writer, team, err);
    }
    mem_free(writer.kept);
    demand_people_deinit(&people);
    demand_extra_deinit(&extra);
    world_deinit(&world);
    if (status != STATUS_OK) {
        error_note(err, "while building the demand");
        population_deinit(&population);
        return status;
    }
    *out = population;
    return STATUS_OK;
}
