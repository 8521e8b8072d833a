// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_ROAD_DAY_H
#define ROUTING_ROAD_DAY_H

#include "kernel/team.h"
#include "routing/road_fans.h"

#include <stdint.h>

/** Where and when a day of travel times is asked for. */
struct road_day_frame {
    uint32_t start_ms, slice_ms, slice_count; /**< slices of equal length from the start on */
    const uint32_t *nodes;                    /**< [node_count] between which ways are asked for */
    uint32_t node_count;
};

/** Travel times of links by time of day, and the best ways in them: a metric with fans for every
 * slice. The hierarchy must outlive it. Shared and frozen between updates. */
struct road_day {
    const struct road_hierarchy *hierarchy;
    uint32_t start_ms, slice_ms, slice_count;
    uint32_t *link_ms;  /**< [slice_count][link_count] from entering a link to its end; the caller
                           writes it, then calls road_day_update */
    uint32_t *found_in; /**< [slice_count] the slice whose ways are those of this one too: itself,
                           or the first of those just before it with equal times */
    struct road_metric **metrics; /**< [slice_count] current for slices in `found_in` */
    struct road_fans **fans;      /**< [slice_count] the same */
};

/** No way is known before the first update. `frame->nodes` is copied. Without a slice, or with
 * slices of no length, STATUS_USAGE. */
enum status road_day_create(const struct road_hierarchy *hierarchy,
                            const struct road_day_frame *frame, struct road_day **out,
                            struct error *err);
void road_day_destroy(struct road_day *day);

/** Finds the best ways anew after `link_ms` was written. In parallel over slices, each of them on
 * one worker; the result does not depend on the workers. Slices with the times of the one before
 * share its ways. After an error no way of the day is to be used.
 * O(slices * (customisation + fans)). */
enum status road_day_update(struct road_day *day, struct team *team, struct error *err);

/** The slice of a time; times before the first and after the last slice belong to these. */
uint32_t road_day_slice(const struct road_day *day, uint32_t t_ms);

/** Least time between two nodes of the frame with the times of one slice; `query` holds the way for
 * road_query_route. ROAD_NO_WAY_MS without a way. */
uint32_t road_day_run(const struct road_day *day, struct road_query *query, uint32_t slice,
                      uint32_t from, uint32_t to);

/** How long a route takes for who enters its first link at `t_ms`: each link at the time of its
 * entry. Times jump from slice to slice, so who enters later may arrive earlier. O(length). */
uint32_t road_day_follow(const struct road_day *day, const uint32_t *route, uint32_t length,
                         uint32_t t_ms);

#endif
