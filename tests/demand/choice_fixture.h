// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TESTS_DEMAND_CHOICE_FIXTURE_H
#define TESTS_DEMAND_CHOICE_FIXTURE_H

#include "people/people_fixture.h"

#include "demand/choice.h"

#define CHOICE_DOORS   6u /* places P, P2, Q, R, X, and the hub at stop A */
#define CHOICE_HUB     5u
#define CHOICE_SLOTS   28u
#define CHOICE_SLICES  112u
#define CHOICE_PERSONS 20000u
#define CHOICE_TRIPS   60000u
#define CHOICE_WORKERS 3u

/** The small world of the tests of people, with a hub at its stop A, road times that a test may
 * change, public transport from a table of cells, and persons as they are added. An hour costs
 * 6 EUR, so a minute 0.1. */
struct choice_fixture {
    struct people_fixture world;
    struct demand_rules rules;
    struct choice_parameters parameters;
    struct choice_constants constants;
    struct people_parameters people;
    struct population population;
    struct team *team;
    struct road_hierarchy *hierarchy;
    struct road_day *day;
    struct road_query *queries[CHOICE_WORKERS];
    struct skim_cell cells[CHOICE_SLOTS * CHOICE_DOORS * CHOICE_DOORS];
    struct timetable_skim skim;
    struct route_book *routes;
    uint32_t parking_ms[CHOICE_DOORS]; /**< 2 s at the hub */
    struct choice_service service;
    struct choice_world choice_world;
    struct error err;
};

/** All slices as empty. */
static inline void choice_fixture_roads(struct choice_fixture *f)
{
    const struct network *network = f->world.network;
    for (uint32_t s = 0; s < CHOICE_SLICES; s++)
        for (uint32_t l = 0; l < network->link_count; l++)
            f->day->link_ms[s * network->link_count + l] = network_link_free_ms(network, l);
    assert_int_equal(road_day_update(f->day, f->team, &f->err), STATUS_OK);
}

/** A link takes `ms` for those who enter it in slices [from, end). */
static inline void choice_fixture_slow(struct choice_fixture *f, const char *link, uint32_t from,
                                       uint32_t end, uint32_t ms)
{
    const struct network *network = f->world.network;
    for (uint32_t s = from; s < end; s++)
        f->day->link_ms[s * network->link_count + names_find(&network->link_names, link)] = ms;
    assert_int_equal(road_day_update(f->day, f->team, &f->err), STATUS_OK);
}

static inline void choice_fixture_day(struct choice_fixture *f, double toll_ms_per_meur)
{
    uint32_t nodes[CHOICE_DOORS];
    for (uint32_t p = 0; p < CHOICE_HUB; p++)
        nodes[p] = f->world.network->places[p].node;
    nodes[CHOICE_HUB] = f->world.network->places[PLACE_P].node;
    struct road_day_frame frame = {0, 900000, CHOICE_SLICES, nodes, CHOICE_DOORS, toll_ms_per_meur};
    assert_int_equal(road_day_create(f->hierarchy, &frame, &f->day, &f->err), STATUS_OK);
    choice_fixture_roads(f);
}

static inline void choice_fixture_world(struct choice_fixture *f)
{
    people_fixture_init(&f->world);
    people_add_world(&f->world);
    people_add_bus(&f->world, 40, "7,0,08:00");
    transit_add(&f->world, "park_ride", "A,66");
    people_fixture_build(&f->world);
    f->team = team_create(2, &f->err);
    assert_int_equal(road_hierarchy_build(f->world.network, &f->hierarchy, &f->err), STATUS_OK);
    for (uint32_t w = 0; w < CHOICE_WORKERS; w++)
        f->queries[w] = road_query_create(f->hierarchy, &f->err);
    choice_fixture_day(f, 0);
}

/** Empty roads, where a link costs a toll for those who enter it in slices [from, end); 6 EUR/h. */
static inline void choice_fixture_toll(struct choice_fixture *f, const char *link, uint32_t from,
                                       uint32_t end, uint32_t meur)
{
    const struct network *network = f->world.network;
    road_day_destroy(f->day);
    choice_fixture_day(f, 600);
    for (uint32_t s = from; s < end; s++)
        f->day->toll_meur[s * network->link_count + names_find(&network->link_names, link)] = meur;
    assert_int_equal(road_day_update(f->day, f->team, &f->err), STATUS_OK);
    f->service.road = f->day;
}

static inline void choice_fixture_init(struct choice_fixture *f)
{
    struct text_arena arena = {0};
    memset(f, 0, sizeof *f);
    choice_fixture_world(f);
    f->rules = (struct demand_rules){.band_count = 4,
                                     .band_from_m = {0, 1000, 2000, 5000},
                                     .band_to_m = {1000, 2000, 5000, 1e6}};
    assert_int_equal(fields_set_standard(choice_parameter_fields, &f->parameters, &arena, &f->err),
                     STATUS_OK);
    f->people = people_test_parameters(0);
    f->population =
        (struct population){.start_place = mem_alloc(CHOICE_PERSONS, sizeof(uint32_t), &f->err),
                            .first_trip = mem_alloc(CHOICE_PERSONS + 1, sizeof(uint32_t), &f->err),
                            .trips = mem_alloc(CHOICE_TRIPS, sizeof(struct planned_trip), &f->err),
                            .group = mem_alloc(CHOICE_PERSONS, 1, &f->err),
                            .traits = mem_alloc(CHOICE_PERSONS, 1, &f->err)};
    assert_int_equal(route_book_create(CHOICE_TRIPS, CHOICE_WORKERS, &f->routes, &f->err),
                     STATUS_OK);
    f->skim = (struct timetable_skim){.from_count = CHOICE_DOORS,
                                      .to_count = CHOICE_DOORS,
                                      .slot_ms = 3600000,
                                      .slot_count = CHOICE_SLOTS,
                                      .cells = f->cells};
    f->parking_ms[CHOICE_HUB] = 2000;
    f->service = (struct choice_service){
        .road = f->day, .queries = f->queries, .walk_walk = &f->skim, .parking_ms = f->parking_ms};
    f->choice_world = (struct choice_world){.network = f->world.network,
                                            .timetable = f->world.timetable,
                                            .rules = &f->rules,
                                            .constants = &f->constants,
                                            .population = &f->population,
                                            .routes = f->routes,
                                            .people = &f->people,
                                            .parameters = &f->parameters,
                                            .seed = 1,
                                            .worker_count = CHOICE_WORKERS};
}

static inline void choice_fixture_deinit(struct choice_fixture *f)
{
    for (uint32_t w = 0; w < CHOICE_WORKERS; w++)
        road_query_destroy(f->queries[w]);
    route_book_destroy(f->routes);
    road_day_destroy(f->day);
    road_hierarchy_destroy(f->hierarchy);
    team_destroy(f->team);
    population_deinit(&f->population);
    people_fixture_deinit(&f->world);
}

/** The way by public transport between two doors at any time. */
static inline void choice_fixture_cell(struct choice_fixture *f, uint32_t from, uint32_t to,
                                       struct skim_cell cell)
{
    for (uint32_t slot = 0; slot < CHOICE_SLOTS; slot++)
        f->cells[(slot * CHOICE_DOORS + from) * CHOICE_DOORS + to] = cell;
}

/** A person without trips yet. */
static inline uint32_t choice_fixture_person(struct choice_fixture *f, enum person_group group,
                                             uint8_t traits, uint32_t home)
{
    uint32_t person = f->population.person_count++;
    f->population.group[person] = (uint8_t)group;
    f->population.traits[person] = traits;
    f->population.start_place[person] = home;
    f->population.first_trip[person + 1] = f->population.trip_count;
    return person;
}

/** One more trip of the last person. */
static inline void choice_fixture_trip(struct choice_fixture *f, struct planned_trip trip)
{
    f->population.trips[f->population.trip_count++] = trip;
    f->population.first_trip[f->population.person_count] = f->population.trip_count;
}

/** From Q to work at R, 2,500 m, at 8:00, and home at 16:00, by some mode. */
static inline uint32_t choice_fixture_worker(struct choice_fixture *f, uint8_t traits, uint8_t mode)
{
    uint32_t person = choice_fixture_person(f, GROUP_EMPLOYED, traits, PLACE_Q);
    choice_fixture_trip(f, (struct planned_trip){.depart_ms = AT(7, 50, 0),
                                                 .wish_ms = AT(8, 0, 0),
                                                 .to_place = PLACE_R,
                                                 .hub_stop = NONE,
                                                 .distance_m = 2500,
                                                 .purpose = PURPOSE_WORK,
                                                 .mode = mode});
    choice_fixture_trip(f, (struct planned_trip){.depart_ms = AT(16, 0, 0),
                                                 .wish_ms = AT(16, 0, 0),
                                                 .to_place = PLACE_Q,
                                                 .hub_stop = NONE,
                                                 .distance_m = 2500,
                                                 .purpose = PURPOSE_HOME,
                                                 .mode = mode,
                                                 .min_stay_s = 14400});
    return person;
}

#endif
