// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_DAY_IMPACT_H
#define API_DAY_IMPACT_H

#include "api/world.h"
#include "impact/drive_impact.h"

/** What a day cost in money, energy and CO2, of real persons and vehicles. */
struct day_impact {
    double toll_eur;    /**< of cars and trucks, those of the scenario's drives included */
    double parking_eur; /**< for stays so far */
    double fare_eur;    /**< of those without a season ticket who arrived by public transport */
    double ticket_eur;  /**< the day's share of all season tickets of residents and commuters */
    bool has_fleet;     /**< there is a table of drives */
    bool has_drive[DRIVE_KIND_COUNT];             /**< it has a row for this one */
    struct drive_impact drives[DRIVE_KIND_COUNT]; /**< of cars and trucks of persons, also of those
                                                     that pass through */
};

/** Sums over the day; only between windows. O(persons + trips + links). */
struct day_impact day_impact_of(const struct world *world);

#endif
