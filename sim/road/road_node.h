// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_NODE_H
#define ROAD_ROAD_NODE_H

#include "road/road_state.h"

/** Headways by which a vehicle may enter a link too early behind one from another approach. */
#define MERGE_TOLERANCE 1u

/** Records a move by force of the vehicle `ref` of an approach into a link. */
void road_record_forced(const struct road *road, struct activation *act, uint32_t approach,
                        uint32_t link, uint32_t ref);

#endif
