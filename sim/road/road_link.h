// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_LINK_H
#define ROAD_ROAD_LINK_H

#include "road/road_state.h"

/** A link between its two ends: Newell's simplified kinematic waves, vehicle by vehicle. Whoever
 * enters at t is at the end at t + length / speed; the space of whoever leaves at t is at the start
 * at t + length / wave speed. Both delays are what lets the two ends run apart: within a partition
 * the start looks for the space when it needs it, between partitions mail brings the news of both.
 * Source: Newell 1993, parts I-III; Yperman 2007. */

/** Whether the link has room for the vehicle as seen from its start now; an empty link takes any.
 * Amortised O(1): takes in the space that has come back since it was last asked. */
bool link_has_room(struct road *road, uint32_t link, uint32_t units, uint32_t now_ms);

/** Sees to it that ROAD_SPACE comes to the start when the next space is free there. */
void link_await_room(struct road *road, struct activation *act, uint32_t link);

/** Puts a vehicle on the link, now; it must fit into the slots (link_has_slot). O(1), where
 * vehicles overtake O(slower ones ahead). */
void link_enter(struct road *road, struct activation *act, uint32_t link, uint32_t ref);

/** Whether a slot is left for a vehicle that is moved by force. */
bool link_has_slot(struct road *road, uint32_t link, uint32_t now_ms);

/** The vehicle at the head, or NULL when none is on the link. */
static inline struct slot *link_head(const struct road *road, uint32_t link)
{
    const struct road_link_state *at = &road->links[link];
    return at->end.left == at->end.tail ? NULL : link_slot(road, &at->start, at->end.left);
}

/** Takes the head off the link, now. */
void link_leave(struct road *road, struct activation *act, uint32_t link);

/** Earliest time at which the head may cross the stop line, if the next link lets it; there is one.
 */
uint32_t link_due_ms(const struct road *road, uint32_t link, uint32_t now_ms);

/** Schedules ROAD_CHECK for the link's end, unless an earlier one is under way. */
void link_check_at(struct road *road, struct activation *act, uint32_t link, uint32_t t_ms);

/** Moves a rate limit on by one vehicle without losing the fraction of a millisecond that was
 * rounded up. */
static inline void rate_advance(uint64_t *free_us, uint32_t now_ms, uint64_t headway_us)
{
    uint64_t now_us = (uint64_t)now_ms * US_PER_MS;
    if (now_us >= *free_us + US_PER_MS)
        *free_us = now_us;
    *free_us += headway_us;
}

/** The first millisecond at or after a rate limit. */
static inline uint32_t rate_free_ms(uint64_t free_us)
{
    return (uint32_t)((free_us + US_PER_MS - 1) / US_PER_MS);
}

/** Headway of a vehicle, given that of a car. */
static inline uint64_t headway_us(uint32_t car_us, uint32_t units)
{
    return units == UNITS_PER_CAR ? car_us : (uint64_t)car_us * units / UNITS_PER_CAR;
}

#endif
