// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road_toll.h"

#include "road/road_state.h"

uint32_t road_toll_meur(const struct road *road, uint32_t link, uint32_t t_ms)
{
    return network_link_at(road->network, link, t_ms).toll_meur;
}

void road_toll_apply(struct road *road, uint32_t link, uint32_t t_ms)
{
    struct link_toll *toll = &road->tolls[link];
    toll->meur = road_toll_meur(road, link, t_ms);
    road->links[link].start.is_tolled = toll->meur > 0;
}

void road_toll_charge(struct road *road, uint32_t link, uint32_t ref)
{
    if (slot_class(ref) == VEHICLE_BUS)
        return;
    struct link_toll *toll = &road->tolls[link];
    toll->paid_meur += toll->meur;
    road->paid_meur[route_store_end(road->routes, slot_cursor(ref)).vehicle] += toll->meur;
}

uint32_t road_toll_take(struct road *road, uint32_t vehicle)
{
    uint32_t paid_meur = road->paid_meur[vehicle];
    road->paid_meur[vehicle] = 0;
    return paid_meur;
}

uint32_t road_toll_paid_meur(const struct road *road, uint32_t vehicle)
{
    return road->paid_meur[vehicle];
}

uint64_t road_toll_sum_meur(const struct road *road, uint32_t link)
{
    return road->tolls[link].paid_meur;
}
