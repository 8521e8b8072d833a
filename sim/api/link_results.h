// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_LINK_RESULTS_H
#define API_LINK_RESULTS_H

#include "kernel/kernel.h"
#include "network/network.h"
#include "results/results.h"
#include "road/road.h"

/** Turns the running totals of the links into flow, speed and density per interval (Edie 1963): the
 * total time that vehicles spend on a link in an interval follows from when they enter and leave,
 * without looking at each one. */
struct link_results;

/** `weight` scales vehicles to the full population. The caller owns `*out`. */
enum status link_results_create(const struct network *network, const struct road *road,
                                struct results *results, double weight, struct link_results **out,
                                struct error *err);
void link_results_destroy(struct link_results *link_results);

/** Sync hook: appends the interval that ends at `t_ms` to the group "links". */
enum status link_results_append(void *link_results, struct kernel *kernel, uint32_t t_ms,
                                struct error *err);

/** Appends what is left after the last whole interval, if anything; after the run. */
enum status link_results_end(struct link_results *link_results, struct kernel *kernel,
                             struct error *err);

void link_results_archive(struct link_results *link_results, struct archive *archive);

/** Where the first interval begins. */
void link_results_begin(struct link_results *link_results, uint32_t start_ms);

#endif
