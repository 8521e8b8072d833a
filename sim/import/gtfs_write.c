// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/gtfs_write.h"

#include "base/memory.h"
#include "network/transit_tables.h"

#include <stdio.h>
#include <string.h>

#define PATH_SIZE   4096
#define HOUR_S      3600
#define LEAST_STOP  24 /* o'clock */
#define NUMBER_SIZE 32

static const char *const file_names[] = {
    "stops.csv",    "lines.csv",     "line_stops.csv", "departures.csv",
    "vehicles.csv", "transfers.csv", "scenario.lua",   NULL};

static const char *const vehicle_names[GTFS_VEHICLE_COUNT] = {
    [GTFS_TRAM] = "tram",         [GTFS_METRO] = "metro",         [GTFS_TRAIN] = "train",
    [GTFS_BUS] = "bus",           [GTFS_COACH] = "coach",         [GTFS_TROLLEYBUS] = "trolleybus",
    [GTFS_FERRY] = "ferry",       [GTFS_CABLE_CAR] = "cable_car", [GTFS_FUNICULAR] = "funicular",
    [GTFS_MONORAIL] = "monorail",
};

/* GTFS says nothing about vehicles. These are estimates of what is usual: seats, standing, doors,
 * length_m, vmax_kmh, accel, decel, power_kw, traction, mass_t, energy_kwh_per_km. */
static const char *const vehicle_values[GTFS_VEHICLE_COUNT] = {
    [GTFS_TRAM] = "60,120,4,30,70,1.2,1.2,420,electric,40,3.5",
    [GTFS_METRO] = "140,360,9,75,80,1.1,1.2,1800,electric,110,8",
    [GTFS_TRAIN] = "200,200,4,72,140,0.9,0.9,2000,electric,120,7",
    [GTFS_BUS] = "35,50,3,12,80,1,1.2,220,diesel,11.5,4",
    [GTFS_COACH] = "50,0,2,13,100,0.8,1.2,300,diesel,14,3.5",
    [GTFS_TROLLEYBUS] = "40,90,4,18,65,1.1,1.2,240,electric,18,2.2",
    [GTFS_FERRY] = "100,100,1,30,25,0.1,0.1,500,diesel,150,20",
    [GTFS_CABLE_CAR] = "8,0,1,2.5,20,0.5,0.5,0,cable,0.8,1",
    [GTFS_FUNICULAR] = "30,50,4,12,36,0.5,0.8,200,cable,12,4",
    [GTFS_MONORAIL] = "60,140,6,50,80,1,1.2,800,electric,60,6",
};

/** Adds a cell of CSV with its comma, in quotes where it must be. */
static void add_cell(struct page *page, const char *text)
{
    if (!strpbrk(text, ",\"")) {
        page_add(page, "%s,", text);
        return;
    }
    page_add(page, "\"");
    for (; *text; text++)
        page_add(page, *text == '"' ? "\"\"" : "%c", *text);
    page_add(page, "\",");
}

/** Ends a row with its source and quality. */
static void add_evidence(struct page *page, const struct gtfs_output *output, const char *quality)
{
    add_cell(page, output->feed_name);
    page_add(page, "%s\n", quality);
}

/** Seconds as minutes, exact to the millisecond. */
static const char *minutes(int32_t seconds, char out[NUMBER_SIZE])
{
    if (seconds % 60 == 0)
        snprintf(out, NUMBER_SIZE, "%d", (int)(seconds / 60));
    else
        snprintf(out, NUMBER_SIZE, "%.6f", seconds / 60.0);
    return out;
}

static void write_stops(const struct gtfs_output *output, struct page *page)
{
    const struct gtfs_feed *feed = output->feed;
    page_add(page, "id,name,lat,lon,source,quality\n");
    for (uint32_t i = 0; i < feed->stop_ids.count; i++) {
        if (!feed->stops[i].is_used)
            continue;
        add_cell(page, names_text(&feed->stop_ids, i));
        add_cell(page, feed->stops[i].name);
        page_add(page, "%.8g,%.9g,", feed->stops[i].lat, feed->stops[i].lon);
        add_evidence(page, output, "published");
    }
}

static void write_lines(const struct gtfs_output *output, struct page *page)
{
    page_add(page, "id,route,mode,operator,vehicle,note,source,quality\n");
    for (uint32_t i = 0; i < output->lines->ids.count; i++) {
        uint32_t id = output->lines->line_routes[i];
        const struct gtfs_route *route = &output->feed->routes[id];
        add_cell(page, names_text(&output->lines->ids, i));
        add_cell(page, route->long_name);
        page_add(page, "%s,", service_mode_names[route->mode]);
        add_cell(page, route->agency_name);
        page_add(page, "%s,", vehicle_names[route->vehicle]);
        add_cell(page, names_text(&output->feed->route_ids, id));
        add_evidence(page, output, "published; vehicle by route_type");
    }
}

static void write_pattern(const struct gtfs_output *output, const struct gtfs_pattern *pattern,
                          struct page *page)
{
    const struct gtfs_feed *feed = output->feed;
    const struct gtfs_trip *trip = &feed->trips[pattern->trip];
    const struct gtfs_time *times = feed->times + trip->first;
    double way_m = 0;
    for (uint32_t i = 0; i < trip->count; i++) {
        char arrive[NUMBER_SIZE], depart[NUMBER_SIZE];
        if (i > 0)
            way_m += gtfs_distance_m(&feed->stops[times[i - 1].stop], &feed->stops[times[i].stop]);
        add_cell(page, names_text(&output->lines->ids, pattern->line));
        page_add(page, "%u,%u,%u,", (unsigned)pattern->direction, (unsigned)pattern->variant,
                 (unsigned)i + 1);
        add_cell(page, names_text(&feed->stop_ids, times[i].stop));
        page_add(page, "%s,%s,%.3f,", minutes(times[i].arrive_s - times[0].depart_s, arrive),
                 minutes(times[i].depart_s - times[0].depart_s, depart), way_m / 1000.0);
        add_evidence(page, output,
                     times[i].is_interpolated ? "time interpolated; km straight lines"
                                              : "published; km straight lines");
    }
}

static void write_line_stops(const struct gtfs_output *output, struct page *page)
{
    page_add(page, "line,direction,variant,seq,stop,arrive_min,depart_min,km,source,quality\n");
    for (uint32_t i = 0; i < output->lines->pattern_count; i++)
        write_pattern(output, &output->lines->patterns[i], page);
}

static void write_departures(const struct gtfs_output *output, struct page *page)
{
    const struct gtfs_feed *feed = output->feed;
    page_add(page, "line,direction,variant,depart,note,source,quality\n");
    for (uint32_t i = 0; i < feed->run_count; i++) {
        const struct gtfs_departure *departure = &output->lines->departures[i];
        const struct gtfs_pattern *pattern = &output->lines->patterns[departure->pattern];
        int s = departure->depart_s;
        add_cell(page, names_text(&output->lines->ids, pattern->line));
        page_add(page, "%u,%u,%02d:%02d:%02d,", (unsigned)pattern->direction,
                 (unsigned)pattern->variant, s / HOUR_S, s / 60 % 60, s % 60);
        add_cell(page, names_text(&feed->trip_ids, departure->trip));
        add_evidence(page, output, "published");
    }
}

static void write_vehicles(const struct gtfs_output *output, struct page *page)
{
    bool is_used[GTFS_VEHICLE_COUNT] = {false};
    for (uint32_t i = 0; i < output->lines->ids.count; i++)
        is_used[output->feed->routes[output->lines->line_routes[i]].vehicle] = true;
    page_add(page, "type,seats,standing,doors_per_side,length_m,vmax_kmh,accel_ms2,decel_ms2,"
                   "power_kw,traction,mass_t,energy_kwh_per_km,source,quality\n");
    for (int i = 0; i < GTFS_VEHICLE_COUNT; i++)
        if (is_used[i])
            page_add(page, "%s,%s,not in GTFS: usual vehicle of the route_type,estimate\n",
                     vehicle_names[i], vehicle_values[i]);
}

static void write_transfers(const struct gtfs_output *output, struct page *page)
{
    static const char *const qualities[] = {
        [GTFS_PATH_FORBIDDEN] = "",
        [GTFS_PATH_TIMED] = "time published; length estimate",
        [GTFS_PATH_LISTED] = "published; time and length estimate",
        [GTFS_PATH_MADE] = "estimate: 1.3 times the straight line at 4.8 km/h",
    };
    const struct gtfs_feed *feed = output->feed;
    page_add(page, "from_stop,to_stop,walk_m,minutes,source,quality\n");
    for (uint32_t i = 0; i < output->paths->count; i++) {
        const struct gtfs_path *path = &output->paths->items[i];
        add_cell(page, names_text(&feed->stop_ids, path->a));
        add_cell(page, names_text(&feed->stop_ids, path->b));
        page_add(page, "%.0f,%.3f,", path->walk_m, path->walk_s / 60.0);
        add_evidence(page, output, qualities[path->origin]);
    }
}

/** The hour by which the last run has ended. */
static int stop_hour(const struct gtfs_output *output)
{
    const struct gtfs_feed *feed = output->feed;
    int last_s = 0;
    for (uint32_t i = 0; i < feed->run_count; i++) {
        const struct gtfs_trip *trip = &feed->trips[feed->runs[i].trip];
        const struct gtfs_time *times = feed->times + trip->first;
        int end_s = feed->runs[i].depart_s + times[trip->count - 1].arrive_s - times[0].depart_s;
        last_s = last_s > end_s ? last_s : end_s;
    }
    int hour = last_s / HOUR_S + 1;
    return hour < LEAST_STOP ? LEAST_STOP : hour;
}

/** Adds a text between quotes of Lua; what would need an escape becomes `_`. */
static void add_lua_text(struct page *page, const char *text)
{
    page_add(page, "\"");
    for (; *text; text++)
        page_add(page, "%c", strchr("\"\\", *text) ? '_' : *text);
    page_add(page, "\"");
}

static void write_scenario(const struct gtfs_output *output, struct page *page)
{
    page_add(page, "-- Written by `ardey import gtfs`. import_report.md beside it tells what the "
                   "tables leave out.\n\nreturn {\n  name = ");
    add_lua_text(page, output->name);
    page_add(page, ",\n  title = ");
    add_lua_text(page, output->feed_name);
    page_add(page,
             ",\n  date = \"%s\",\n  start = \"00:00\",\n  stop = \"%02d:00\",\n"
             "  transit = {\n",
             output->date, stop_hour(output));
    for (int i = 0; file_names[i + 1]; i++) {
        int length = (int)strcspn(file_names[i], ".");
        page_add(page, "    %.*s = here .. \"/%s\",\n", length, file_names[i], file_names[i]);
    }
    page_add(page, "  },\n}\n");
}

enum status gtfs_write(const struct gtfs_output *output, const struct new_folder *folder,
                       struct error *err)
{
    /* In the order of file_names. */
    static void (*const writers[])(const struct gtfs_output *, struct page *) = {
        write_stops,    write_lines,     write_line_stops, write_departures,
        write_vehicles, write_transfers, write_scenario};
    enum status status = STATUS_OK;
    for (int i = 0; status == STATUS_OK && file_names[i]; i++) {
        struct page page = {.err = err};
        writers[i](output, &page);
        status = new_folder_write(folder, file_names[i], &page, err);
        mem_free(page.text);
    }
    return status;
}
