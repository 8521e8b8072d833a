// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/gtfs_import.h"

#include "base/memory.h"
#include "base/new_folder.h"
#include "import/gtfs_cells.h"
#include "import/gtfs_write.h"

#include <stdio.h>
#include <string.h>

#define PATH_SIZE   4096
#define DATE_LENGTH 10
#define REPORT_NAME "import_report.md"

/** A day of a feed, read. */
struct day {
    struct gtfs_feed feed;
    struct gtfs_lines lines;
    struct gtfs_paths paths;
    char date[9]; /**< YYYYMMDD */
    const char *feed_name, *name;
};

/** The last part of a path, without slashes behind it. */
static const char *base_name(const char *path, char out[PATH_SIZE])
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    size_t start = length;
    while (start > 0 && path[start - 1] != '/')
        start--;
    snprintf(out, PATH_SIZE, "%.*s", (int)(length - start), path + start);
    for (char *byte = out; *byte; byte++)
        if ((unsigned char)*byte < ' ' || *byte == 127)
            *byte = '_';
    return out;
}

/** The folder of the options, or one named as the feed without ".zip". */
static const char *folder_choose(const struct gtfs_import_options *options, char out[PATH_SIZE])
{
    if (options->folder)
        return options->folder;
    base_name(options->feed, out);
    size_t length = strlen(out);
    if (length > 4 && strcmp(out + length - 4, ".zip") == 0)
        out[length - 4] = '\0';
    return out;
}

static enum status date_read(const char *text, char out[9], struct error *err)
{
    if (strlen(text) == DATE_LENGTH && text[4] == '-' && text[7] == '-') {
        snprintf(out, 9, "%.4s%.2s%.2s", text, text + 5, text + 8);
        if (gtfs_cell_date(out))
            return STATUS_OK;
    }
    return error_fail(err, STATUS_USAGE, "date is '%.60s', must be a day such as 2026-03-02", text);
}

/** Counts what the tables have no place for. */
static enum status unread_count(struct gtfs_feed *feed, struct error *err)
{
    static const char *const read[] = {"agency.txt",         "stops.txt",     "routes.txt",
                                       "calendar.txt",       "trips.txt",     "stop_times.txt",
                                       "calendar_dates.txt", "transfers.txt", "frequencies.txt",
                                       "shapes.txt",         "feed_info.txt"};
    static const char *const shape_columns[] = {"shape_id", NULL};
    static const struct feed_form form = {"shapes.txt", shape_columns, 0, false};
    const struct names *files = feed_source_files(feed->source);
    for (uint32_t i = 0; i < files->count; i++) {
        bool is_read = false;
        for (size_t k = 0; k < sizeof read / sizeof read[0]; k++)
            is_read = is_read || strcmp(names_text(files, i), read[k]) == 0;
        if (!is_read)
            import_report_add(&feed->report, IMPORT_FILE_UNREAD, "%s", names_text(files, i));
    }
    for (uint32_t i = 0; i < feed->stop_ids.count; i++)
        import_report_count(&feed->report, IMPORT_STOP_UNUSED,
                            feed->stops[i].kind == 0 && !feed->stops[i].is_used);
    bool is_row;
    struct feed_table shapes = {.report = &feed->report};
    enum status status = feed_table_open(feed->source, &form, &shapes, err);
    while (status == STATUS_OK && (status = feed_table_next(&shapes, &is_row, err)) == STATUS_OK &&
           is_row)
        import_report_count(&feed->report, IMPORT_SHAPE, 1);
    feed_table_close(&shapes);
    return status;
}

static enum status day_read(struct day *day, const struct gtfs_import_options *options,
                            struct error *err)
{
    struct gtfs_feed *feed = &day->feed;
    feed->report.err = err;
    feed->date = day->date;
    enum status status = feed_source_open(options->feed, &feed->source, err);
    if (status != STATUS_OK)
        return status;
    status = gtfs_feed_read(feed, err);
    if (status == STATUS_OK)
        status = gtfs_times_read(feed, err);
    if (status == STATUS_OK)
        status = gtfs_lines_make(feed, &day->lines, err);
    if (status == STATUS_OK)
        status = gtfs_paths_make(feed, options->near_m, &day->paths, err);
    if (status == STATUS_OK)
        status = unread_count(feed, err);
    if (status != STATUS_OK)
        error_note(err, "while reading %s", options->feed);
    return status;
}

static void day_deinit(struct day *day)
{
    feed_source_close(day->feed.source);
    gtfs_lines_deinit(&day->lines);
    gtfs_paths_deinit(&day->paths);
    gtfs_feed_deinit(&day->feed);
}

static void report_write(const struct day *day, const char *date, struct page *page)
{
    const struct gtfs_feed *feed = &day->feed;
    uint64_t times = 0, kept = 0;
    uint32_t stops = 0;
    for (uint32_t i = 0; i < feed->run_count; i++)
        times += feed->trips[feed->runs[i].trip].count;
    for (uint32_t i = 0; i < feed->trip_ids.count; i++)
        kept += feed->trips[i].is_running ? feed->trips[i].count : 0;
    for (uint32_t i = 0; i < feed->stop_ids.count; i++)
        stops += feed->stops[i].is_used;
    page_add(page,
             "# Import of %s\n\n"
             "Service day %s: %u runs of %u lines with %llu stop times, in %u patterns at %u "
             "stops; %u footpaths.\n\n",
             day->feed_name, date, (unsigned)feed->run_count, (unsigned)day->lines.ids.count,
             (unsigned long long)times, (unsigned)day->lines.pattern_count, (unsigned)stops,
             (unsigned)day->paths.count);
    page_add(page,
             "Of %llu rows of stop_times.txt, %llu are calls of these runs (those of a trip with "
             "frequencies once); the table says what became of the others.\n\n",
             (unsigned long long)feed->time_row_count, (unsigned long long)kept);
    page_add(
        page,
        "Times are local times of the agency (%s%s) as the feed writes them, counted from noon "
        "less 12 hours: on a day when clocks change they are not shifted. Runs of the service "
        "day before that are still under way after midnight are not part of this day.\n\n",
        feed->time_zone && feed->time_zone[0] ? feed->time_zone : "time zone not given",
        feed->time_zone_count > 1 ? "; other agencies have others, which is ignored" : "");
    import_report_write(&feed->report, page);
}

/** Writes everything into a folder that is there only when it is complete. */
static enum status day_write(const struct day *day, const char *path, const char *date,
                             const struct page *report, struct error *err)
{
    struct new_folder folder;
    enum status status = new_folder_begin(&folder, path, err);
    if (status != STATUS_OK)
        return status;
    const struct gtfs_output output = {.feed = &day->feed,
                                       .lines = &day->lines,
                                       .paths = &day->paths,
                                       .feed_name = day->feed_name,
                                       .name = day->name,
                                       .date = date};
    status = gtfs_write(&output, &folder, err);
    if (status == STATUS_OK)
        status = new_folder_write(&folder, REPORT_NAME, report, err);
    if (status == STATUS_OK)
        return new_folder_finish(&folder, err);
    new_folder_abandon(&folder);
    return status;
}

enum status gtfs_import(const struct gtfs_import_options *options, char **out_report,
                        struct error *err)
{
    struct day day = {0};
    char feed_name[PATH_SIZE], name[PATH_SIZE], standard[PATH_SIZE];
    enum status status = date_read(options->date, day.date, err);
    if (status != STATUS_OK)
        return status;
    if (!(options->near_m >= 0 && options->near_m <= GTFS_NEAR_MAX_M))
        return error_fail(err, STATUS_USAGE,
                          "the distance of footpaths is %g m, must be between 0 and %g",
                          options->near_m, GTFS_NEAR_MAX_M);
    const char *folder = folder_choose(options, standard);
    status = new_folder_check(folder, err);
    if (status != STATUS_OK)
        return status;
    day.feed_name = base_name(options->feed, feed_name);
    day.name = base_name(folder, name);

    struct page report = {.err = err};
    status = day_read(&day, options, err);
    if (status == STATUS_OK) {
        report_write(&day, options->date, &report);
        status = day_write(&day, folder, options->date, &report, err);
    }
    day_deinit(&day);
    if (status == STATUS_OK)
        *out_report = report.text;
    else
        mem_free(report.text);
    return status;
}
