// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_RAIL_NETWORK_H
#define NETWORK_RAIL_NETWORK_H

#include "base/names.h"
#include "network/rail_tables.h"
#include "network/timetable.h"

#include <stdbool.h>
#include <stdint.h>

/** What trains occupy: a block of the open line (one track), the parallel tracks of a station of
 * which a train takes any one, or a crossing of two tracks on the level. */
struct rail_section {
    uint32_t track_count; /**< trains that find room at once, >= 1 */
    uint32_t group;       /**< single track of which this is a part, or NONE */
    uint32_t row; /**< in the table of blocks: the block, or the first of the station's; of a
                     crossing: in the table of crossings */
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

/** A time during which a section is not as its blocks say: [from_ms, until_ms). */
struct rail_change {
    uint32_t section, from_ms, until_ms;
    float speed_mps; /**< highest speed meanwhile; 0: unchanged */
    bool is_open;    /**< no train enters a section that is not open */
    uint32_t row;    /**< in the table of changes: for its reason */
};

/** The frozen tracks and the ways of all patterns over them. Sections stand in the order of the
 * table of blocks, then the crossings in the order of theirs. Arrays are immutable after build;
 * tables and timetable must outlive it. */
struct rail_network {
    const struct rail_tables *tables;
    const struct timetable *timetable;
    uint32_t section_count, group_count, step_count, need_count, change_count;
    uint32_t hop_count;            /**< hops of lines whose way is rail and is given */
    uint32_t covered_count;        /**< those of them that have steps */
    struct rail_section *sections; /**< [section_count] */
    struct rail_step *steps;       /**< [step_count] */
    uint32_t *needs;               /**< [need_count] sections, ascending within a step */
    struct rail_hop *hops;         /**< [call_count of the timetable] from this call to the next */
    struct rail_change *changes;   /**< sorted by (section, from_ms); those of one do not overlap */
    uint32_t *first_change;        /**< [section_count + 1] into `changes` */
    struct names section_names;    /**< ids of blocks and crossings, names of stations */
    struct names group_names;      /**< exclusive groups */
};

/** Checks the tables against each other and against the timetable, and lays the ways of the
 * patterns of lines on the blocks (`way`) over them. A hop whose way is not fully covered by blocks
 * gets no steps. Every finding names file and line (STATUS_DATA); all findings are collected.
 * Without blocks the network is empty. The caller owns `*out` (`rail_network_destroy`). Memory and
 * time: O(calls * blocks of a hop + rows log rows).
 *
 * - A block of the open line or of a junction is a section with one track. All blocks of a station,
 *   on whatever railway line, are one section with the tracks of its platforms.
 * - Trains keep right: with rising kilometres they take the blocks of `increasing_km`. Single track
 *   is the block of both.
 * - A step ends at a block's limit, where the speed of the way changes, and at the limits of a
 *   crossing. Its speed is the lower one of block and way.
 * - A train on the crossed track needs the crossing, unless it changes to or from the branch there;
 *   a train between the branch and the other track needs it, too. So a train that keeps to its side
 *   meets no conflict, as at a real junction of two double tracks. Own rule; the layout of the
 *   shipped corridor is an estimate. */
enum status rail_network_build(const struct rail_tables *tables, const struct timetable *timetable,
                               struct rail_network **out, struct error *err);
void rail_network_destroy(struct rail_network *network);

/** The changes of a section in order of time, and their number (0: none, the pointer means
 * nothing). A change of a part of a block holds for the whole block. O(1). */
const struct rail_change *rail_network_section_changes(const struct rail_network *network,
                                                       uint32_t section, uint32_t *out_count);

#endif
