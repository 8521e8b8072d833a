// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_GATES_H
#define ROAD_GATES_H

#include "kernel/kernel.h"
#include "road/drives.h"
#include "road/road.h"

#include <stdint.h>

/** Where explicit drives come from and go to: one process per road node. The gate of the node where
 * a drive's first link starts begins it when it is due; the gate of the node where its last link
 * ends receives it and records its row. Each gate has one departure at a time among the events. */
struct gates;

/** What the gates work on; all of it must outlive them. */
struct gates_world {
    const struct network *network;
    const struct drives *drives;
    struct road *road;
    uint32_t first_vehicle; /**< vehicle of drive 0: the persons come first */
};

/** Least time between handling a departure and the vehicle's asking to enter, ms. A drive that is
 * due in the first millisecond of the run therefore begins one millisecond into it. */
#define GATE_LEAD_MS 1u

/** Builds the gates, registers their processes (ids follow the nodes), declares their channels and
 * posts the first departure of each. Drives due before the kernel's time are left out and counted.
 * O(drives log drives). */
enum status gates_create(const struct gates_world *world, struct kernel *kernel, struct gates **out,
                         struct error *err);
void gates_destroy(struct gates *gates);

/** The process of a node's gate. It belongs into the partition of the node. */
uint32_t gates_process(const struct gates *gates, uint32_t node);

/** What became of the drives; only between windows. given = before_start + not_started + departed
 * and departed = arrived + under_way must hold: departed and arrived are counted at the gates, the
 * others drive by drive. */
struct gates_totals {
    uint64_t given, before_start, not_started, departed, arrived, under_way;
    uint64_t travel_ms_sum;   /**< over `arrived` */
    uint64_t distance_mm_sum; /**< over `arrived` */
};
struct gates_totals gates_totals(const struct gates *gates, uint32_t now_ms);

/** Saves or loads which drives are still to begin and what the gates have counted; see
 * kernel_archive. */
void gates_archive(struct gates *gates, struct archive *archive);

/** Puts a row for every drive that is under way into the sink, in the order of their ids; after
 * the run, once. */
enum status gates_record_under_way(const struct gates *gates, struct kernel *kernel,
                                   struct error *err);

/** Drives that ended, and at the end of the run those under way: group "drives". */
extern const struct record_kind gates_drive_record;

#endif
