// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_DRIVES_CSV_H
#define SCENARIO_DRIVES_CSV_H

#include "network/network.h"
#include "road/drives.h"

/** Reads a table of drives (columns as in `traffic_table_kinds`, rules as in table_csv.h) and adds
 * its rows to `drives`, in their order. The file is never held: a million rows with routes of 130
 * links are 15 MB + 520 MB of links afterwards. Findings of all rows are collected and name path
 * and line; STATUS_DATA, or STATUS_RESOURCE. O(bytes). */
enum status drives_csv_read(const char *path, const struct network *network, struct drives *drives,
                            struct error *err);

#endif
