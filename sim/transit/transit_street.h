// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TRANSIT_TRANSIT_STREET_H
#define TRANSIT_TRANSIT_STREET_H

#include "network/street_ways.h"
#include "road/road.h"
#include "transit/transit.h"

/** Runs on road links, among the cars. A run begins a stretch as a vehicle of the road, which is in
 * the road's hands from then on; the run itself goes on from stop to stop by the timetable. At the
 * last stop of the stretch it waits for its vehicle, and arrives as much later than by the
 * timetable as the vehicle was longer on the links than a bus alone would be with mean waits at
 * signals. A bus alone on links without signals needs exactly the time of the timetable; one that
 * meets green everywhere is early, as far as its last hop is longer than 30 s. */

/** What is shared with the road. Everything must outlive the model. */
struct transit_roads {
    const struct network *network;
    const struct street_ways *ways;
    struct road *road;
    uint32_t first_vehicle; /**< of the fleet: that of run 0 */
};

/** From the departure to the wish to enter the first link, ms. */
#define TRANSIT_STREET_LEAD_MS 1000u

/** Puts the hops of all stretches on the road, and declares the channels between stops and nodes.
 * Before the run. */
enum status transit_street_join(struct transit *transit, const struct transit_roads *roads,
                                struct kernel *kernel, struct error *err);

/** Vehicles that asked to enter the road and that came off it, and how late by the road in all;
 * while the world stands still. O(stops). */
struct transit_street_totals {
    uint64_t begun, ended;
    uint64_t late_ms_sum; /**< of the stretches that took longer than alone */
};
struct transit_street_totals transit_street_totals(const struct transit *transit);

#endif
