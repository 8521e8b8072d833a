// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_LINK_COUNTS_H
#define API_LINK_COUNTS_H

#include "api/world.h"

/** Vehicles that left a link, scaled to the full population: buses stand for themselves. While the
 * world stands still. O(1). */
double link_vehicles(const struct world *world, uint32_t link);

/** Of these the trucks of the through traffic and the buses. */
double link_heavy_vehicles(const struct world *world, uint32_t link);

#endif
