// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SHUTTLE_SHUTTLE_FLEETS_H
#define SHUTTLE_SHUTTLE_FLEETS_H

#include "network/network.h"
#include "shuttle/shuttle_parameters.h"

#include <stdbool.h>
#include <stdint.h>

/** A fleet as it is simulated. */
struct shuttle_fleet {
    uint32_t first_vehicle, vehicle_count; /**< in a sample as large a share, at least one */
    uint32_t seats;
    uint32_t from_ms, until_ms; /**< requests are taken in [from, until) */
    uint32_t wait_ms;           /**< promised */
    uint32_t detour_ms;         /**< promised, on top of `detour` times the direct ride */
    uint32_t boarding_ms;
    double detour, fare_eur;
    bool *covers;     /**< [place_count] */
    uint32_t *depots; /**< [depot_count] places */
    uint32_t depot_count;
};

/** All fleets, frozen. Initialise with `{0}`. */
struct shuttle_fleets {
    struct shuttle_fleet *items; /**< [count] order of the table */
    uint32_t count, vehicle_count;
    struct names names; /**< ids of the table */
};

/** Reads the table: zones and places by their ids. STATUS_DATA for what does not exist, lies
 * outside or is given twice, with the nearest name. `sample` is the share of persons that is
 * simulated. O(fleets * places) */
enum status shuttle_fleets_build(const struct table *table, const struct network *network,
                                 double sample, struct shuttle_fleets *out, struct error *err);
void shuttle_fleets_deinit(struct shuttle_fleets *fleets);

/** The fleet that is asked for a trip between two places at a time: the first one whose area has
 * both and that is on duty; NONE without one. O(fleets) */
uint32_t shuttle_fleets_find(const struct shuttle_fleets *fleets, uint32_t from_place,
                             uint32_t to_place, uint32_t t_ms);

/** The longest that a ride may take, ms, when the direct one takes `direct_ms`. */
uint32_t shuttle_ride_most_ms(const struct shuttle_fleet *fleet, uint32_t direct_ms);

#endif
