// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/day_plan.h"

#include "kernel/random.h"

#include <math.h>

/* How much longer than planned somebody stays to be on time for the next wish. */
#define WAIT_MAX_S 7200.0

#define STAY_HOME_MIN_S 600.0
#define GAP_MIN_S       60.0 /* between an arrival and the next departure when the day runs out */

/* Expected speeds grow from short to long ways: v(d) = slow + (fast - slow) d / (d + 15 km). Own
 * assumption, of the order of what the corridor's settled day takes; only spaces the plans. */
struct pace {
    double fixed_s, slow_mps, fast_mps;
};

static const struct pace paces[MODE_COUNT] = {
    [MODE_WALK] = {0.0, 1.3, 1.3},   [MODE_BIKE] = {60.0, 4.0, 4.5},
    [MODE_CAR] = {240.0, 7.0, 28.0}, [MODE_RIDE] = {240.0, 7.0, 28.0},
    [MODE_PT] = {1500.0, 1.5, 16.0}, [MODE_TRUCK] = {0.0, 7.0, 22.0}};

double day_travel_time_s(uint8_t mode, double distance_m)
{
    const struct pace *pace = &paces[mode];
    double speed_mps =
        pace->slow_mps + (pace->fast_mps - pace->slow_mps) * distance_m / (distance_m + 15000.0);
    return pace->fixed_s + distance_m / speed_mps;
}

/* Departures forwards: as wished, but not before the previous activity is done. */
static void set_forwards(struct day_plan *plan, double *depart_s)
{
    double ready_s = 0.0; /* when the person can leave */
    double free_s = -1.0; /* when they could have left at all; negative: the day begins */
    uint32_t trip = 0;
    for (uint32_t i = 0; i < plan->activity_count; i++) {
        const struct day_activity *activity = &plan->activities[i];
        bool is_from_home = i == 0 || plan->activities[i - 1].goes_home_after;
        double latest_s = is_from_home ? INFINITY : free_s + WAIT_MAX_S;
        depart_s[trip] = fmax(ready_s, fmin(activity->wish_s, latest_s));
        double arrive_s = depart_s[trip] +
                          day_travel_time_s(plan->trips[trip].mode, plan->trips[trip].distance_m);
        trip++;
        ready_s = free_s = arrive_s + activity->duration_s;
        if (activity->goes_home_after) {
            depart_s[trip] = ready_s;
            arrive_s =
                ready_s + day_travel_time_s(plan->trips[trip].mode, plan->trips[trip].distance_m);
            ready_s = arrive_s + STAY_HOME_MIN_S;
            trip++;
        }
    }
}

void day_times_set(struct day_plan *plan)
{
    double depart_s[DAY_TRIPS_MAX] = {0.0};
    set_forwards(plan, depart_s);
    double latest_s = DAY_END_S;
    for (uint32_t t = plan->trip_count; t-- > 0;) {
        latest_s -= day_travel_time_s(plan->trips[t].mode, plan->trips[t].distance_m);
        depart_s[t] = fmax(0.0, fmin(depart_s[t], latest_s));
        latest_s = depart_s[t] - GAP_MIN_S;
    }
    double arrive_s = 0.0;
    for (uint32_t t = 0; t < plan->trip_count; t++) {
        plan->trips[t].depart_s = (uint32_t)depart_s[t];
        plan->trips[t].stay_s = t > 0 ? (uint32_t)fmax(0.0, depart_s[t] - arrive_s) : 0;
        arrive_s = depart_s[t] + day_travel_time_s(plan->trips[t].mode, plan->trips[t].distance_m);
    }
}

void day_through_draw(const struct day_source *source, uint32_t person, struct day_plan *plan)
{
    const struct demand_person *who = &source->people->persons[person];
    bool is_truck = who->group == GROUP_THROUGH_TRUCK;
    const double *curve = source->tuning->curve[is_truck ? CURVE_THROUGH_TRUCK : CURVE_THROUGH_CAR];
    struct random_stream stream;
    random_stream_init(&stream, source->seed, person, RANDOM_THROUGH);
    double distance_m = demand_reach_distance_m(&source->world->reach, who->home, who->main_place);
    plan->activity_count = 0;
    plan->trip_count = 1;
    plan->trips[0] =
        (struct day_trip){.from = who->home,
                          .to = who->main_place,
                          .distance_m = (uint32_t)distance_m,
                          .purpose = PURPOSE_THROUGH,
                          .band = (uint8_t)demand_rules_band(&source->world->rules, distance_m),
                          .mode = is_truck ? MODE_TRUCK : MODE_CAR,
                          .depart_s = (uint32_t)day_curve_draw_s(curve, random_unit(&stream))};
}

void day_plan_draw(const struct day_source *source, uint32_t person, struct day_plan *plan)
{
    uint8_t group = source->people->persons[person].group;
    if (group == GROUP_THROUGH_CAR || group == GROUP_THROUGH_TRUCK) {
        day_through_draw(source, person, plan);
        return;
    }
    day_chain_draw(source, person, plan);
    if (plan->activity_count > 0) {
        bool has_car = day_has_car(source, person);
        day_places_draw(source, person, has_car, plan);
        day_modes_draw(source, person, has_car, plan);
        day_times_set(plan);
    }
}
