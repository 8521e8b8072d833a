// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IMPORT_GTFS_IMPORT_H
#define IMPORT_GTFS_IMPORT_H

#include "base/error.h"

/** Farthest stops that are joined by a made footpath, in a straight line. */
#define GTFS_NEAR_MAX_M 5000.0

struct gtfs_import_options {
    const char *feed;   /**< folder or zip archive */
    const char *date;   /**< YYYY-MM-DD: the service day */
    const char *folder; /**< made by the import, must not exist; NULL: named as the feed */
    double near_m; /**< stops at most this far apart get a footpath; 0: only those of the feed */
};

/** Reads one service day of a GTFS feed and writes it as a scenario: tables, scenario.lua and
 * import_report.md. The folder appears complete or not at all. `*out_report` is the report
 * (`mem_free`). STATUS_USAGE for a wrong date or a folder that exists, STATUS_DATA for a feed that
 * cannot be read or runs nothing on that day, STATUS_RESOURCE. Memory: the largest file of the feed
 * and the stop times of the day. */
enum status gtfs_import(const struct gtfs_import_options *options, char **out_report,
                        struct error *err);

#endif
