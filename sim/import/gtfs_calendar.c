// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/gtfs_cells.h"
#include "import/gtfs_feed.h"

#include <stdio.h>
#include <string.h>

#define DATE_SIZE 9u

static const char *const calendar_columns[] = {"service_id", "start_date", "end_date", "monday",
                                               "tuesday",    "wednesday",  "thursday", "friday",
                                               "saturday",   "sunday",     NULL};
enum { CALENDAR_SERVICE, CALENDAR_START, CALENDAR_END, CALENDAR_MONDAY, CALENDAR_COUNT = 10 };
static const struct feed_form calendar_form = {"calendar.txt", calendar_columns, CALENDAR_COUNT,
                                               false};

static const char *const exception_columns[] = {"service_id", "date", "exception_type", NULL};
enum { EXCEPTION_SERVICE, EXCEPTION_DATE, EXCEPTION_TYPE, EXCEPTION_COUNT };
static const struct feed_form calendar_dates_form = {"calendar_dates.txt", exception_columns,
                                                     EXCEPTION_COUNT, false};

static enum status service_add(struct gtfs_feed *feed, const char *id, uint32_t *out,
                               struct error *err)
{
    bool is_new;
    if (names_add(&feed->service_ids, id, out, &is_new, err) != STATUS_OK)
        return STATUS_RESOURCE;
    if (MEM_RESERVE(&feed->service_runs, &feed->service_capacity, (size_t)*out + 1, err) !=
        STATUS_OK)
        return STATUS_RESOURCE;
    if (is_new)
        feed->service_runs[*out] = false;
    return STATUS_OK;
}

/** Widens the time in which the feed has any service, for the error of a date outside. */
static void dates_note(struct gtfs_feed *feed, const char *first, const char *last)
{
    if (feed->first_date[0] == '\0' || strcmp(first, feed->first_date) < 0)
        snprintf(feed->first_date, DATE_SIZE, "%.8s", first);
    if (strcmp(last, feed->last_date) > 0)
        snprintf(feed->last_date, DATE_SIZE, "%.8s", last);
}

static enum status calendar_row(struct gtfs_feed *feed, const struct feed_table *table,
                                unsigned weekday, struct error *err)
{
    uint32_t service;
    const char *start = table->cells[CALENDAR_START], *end = table->cells[CALENDAR_END];
    const char *day = table->cells[CALENDAR_MONDAY + weekday];
    bool is_day = strcmp(day, "1") == 0;
    if (table->cells[CALENDAR_SERVICE][0] == '\0' || !gtfs_cell_date(start) ||
        !gtfs_cell_date(end) || (!is_day && strcmp(day, "0") != 0)) {
        import_report_add(&feed->report, IMPORT_ROW_BROKEN,
                          "%s:%u: service '%s' from '%s' to '%s', %s is '%s'", table->name,
                          (unsigned)table->line, table->cells[CALENDAR_SERVICE], start, end,
                          calendar_columns[CALENDAR_MONDAY + weekday], day);
        return STATUS_OK;
    }
    uint32_t before = feed->service_ids.count;
    if (service_add(feed, table->cells[CALENDAR_SERVICE], &service, err) != STATUS_OK)
        return STATUS_RESOURCE;
    if (service < before) {
        import_report_add(&feed->report, IMPORT_ROW_TWICE, "%s:%u: service '%s'", table->name,
                          (unsigned)table->line, table->cells[CALENDAR_SERVICE]);
        return STATUS_OK;
    }
    dates_note(feed, start, end);
    /* Eight digits sort as the days do. */
    feed->service_runs[service] =
        is_day && strcmp(start, feed->date) <= 0 && strcmp(feed->date, end) <= 0;
    return STATUS_OK;
}

static enum status exception_row(struct gtfs_feed *feed, const struct feed_table *table,
                                 struct error *err)
{
    uint32_t service;
    const char *date = table->cells[EXCEPTION_DATE], *type = table->cells[EXCEPTION_TYPE];
    bool is_added = strcmp(type, "1") == 0;
    if (table->cells[EXCEPTION_SERVICE][0] == '\0' || !gtfs_cell_date(date) ||
        (!is_added && strcmp(type, "2") != 0)) {
        import_report_add(&feed->report, IMPORT_ROW_BROKEN,
                          "%s:%u: service '%s', date '%s', exception_type '%s'", table->name,
                          (unsigned)table->line, table->cells[EXCEPTION_SERVICE], date, type);
        return STATUS_OK;
    }
    if (service_add(feed, table->cells[EXCEPTION_SERVICE], &service, err) != STATUS_OK)
        return STATUS_RESOURCE;
    if (is_added)
        dates_note(feed, date, date);
    if (strcmp(date, feed->date) == 0)
        feed->service_runs[service] = is_added;
    return STATUS_OK;
}

enum status gtfs_calendar_read(struct gtfs_feed *feed, struct error *err)
{
    struct feed_table calendar = {.report = &feed->report}, exceptions = calendar;
    unsigned weekday = gtfs_weekday(feed->date);
    bool is_row;
    enum status status = feed_table_open(feed->source, &calendar_form, &calendar, err);
    while (status == STATUS_OK &&
           (status = feed_table_next(&calendar, &is_row, err)) == STATUS_OK && is_row)
        status = calendar_row(feed, &calendar, weekday, err);
    if (status == STATUS_OK)
        status = feed_table_open(feed->source, &calendar_dates_form, &exceptions, err);
    while (status == STATUS_OK &&
           (status = feed_table_next(&exceptions, &is_row, err)) == STATUS_OK && is_row)
        status = exception_row(feed, &exceptions, err);
    if (status == STATUS_OK && !calendar.is_there && !exceptions.is_there)
        status = error_fail(err, STATUS_DATA,
                            "the feed has neither calendar.txt nor calendar_dates.txt");
    feed_table_close(&calendar);
    feed_table_close(&exceptions);
    return status;
}
