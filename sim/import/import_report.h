// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IMPORT_IMPORT_REPORT_H
#define IMPORT_IMPORT_REPORT_H

#include "base/page.h"

#include <stdint.h>

/** What an import does with what the tables of a scenario cannot say, in the order of the report.
 */
enum import_item {
    IMPORT_ROW_BROKEN,
    IMPORT_ROW_REFERENCE,
    IMPORT_ROW_TWICE,
    IMPORT_CELL_NOT_UTF8,
    IMPORT_TRIP_OTHER_DAY,
    IMPORT_TRIP_ROUTE,
    IMPORT_TRIP_BROKEN,
    IMPORT_TRIP_TOO_LATE,
    IMPORT_TRIP_TWICE,
    IMPORT_TRIP_BLOCK,
    IMPORT_TRIP_FREQUENCY,
    IMPORT_TIME_OTHER_DAY,
    IMPORT_TIME_DROPPED,
    IMPORT_TIME_INTERPOLATED,
    IMPORT_TIME_AFTER_MIDNIGHT,
    IMPORT_TIME_EQUAL,
    IMPORT_TIME_SAME_STOP,
    IMPORT_TIME_FIRST_ARRIVAL,
    IMPORT_TIME_PICKUP,
    IMPORT_ROUTE_UNKNOWN,
    IMPORT_ROUTE_NEAREST,
    IMPORT_ROUTE_RENAMED,
    IMPORT_STOP_UNUSED,
    IMPORT_STOP_STATION,
    IMPORT_STOP_NO_POINT,
    IMPORT_TRANSFER_SAME_STOP,
    IMPORT_TRANSFER_SPECIAL,
    IMPORT_TRANSFER_FORBIDDEN,
    IMPORT_TRANSFER_UNUSED,
    IMPORT_TRANSFER_LONG,
    IMPORT_TRANSFER_MADE,
    IMPORT_SHAPE,
    IMPORT_FILE_UNREAD,
    IMPORT_ITEM_COUNT
};

#define IMPORT_EXAMPLES 5u

/** Counts of what happened, with the first examples of each. Initialise with `{.err = err}`. */
struct import_report {
    uint64_t counts[IMPORT_ITEM_COUNT];
    uint32_t example_counts[IMPORT_ITEM_COUNT];
    struct page examples[IMPORT_ITEM_COUNT]; /**< lines "stops.txt:7: lat is 'x'" */
    struct error *err;
};

/** Counts `count` things without an example. */
void import_report_count(struct import_report *report, enum import_item item, uint64_t count);

/** Counts one thing and keeps it as an example (printf form), while there is room. */
void import_report_add(struct import_report *report, enum import_item item, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Writes the table of all counts that are not 0, then the examples, as Markdown. STATUS_RESOURCE
 * in `page` when an example had no memory. */
void import_report_write(const struct import_report *report, struct page *page);

void import_report_deinit(struct import_report *report);

#endif
