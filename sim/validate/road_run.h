// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_ROAD_RUN_H
#define VALIDATE_ROAD_RUN_H

#include "api/world.h"
#include "validate/transit_rows.h"

#include <stdint.h>

/** A scenario that was run to its end, with what the expectations need of it. */

struct road_trip {
    double depart_s, arrive_s; /**< since midnight; arrive_s NAN: under way */
    uint32_t drive, from_node, to_node;
};

struct road_run {
    struct world *world;
    struct road_trip *trips; /**< [trip_count], those who arrived in the order of arriving */
    uint32_t trip_count;
    size_t trip_capacity;
    struct transit_rows transit;
    struct road_link_totals *samples; /**< [sample][link]; sample k: start + k * sample_ms */
    uint32_t sample_ms, sample_count;
    size_t sample_capacity; /**< in structs */
};

struct road_run_input {
    const char *scenario;             /**< path of the Lua file */
    const char *const *scenario_path; /**< as in ardey_options */
    double sample_s;
    uint32_t seed_shift; /**< added to the scenario's seed */
};

/** Reads and runs the scenario, on one thread: the networks are small. The caller owns `*out`
 * (`road_run_deinit`). Whatever reading and running may fail with. */
enum status road_run_do(const struct road_run_input *input, struct road_run *out,
                        struct error *err);
void road_run_deinit(struct road_run *run);

/** Totals of a link at a time that is a multiple of the sampling interval after the start and
 * within the run; else STATUS_USAGE. */
enum status road_run_totals(const struct road_run *run, uint32_t link, double t_s,
                            struct road_link_totals *out, struct error *err);

/** When one vehicle after the other entered a link and left it, ms since midnight. */
struct road_curves {
    uint32_t *entered_ms, *left_ms, *travel_ms; /**< [entered_count], [left_count], [left_count] */
    uint32_t entered_count, left_count;
};

/** Takes the vehicles one by one out of the sampled totals; STATUS_USAGE when two of them moved
 * between two samples. The caller owns `*out` (`road_curves_deinit`). */
enum status road_run_curves(const struct road_run *run, uint32_t link, struct road_curves *out,
                            struct error *err);
void road_curves_deinit(struct road_curves *curves);

#endif
