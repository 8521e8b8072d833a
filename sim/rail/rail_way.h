// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_RAIL_WAY_H
#define RAIL_RAIL_WAY_H

#include "network/rail_network.h"
#include "rail/rail_parameters.h"

#include <stdbool.h>
#include <stdint.h>

/** Most sections that a train has at once; it asks for more only when some are free again. */
#define RAIL_HOLDS_MAX 24u

/** A step on the way of a pattern, with the course of its fastest run. Times are ms since the train
 * left its stand at the start of the hop. */
struct rail_spot {
    uint32_t step;       /**< of the rail network */
    uint32_t seq;        /**< call along the pattern where the hop begins */
    uint32_t ask_ms;     /**< the head is at the distant signal of the step; 0 at the start */
    uint32_t enter_ms;   /**< the head enters the step */
    uint32_t leave_ms;   /**< the head leaves the step; at the last one of the hop: it stands */
    uint32_t tail_ms;    /**< from the head entering until the tail has left the step before */
    uint32_t restart_ms; /**< lost by starting from a stand at its signal, instead of passing it */
    uint32_t brake_ms;   /**< lost by braking to a stand at its signal */
    uint32_t planned_ms; /**< the head enters, by the timetable, since the run's first departure */
    float enter_mps;     /**< speed of the head at its signal */
    bool is_last;        /**< of the hop */
};

/** The spots of all patterns, frozen. Those of a pattern stand together; those of a hop begin with
 * the one where the train stands. */
struct rail_ways {
    uint32_t spot_count;
    struct rail_spot *spots;
    uint32_t *hop_first_spot; /**< [call_count] of the hop that starts at this call, or NONE */
    uint32_t *hop_end_spot;   /**< [call_count] behind its last spot */
};

/** O(steps log steps). STATUS_DATA, with the line, when its vehicle cannot move, or when two
 * steps that follow each other need more than RAIL_HOLDS_MAX sections. */
enum status rail_ways_init(struct rail_ways *ways, const struct rail_network *network,
                           const struct rail_parameters *parameters, struct error *err);
void rail_ways_deinit(struct rail_ways *ways);

/** Where the train that stands or moves at `spot` leaves the tracks: the spot behind its last one,
 * over all following hops that are on tracks. O(hops). */
uint32_t rail_way_end(const struct rail_ways *ways, const struct timetable *timetable,
                      uint32_t pattern, uint32_t spot);

#endif
