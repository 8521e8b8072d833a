// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/day_plan.h"

#include "kernel/random.h"

#include <math.h>

/* The households without a car are small ones: the share of persons with a car in the household is
 * 1 - (1 - h)^1.5 for the share h of households. Own assumption. */
#define HOUSEHOLD_EXPONENT 1.5

/* Licence, and the car being free. Own assumption. */
static const double car_factors[GROUP_COUNT] = {
    [GROUP_STUDENT] = 0.75, [GROUP_EMPLOYED] = 0.97, [GROUP_NOT_EMPLOYED] = 0.80,
    [GROUP_SENIOR] = 0.85,  [GROUP_COMMUTER] = 0.97, [GROUP_VISITOR] = 0.85};

bool day_has_car(const struct day_source *source, uint32_t person)
{
    const struct demand_person *who = &source->people->persons[person];
    const struct network *network = source->world->network;
    uint32_t zone = network->places[who->home].zone;
    const struct zone_row *row =
        TABLE_ROW(&network->tables->zones, struct zone_row, network->zones[zone].row);
    struct random_stream stream;
    random_stream_init(&stream, source->seed, person, RANDOM_PERSON);
    double persons_share = 1.0 - pow(1.0 - row->hh_with_car_share, HOUSEHOLD_EXPONENT);
    return random_unit(&stream) < persons_share * car_factors[who->group];
}

enum day_class day_class_of(const struct demand_person *person, bool has_car)
{
    if (person->group == GROUP_COMMUTER) {
        return has_car ? DAY_COMMUTER_WITH_CAR : DAY_COMMUTER_WITHOUT_CAR;
    }
    return has_car ? DAY_RESIDENT_WITH_CAR : DAY_RESIDENT_WITHOUT_CAR;
}

struct day_tour day_tour_at(const struct demand_reach *reach, const struct day_plan *plan,
                            uint32_t first)
{
    struct day_tour tour = {.first = first, .end = first, .kind = DAY_TOUR_LOCAL};
    bool is_outside = false, is_local = true;
    while (tour.end < plan->trip_count) {
        const struct day_trip *trip = &plan->trips[tour.end++];
        is_outside |= reach->is_external[trip->from] || reach->is_external[trip->to];
        is_local &= trip->is_local;
        tour.longest_band = trip->band > tour.longest_band ? trip->band : tour.longest_band;
        if (trip->purpose == PURPOSE_HOME) {
            break;
        }
    }
    tour.kind = is_outside ? DAY_TOUR_OUTSIDE : is_local ? DAY_TOUR_LOCAL : DAY_TOUR_PLAIN;
    return tour;
}

enum day_step day_step_of(const struct day_trip *trip, uint32_t longest_band)
{
    return trip->band == 0 && longest_band > 0
               ? (trip->is_local ? DAY_STEP_SHORT_LOCAL : DAY_STEP_SHORT)
           : trip->is_local ? DAY_STEP_LOCAL
                            : DAY_STEP_FULL;
}

uint8_t day_trip_mode(uint8_t tour_mode, enum day_step step)
{
    bool is_local = step == DAY_STEP_LOCAL || step == DAY_STEP_SHORT_LOCAL;
    bool is_short = step == DAY_STEP_SHORT || step == DAY_STEP_SHORT_LOCAL;
    bool is_walked = (tour_mode == MODE_CAR && is_local) ||
                     (tour_mode == MODE_PT && (is_local || is_short)) ||
                     (tour_mode == MODE_RIDE && is_short);
    return is_walked ? (uint8_t)MODE_WALK : tour_mode;
}

static uint8_t draw_mode(const double *shares, double unit)
{
    double sum = 0.0;
    uint8_t last = MODE_WALK;
    for (uint8_t m = 0; m < MODE_COUNT; m++) {
        sum += shares[m];
        last = shares[m] > 0.0 ? m : last;
        if (shares[m] > 0.0 && unit < sum) {
            return m;
        }
    }
    return last;
}

void day_modes_draw(const struct day_source *source, uint32_t person, bool has_car,
                    struct day_plan *plan)
{
    enum day_class class = day_class_of(&source->people->persons[person], has_car);
    struct random_stream stream;
    random_stream_init(&stream, source->seed, person, RANDOM_MODE);
    for (uint32_t first = 0; first < plan->trip_count;) {
        struct day_tour tour = day_tour_at(&source->world->reach, plan, first);
        uint8_t mode = draw_mode(source->tuning->mode[class][tour.kind][tour.longest_band],
                                 random_unit(&stream));
        for (uint32_t t = tour.first; t < tour.end; t++) {
            plan->trips[t].mode =
                day_trip_mode(mode, day_step_of(&plan->trips[t], tour.longest_band));
        }
        first = tour.end;
    }
}
