// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IMPORT_GTFS_WRITE_H
#define IMPORT_GTFS_WRITE_H

#include "base/new_folder.h"
#include "import/gtfs_lines.h"
#include "import/gtfs_paths.h"

/** What is written, and how it is called there. */
struct gtfs_output {
    const struct gtfs_feed *feed;
    const struct gtfs_lines *lines;
    const struct gtfs_paths *paths;
    const char *feed_name; /**< column `source` of the tables */
    const char *name;      /**< of the scenario */
    const char *date;      /**< YYYY-MM-DD */
};

/** Writes stops, lines, line_stops, departures, vehicles, transfers and scenario.lua into `folder`.
 * STATUS_RESOURCE when a file cannot be written. O(rows). */
enum status gtfs_write(const struct gtfs_output *output, const struct new_folder *folder,
                       struct error *err);

#endif
