// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/home_door.h"

#include "people/people_state.h"

#include <math.h>

bool home_door_is_at(const struct people *people, uint32_t person, enum trip_end end)
{
    const struct population *population = people->world.population;
    uint32_t trip = people->persons[person].trip;
    if (!population_has_home(population, person))
        return false;
    if (end == TRIP_FROM) {
        if (trip == population->first_trip[person])
            return true;
        trip--;
    }
    const struct planned_trip *last = &population->trips[trip];
    return last->purpose == PURPOSE_HOME && last->to_place == population->start_place[person];
}

double home_door_access_m(const struct people *people, uint32_t person, uint32_t place)
{
    const struct population *population = people->world.population;
    enum trip_end end =
        population->trips[people->persons[person].trip].to_place == place ? TRIP_TO : TRIP_FROM;
    if (home_door_is_at(people, person, end)) {
        struct home_point home = population->home[person];
        return hypot((double)home.east_m, (double)home.north_m);
    }
    return (double)people->world.network->places[place].access_m;
}

uint32_t home_door_walk_ms(const struct people *people, uint32_t person, uint32_t stop)
{
    const struct population *population = people->world.population;
    const struct people_parameters *parameters = &people->parameters;
    struct point at = people->world.network->places[population->start_place[person]].point;
    at.x_m += (float)population->home[person].east_m;
    at.y_m += (float)population->home[person].north_m;
    double way_m = parameters->detour_factor *
                   point_distance_m(at, people->world.timetable->stop_points[stop]);
    return stop_reach_way_ms(people->world.timetable, stop, way_m, parameters->walk_speed_mps);
}
