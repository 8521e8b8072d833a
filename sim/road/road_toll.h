// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_TOLL_H
#define ROAD_ROAD_TOLL_H

#include "road/road.h"

#include <stdint.h>

/** What it costs to enter a link, in thousandths of a euro (meur). Every car and truck pays what is
 * in force when it enters; buses pay nothing. The table `network.changes` gives tolls by time of
 * day, whoever acts during the day may put another one there (`network_changes_put`). Those who
 * choose ways look for tolls only where the network `has_tolls`: who means to set some, where the
 * tables have none, sets that before the day begins. */

/** The toll of a link at a time of day. O(log changes) */
uint32_t road_toll_meur(const struct road *road, uint32_t link, uint32_t t_ms);

/** What a vehicle has paid since it was last asked. For whom the vehicle belongs to, or between
 * windows. */
uint32_t road_toll_take(struct road *road, uint32_t vehicle);

/** What a vehicle under way has paid so far; only between windows. */
uint32_t road_toll_paid_meur(const struct road *road, uint32_t vehicle);

/** What the vehicles that entered a link have paid, each counted once; only between windows. */
uint64_t road_toll_sum_meur(const struct road *road, uint32_t link);

/** What driving on a link costs: the toll, and its kilometres. */
static inline uint32_t road_toll_price_meur(const struct road *road, const struct network *network,
                                            uint32_t link, double car_eur_km, uint32_t t_ms)
{
    return road_toll_meur(road, link, t_ms) +
           (uint32_t)(car_eur_km * (double)network->links[link].length_m);
}

/** For the road's own events: takes over what holds at `t_ms`; lets the vehicle `ref` (as in struct
 * slot) pay that enters a link. O(links left of its route) */
void road_toll_apply(struct road *road, uint32_t link, uint32_t t_ms);
void road_toll_charge(struct road *road, uint32_t link, uint32_t ref);

#endif
