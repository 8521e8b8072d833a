// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/summary.h"

#include "api/counters.h"
#include "api/indicators.h"
#include "api/rail_results.h"
#include "api/shuttle_results.h"
#include "api/targets.h"
#include "base/memory.h"
#include "road/road_audit.h"
#include "transit/transit_street.h"

#include <stdio.h>
#include <stdlib.h>

#define MS_PER_MINUTE 60000.0
#define M_PER_KM      1000.0
#define MM_PER_KM     1e6

_Static_assert(ARDEY_MODES == MODE_COUNT, "ardey.h tells the number of modes");

static enum status summary_fill_people(const struct world *world, struct ardey_summary *out,
                                       struct error *err)
{
    struct people_totals totals = people_totals(world->people, kernel_now_ms(world->kernel));
    out->persons = world->population.person_count;
    out->trips_planned = world->population.trip_count;
    out->trips_not_started = totals.not_started;
    out->trips_before_start = totals.before_start;
    out->no_service = totals.no_service;
    out->stranded = totals.stranded;
    out->replanned = totals.replanned;
    out->rerouted = totals.rerouted;
    out->local_drives = totals.local_drives;
    for (int m = 0; m < MODE_COUNT; m++) {
        const struct mode_totals *mode = &totals.modes[m];
        double arrived = mode->arrived ? (double)mode->arrived : 1.0;
        out->modes[m] = (struct ardey_mode_summary){
            mode_names[m],
            mode->departed,
            mode->arrived,
            mode->under_way,
            (double)mode->travel_ms_sum / arrived / MS_PER_MINUTE,
            (double)mode->distance_m_sum / arrived / M_PER_KM,
        };
        if (mode->departed != mode->arrived + mode->under_way)
            error_fail(err, STATUS_INTERNAL,
                       "%llu trips by %s departed, but %llu arrived and %llu are under way",
                       (unsigned long long)mode->departed, mode_names[m],
                       (unsigned long long)mode->arrived, (unsigned long long)mode->under_way);
    }
    return err->finding_count ? err->status : STATUS_OK;
}

/** Every car that stands at a lot is somebody's, or on its way out; tours keep the vehicle. */
static enum status summary_audit_vehicles(const struct world *world, struct ardey_summary *out,
                                          struct error *err)
{
    struct people_vehicle_totals vehicles = people_vehicle_totals(world->people);
    struct people_parking_totals totals = people_parking_totals(world->people);
    if (totals.unbalanced > 0)
        error_fail(
            err, STATUS_INTERNAL,
            "at %llu of the places with parking spaces, cars that came are neither there nor "
            "gone",
            (unsigned long long)totals.unbalanced);
    if (totals.present != totals.owned + totals.called)
        error_fail(
            err, STATUS_INTERNAL,
            "%llu cars stand at parking spaces, but %llu persons have one there and %llu are "
            "being fetched",
            (unsigned long long)totals.present, (unsigned long long)totals.owned,
            (unsigned long long)totals.called);
    if (vehicles.astray > 0)
        error_fail(err, STATUS_INTERNAL,
                   "%llu times a car or a bicycle was used where it was not, or left behind",
                   (unsigned long long)vehicles.astray);
    out->cars_at_stops = vehicles.cars_at_stops;
    out->bicycles_at_stops = vehicles.bicycles_at_stops;
    return err->finding_count ? err->status : STATUS_OK;
}

/** Whoever was left behind at a stop has decided what to do, or is about to hear of it; and runs
 * that began end empty, or are on their way. */
static enum status summary_audit_transit(const struct world *world, struct error *err)
{
    struct people_totals people = people_totals(world->people, kernel_now_ms(world->kernel));
    struct transit_totals transit = transit_totals(world->transit);
    uint64_t refused = transit.stranded + transit.sent_back;
    uint64_t decided = people.stranded + people.replanned;
    uint64_t under_way = people.modes[MODE_PT].under_way + people.modes[MODE_PARK_RIDE].under_way +
                         people.modes[MODE_BIKE_RIDE].under_way;
    if (refused < decided || refused - decided > under_way)
        error_fail(
            err, STATUS_INTERNAL,
            "%llu passengers were left behind at stops, but %llu were fetched and %llu looked "
            "for another way",
            (unsigned long long)refused, (unsigned long long)people.stranded,
            (unsigned long long)people.replanned);
    if (transit.run_count_started < transit.run_count_finished)
        error_fail(err, STATUS_INTERNAL, "%u runs started, but %u finished",
                   transit.run_count_started, transit.run_count_finished);
    return err->finding_count ? err->status : STATUS_OK;
}

static enum status summary_fill_road(const struct world *world, struct ardey_summary *out,
                                     struct error *err)
{
    struct road_totals totals = road_totals(world->road);
    out->forced_moves = totals.forced;
    out->link_traversals = totals.traversals;
    if (totals.started != totals.finished + totals.on_links + totals.at_start)
        return error_fail(err, STATUS_INTERNAL,
                          "%llu vehicles started, but %llu finished, %llu are on links and %llu at "
                          "their start",
                          (unsigned long long)totals.started, (unsigned long long)totals.finished,
                          (unsigned long long)totals.on_links, (unsigned long long)totals.at_start);
    return road_audit(world->road, kernel_now_ms(world->kernel), err);
}

static enum status summary_fill_drives(const struct world *world, struct ardey_summary *out,
                                       struct error *err)
{
    if (!world->gates)
        return STATUS_OK;
    struct gates_totals totals = gates_totals(world->gates, kernel_now_ms(world->kernel));
    double arrived = totals.arrived ? (double)totals.arrived : 1.0;
    out->drives = (struct ardey_drives_summary){
        totals.given,
        totals.before_start,
        totals.not_started,
        totals.departed,
        totals.arrived,
        totals.under_way,
        (double)totals.travel_ms_sum / arrived / MS_PER_MINUTE,
        (double)totals.distance_mm_sum / arrived / MM_PER_KM,
    };
    if (totals.departed != totals.arrived + totals.under_way)
        error_fail(err, STATUS_INTERNAL,
                   "%llu drives departed, but %llu arrived and %llu are under way",
                   (unsigned long long)totals.departed, (unsigned long long)totals.arrived,
                   (unsigned long long)totals.under_way);
    if (totals.given != totals.before_start + totals.not_started + totals.departed)
        error_fail(err, STATUS_INTERNAL,
                   "%llu drives are given, but %llu were due before the start, %llu did not start "
                   "and %llu departed",
                   (unsigned long long)totals.given, (unsigned long long)totals.before_start,
                   (unsigned long long)totals.not_started, (unsigned long long)totals.departed);
    return err->finding_count ? err->status : STATUS_OK;
}

/** Vehicles of the road that belong to runs, counted by the links that they are on. */
static uint64_t buses_on_links(const struct world *world)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < world->network->link_count; i++) {
        struct road_link_totals buses = road_link_bus_totals(world->road, i);
        count += buses.entered - buses.left;
    }
    return count;
}

static enum status summary_fill_street(const struct world *world, struct ardey_summary *out,
                                       struct error *err)
{
    const struct street_ways *ways = &world->street_ways;
    struct transit_street_totals totals = transit_street_totals(world->transit);
    out->street = (struct ardey_street_summary){
        totals.begun,
        totals.ended,
        totals.begun - totals.ended,
        totals.ended ? (double)totals.late_ms_sum / 1000.0 / (double)totals.ended : 0,
        ways->hops ? (double)ways->street_hops / (double)ways->hops : 0,
        ways->hops_m > 0 ? ways->street_hops_m / ways->hops_m : 0,
    };
    if (!world->gates && out->street.on_road < buses_on_links(world))
        return error_fail(
            err, STATUS_INTERNAL, "%llu runs are on the road, but %llu buses are on its links",
            (unsigned long long)out->street.on_road, (unsigned long long)buses_on_links(world));
    return STATUS_OK;
}

/** Something with a value, to be sorted. */
struct ranked {
    double value;
    uint32_t id;
};

static int ranked_compare(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->value > y->value || x->value < y->value)
        return x->value > y->value ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static enum status summary_fill_links(const struct world *world, struct ardey_summary *out,
                                      struct error *err)
{
    const struct network *network = world->network;
    struct ranked *ranked = mem_alloc(network->link_count, sizeof *ranked, err);
    if (!ranked)
        return STATUS_RESOURCE;
    uint32_t count = 0;
    for (uint32_t i = 0; i < network->link_count; i++)
        if (network->links[i].class != ROAD_CLASS_CONNECTOR)
            ranked[count++] = (struct ranked){link_vehicles(world, i, false), i};
    qsort(ranked, count, sizeof *ranked, ranked_compare);
    out->link_count = count < ARDEY_TOP ? count : ARDEY_TOP;
    for (uint32_t i = 0; i < out->link_count; i++) {
        const struct road_link *link = &network->links[ranked[i].id];
        out->links[i].vehicles = ranked[i].value;
        snprintf(out->links[i].name, ARDEY_NAME_SIZE, "%s %s: %s - %s",
                 names_text(&network->link_names, ranked[i].id),
                 names_text(&network->road_names, link->road),
                 names_text(&network->node_names, link->from),
                 names_text(&network->node_names, link->to));
    }
    mem_free(ranked);
    return STATUS_OK;
}

static enum status summary_fill_trains(const struct world *world, struct ardey_summary *out,
                                       struct error *err)
{
    const struct timetable *timetable = world->timetable;
    struct transit_totals totals = transit_totals(world->transit);
    struct ranked *ranked = mem_alloc(timetable->run_count, sizeof *ranked, err);
    if (!ranked)
        return STATUS_RESOURCE;
    uint32_t count = 0;
    out->boardings = totals.boardings;
    out->denied_boardings = totals.denied_boardings;
    out->runs_begun = totals.run_count_started;
    out->runs_ended = totals.run_count_finished;
    out->runs_cancelled = totals.run_count_cancelled;
    for (uint32_t r = 0; r < timetable->run_count; r++) {
        uint32_t line = timetable->patterns[timetable->run_pattern[r]].line;
        if (timetable->lines[line].mode == SERVICE_RAIL)
            ranked[count++] = (struct ranked){transit_run_max_load(world->transit, r), r};
    }
    qsort(ranked, count, sizeof *ranked, ranked_compare);
    out->run_count = count < ARDEY_TOP ? count : ARDEY_TOP;
    for (uint32_t i = 0; i < out->run_count; i++) {
        const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[ranked[i].id]];
        const struct transit_line *line = &timetable->lines[pattern->line];
        const struct stop_row *stop = TABLE_ROW(&timetable->tables->stops, struct stop_row,
                                                timetable->calls[pattern->first_call].stop);
        struct ardey_run_summary *entry = &out->trains[i];
        snprintf(entry->name, ARDEY_NAME_SIZE, "%s from %s",
                 names_text(&timetable->line_names, pattern->line), stop->name);
        entry->depart_s = timetable->run_depart_ms[ranked[i].id] / 1000.0;
        entry->load = (uint32_t)ranked[i].value;
        entry->capacity = line->seats + line->standing;
    }
    mem_free(ranked);
    return STATUS_OK;
}

static enum status summary_fill_targets(const struct world *world, struct ardey_summary *out,
                                        struct error *err)
{
    struct ardey_target *rows;
    enum status status = targets_compare(world, &rows, err);
    if (status == STATUS_OK)
        out->targets = targets_sum(rows, world->targets.count);
    mem_free(rows);
    return status;
}

enum status summary_fill(const struct world *world, struct ardey_summary *out, struct error *err)
{
    struct kernel_statistics statistics = kernel_statistics(world->kernel);
    out->sample = world->spec->demand.sample;
    out->events = statistics.event_count;
    out->windows = statistics.window_count;
    out->mail = statistics.mail_count;
    out->lookahead_s = statistics.lookahead_ms == UINT32_MAX ? 0 : statistics.lookahead_ms / 1000.0;
    out->threads = team_size(world->team);
    out->partitions = world->partition_count;

    enum status status = summary_fill_people(world, out, err);
    if (status == STATUS_OK)
        status = summary_audit_vehicles(world, out, err);
    if (status == STATUS_OK)
        status = summary_audit_transit(world, err);
    if (status == STATUS_OK)
        status = shuttle_results_audit(world, err);
    if (status == STATUS_OK)
        status = summary_fill_road(world, out, err);
    if (status == STATUS_OK)
        status = summary_fill_drives(world, out, err);
    if (status == STATUS_OK)
        status = summary_fill_street(world, out, err);
    if (status == STATUS_OK)
        status = rail_summary_fill(world, &out->rail, err);
    if (status == STATUS_OK)
        status = summary_fill_links(world, out, err);
    if (status == STATUS_OK)
        status = summary_fill_trains(world, out, err);
    counters_fill(world, out);
    return status == STATUS_OK ? summary_fill_targets(world, out, err) : status;
}

enum status summary_write(const struct world *world, const struct ardey_summary *summary,
                          struct results *results, struct error *err)
{
    enum status status = indicators_write(world, summary, results, err);
    if (status == STATUS_OK)
        status = counters_write(world, summary, results, err);
    return status == STATUS_OK ? targets_write(world, results, err) : status;
}
