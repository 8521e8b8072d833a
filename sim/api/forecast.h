// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_FORECAST_H
#define API_FORECAST_H

#include "api/world.h"

#include <stdint.h>

/** What a run will need at its peak. */
struct forecast {
    double persons; /**< in the sample */
    double drives;  /**< given by the scenario */
    uint64_t memory_bytes;
    uint64_t result_bytes; /**< of the finished file; while it is made, as much once more */
};

/** By counts of what is known before people are made: residents of the zones, commuters from
 * outside and through traffic times the sample, drives, links, threads:
 *
 *     memory = 45 MB + a * persons + b * drives + c * threads * links
 *     result = 5 MB + d * persons + e * drives + f * links * intervals
 *
 * The factors are stated in forecast.c with the runs that they were measured by. */
struct forecast forecast_of(const struct world *world);

/** STATUS_RESOURCE, with the numbers, when the memory that is left to this process or the disk of
 * `output` (NULL: none) is less than the forecast. */
enum status forecast_check(const struct forecast *forecast, const char *output, struct error *err);

#endif
