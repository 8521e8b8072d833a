// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

#include <math.h>

/** Seats are taken first. Who stands feels what standing in a crowd is, who sits the more the more
 * stand; nobody knows in advance who will sit. */
static uint16_t load_permille(const struct transit_parameters *parameters, struct places places,
                              uint32_t load)
{
    if (load <= places.seats)
        return 0;
    double stand = load - places.seats;
    double fullness = stand / (places.all - places.seats);
    double felt = stand * (parameters->standing_crowding - 1) +
                  places.seats * fullness * (parameters->seated_crowding - 1);
    return (uint16_t)lround(1000 * felt / load);
}

void transit_crowding_write(const struct transit *transit, uint16_t *out_permille)
{
    const struct timetable *timetable = transit->timetable;
    for (uint32_t run = 0; run < timetable->run_count; run++) {
        uint32_t line = timetable->patterns[timetable->run_pattern[run]].line;
        struct places places = transit_places(transit, &timetable->lines[line]);
        for (uint32_t i = timetable->run_first_hop[run]; i < timetable->run_first_hop[run + 1]; i++)
            out_permille[i] = load_permille(&transit->parameters, places, transit->hop_loads[i]);
    }
}
