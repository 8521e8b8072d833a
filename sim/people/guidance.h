// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_GUIDANCE_H
#define PEOPLE_GUIDANCE_H

#include "kernel/kernel.h"
#include "network/network.h"
#include "road/road.h"
#include "routing/road_tree.h"

#include <stdint.h>

#define GUIDANCE_VIEWS 4u

/** What drivers know about travel times: the last few pictures of the network, renewed at sync
 * times from what vehicles really needed. Drivers hold pictures of different age, so they do not
 * all turn to the same road at once. */
struct guidance {
    const struct network *network;
    const struct road *road;
    struct road_trees *views[GUIDANCE_VIEWS];
    uint32_t view_count; /**< pictures made so far, at most GUIDANCE_VIEWS */
    uint32_t newest;     /**< index of the newest one */
    uint32_t every_ms;
    uint32_t *free_ms; /**< [link_count] time on an empty road, mean wait at the signal included */
    uint32_t *link_ms; /**< [link_count] what drivers believe now */
    uint64_t *left, *travel_ms_sum; /**< [link_count] totals at the last renewal */
};

/** Prepares ways to every node of a place, with the times of the empty road. */
enum status guidance_create(const struct network *network, const struct road *road,
                            uint32_t every_ms, struct team *team, struct guidance **out,
                            struct error *err);
void guidance_destroy(struct guidance *guidance);

/** Sync hook: believes half of the old and half of the time observed since the last renewal. A link
 * that nobody left is believed to take as long as those on it have been there on average, and no
 * less than its free time. O(links), and an update of the trees. */
enum status guidance_renew(void *guidance, struct kernel *kernel, uint32_t t_ms, struct error *err);

/** The picture held by a driver whose lot is `draw`. */
const struct road_trees *guidance_view(const struct guidance *guidance, uint32_t draw);

#endif
