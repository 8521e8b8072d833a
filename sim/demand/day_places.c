// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/day_plan.h"

#include "kernel/random.h"

#define REDRAWS_MAX 6
#define FAR_FROM_M  5000.0 /* bands from here on are for those who can get there */

/* How much rarer far destinations are for those who do not drive. Own assumption. */
#define FAR_FACTOR_CHILD       0.4
#define FAR_FACTOR_WITHOUT_CAR 0.6

static double far_factor(uint8_t group, bool has_car)
{
    return group <= GROUP_PUPIL ? FAR_FACTOR_CHILD : has_car ? 1.0 : FAR_FACTOR_WITHOUT_CAR;
}

/* A length band around `base` in which there is something for the purpose; NONE when there is
 * nothing anywhere. */
static uint32_t draw_band(const struct day_source *source, enum attraction attraction,
                          uint32_t base, double factor, double unit)
{
    const struct demand_rules *rules = &source->world->rules;
    double running[DEMAND_BANDS_MAX], sum = 0.0, rarer = 1.0;
    for (uint32_t b = 0; b < rules->band_count; b++) {
        rarer *= rules->band_from_m[b] >= FAR_FROM_M ? factor : 1.0;
        double weight = source->tuning->band_weight[b] * rarer;
        if (demand_reach_total(&source->world->reach, attraction, base, b) > 0.0) {
            sum += weight;
        }
        running[b] = sum;
    }
    double mark = unit * sum;
    for (uint32_t b = 0; b < rules->band_count; b++) {
        if (mark < running[b]) {
            return b;
        }
    }
    return NONE;
}

/* Where an activity without a fixed place happens. From outside the two cities people choose as
 * they would from home. */
static uint32_t draw_place(const struct day_source *source, uint32_t person, uint32_t current,
                           const struct day_activity *activity, double factor,
                           struct random_stream *stream)
{
    const struct demand_reach *reach = &source->world->reach;
    uint32_t home = source->people->persons[person].home;
    uint32_t base = reach->is_external[current] ? home : current;
    enum attraction attraction = demand_reach_attraction((enum purpose)activity->purpose);
    for (int i = 0; i < REDRAWS_MAX; i++) {
        uint32_t band = draw_band(source, attraction, base, factor, random_unit(stream));
        if (band == NONE) {
            break;
        }
        uint32_t to = demand_reach_draw(reach, attraction, base, band, random_unit(stream));
        if (to != current || !reach->is_external[current]) {
            return to;
        }
    }
    return home;
}

static void add_trip(const struct day_source *source, uint32_t from, uint32_t to, uint8_t purpose,
                     struct random_stream *stream, struct day_plan *plan)
{
    const struct demand_world *world = source->world;
    double distance_m = from == to ? demand_rules_local_length_m(&world->rules, random_unit(stream))
                                   : demand_reach_distance_m(&world->reach, from, to);
    plan->trips[plan->trip_count++] =
        (struct day_trip){.from = from,
                          .to = to,
                          .distance_m = (uint32_t)distance_m,
                          .purpose = purpose,
                          .band = (uint8_t)demand_rules_band(&world->rules, distance_m),
                          .is_local = demand_reach_is_local(&world->reach, from, to)};
}

void day_places_draw(const struct day_source *source, uint32_t person, bool has_car,
                     struct day_plan *plan)
{
    const struct demand_person *who = &source->people->persons[person];
    double factor = far_factor(who->group, has_car);
    uint32_t current = who->home;
    struct random_stream stream;
    random_stream_init(&stream, source->seed, person, RANDOM_DESTINATION);
    plan->trip_count = 0;
    for (uint32_t i = 0; i < plan->activity_count; i++) {
        const struct day_activity *activity = &plan->activities[i];
        uint32_t to = activity->is_main
                          ? who->main_place
                          : draw_place(source, person, current, activity, factor, &stream);
        add_trip(source, current, to, activity->purpose, &stream, plan);
        current = to;
        if (activity->goes_home_after) {
            add_trip(source, current, who->home, PURPOSE_HOME, &stream, plan);
            current = who->home;
        }
    }
}
