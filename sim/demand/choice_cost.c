// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/choice_cost.h"

#include "base/memory.h"
#include "people/people_state.h"
#include "people/stop_reach.h"
#include "routing/bicycle_ways.h"

#include <math.h>

#define MS_PER_HOUR 3.6e6

static const struct choice_way no_way = {.travel_ms = CHOICE_NO_WAY_MS, .hub_stop = NONE};

enum status choice_scene_init(const struct choice_world *world, struct choice_scene *out,
                              struct error *err)
{
    const struct timetable *timetable = world->timetable;
    const struct table *table = &timetable->tables->park_ride;
    const struct population *population = world->population;
    struct stop_reach_world reach = {world->network, timetable, world->people};
    struct choice_scene scene = {.world = *world, .hub_count = table->count};
    scene.door_count = world->network->place_count + scene.hub_count;
    scene.hubs = mem_alloc(scene.hub_count, sizeof *scene.hubs, err);
    scene.least_ms =
        mem_alloc((size_t)scene.door_count * scene.door_count, sizeof *scene.least_ms, err);
    if (!scene.hubs || !scene.least_ms) {
        choice_scene_deinit(&scene);
        return STATUS_RESOURCE;
    }
    for (uint32_t h = 0; h < scene.hub_count; h++) {
        const struct park_ride_row *row = TABLE_ROW(table, struct park_ride_row, h);
        struct choice_hub *hub = &scene.hubs[h];
        hub->stop = names_find(&timetable->stop_names, row->stop);
        hub->walk_ms = stop_reach_park_ms(&reach, hub->stop, &hub->node);
    }
    scene.everybody_cycles = true;
    for (uint32_t p = 0; p < population->person_count && scene.everybody_cycles; p++)
        scene.everybody_cycles = !(population->traits[p] & TRAIT_BICYCLE);
    *out = scene;
    return STATUS_OK;
}

void choice_scene_deinit(struct choice_scene *scene)
{
    mem_free(scene->hubs);
    mem_free(scene->least_ms);
    *scene = (struct choice_scene){0};
}

static uint32_t door_node(const struct choice_scene *scene, uint32_t door)
{
    uint32_t places = scene->world.network->place_count;
    return door < places ? scene->world.network->places[door].node
                         : scene->hubs[door - places].node;
}

void choice_scene_measure(struct choice_scene *scene, const struct choice_service *service)
{
    uint32_t doors = scene->door_count;
    scene->service = *service;
    for (uint32_t from = 0; from < doors; from++)
        for (uint32_t to = 0; to < doors; to++) {
            uint32_t from_node = door_node(scene, from), to_node = door_node(scene, to);
            scene->least_ms[(size_t)from * doors + to] =
                from_node == to_node
                    ? 0
                    : road_day_least(service->road, service->queries[0], from_node, to_node);
        }
}

/** Time of a car between a door at a place and its node. */
static uint32_t door_ms(const struct choice_scene *scene, uint32_t person, uint32_t place,
                        bool is_home)
{
    const struct population *population = scene->world.population;
    double access_m = (double)scene->world.network->places[place].access_m;
    if (is_home && population_has_home(population, person))
        access_m = hypot((double)population->home[person].east_m,
                         (double)population->home[person].north_m);
    double ms = 1000.0 * access_m / scene->world.people->local_speed_mps;
    return ms < DRIVE_ACCESS_LEAST_MS ? DRIVE_ACCESS_LEAST_MS : (uint32_t)ms;
}

/** What it costs to park at the end of a trip, by the wishes of this and the next one. */
static double parking_eur(const struct choice_scene *scene, uint32_t person, uint32_t trip)
{
    const struct network *network = scene->world.network;
    const struct population *population = scene->world.population;
    const struct planned_trip *planned = &population->trips[trip];
    uint32_t parking = network->places[planned->to_place].parking;
    if (parking == NONE || planned->to_place == population->start_place[person])
        return 0.0;
    const struct parking_place *place = &network->parking[parking];
    double stay_h = 0.0;
    if (trip + 1 < population->first_trip[person + 1] && planned[1].wish_ms > planned->wish_ms)
        stay_h = (planned[1].wish_ms - planned->wish_ms) / MS_PER_HOUR;
    return (double)place->price_eur + (double)place->price_h_eur * stay_h;
}

struct choice_errand choice_errand_at(const struct choice_scene *scene, uint32_t person,
                                      uint32_t trip)
{
    const struct population *population = scene->world.population;
    const struct planned_trip *planned = &population->trips[trip];
    uint32_t home = population->start_place[person];
    bool is_first = trip == population->first_trip[person];
    uint32_t from = is_first ? home : planned[-1].to_place;
    bool is_from_home = is_first || (planned[-1].purpose == PURPOSE_HOME && from == home);
    bool is_to_home = planned->purpose == PURPOSE_HOME && planned->to_place == home;
    return (struct choice_errand){planned,
                                  trip,
                                  person,
                                  from,
                                  door_ms(scene, person, from, is_from_home),
                                  door_ms(scene, person, planned->to_place, is_to_home),
                                  parking_eur(scene, person, trip)};
}

double choice_car_eur_km(const struct choice_scene *scene, uint32_t person)
{
    const struct choice_parameters *parameters = scene->world.parameters;
    return population_drive(scene->world.population, person) == DRIVE_BATTERY
               ? parameters->battery_eur_km
               : parameters->car_eur_km;
}

double choice_time_eur(const struct choice_scene *scene, double ms)
{
    return scene->world.parameters->value_of_time_eur_h / MS_PER_HOUR * ms;
}

struct choice_way choice_way_walk(const struct choice_scene *scene,
                                  const struct choice_errand *errand)
{
    uint32_t ms = person_way_ms(errand->trip->distance_m, scene->world.people->walk_speed_mps);
    return (struct choice_way){choice_time_eur(scene, ms), ms, NONE};
}

struct choice_way choice_way_bike(const struct choice_scene *scene,
                                  const struct choice_errand *errand)
{
    const struct bicycle_ways *ways = scene->service.bicycle;
    uint32_t distance_m = errand->trip->distance_m;
    uint32_t ms = person_way_ms(distance_m, scene->world.people->bike_speed_mps);
    if (ways)
        ms = bicycle_ways_plan_ms(ways, errand->from, errand->trip->to_place, distance_m);
    ms = ms < TRIP_LEAST_MS ? TRIP_LEAST_MS : ms;
    return (struct choice_way){scene->world.parameters->bike_weight * choice_time_eur(scene, ms),
                               ms, NONE};
}

struct choice_way choice_way_transit(const struct choice_scene *scene,
                                     const struct timetable_skim *skim, uint32_t from_door,
                                     uint32_t to_door, uint32_t t_ms)
{
    const struct choice_parameters *parameters = scene->world.parameters;
    const struct skim_cell *cell = timetable_skim_at(skim, from_door, to_door, t_ms);
    if (cell->rides == 0)
        return no_way;
    double felt_s = parameters->home_weight * cell->home_s +
                    parameters->access_weight * cell->walk_s + cell->ride_s + cell->crowd_s +
                    parameters->wait_weight * cell->wait_s +
                    parameters->transfer_s * (cell->rides - 1);
    uint32_t travel_s = (uint32_t)cell->home_s + cell->walk_s + cell->ride_s + cell->wait_s;
    return (struct choice_way){choice_time_eur(scene, 1000.0 * felt_s), 1000u * travel_s,
                               cell->stop};
}

/** A way by car whose time between the nodes is known, as a passenger. */
static struct choice_way ride_way(const struct choice_scene *scene,
                                  const struct choice_errand *errand, uint32_t road_ms)
{
    if (road_ms == ROAD_NO_WAY_MS)
        return no_way;
    uint32_t ms = errand->from_door_ms + errand->to_door_ms + road_ms;
    ms = ms < TRIP_LEAST_MS ? TRIP_LEAST_MS : ms;
    return (struct choice_way){choice_time_eur(scene, ms), ms, NONE};
}

/** Within a node there is no road to ride on. */
static struct choice_way ride_local(const struct choice_scene *scene,
                                    const struct choice_errand *errand)
{
    uint32_t ms = person_way_ms(errand->trip->distance_m, scene->world.people->local_speed_mps);
    return (struct choice_way){choice_time_eur(scene, ms), ms, NONE};
}

struct choice_way choice_way_ride(const struct choice_scene *scene,
                                  const struct choice_errand *errand, uint32_t worker,
                                  uint32_t t_ms)
{
    const struct road_day *road = scene->service.road;
    uint32_t from = door_node(scene, errand->from), to = door_node(scene, errand->trip->to_place);
    if (from == to)
        return ride_local(scene, errand);
    uint32_t slice = road_day_slice(road, t_ms + errand->from_door_ms);
    return ride_way(scene, errand,
                    road_day_run(road, scene->service.queries[worker], slice, from, to));
}

struct choice_way choice_way_ride_least(const struct choice_scene *scene,
                                        const struct choice_errand *errand)
{
    if (door_node(scene, errand->from) == door_node(scene, errand->trip->to_place))
        return ride_local(scene, errand);
    return ride_way(scene, errand, choice_least_ms(scene, errand->from, errand->trip->to_place));
}

/** The drive between home and hub. */
struct hub_drive {
    uint32_t road_ms;
    double money_eur;
};

/** Kilometres of a drive between home and hub before the route is known, at so much each. */
static double hub_km_eur(const struct choice_scene *scene, const struct choice_hub_trip *trip,
                         double km_eur)
{
    uint32_t home = trip->is_back ? trip->errand.trip->to_place : trip->errand.from;
    struct point stop = scene->world.timetable->stop_points[scene->hubs[trip->hub].stop];
    double crow_m = point_distance_m(scene->world.network->places[home].point, stop);
    return km_eur * scene->world.people->detour_factor * crow_m / 1000.0;
}

static struct choice_way hub_way(const struct choice_scene *scene,
                                 const struct choice_hub_trip *trip, struct hub_drive drive,
                                 uint32_t t_ms)
{
    const struct choice_hub *hub = &scene->hubs[trip->hub];
    const struct network *network = scene->world.network;
    uint32_t hub_door = network->place_count + trip->hub;
    uint32_t home = trip->is_back ? trip->errand.trip->to_place : trip->errand.from;
    uint32_t away = trip->is_back ? trip->errand.from : trip->errand.trip->to_place;
    if (drive.road_ms == ROAD_NO_WAY_MS)
        return no_way;
    uint32_t drive_ms = (trip->is_back ? trip->errand.to_door_ms : trip->errand.from_door_ms) +
                        drive.road_ms + choice_parking_ms(scene, trip->is_back ? home : hub_door);
    struct choice_way way =
        trip->is_back ? choice_way_transit(scene, scene->service.walk_walk, away, hub_door, t_ms)
                      : choice_way_transit(scene, scene->service.walk_walk, hub_door, away,
                                           t_ms + drive_ms + hub->walk_ms);
    if (way.travel_ms == CHOICE_NO_WAY_MS)
        return no_way;
    way.eur += choice_time_eur(scene, drive_ms) +
               scene->world.parameters->access_weight * choice_time_eur(scene, hub->walk_ms) +
               drive.money_eur;
    way.travel_ms += drive_ms + hub->walk_ms;
    way.hub_stop = hub->stop;
    return way;
}

struct choice_way choice_way_hub_least(const struct choice_scene *scene,
                                       const struct choice_hub_trip *trip, uint32_t t_ms)
{
    uint32_t hub_door = scene->world.network->place_count + trip->hub;
    double own_eur_km = choice_car_eur_km(scene, trip->errand.person);
    uint32_t road_ms = trip->is_back ? choice_least_ms(scene, hub_door, trip->errand.trip->to_place)
                                     : choice_least_ms(scene, trip->errand.from, hub_door);
    return hub_way(scene, trip, (struct hub_drive){road_ms, hub_km_eur(scene, trip, own_eur_km)},
                   t_ms);
}

/** The drive that begins at `t_ms`. */
static struct hub_drive hub_drive_at(const struct choice_scene *scene, uint32_t worker,
                                     const struct choice_hub_trip *trip, uint32_t t_ms)
{
    uint32_t home = trip->is_back ? trip->errand.trip->to_place : trip->errand.from;
    uint32_t hub_node = scene->hubs[trip->hub].node, home_node = door_node(scene, home);
    double own_eur_km = choice_car_eur_km(scene, trip->errand.person);
    struct hub_drive drive = {0, hub_km_eur(scene, trip, own_eur_km)};
    if (home_node == hub_node)
        return drive;
    uint32_t from = trip->is_back ? hub_node : home_node, to = trip->is_back ? home_node : hub_node;
    const struct road_day *road = scene->service.road;
    struct road_query *query = scene->service.queries[worker];
    uint32_t slice = road_day_slice(road, t_ms);
    drive.road_ms = road_day_run(road, query, slice, from, to);
    if (drive.road_ms == ROAD_NO_WAY_MS)
        return drive;
    double price_eur = road_day_run_toll_meur(road, query, slice) / 1000.0;
    if (scene->service.has_route_km)
        own_eur_km -= scene->world.parameters->car_eur_km;
    drive.money_eur = price_eur + hub_km_eur(scene, trip, own_eur_km);
    return drive;
}

struct choice_way choice_way_hub(const struct choice_scene *scene,
                                 const struct choice_hub_trip *trip, uint32_t worker, uint32_t t_ms)
{
    uint32_t drive_from_ms = t_ms + trip->errand.from_door_ms;
    if (trip->is_back) {
        struct choice_way ahead =
            choice_way_transit(scene, scene->service.walk_walk, trip->errand.from,
                               scene->world.network->place_count + trip->hub, t_ms);
        if (ahead.travel_ms == CHOICE_NO_WAY_MS)
            return no_way;
        drive_from_ms = t_ms + ahead.travel_ms + scene->hubs[trip->hub].walk_ms;
    }
    return hub_way(scene, trip, hub_drive_at(scene, worker, trip, drive_from_ms), t_ms);
}

uint32_t choice_hub_at(const struct choice_scene *scene, uint32_t stop)
{
    for (uint32_t h = 0; h < scene->hub_count; h++)
        if (scene->hubs[h].stop == stop)
            return h;
    return NONE;
}

uint32_t choice_parking_ms(const struct choice_scene *scene, uint32_t door)
{
    return scene->service.parking_ms ? scene->service.parking_ms[door] : 0;
}

double choice_schedule_eur(const struct choice_scene *scene, const struct planned_trip *trip,
                           uint32_t depart_ms, uint32_t arrive_ms)
{
    const struct choice_parameters *parameters = scene->world.parameters;
    if (trip->purpose == PURPOSE_THROUGH)
        return 0.0;
    bool is_home = trip->purpose == PURPOSE_HOME;
    double late_ms = (double)(is_home ? depart_ms : arrive_ms) - (double)trip->wish_ms;
    double rate = late_ms < 0.0 || is_home ? parameters->early : parameters->late;
    return rate * choice_time_eur(scene, fabs(late_ms));
}

double choice_constant_eur(const struct choice_scene *scene, uint8_t mode, uint32_t distance_m)
{
    const struct choice_constants *constants = scene->world.constants;
    if (!constants)
        return 0.0;
    if (mode == MODE_SHUTTLE && !constants->has_shuttle)
        mode = MODE_PT;
    return constants->eur[mode][demand_rules_band(scene->world.rules, distance_m)];
}
