// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IMPORT_GTFS_FEED_H
#define IMPORT_GTFS_FEED_H

#include "import/feed_table.h"

/** What is read of a GTFS feed (General Transit Feed Specification, schedule reference of 2024) for
 * one service day. Ids of rows are positions in the arrays, and the same in the names. */

#define GTFS_NO_TIME INT32_MIN /**< a stop time without a time */

/** Kinds of vehicles that routes are given. */
enum gtfs_vehicle {
    GTFS_TRAM,
    GTFS_METRO,
    GTFS_TRAIN,
    GTFS_BUS,
    GTFS_COACH,
    GTFS_TROLLEYBUS,
    GTFS_FERRY,
    GTFS_CABLE_CAR,
    GTFS_FUNICULAR,
    GTFS_MONORAIL,
    GTFS_VEHICLE_COUNT
};

struct gtfs_stop {
    const char *name;
    double lat, lon;
    const char *parent_id; /**< "" for none */
    uint32_t parent;       /**< its station, or NONE */
    int kind;              /**< location_type: 0 stop or platform, 1 station ... */
    bool has_point;
    bool is_used; /**< a run of the date calls */
};

struct gtfs_route {
    const char *short_name, *long_name, *agency_name;
    int mode;                  /**< enum service_mode */
    enum gtfs_vehicle vehicle; /**< GTFS_VEHICLE_COUNT: unknown, the route is dropped */
    uint32_t line;             /**< of the scenario, NONE while no run uses it */
};

struct gtfs_trip {
    uint32_t route;
    uint8_t direction;
    bool is_running;       /**< on the date, and its stop times are wanted */
    bool is_dropped;       /**< ran on the date, but cannot be used */
    bool has_frequencies;  /**< stands for the runs of frequencies.txt and does not run itself */
    uint32_t run_count;    /**< how often it runs */
    uint32_t first, count; /**< into `times` once they are in order; count 0: dropped */
};

struct gtfs_time {
    uint32_t trip, stop, line; /**< line in stop_times.txt */
    int64_t seq;
    int32_t arrive_s, depart_s; /**< after midnight, or GTFS_NO_TIME */
    double distance;            /**< shape_dist_traveled, < 0 when absent */
    bool is_interpolated;
};

/** A trip as it runs once. */
struct gtfs_run {
    uint32_t trip;
    int32_t depart_s; /**< at the first stop */
};

struct gtfs_feed {
    struct feed_source *source;
    const char *date; /**< YYYYMMDD */
    struct import_report report;
    struct text_arena text;

    struct names agency_ids, stop_ids, route_ids, service_ids, trip_ids;
    const char **agency_names;
    size_t agency_capacity;
    const char *time_zone; /**< of the first agency; "" unknown */
    uint32_t time_zone_count;
    struct gtfs_stop *stops;
    size_t stop_capacity;
    struct gtfs_route *routes;
    size_t route_capacity;
    bool *service_runs; /**< [service_ids.count] on the date */
    size_t service_capacity;
    char first_date[9], last_date[9]; /**< between which any service runs */
    struct gtfs_trip *trips;
    size_t trip_capacity;
    uint32_t running_count; /**< trips that run on the date */
    struct gtfs_time *times;
    size_t time_capacity;
    uint32_t time_count;
    uint64_t time_row_count; /**< of stop_times.txt, without those that cannot be cut into cells */
    struct gtfs_run *runs;
    size_t run_capacity;
    uint32_t run_count;
};

/** Reads agency.txt, stops.txt, routes.txt, calendar.txt, calendar_dates.txt and trips.txt. Rows
 * that cannot be used go to the report. STATUS_DATA for what leaves nothing to import: a file or
 * column that is missing, no trip on the date. O(bytes). */
enum status gtfs_feed_read(struct gtfs_feed *feed, struct error *err);

/** Reads calendar.txt and calendar_dates.txt: which services run on the date. */
enum status gtfs_calendar_read(struct gtfs_feed *feed, struct error *err);

/** Reads stop_times.txt and frequencies.txt, completes the times and lists the runs of the date in
 * the order of departure, then of trips.txt. Afterwards `trips[i].first` and `count` hold. */
enum status gtfs_times_read(struct gtfs_feed *feed, struct error *err);

/** The mode (enum service_mode) and kind of vehicle of a route_type, basic or extended.
 * GTFS_VEHICLE_COUNT for an unknown one. */
enum gtfs_vehicle gtfs_route_kind(long route_type, int *out_mode);

/** Straight line between two stops with points, m, on a sphere (haversine; earth of 6,371 km). */
double gtfs_distance_m(const struct gtfs_stop *a, const struct gtfs_stop *b);

void gtfs_feed_deinit(struct gtfs_feed *feed);

#endif
