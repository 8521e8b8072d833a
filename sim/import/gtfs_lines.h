// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IMPORT_GTFS_LINES_H
#define IMPORT_GTFS_LINES_H

#include "import/gtfs_feed.h"

/** All runs with the same line, direction, stops and times from the first departure. */
struct gtfs_pattern {
    uint32_t line, variant; /**< variants count from 0 in each direction of a line */
    uint8_t direction;
    uint32_t trip; /**< one of its trips, whose stop times are those of the pattern */
};

/** A departure at the first stop. */
struct gtfs_departure {
    uint32_t pattern, trip;
    int32_t depart_s;
};

/** The runs of the date as lines, patterns and departures. */
struct gtfs_lines {
    struct names ids;      /**< of the lines: route_short_name where it is unique */
    uint32_t *line_routes; /**< [ids.count] */
    struct gtfs_pattern *patterns;
    uint32_t pattern_count;
    struct gtfs_departure *departures; /**< [feed->run_count], by time */
    size_t line_capacity, pattern_capacity;
};

/** Makes them of the runs of a feed, in their order; notes in `feed->routes` which line each
 * became. To be given back in any case. O(stop times of the runs). */
enum status gtfs_lines_make(struct gtfs_feed *feed, struct gtfs_lines *out, struct error *err);
void gtfs_lines_deinit(struct gtfs_lines *lines);

#endif
