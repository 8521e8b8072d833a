// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_RAIL_NETWORK_H
#define NETWORK_RAIL_NETWORK_H

#include "base/names.h"
#include "network/rail_tables.h"
#include "network/timetable.h"

#include <stdbool.h>
#include <stdint.h>

/** What trains occupy: a block of the open line (one track), or the parallel tracks of a station of
 * which a train takes any one. */
struct rail_section {
    uint32_t track_count; /**< trains that find room at once, >= 1 */
    uint32_t group;       /**< single track of which this is a part, or NONE */
    uint32_t row;         /**< in the table of blocks: the block, or one of the station's */
};

/** Which way a step goes over the single track of its group. */
enum rail_heading { RAIL_UP, RAIL_DOWN }; /**< with rising and with falling kilometres */

/** A stretch between two signals, or between a signal and the place where trains stop, on the way
 * of a train. While its head is there the train occupies all the sections that the step needs; they
 * become free when its tail has left. */
struct rail_step {
    float length_m;                  /**< > 0 */
    float speed_mps;                 /**< speed limit of the track, > 0 */
    uint32_t first_need, need_count; /**< into `needs`; at least one */
    uint8_t heading; /**< enum rail_heading: of all its sections that have a group */
};

/** The way from one call to the next. The first step starts where the train stands and needs what
 * the last step of the hop before needed; so there is always at least one step, and where a stop
 * lies within a block both hops have a step in that block. */
struct rail_hop {
    uint32_t first_step, step_count; /**< step_count 0: not over these tracks, or the last call */
};

/** The frozen tracks and the ways of all patterns over them. Sections stand in the order of the
 * table of blocks. Arrays are immutable after build; tables and timetable must outlive it. */
struct rail_network {
    const struct rail_tables *tables;
    const struct timetable *timetable;
    uint32_t section_count, group_count, step_count, need_count;
    struct rail_section *sections; /**< [section_count] */
    struct rail_step *steps;       /**< [step_count] */
    uint32_t *needs;               /**< [need_count] sections, ascending within a step */
    struct rail_hop *hops;         /**< [call_count of the timetable] from this call to the next */
    struct names section_names;    /**< block ids; stations by their name */
    struct names group_names;      /**< exclusive groups */
};

/** Checks the tables against each other and against the timetable, and lays the ways of the
 * patterns of rail lines over the blocks. A hop whose way is not fully covered by blocks gets no
 * steps. Every finding names file and line (STATUS_DATA); all findings are collected. Without
 * blocks the network is empty. The caller owns `*out` (`rail_network_destroy`). */
enum status rail_network_build(const struct rail_tables *tables, const struct timetable *timetable,
                               struct rail_network **out, struct error *err);
void rail_network_destroy(struct rail_network *network);

#endif
