// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_CHOICE_COST_H
#define DEMAND_CHOICE_COST_H

#include "demand/choice.h"

/** A way that does not exist takes so long. */
#define CHOICE_NO_WAY_MS UINT32_MAX

/** Nobody leaves later. */
#define CHOICE_DAY_END_MS (DEMAND_HOURS * 3600000u)

/** A stop of park and ride. */
struct choice_hub {
    uint32_t stop, node; /**< node: nearest to the stop */
    uint32_t walk_ms;    /**< between the node and the stop */
};

/** The frozen things that costs are a function of. */
struct choice_scene {
    struct choice_world world;
    struct choice_service service;
    struct choice_hub *hubs; /**< [hub_count], order of the table */
    uint32_t hub_count;
    uint32_t door_count;   /**< places, then hubs */
    uint32_t *least_ms;    /**< [door_count x door_count] between the doors' nodes by road when the
                              roads are at their emptiest; ROAD_NO_WAY_MS without a way */
    bool everybody_cycles; /**< nobody has TRAIT_BICYCLE: it is not known */
};

enum status choice_scene_init(const struct choice_world *world, struct choice_scene *out,
                              struct error *err);
void choice_scene_deinit(struct choice_scene *scene);

/** Takes over what was measured and finds the least times by road. */
void choice_scene_measure(struct choice_scene *scene, const struct choice_service *service);

/** A trip of a person. */
struct choice_errand {
    const struct planned_trip *trip;
    uint32_t id; /**< of the population */
    uint32_t person;
    uint32_t from;                     /**< place */
    uint32_t from_door_ms, to_door_ms; /**< of a car between the doors and their places' nodes */
    double parking_eur; /**< of a car until the next trip begins; 0 at home, and of the last trip */
};
struct choice_errand choice_errand_at(const struct choice_scene *scene, uint32_t person,
                                      uint32_t trip);

/** What a trip by some mode at some time is like. */
struct choice_way {
    double eur;         /**< time as it is felt, and money by distance */
    uint32_t travel_ms; /**< door to door; CHOICE_NO_WAY_MS: impossible */
    uint32_t hub_stop;  /**< of bike and ride, else NONE */
};

/** What a kilometre costs this person by car. */
double choice_car_eur_km(const struct choice_scene *scene, uint32_t person);

/** EUR of `ms` that are felt as they are. */
double choice_time_eur(const struct choice_scene *scene, double ms);

/** On foot or by bicycle. */
struct choice_way choice_way_walk(const struct choice_scene *scene,
                                  const struct choice_errand *errand);
struct choice_way choice_way_bike(const struct choice_scene *scene,
                                  const struct choice_errand *errand);

/** By public transport between two doors, asked for at `t_ms`. O(1) */
struct choice_way choice_way_transit(const struct choice_scene *scene,
                                     const struct timetable_skim *skim, uint32_t from_door,
                                     uint32_t to_door, uint32_t t_ms);

/** As a car passenger: a query. `choice_way_ride_least` is a lower bound without one. */
struct choice_way choice_way_ride(const struct choice_scene *scene,
                                  const struct choice_errand *errand, uint32_t worker,
                                  uint32_t t_ms);
struct choice_way choice_way_ride_least(const struct choice_scene *scene,
                                        const struct choice_errand *errand);

/** By car between home and the hub and by public transport beyond, or the other way around when
 * `is_back`: a query, and a look-up. `choice_way_hub_least` takes the car at its least time. */
struct choice_hub_trip {
    struct choice_errand errand;
    uint32_t hub;
    bool is_back;
};
struct choice_way choice_way_hub(const struct choice_scene *scene,
                                 const struct choice_hub_trip *trip, uint32_t worker,
                                 uint32_t t_ms);
struct choice_way choice_way_hub_least(const struct choice_scene *scene,
                                       const struct choice_hub_trip *trip, uint32_t t_ms);

/** The hub at a stop, or NONE. */
uint32_t choice_hub_at(const struct choice_scene *scene, uint32_t stop);

/** Search for a space at a door, ms. */
uint32_t choice_parking_ms(const struct choice_scene *scene, uint32_t door);

/** Least time by road between the nodes of two doors, ms. */
static inline uint32_t choice_least_ms(const struct choice_scene *scene, uint32_t from_door,
                                       uint32_t to_door)
{
    return scene->least_ms[(size_t)from_door * scene->door_count + to_door];
}

static inline uint32_t choice_later(uint32_t a_ms, uint32_t b_ms)
{
    return a_ms > b_ms ? a_ms : b_ms;
}

/** What it costs to be at the activity `arrive_ms` instead of when it was wished; of a way home: to
 * leave at `depart_ms`. Through traffic has no wish. */
double choice_schedule_eur(const struct choice_scene *scene, const struct planned_trip *trip,
                           uint32_t depart_ms, uint32_t arrive_ms);

/** What a trip by a mode costs beyond time and money, EUR. */
double choice_constant_eur(const struct choice_scene *scene, uint8_t mode, uint32_t distance_m);

#endif
