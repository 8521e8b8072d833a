// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IMPORT_GTFS_PATHS_H
#define IMPORT_GTFS_PATHS_H

#include "import/gtfs_feed.h"

/** Where a footpath comes from; the first of a pair's wins. */
enum gtfs_path_origin {
    GTFS_PATH_FORBIDDEN, /**< transfer_type 3: none */
    GTFS_PATH_TIMED,     /**< min_transfer_time */
    GTFS_PATH_LISTED,    /**< transfer without a time, which is estimated */
    GTFS_PATH_MADE       /**< within a station, or near each other: all estimated */
};

/** A footpath between two stops where runs of the date call, both directions. */
struct gtfs_path {
    uint32_t a, b; /**< a < b */
    double walk_s, walk_m;
    enum gtfs_path_origin origin;
};

struct gtfs_paths {
    struct gtfs_path *items; /**< [count], by a, then b */
    uint32_t count;
    size_t capacity;
};

/** Reads transfers.txt and adds the pairs of each station and those at most `near_m` from each
 * other in a straight line. Where both directions of a pair are listed, the longer time counts.
 * After the times were read. To be given back in any case. O(stops x stops in the same latitudes
 * at worst). */
enum status gtfs_paths_make(struct gtfs_feed *feed, double near_m, struct gtfs_paths *out,
                            struct error *err);
void gtfs_paths_deinit(struct gtfs_paths *paths);

#endif
