// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_TURN_H
#define ROAD_ROAD_TURN_H

#include "road/road_state.h"

/** Whose turn it is to enter a link. Every approach has a virtual time for each of its exits. It
 * moves on by units / priority with every vehicle that leaves the approach, whichever way, so that
 * approaches held back by the same exit move on side by side: each passes vehicles in proportion to
 * its capacity, as in the node model of Tampere et al. (2011), and not only those for this exit.
 * The exit's clock is the virtual time of the last turn; an approach is at most TURNS_MAX cars
 * behind or ahead of it. Source: self-clocked fair queueing, Golestani 1994; priorities are
 * capacities, Daganzo 1995. */

#define TURNS_MAX 10u

/** The approach begins to wait for the link: brings its virtual time and the clock up to date. */
void turn_join(struct road *road, uint32_t approach, uint32_t link, uint32_t now_ms);

/** Virtual time of an approach that waits for the link; the smallest is next. */
uint64_t turn_time_us(const struct road *road, uint32_t approach, uint32_t link);

/** The approach is about to enter the link: its clock moves on. */
void turn_take(struct road *road, uint32_t approach, uint32_t link);

#endif
