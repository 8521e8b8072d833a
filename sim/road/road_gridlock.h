// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_GRIDLOCK_H
#define ROAD_ROAD_GRIDLOCK_H

#include "road/road_state.h"

/** Gridlock: a cycle of full links, the head of each waiting to enter the next one, in which nobody
 * has moved for the patience of the scenario. Nothing but force can end it, and nothing else needs
 * force: a queue that is no part of a cycle ends at somebody who will move, or at a closed link.
 * Every approach waits for one link at most, so the cycles are found by following it. */

/** How often it is looked for, ms: at least twice within the patience. */
uint32_t gridlock_every_ms(const struct road *road);

/** Sync hook: finds the cycles, records them, and posts a move by force for one head of each, of
 * the smallest link id that has a place for it. O(links). */
enum status gridlock_watch(void *road, struct kernel *kernel, uint32_t t_ms, struct error *err);

/** Records a move by force of the vehicle `ref` of an approach into a link. */
void forced_move_record(const struct road *road, struct activation *act, uint32_t approach,
                        uint32_t link, uint32_t ref);

#endif
