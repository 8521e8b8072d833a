// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/gtfs_feed.h"

#include "import/gtfs_cells.h"
#include "network/transit_tables.h"

#include <math.h>
#include <string.h>

#define EARTH_RADIUS_M   6371000.0
#define RADIANS          (3.14159265358979323846 / 180.0)
#define LATITUDE_MAX     90.0
#define LONGITUDE_MAX    180.0
#define LOCATION_MAX     4
#define ROUTE_TYPE_ERROR (-1)

static const char *const agency_columns[] = {"agency_name", "agency_id", "agency_timezone", NULL};
enum { AGENCY_NAME, AGENCY_ID, AGENCY_ZONE };

static const char *const stop_columns[] = {
    "stop_id", "stop_name", "stop_lat", "stop_lon", "location_type", "parent_station", NULL};
enum { STOP_ID, STOP_NAME, STOP_LAT, STOP_LON, STOP_LOCATION, STOP_PARENT };

static const char *const route_columns[] = {"route_id",        "route_type", "route_short_name",
                                            "route_long_name", "agency_id",  NULL};
enum { ROUTE_ID, ROUTE_TYPE, ROUTE_SHORT, ROUTE_LONG, ROUTE_AGENCY };

static const char *const trip_columns[] = {"trip_id",      "route_id", "service_id",
                                           "direction_id", "block_id", NULL};
enum { TRIP_ID, TRIP_ROUTE, TRIP_SERVICE, TRIP_DIRECTION, TRIP_BLOCK };

/** A text of a cell that outlives the row; NULL when memory runs out. */
static const char *keep(struct gtfs_feed *feed, const char *text, struct error *err)
{
    return text_arena_copy(&feed->text, text, strlen(text), err);
}

static void row_broken(struct gtfs_feed *feed, const struct feed_table *table, uint32_t column)
{
    import_report_add(&feed->report, IMPORT_ROW_BROKEN, "%s:%u: %s is '%s'", table->name,
                      (unsigned)table->line, table->columns[column], table->cells[column]);
}

static void row_refers(struct gtfs_feed *feed, const struct feed_table *table, uint32_t column)
{
    import_report_add(&feed->report, IMPORT_ROW_REFERENCE, "%s:%u: %s '%s'", table->name,
                      (unsigned)table->line, table->columns[column], table->cells[column]);
}

/** Adds the id in cell `column`, which must be new and not empty; `*out_is_new` tells whether it
 * is. */
static enum status id_add(struct gtfs_feed *feed, const struct feed_table *table, uint32_t column,
                          struct names *names, bool *out_is_new, struct error *err)
{
    const char *id = table->cells[column];
    *out_is_new = false;
    if (id[0] == '\0') {
        row_broken(feed, table, column);
        return STATUS_OK;
    }
    enum status status = names_add(names, id, &(uint32_t){0}, out_is_new, err);
    if (status == STATUS_OK && !*out_is_new)
        import_report_add(&feed->report, IMPORT_ROW_TWICE, "%s:%u: %s '%s'", table->name,
                          (unsigned)table->line, table->columns[column], id);
    return status;
}

/** A row of one of the files. */
typedef enum status row_function(struct gtfs_feed *feed, const struct feed_table *table,
                                 struct error *err);

struct file_plan {
    struct feed_form form;
    row_function *take;
};

static enum status agency_take(struct gtfs_feed *feed, const struct feed_table *table,
                               struct error *err)
{
    bool is_new;
    uint32_t id;
    const char *zone = table->cells[AGENCY_ZONE];
    enum status status = names_add(&feed->agency_ids, table->cells[AGENCY_ID], &id, &is_new, err);
    if (status == STATUS_OK)
        status = MEM_RESERVE(&feed->agency_names, &feed->agency_capacity, (size_t)id + 1, err);
    if (status != STATUS_OK)
        return status;
    if (is_new)
        feed->agency_names[id] = keep(feed, table->cells[AGENCY_NAME], err);
    if (!feed->time_zone) {
        feed->time_zone = keep(feed, zone, err);
        feed->time_zone_count = 1;
    } else if (strcmp(feed->time_zone, zone) != 0) {
        feed->time_zone_count++;
    }
    return feed->agency_names[id] && feed->time_zone ? STATUS_OK : STATUS_RESOURCE;
}

static enum status stop_take(struct gtfs_feed *feed, const struct feed_table *table,
                             struct error *err)
{
    int64_t kind;
    bool is_new;
    struct gtfs_stop stop = {.parent = NONE};
    if (!gtfs_cell_count(table->cells[STOP_LOCATION], 0, &kind) || kind > LOCATION_MAX) {
        row_broken(feed, table, STOP_LOCATION);
        return STATUS_OK;
    }
    stop.kind = (int)kind;
    stop.has_point = gtfs_cell_real(table->cells[STOP_LAT], &stop.lat) &&
                     gtfs_cell_real(table->cells[STOP_LON], &stop.lon) &&
                     fabs(stop.lat) <= LATITUDE_MAX && fabs(stop.lon) <= LONGITUDE_MAX &&
                     !(stop.lat == 0 && stop.lon == 0);
    enum status status = id_add(feed, table, STOP_ID, &feed->stop_ids, &is_new, err);
    if (status != STATUS_OK || !is_new)
        return status;
    if (stop.kind == 0 && !stop.has_point)
        import_report_add(&feed->report, IMPORT_STOP_NO_POINT, "%s:%u: '%s' at '%s' '%s'",
                          table->name, (unsigned)table->line, table->cells[STOP_ID],
                          table->cells[STOP_LAT], table->cells[STOP_LON]);
    import_report_count(&feed->report, IMPORT_STOP_STATION, stop.kind != 0);
    const char *name = table->cells[STOP_NAME];
    stop.name = keep(feed, name[0] ? name : table->cells[STOP_ID], err);
    stop.parent_id = keep(feed, table->cells[STOP_PARENT], err);
    status = MEM_RESERVE(&feed->stops, &feed->stop_capacity, (size_t)feed->stop_ids.count, err);
    if (status != STATUS_OK || !stop.name || !stop.parent_id)
        return STATUS_RESOURCE;
    feed->stops[feed->stop_ids.count - 1] = stop;
    return STATUS_OK;
}

enum gtfs_vehicle gtfs_route_kind(long route_type, int *out_mode)
{
    static const struct {
        long first, last;
        int mode;
        enum gtfs_vehicle vehicle;
    } kinds[] = {
        {0, 0, SERVICE_TRAM, GTFS_TRAM},
        {1, 1, SERVICE_LIGHT_RAIL, GTFS_METRO},
        {2, 2, SERVICE_RAIL, GTFS_TRAIN},
        {3, 3, SERVICE_BUS, GTFS_BUS},
        {4, 4, SERVICE_LIGHT_RAIL, GTFS_FERRY},
        {5, 5, SERVICE_TRAM, GTFS_TRAM},
        {6, 6, SERVICE_LIGHT_RAIL, GTFS_CABLE_CAR},
        {7, 7, SERVICE_LIGHT_RAIL, GTFS_FUNICULAR},
        {11, 11, SERVICE_BUS, GTFS_TROLLEYBUS},
        {12, 12, SERVICE_LIGHT_RAIL, GTFS_MONORAIL},
        {100, 117, SERVICE_RAIL, GTFS_TRAIN},
        {200, 209, SERVICE_BUS, GTFS_COACH},
        {400, 404, SERVICE_LIGHT_RAIL, GTFS_METRO},
        {405, 405, SERVICE_LIGHT_RAIL, GTFS_MONORAIL},
        {705, 705, SERVICE_NIGHT_BUS, GTFS_BUS},
        {700, 716, SERVICE_BUS, GTFS_BUS},
        {800, 800, SERVICE_BUS, GTFS_TROLLEYBUS},
        {900, 906, SERVICE_TRAM, GTFS_TRAM},
        {1000, 1000, SERVICE_LIGHT_RAIL, GTFS_FERRY},
        {1200, 1200, SERVICE_LIGHT_RAIL, GTFS_FERRY},
        {1300, 1307, SERVICE_LIGHT_RAIL, GTFS_CABLE_CAR},
        {1400, 1400, SERVICE_LIGHT_RAIL, GTFS_FUNICULAR},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (route_type >= kinds[i].first && route_type <= kinds[i].last) {
            *out_mode = kinds[i].mode;
            return kinds[i].vehicle;
        }
    return GTFS_VEHICLE_COUNT;
}

/** The agency of a route; one that names none has the only agency of the feed. */
static const char *route_agency(const struct gtfs_feed *feed, const char *id)
{
    uint32_t agency = names_find(&feed->agency_ids, id);
    if (agency == NONE && id[0] == '\0' && feed->agency_ids.count == 1)
        agency = 0;
    return agency == NONE ? id : feed->agency_names[agency];
}

static enum status route_take(struct gtfs_feed *feed, const struct feed_table *table,
                              struct error *err)
{
    int64_t type;
    bool is_new;
    struct gtfs_route route = {.line = NONE};
    if (!gtfs_cell_count(table->cells[ROUTE_TYPE], ROUTE_TYPE_ERROR, &type)) {
        row_broken(feed, table, ROUTE_TYPE);
        return STATUS_OK;
    }
    enum status status = id_add(feed, table, ROUTE_ID, &feed->route_ids, &is_new, err);
    if (status != STATUS_OK || !is_new)
        return status;
    route.vehicle = gtfs_route_kind((long)type, &route.mode);
    if (route.vehicle == GTFS_VEHICLE_COUNT)
        import_report_add(&feed->report, IMPORT_ROUTE_UNKNOWN, "%s:%u: route '%s' of type '%s'",
                          table->name, (unsigned)table->line, table->cells[ROUTE_ID],
                          table->cells[ROUTE_TYPE]);
    else if (route.vehicle == GTFS_FERRY || route.vehicle == GTFS_CABLE_CAR ||
             route.vehicle == GTFS_FUNICULAR || route.vehicle == GTFS_MONORAIL)
        import_report_add(&feed->report, IMPORT_ROUTE_NEAREST, "%s:%u: route '%s' of type '%s'",
                          table->name, (unsigned)table->line, table->cells[ROUTE_ID],
                          table->cells[ROUTE_TYPE]);
    route.short_name = keep(feed, table->cells[ROUTE_SHORT], err);
    route.long_name = keep(feed, table->cells[ROUTE_LONG], err);
    route.agency_name = route_agency(feed, table->cells[ROUTE_AGENCY]);
    if (route.agency_name == table->cells[ROUTE_AGENCY])
        route.agency_name = keep(feed, route.agency_name, err);
    status = MEM_RESERVE(&feed->routes, &feed->route_capacity, (size_t)feed->route_ids.count, err);
    if (status != STATUS_OK || !route.short_name || !route.long_name || !route.agency_name)
        return STATUS_RESOURCE;
    feed->routes[feed->route_ids.count - 1] = route;
    return STATUS_OK;
}

static enum status trip_take(struct gtfs_feed *feed, const struct feed_table *table,
                             struct error *err)
{
    bool is_new;
    int64_t direction;
    struct gtfs_trip trip = {.route = names_find(&feed->route_ids, table->cells[TRIP_ROUTE])};
    uint32_t service = names_find(&feed->service_ids, table->cells[TRIP_SERVICE]);
    bool is_direction =
        gtfs_cell_count(table->cells[TRIP_DIRECTION], 0, &direction) && direction <= 1;
    enum status status = id_add(feed, table, TRIP_ID, &feed->trip_ids, &is_new, err);
    if (status != STATUS_OK || !is_new)
        return status;
    if (!is_direction)
        row_broken(feed, table, TRIP_DIRECTION);
    else if (trip.route == NONE)
        row_refers(feed, table, TRIP_ROUTE);
    else if (service == NONE)
        row_refers(feed, table, TRIP_SERVICE);
    else if (!feed->service_runs[service])
        import_report_count(&feed->report, IMPORT_TRIP_OTHER_DAY, 1);
    else if (feed->routes[trip.route].vehicle == GTFS_VEHICLE_COUNT)
        import_report_count(&feed->report, IMPORT_TRIP_ROUTE, 1);
    else
        trip.is_running = true;
    trip.direction = (uint8_t)(is_direction ? direction : 0);
    feed->running_count += trip.is_running;
    import_report_count(&feed->report, IMPORT_TRIP_BLOCK,
                        trip.is_running && table->cells[TRIP_BLOCK][0] != '\0');
    status = MEM_RESERVE(&feed->trips, &feed->trip_capacity, (size_t)feed->trip_ids.count, err);
    if (status == STATUS_OK)
        feed->trips[feed->trip_ids.count - 1] = trip;
    return status;
}

static enum status file_read(struct gtfs_feed *feed, const struct file_plan *plan,
                             struct error *err)
{
    bool is_row;
    struct feed_table table = {.report = &feed->report};
    enum status status = feed_table_open(feed->source, &plan->form, &table, err);
    while (status == STATUS_OK && (status = feed_table_next(&table, &is_row, err)) == STATUS_OK &&
           is_row)
        status = plan->take(feed, &table, err);
    feed_table_close(&table);
    return status;
}

enum status gtfs_feed_read(struct gtfs_feed *feed, struct error *err)
{
    static const struct file_plan places[] = {
        {{"agency.txt", agency_columns, 1, false}, agency_take},
        {{"stops.txt", stop_columns, 1, true}, stop_take},
        {{"routes.txt", route_columns, 2, true}, route_take},
    };
    static const struct file_plan trips = {{"trips.txt", trip_columns, 3, true}, trip_take};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof places / sizeof places[0]; i++)
        status = file_read(feed, &places[i], err);
    if (status == STATUS_OK)
        status = gtfs_calendar_read(feed, err);
    if (status == STATUS_OK)
        status = file_read(feed, &trips, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < feed->stop_ids.count; i++)
        feed->stops[i].parent = names_find(&feed->stop_ids, feed->stops[i].parent_id);
    if (feed->running_count > 0)
        return STATUS_OK;
    if (feed->first_date[0] == '\0')
        return error_fail(err, STATUS_DATA,
                          "no trip of the feed runs on %.4s-%.2s-%.2s, nor on any other day",
                          feed->date, feed->date + 4, feed->date + 6);
    const char *first = feed->first_date, *last = feed->last_date;
    return error_fail(err, STATUS_DATA,
                      "no trip of the feed runs on %.4s-%.2s-%.2s; its service is between "
                      "%.4s-%.2s-%.2s and %.4s-%.2s-%.2s",
                      feed->date, feed->date + 4, feed->date + 6, first, first + 4, first + 6, last,
                      last + 4, last + 6);
}

double gtfs_distance_m(const struct gtfs_stop *a, const struct gtfs_stop *b)
{
    double lat = sin((b->lat - a->lat) * RADIANS / 2), lon = sin((b->lon - a->lon) * RADIANS / 2);
    double h = lat * lat + cos(a->lat * RADIANS) * cos(b->lat * RADIANS) * lon * lon;
    return 2 * EARTH_RADIUS_M * asin(sqrt(fmin(1.0, h)));
}

void gtfs_feed_deinit(struct gtfs_feed *feed)
{
    struct names *names[] = {&feed->agency_ids, &feed->stop_ids, &feed->route_ids,
                             &feed->service_ids, &feed->trip_ids};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        names_deinit(names[i]);
    mem_free(feed->agency_names);
    mem_free(feed->stops);
    mem_free(feed->routes);
    mem_free(feed->service_runs);
    mem_free(feed->trips);
    mem_free(feed->times);
    mem_free(feed->runs);
    text_arena_deinit(&feed->text);
    import_report_deinit(&feed->report);
}
