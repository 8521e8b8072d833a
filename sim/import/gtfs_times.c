// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/gtfs_cells.h"
#include "import/gtfs_feed.h"

#include <math.h>
#include <stdlib.h>

#define DAY_S           86400
#define LATEST_END_S    (47 * 3600) /* a scenario ends at 48:00 at the latest */
#define LONGEST_RIDE_S  DAY_S
#define LEAST_HEADWAY_S 10

static const char *const time_columns[] = {"trip_id",      "stop_id",        "stop_sequence",
                                           "arrival_time", "departure_time", "shape_dist_traveled",
                                           "pickup_type",  "drop_off_type",  NULL};
enum {
    TIME_TRIP,
    TIME_STOP,
    TIME_SEQ,
    TIME_ARRIVE,
    TIME_DEPART,
    TIME_DISTANCE,
    TIME_PICKUP,
    TIME_DROP_OFF
};
static const struct feed_form stop_times_form = {"stop_times.txt", time_columns, 3, true};

static const char *const frequency_columns[] = {"trip_id", "start_time", "end_time", "headway_secs",
                                                NULL};
enum { FREQUENCY_TRIP, FREQUENCY_START, FREQUENCY_END, FREQUENCY_HEADWAY, FREQUENCY_COUNT };
static const struct feed_form frequencies_form = {"frequencies.txt", frequency_columns,
                                                  FREQUENCY_COUNT, false};

/** Takes a trip out for good, with the reason. */
static void trip_drop(struct gtfs_feed *feed, uint32_t trip, enum import_item item, uint32_t line,
                      const char *why)
{
    feed->trips[trip].is_running = false;
    feed->trips[trip].is_dropped = true;
    import_report_add(&feed->report, item, "stop_times.txt:%u: trip '%s' %s", (unsigned)line,
                      names_text(&feed->trip_ids, trip), why);
}

static bool is_ordinary(const char *pickup)
{
    return pickup[0] == '\0' || (pickup[0] == '0' && pickup[1] == '\0');
}

/** Fills a stop time from a row; false when a cell is not what it should be. */
static bool time_read(const struct feed_table *table, struct gtfs_time *out)
{
    const char *distance = table->cells[TIME_DISTANCE];
    out->line = table->line;
    out->distance = -1;
    if (distance[0] != '\0' && !gtfs_cell_real(distance, &out->distance))
        return false;
    return gtfs_cell_count(table->cells[TIME_SEQ], -1, &out->seq) && out->seq >= 0 &&
           gtfs_cell_time(table->cells[TIME_ARRIVE], &out->arrive_s) &&
           gtfs_cell_time(table->cells[TIME_DEPART], &out->depart_s);
}

static enum status time_take(struct gtfs_feed *feed, const struct feed_table *table,
                             struct error *err)
{
    struct gtfs_time time = {.trip = names_find(&feed->trip_ids, table->cells[TIME_TRIP]),
                             .stop = names_find(&feed->stop_ids, table->cells[TIME_STOP])};
    feed->time_row_count++;
    if (time.trip == NONE) {
        import_report_add(&feed->report, IMPORT_ROW_REFERENCE, "%s:%u: trip_id '%s'", table->name,
                          (unsigned)table->line, table->cells[TIME_TRIP]);
        return STATUS_OK;
    }
    if (!feed->trips[time.trip].is_running) {
        import_report_count(
            &feed->report,
            feed->trips[time.trip].is_dropped ? IMPORT_TIME_DROPPED : IMPORT_TIME_OTHER_DAY, 1);
        return STATUS_OK;
    }
    if (!time_read(table, &time)) {
        import_report_count(&feed->report, IMPORT_TIME_DROPPED, 1);
        import_report_add(&feed->report, IMPORT_ROW_BROKEN,
                          "%s:%u: stop_sequence '%s', arrival_time '%s', departure_time '%s', "
                          "shape_dist_traveled '%s'",
                          table->name, (unsigned)table->line, table->cells[TIME_SEQ],
                          table->cells[TIME_ARRIVE], table->cells[TIME_DEPART],
                          table->cells[TIME_DISTANCE]);
        trip_drop(feed, time.trip, IMPORT_TRIP_BROKEN, table->line,
                  "has a row that cannot be read");
        return STATUS_OK;
    }
    if (time.stop == NONE || !feed->stops[time.stop].has_point) {
        import_report_count(&feed->report, IMPORT_TIME_DROPPED, 1);
        import_report_add(&feed->report, IMPORT_ROW_REFERENCE, "%s:%u: stop_id '%s'", table->name,
                          (unsigned)table->line, table->cells[TIME_STOP]);
        trip_drop(feed, time.trip, IMPORT_TRIP_BROKEN, table->line,
                  "calls at a stop that is unknown or nowhere");
        return STATUS_OK;
    }
    import_report_count(&feed->report, IMPORT_TIME_PICKUP,
                        !is_ordinary(table->cells[TIME_PICKUP]) ||
                            !is_ordinary(table->cells[TIME_DROP_OFF]));
    if (MEM_RESERVE(&feed->times, &feed->time_capacity, (size_t)feed->time_count + 1, err) !=
        STATUS_OK)
        return STATUS_RESOURCE;
    feed->times[feed->time_count++] = time;
    return STATUS_OK;
}

static int time_compare(const void *a, const void *b)
{
    const struct gtfs_time *x = a, *y = b;
    if (x->trip != y->trip)
        return x->trip < y->trip ? -1 : 1;
    if (x->seq != y->seq)
        return x->seq < y->seq ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

/** Whether all of `count` stop times tell how far they are along the way, without going back. */
static bool has_distances(const struct gtfs_time *times, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (times[i].distance < 0 || (i > 0 && times[i].distance < times[i - 1].distance))
            return false;
    return true;
}

/** The way from one stop time to the next: by the feed's own measure, or a straight line. */
static double step_way(const struct gtfs_feed *feed, const struct gtfs_time *time, bool is_measured)
{
    return is_measured ? time[1].distance - time[0].distance
                       : gtfs_distance_m(&feed->stops[time[0].stop], &feed->stops[time[1].stop]);
}

/** Gives the stop times between the first and the last of `times`, which have a time, theirs: by
 * the way, or evenly where there is none. */
static void gap_fill(struct gtfs_feed *feed, struct gtfs_time *times, uint32_t count)
{
    bool is_measured = has_distances(times, count);
    double whole = 0, way = 0;
    int32_t from_s = times[0].depart_s, span_s = times[count - 1].arrive_s - from_s;
    for (uint32_t i = 0; i + 1 < count; i++)
        whole += step_way(feed, &times[i], is_measured);
    for (uint32_t i = 1; i + 1 < count; i++) {
        way += step_way(feed, &times[i - 1], is_measured);
        double share = whole > 0 ? fmin(1.0, way / whole) : i / (count - 1.0);
        times[i].arrive_s = times[i].depart_s = from_s + (int32_t)lround(share * span_s);
        times[i].is_interpolated = true;
    }
    import_report_count(&feed->report, IMPORT_TIME_INTERPOLATED, count - 2);
}

/** Completes the times of one trip. Returns the reason, with the line in `*out_line`, when they
 * cannot be; NULL when they are complete. */
static const char *times_complete(struct gtfs_feed *feed, struct gtfs_time *times, uint32_t count,
                                  uint32_t *out_line)
{
    uint32_t known = 0;
    *out_line = times[0].line;
    for (uint32_t i = 0; i < count; i++) {
        struct gtfs_time *time = &times[i];
        *out_line = time->line;
        if (i > 0 && time->seq == times[i - 1].seq)
            return "has a stop_sequence twice";
        if (time->arrive_s == GTFS_NO_TIME)
            time->arrive_s = time->depart_s;
        if (time->depart_s == GTFS_NO_TIME)
            time->depart_s = time->arrive_s;
        bool is_end = i == 0 || i + 1 == count;
        if (time->arrive_s == GTFS_NO_TIME && is_end)
            return "has no time at its first or last stop";
        if (time->arrive_s == GTFS_NO_TIME)
            continue;
        if (time->depart_s < time->arrive_s)
            return "leaves before it arrives";
        if (i > 0 && time->arrive_s < times[known].depart_s)
            return "goes back in time";
        if (i > known + 1)
            gap_fill(feed, times + known, i - known + 1);
        known = i;
    }
    return NULL;
}

/** Joins stop times at the stop of the one before. Returns how many are left. */
static uint32_t times_join(struct gtfs_time *times, uint32_t count)
{
    uint32_t kept = 1;
    for (uint32_t i = 1; i < count; i++) {
        if (times[i].stop == times[kept - 1].stop)
            times[kept - 1].depart_s = times[i].depart_s;
        else
            times[kept++] = times[i];
    }
    return kept;
}

static void times_count(struct gtfs_feed *feed, const struct gtfs_time *times, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        import_report_count(&feed->report, IMPORT_TIME_AFTER_MIDNIGHT, times[i].depart_s >= DAY_S);
        import_report_count(&feed->report, IMPORT_TIME_EQUAL,
                            i > 0 && times[i].arrive_s == times[i - 1].depart_s);
    }
}

static void trip_complete(struct gtfs_feed *feed, uint32_t id, uint32_t first, uint32_t count)
{
    uint32_t line;
    struct gtfs_time *times = feed->times + first;
    const char *why = times_complete(feed, times, count, &line);
    uint32_t row_count = count;
    if (!why) {
        count = times_join(times, count);
        line = times[0].line;
        why = count < 2 ? "calls at one stop only" : NULL;
    }
    if (why) {
        trip_drop(feed, id, IMPORT_TRIP_BROKEN, line, why);
        return;
    }
    if (times[count - 1].depart_s > LATEST_END_S ||
        times[count - 1].depart_s - times[0].depart_s > LONGEST_RIDE_S) {
        trip_drop(feed, id, IMPORT_TRIP_TOO_LATE, line, "is too late or too long");
        return;
    }
    import_report_count(&feed->report, IMPORT_TIME_SAME_STOP, row_count - count);
    import_report_count(&feed->report, IMPORT_TIME_FIRST_ARRIVAL,
                        times[0].arrive_s < times[0].depart_s);
    times[0].arrive_s = times[0].depart_s;
    times_count(feed, times, count);
    feed->trips[id].first = first;
    feed->trips[id].count = count;
}

static void trips_complete(struct gtfs_feed *feed)
{
    for (uint32_t i = 0, next; i < feed->time_count; i = next) {
        uint32_t trip = feed->times[i].trip;
        for (next = i + 1; next < feed->time_count && feed->times[next].trip == trip;)
            next++;
        if (feed->trips[trip].is_running)
            trip_complete(feed, trip, i, next - i);
        if (feed->trips[trip].is_dropped)
            import_report_count(&feed->report, IMPORT_TIME_DROPPED, next - i);
    }
    for (uint32_t i = 0; i < feed->trip_ids.count; i++)
        if (feed->trips[i].is_running && feed->trips[i].count == 0) {
            feed->trips[i].is_running = false;
            import_report_add(&feed->report, IMPORT_TRIP_BROKEN, "trip '%s' has no stop times",
                              names_text(&feed->trip_ids, i));
        }
}

static enum status run_add(struct gtfs_feed *feed, uint32_t trip, int32_t depart_s,
                           struct error *err)
{
    if (MEM_RESERVE(&feed->runs, &feed->run_capacity, (size_t)feed->run_count + 1, err) !=
        STATUS_OK)
        return STATUS_RESOURCE;
    feed->trips[trip].run_count++;
    feed->runs[feed->run_count++] = (struct gtfs_run){trip, depart_s};
    return STATUS_OK;
}

static enum status frequency_take(struct gtfs_feed *feed, const struct feed_table *table,
                                  struct error *err)
{
    int32_t start_s, end_s;
    int64_t headway_s;
    uint32_t trip = names_find(&feed->trip_ids, table->cells[FREQUENCY_TRIP]);
    if (trip == NONE) {
        import_report_add(&feed->report, IMPORT_ROW_REFERENCE, "%s:%u: trip_id '%s'", table->name,
                          (unsigned)table->line, table->cells[FREQUENCY_TRIP]);
        return STATUS_OK;
    }
    if (!gtfs_cell_time(table->cells[FREQUENCY_START], &start_s) ||
        !gtfs_cell_time(table->cells[FREQUENCY_END], &end_s) || start_s == GTFS_NO_TIME ||
        end_s < start_s || end_s > LATEST_END_S ||
        !gtfs_cell_count(table->cells[FREQUENCY_HEADWAY], 0, &headway_s) ||
        headway_s < LEAST_HEADWAY_S || headway_s > DAY_S) {
        import_report_add(&feed->report, IMPORT_ROW_BROKEN, "%s:%u: from '%s' to '%s' every '%s' s",
                          table->name, (unsigned)table->line, table->cells[FREQUENCY_START],
                          table->cells[FREQUENCY_END], table->cells[FREQUENCY_HEADWAY]);
        return STATUS_OK;
    }
    if (!feed->trips[trip].is_running)
        return STATUS_OK;
    feed->trips[trip].has_frequencies = true;
    enum status status = STATUS_OK;
    const struct gtfs_trip *template = &feed->trips[trip];
    const struct gtfs_time *times = feed->times + template->first;
    int32_t ride_s = times[template->count - 1].depart_s - times[0].depart_s;
    for (int32_t t_s = start_s; status == STATUS_OK && t_s < end_s; t_s += (int32_t)headway_s) {
        bool is_late = t_s + ride_s > LATEST_END_S;
        import_report_count(&feed->report, is_late ? IMPORT_TRIP_TOO_LATE : IMPORT_TRIP_FREQUENCY,
                            1);
        if (!is_late)
            status = run_add(feed, trip, t_s, err);
    }
    return status;
}

static int run_compare(const void *a, const void *b)
{
    const struct gtfs_run *x = a, *y = b;
    if (x->depart_s != y->depart_s)
        return x->depart_s < y->depart_s ? -1 : 1;
    return (x->trip > y->trip) - (x->trip < y->trip);
}

static enum status runs_list(struct gtfs_feed *feed, struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; status == STATUS_OK && i < feed->trip_ids.count; i++)
        if (feed->trips[i].is_running && !feed->trips[i].has_frequencies)
            status = run_add(feed, i, feed->times[feed->trips[i].first].depart_s, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < feed->trip_ids.count; i++)
        if (feed->trips[i].is_running && feed->trips[i].run_count == 0) {
            import_report_count(&feed->report, IMPORT_TIME_DROPPED, feed->trips[i].count);
            trip_drop(feed, i, IMPORT_TRIP_BROKEN, feed->times[feed->trips[i].first].line,
                      "has frequencies that never let it run");
        }
    if (feed->run_count == 0)
        return error_fail(err, STATUS_DATA, "none of the %u trips that run on %s can be used",
                          (unsigned)feed->running_count, feed->date);
    qsort(feed->runs, feed->run_count, sizeof *feed->runs, run_compare);
    for (uint32_t i = 0; i < feed->run_count; i++) {
        const struct gtfs_trip *trip = &feed->trips[feed->runs[i].trip];
        for (uint32_t k = 0; k < trip->count; k++)
            feed->stops[feed->times[trip->first + k].stop].is_used = true;
    }
    return STATUS_OK;
}

enum status gtfs_times_read(struct gtfs_feed *feed, struct error *err)
{
    struct feed_table times = {.report = &feed->report}, frequencies = times;
    bool is_row;
    enum status status = feed_table_open(feed->source, &stop_times_form, &times, err);
    while (status == STATUS_OK && (status = feed_table_next(&times, &is_row, err)) == STATUS_OK &&
           is_row)
        status = time_take(feed, &times, err);
    feed_table_close(&times);
    if (status != STATUS_OK)
        return status;
    if (feed->time_count > 0)
        qsort(feed->times, feed->time_count, sizeof *feed->times, time_compare);
    trips_complete(feed);

    status = feed_table_open(feed->source, &frequencies_form, &frequencies, err);
    while (status == STATUS_OK &&
           (status = feed_table_next(&frequencies, &is_row, err)) == STATUS_OK && is_row)
        status = frequency_take(feed, &frequencies, err);
    feed_table_close(&frequencies);
    return status == STATUS_OK ? runs_list(feed, err) : status;
}
