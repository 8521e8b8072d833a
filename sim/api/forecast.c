// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/forecast.h"

#include "base/machine.h"

#include <math.h>
#include <string.h>

#define MB 1e6

/* Measured by the weekday of the corridor (617 nodes, 7,003 departures) on one thread, with
 *     ardey run scenarios/weekday.lua -t 1 -s SHARE -i DAYS -o x.h5
 * and its `memory_mb` and the bytes of x.h5:
 *
 *     share  days   persons  memory     file
 *      0.02     0    20,790   107.8 MB  5.76 MB
 *      0.02     1    20,790   423.6 MB  5.81 MB
 *      0.05     1    51,974   444.4 MB  7.27 MB
 *      0.1      1   103,949   469.9 MB  9.70 MB
 *
 * Persons: by the steepest of these rows. Settling: by that of the first two, laid on the
 * searches of roads, which hold something for each node and quarter of an hour. Departures: what is
 * left above a run of two roads (20 MB). Drives are estimated. */
#define BASE_BYTES        20e6
#define PERSON_BYTES      670.0
#define DRIVE_BYTES       250.0
#define DEPARTURE_BYTES   10.7e3
#define NODE_SLICE_BYTES  5.3e3
#define SLICE_S           900.0
#define RESULT_BASE_BYTES 0.2e6
#define RESULT_PERSON     46.7
#define RESULT_DRIVE      20.0
#define RESULT_DEPARTURE  560.0
#define RESULT_LINK_CELL  4.0

/* The log of events, all kinds of the whole day: 2.40 million rows in 21.2 MB with the 54,986
 * persons of `-s 0.05 -i 0` and `results.events` = all. */
#define RESULT_PERSON_EVENTS 386.0

static double residents_of(const struct world *world)
{
    const struct table *zones = &world->spec->network_tables.zones;
    double sum = 0;
    for (uint32_t i = 0; i < zones->count; i++)
        if (TABLE_ROW(zones, struct zone_row, i)->kind == ZONE_INTERNAL)
            sum += TABLE_ROW(zones, struct zone_row, i)->residents;
    return sum;
}

/** An external zone is an area of its own, called by its id; others are municipalities. */
static bool is_zone(const struct table *zones, const char *area)
{
    for (uint32_t i = 0; i < zones->count; i++)
        if (strcmp(TABLE_ROW(zones, struct zone_row, i)->id, area) == 0)
            return true;
    return false;
}

/** Who comes on top of the residents: commuters from outside, and vehicles that pass through. */
static double visitors_of(const struct world *world)
{
    const struct demand_tables *tables = &world->spec->demand_tables;
    const struct table *zones = &world->spec->network_tables.zones;
    double sum = 0;
    for (uint32_t i = 0; i < tables->commuters.count; i++) {
        const struct commuter_row *row = TABLE_ROW(&tables->commuters, struct commuter_row, i);
        sum += is_zone(zones, row->from) ? row->commuters : 0;
    }
    for (uint32_t i = 0; i < tables->through.count; i++) {
        const struct through_row *row = TABLE_ROW(&tables->through, struct through_row, i);
        sum += row->cars_per_day + row->trucks_per_day;
    }
    return sum;
}

/** As if every kind were asked for; by the share of the run in which events are logged. */
static double event_bytes(const struct world *world, double persons)
{
    const struct event_log *log = &world->log;
    uint32_t from_ms = log->from_ms > world->start_ms ? log->from_ms : world->start_ms;
    uint32_t to_ms = log->to_ms < world->stop_ms ? log->to_ms : world->stop_ms;
    if (log->kinds == 0 || to_ms <= from_ms)
        return 0;
    return RESULT_PERSON_EVENTS * persons * (to_ms - from_ms) / (world->stop_ms - world->start_ms);
}

struct forecast forecast_of(const struct world *world)
{
    const struct spec *spec = world->spec;
    double links = world->network->link_count, nodes = world->network->node_count;
    double drives = world->drives.count, departures = world->timetable->run_count;
    double day_s = spec->run.stop_s - spec->run.start_s;
    double persons =
        spec->has_demand ? spec->demand.sample * (residents_of(world) + visitors_of(world)) : 0;
    bool is_settling = spec->has_demand && spec->equilibrium.iterations > 0;
    double settling = is_settling ? NODE_SLICE_BYTES * nodes * ceil(day_s / SLICE_S) : 0;
    return (struct forecast){
        .persons = persons,
        .memory_bytes = (uint64_t)(BASE_BYTES + DEPARTURE_BYTES * departures +
                                   PERSON_BYTES * persons + DRIVE_BYTES * drives + settling),
        .result_bytes =
            (uint64_t)(RESULT_BASE_BYTES + RESULT_DEPARTURE * departures + RESULT_PERSON * persons +
                       event_bytes(world, persons) + RESULT_DRIVE * drives +
                       RESULT_LINK_CELL * links * ceil(day_s / spec->run.interval_s)),
    };
}

enum status forecast_check(const struct forecast *forecast, const char *output, struct error *err)
{
    uint64_t memory = machine_memory_left();
    uint64_t disk = output ? machine_disk_left(output) : MACHINE_UNKNOWN;
    enum status status = STATUS_OK;
    if (memory < forecast->memory_bytes)
        status = error_fail(err, STATUS_RESOURCE,
                            "the run needs about %.1f MB of memory, %.1f MB are left to it; a "
                            "smaller --sample needs less, --force runs it all the same",
                            (double)forecast->memory_bytes / MB, (double)memory / MB);
    /* The rows lie beside the file until it is made of them. */
    if (disk < 2 * forecast->result_bytes)
        status = error_fail(err, STATUS_RESOURCE,
                            "the run needs about %.1f MB of disk for '%s', %.1f MB are free; "
                            "--force runs it all the same",
                            2 * (double)forecast->result_bytes / MB, output, (double)disk / MB);
    return status;
}
