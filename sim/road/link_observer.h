// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_LINK_OBSERVER_H
#define ROAD_LINK_OBSERVER_H

#include "road/road.h"

#include <stdint.h>

/** Measures the travel times of links between one look at them and the next; only at sync times. */
struct link_observer {
    const struct road *road;        /**< must outlive it */
    uint64_t *left, *travel_ms_sum; /**< [link_count] totals at the last look */
};

/** The caller owns what is in `*out` (`link_observer_deinit`), also after an error. */
enum status link_observer_init(const struct road *road, uint32_t link_count,
                               struct link_observer *out, struct error *err);
void link_observer_deinit(struct link_observer *observer);

void link_observer_archive(struct link_observer *observer, uint32_t link_count,
                           struct archive *archive);

/** Mean time on a link, ms, of the vehicles that left it since the last look at it. Without any, as
 * long as those on it have been there on average, at least `free_ms`; `free_ms` on an empty one. */
uint32_t link_observer_look(struct link_observer *observer, uint32_t link, uint32_t t_ms,
                            uint32_t free_ms);

#endif
