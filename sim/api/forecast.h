// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_FORECAST_H
#define API_FORECAST_H

#include "api/world.h"

#include <stdint.h>

/** What a run will need at its peak. */
struct forecast {
    double persons; /**< in the sample */
    uint64_t memory_bytes;
    uint64_t result_bytes; /**< of the finished file; while it is made, as much once more */
};

/** By counts of what is known before people are made: persons are the residents inside, commuters
 * from outside and vehicles that pass through, times the sample.
 *
 *     memory = 20 MB + a * persons + b * drives + c * departures of public transport
 *              + d * nodes * quarters of an hour, if people settle
 *     result = 0.2 MB + e * persons + f * drives + g * departures + 4 B * links * intervals
 *
 * The factors stand in forecast.c with the runs that they were measured by.
 * O(zones * commuter rows). */
struct forecast forecast_of(const struct world *world);

/** STATUS_RESOURCE, with the numbers, when the memory that is left to this process or the disk of
 * `output` (NULL: none) is less than the forecast. */
enum status forecast_check(const struct forecast *forecast, const char *output, struct error *err);

#endif
