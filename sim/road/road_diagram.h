// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_DIAGRAM_H
#define ROAD_ROAD_DIAGRAM_H

#include "road/road_state.h"

/** The triangular fundamental diagram of a link: free speed v, flow q inside the link and jam
 * density k give the wave speed w = q / (k - q / v). Inside, a link carries its capacity or the
 * saturation flow of its lanes, whichever is larger; its end lets out the capacity, at a signal
 * capacity / green share while it is green. Source: Newell 1993, part II. */
struct link_constants road_diagram(const struct road *road, uint32_t link);

/** The same while the link has another speed or capacity (0: as in its table). Wave speed, jam
 * density and storage stay, so a slower link carries less: q' = k w v' / (v' + w). */
struct link_constants road_diagram_changed(const struct road *road, uint32_t link, double speed_mps,
                                           double capacity_vps);

#endif
