// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/link_counts.h"

double link_vehicles(const struct world *world, uint32_t link)
{
    double buses = (double)road_link_bus_totals(world->road, link).left;
    double all = (double)road_link_totals(world->road, link).left;
    return (all - buses) / world->spec->demand.sample + buses;
}

double link_heavy_vehicles(const struct world *world, uint32_t link)
{
    uint64_t buses = road_link_bus_totals(world->road, link).left;
    uint64_t heavy = road_link_totals(world->road, link).heavy_left;
    return (double)(heavy - buses) / world->spec->demand.sample + (double)buses;
}
