// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/forecast.h"

#include "base/machine.h"

#include <math.h>
#include <string.h>

#define MB 1e6

/** Memory. */
#define BASE_BYTES        45e6
#define PERSON_BYTES      900.0
#define DRIVE_BYTES       250.0
#define LINK_THREAD_BYTES 2000.0
/** The finished file. */
#define RESULT_BASE_BYTES     5e6
#define RESULT_PERSON_BYTES   46.0
#define RESULT_DRIVE_BYTES    20.0
#define RESULT_INTERVAL_BYTES 4.0

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

struct forecast forecast_of(const struct world *world)
{
    const struct spec *spec = world->spec;
    double links = world->network->link_count, drives = world->drives.count;
    double persons =
        spec->has_demand ? spec->demand.sample * (residents_of(world) + visitors_of(world)) : 0;
    double intervals = ceil((spec->run.stop_s - spec->run.start_s) / spec->run.interval_s);
    return (struct forecast){
        .persons = persons,
        .drives = drives,
        .memory_bytes = (uint64_t)(BASE_BYTES + PERSON_BYTES * persons + DRIVE_BYTES * drives +
                                   LINK_THREAD_BYTES * links * team_size(world->team)),
        .result_bytes =
            (uint64_t)(RESULT_BASE_BYTES + RESULT_PERSON_BYTES * persons +
                       RESULT_DRIVE_BYTES * drives + RESULT_INTERVAL_BYTES * links * intervals),
    };
}

enum status forecast_check(const struct forecast *forecast, const char *output, struct error *err)
{
    uint64_t memory = machine_memory_left();
    uint64_t disk = output ? machine_disk_left(output) : MACHINE_UNKNOWN;
    enum status status = STATUS_OK;
    if (memory < forecast->memory_bytes)
        status = error_fail(err, STATUS_RESOURCE,
                            "the run needs about %.0f MB of memory, %.0f MB are left to it; a "
                            "smaller --sample needs less, --force runs it all the same",
                            (double)forecast->memory_bytes / MB, (double)memory / MB);
    /* The rows lie beside the file until it is made of them. */
    if (disk < 2 * forecast->result_bytes)
        status = error_fail(err, STATUS_RESOURCE,
                            "the run needs about %.0f MB of disk for '%s', %.0f MB are free; "
                            "--force runs it all the same",
                            2 * (double)forecast->result_bytes / MB, output, (double)disk / MB);
    return status;
}
