// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/import_report.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>

#define EXAMPLE_SIZE 512

/** What is counted, and what is done with it. */
static const struct {
    const char *what, *done;
} items[IMPORT_ITEM_COUNT] = {
    [IMPORT_ROW_BROKEN] = {"rows that cannot be read", "dropped"},
    [IMPORT_ROW_REFERENCE] = {"rows that name something the feed does not have", "dropped"},
    [IMPORT_ROW_TWICE] = {"rows with the id of a row before", "dropped"},
    [IMPORT_CELL_NOT_UTF8] = {"cells that are not UTF-8", "read as ISO 8859-1"},
    [IMPORT_TRIP_OTHER_DAY] = {"trips that do not run on the date", "dropped"},
    [IMPORT_TRIP_ROUTE] = {"trips of the date of dropped routes", "dropped"},
    [IMPORT_TRIP_BROKEN] = {"trips of the date with times or stops that cannot be", "dropped"},
    [IMPORT_TRIP_TOO_LATE] = {"trips that end after 47:00 or take longer than 24 h", "dropped"},
    [IMPORT_TRIP_TWICE] = {"trips equal to another one in line, stops and times",
                           "kept, as a variant of their own"},
    [IMPORT_TRIP_BLOCK] = {"trips with a block of vehicles (block_id)",
                           "the block is dropped: each run has its own vehicle"},
    [IMPORT_TRIP_FREQUENCY] = {"runs made of frequencies", "kept; their trips stand for them"},
    [IMPORT_TIME_OTHER_DAY] = {"stop times of trips that do not run on the date, or of dropped "
                               "routes",
                               "dropped"},
    [IMPORT_TIME_DROPPED] = {"stop times of trips that are dropped for other reasons", "dropped"},
    [IMPORT_TIME_INTERPOLATED] = {"stop times without a time",
                                  "interpolated by distance between their neighbours"},
    [IMPORT_TIME_AFTER_MIDNIGHT] = {"stop times after 24:00",
                                    "kept: the night belongs to the day before"},
    [IMPORT_TIME_EQUAL] = {"stop times equal to the departure before",
                           "kept; the simulation takes 1 s from stop to stop at least"},
    [IMPORT_TIME_SAME_STOP] = {"stop times at the stop of the one before",
                               "joined with the one before"},
    [IMPORT_TIME_FIRST_ARRIVAL] = {"arrivals at a first stop before the departure",
                                   "dropped: a run begins when it departs"},
    [IMPORT_TIME_PICKUP] = {"stop times with pickup_type or drop_off_type other than 0",
                            "kept as ordinary calls"},
    [IMPORT_ROUTE_UNKNOWN] = {"routes with an unknown route_type", "dropped, with their trips"},
    [IMPORT_ROUTE_NEAREST] = {"routes of a kind that Ardey does not have (ferry, cable car ...)",
                              "kept as light_rail, which runs by the timetable"},
    [IMPORT_ROUTE_RENAMED] = {"lines whose route_short_name is empty or not unique",
                              "named with the route_id"},
    [IMPORT_STOP_UNUSED] = {"stops where no trip of the date calls", "dropped"},
    [IMPORT_STOP_STATION] = {"stations, entrances and boarding areas",
                             "dropped; footpaths between the stops of a station are made"},
    [IMPORT_STOP_NO_POINT] = {"stops without coordinates", "dropped, with their trips"},
    [IMPORT_TRANSFER_SAME_STOP] = {"transfers from a stop to itself",
                                   "dropped: transit.change is for all stops"},
    [IMPORT_TRANSFER_SPECIAL] = {"transfers for certain routes or trips, or in the seat (4, 5)",
                                 "dropped"},
    [IMPORT_TRANSFER_FORBIDDEN] = {"transfers that are not possible (type 3)",
                                   "no footpath between these stops"},
    [IMPORT_TRANSFER_UNUSED] = {"transfers at stops where no trip of the date calls", "dropped"},
    [IMPORT_TRANSFER_LONG] = {"transfers of more than 10 km or 3 h", "dropped"},
    [IMPORT_TRANSFER_MADE] = {"footpaths made of distances, not in the feed",
                              "estimate: 1.3 times the straight line at 4.8 km/h"},
    [IMPORT_SHAPE] = {"points of shapes",
                      "dropped: ways between stops are straight lines (column km)"},
    [IMPORT_FILE_UNREAD] = {"files that are not read", "dropped"},
};

void import_report_count(struct import_report *report, enum import_item item, uint64_t count)
{
    report->counts[item] += count;
}

void import_report_add(struct import_report *report, enum import_item item, const char *format, ...)
{
    char text[EXAMPLE_SIZE];
    va_list args;
    report->counts[item]++;
    if (report->example_counts[item] == IMPORT_EXAMPLES)
        return;
    report->example_counts[item]++;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    report->examples[item].err = report->err;
    page_add(&report->examples[item], "    %s\n", text);
}

void import_report_write(const struct import_report *report, struct page *page)
{
    page_add(page, "| what | how many | what was done |\n|---|---|---|\n");
    for (int i = 0; i < IMPORT_ITEM_COUNT; i++)
        if (report->counts[i] > 0)
            page_add(page, "| %s | %llu | %s |\n", items[i].what,
                     (unsigned long long)report->counts[i], items[i].done);
    for (int i = 0; i < IMPORT_ITEM_COUNT; i++) {
        if (report->examples[i].status != STATUS_OK)
            page->status = report->examples[i].status;
        if (report->example_counts[i] > 0)
            page_add(page, "\nOf the %s:\n\n%s", items[i].what, report->examples[i].text);
    }
}

void import_report_deinit(struct import_report *report)
{
    for (int i = 0; i < IMPORT_ITEM_COUNT; i++)
        mem_free(report->examples[i].text);
    *report = (struct import_report){.err = report->err};
}
