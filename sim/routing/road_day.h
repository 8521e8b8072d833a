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
    double toll_ms_per_meur; /**< time that a driver would spend to save a thousandth of a euro; 0:
                                nobody looks for tolls */
};

/** Travel times of links by time of day, and the best ways in them: a metric with fans for every
 * slice. The hierarchy must outlive it. Shared and frozen between updates. */
struct road_day {
    const struct road_hierarchy *hierarchy;
    uint32_t start_ms, slice_ms, slice_count;
    uint32_t *link_ms;   /**< [slice_count][link_count] from entering a link to its end; the caller
                            writes it, then calls road_day_update */
    uint32_t *toll_meur; /**< likewise what it costs to enter a link; NULL: there are no tolls */
    double toll_ms_per_meur;
    uint32_t emptiest;  /**< slice with the least sum of link times */
    uint32_t *found_in; /**< [slice_count] the slice whose ways are those of this one too: itself,
                           or the first of those just before it with equal times */
    struct road_metric **metrics;    /**< [slice_count] current for slices in `found_in` */
    struct road_fans **fans;         /**< [slice_count] the same */
    struct road_metric *free_metric; /**< of the emptiest slice without its tolls; NULL without */
    struct road_fans *free_fans;
};

/** No way is known before the first update. `frame->nodes` is copied. Without a slice, or with
 * slices of no length, STATUS_USAGE. */
enum status road_day_create(const struct road_hierarchy *hierarchy,
                            const struct road_day_frame *frame, struct road_day **out,
                            struct error *err);
void road_day_destroy(struct road_day *day);

/** Finds the best ways anew after `link_ms` and `toll_meur` were written: those with the least sum
 * of times and tolls. In parallel over slices, each of them on
 * one worker; the result does not depend on the workers. Slices with the times of the one before
 * share its ways. After an error no way of the day is to be used.
 * O(slices * (customisation + fans)). */
enum status road_day_update(struct road_day *day, struct team *team, struct error *err);

/** The slice of a time; times before the first and after the last slice belong to these. */
uint32_t road_day_slice(const struct road_day *day, uint32_t t_ms);

/** Time of the best way between two nodes of the frame with the times and tolls of one slice;
 * `query` holds the way for road_query_route. ROAD_NO_WAY_MS without a way. Where there are tolls
 * the way is unfolded. */
uint32_t road_day_run(const struct road_day *day, struct road_query *query, uint32_t slice,
                      uint32_t from, uint32_t to);

/** Toll of the way that the last run in this slice found, thousandths of a euro. */
uint32_t road_day_run_toll_meur(const struct road_day *day, struct road_query *query,
                                uint32_t slice);

/** Least time between two nodes of the frame in the emptiest slice, whatever the tolls: no way in
 * any slice takes less as long as no link is ever faster than then. */
uint32_t road_day_least(const struct road_day *day, struct road_query *query, uint32_t from,
                        uint32_t to);

/** How long a route takes for who enters its first link at `t_ms`: each link at the time of its
 * entry. Times jump from slice to slice, so who enters later may arrive earlier. O(length). */
uint32_t road_day_follow(const struct road_day *day, const uint32_t *route, uint32_t length,
                         uint32_t t_ms);

/** What it pays on the way: each toll at the time of the entry, thousandths of a euro. O(length).
 */
uint32_t road_day_follow_toll_meur(const struct road_day *day, const uint32_t *route,
                                   uint32_t length, uint32_t t_ms);

#endif
