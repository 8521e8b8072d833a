// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/diff.h"
#include "api/forecast.h"
#include "api/give_error.h"
#include "api/hook_day.h"
#include "api/simulation.h"

#define BYTES_PER_MB 1e6

static void add_network(const struct world *world, struct page *page)
{
    const struct network *network = world->network;
    const struct timetable *timetable = world->timetable;
    const struct rail_network *rail = world->rail_network;
    page_add(page,
             "roads: %u nodes, %u links, %u counters\n"
             "zones: %u with %u places\n"
             "public transport: %u lines, %u stops, %u departures\n",
             network->node_count, network->link_count, network->counter_count, network->zone_count,
             network->place_count, timetable->line_count, timetable->stop_count,
             timetable->run_count);
    if (world->spec->has_traffic)
        page_add(page, "traffic: %u drives\n", world->drives.count);
    if (network->turn_rule_count + network->change_count + network->parking_count > 0)
        page_add(page,
                 "rules for %u turns, %u changes by time of day, %u places with parking spaces\n",
                 network->turn_rule_count, network->change_count, network->parking_count);
    if (rail->section_count > 0)
        page_add(page,
                 "rail: %u sections, %u single tracks; %u of %u hops of trains over them, the "
                 "others by the timetable alone\n",
                 rail->section_count, rail->group_count, rail->covered_count, rail->hop_count);
    if (world->shuttle_fleets.count > 0)
        page_add(page, "shuttles on demand: %u fleets with %u vehicles\n",
                 world->shuttle_fleets.count, world->shuttle_fleets.vehicle_count);
}

/** What a run will take: told before it is begun. */
static void add_forecast(const struct world *world, struct page *page)
{
    struct forecast forecast = forecast_of(world);
    const struct spec *spec = world->spec;
    page_add(page, "a run: %.0f persons (sample %g), about %.0f MB of memory, a result of %.0f MB",
             forecast.persons, spec->demand.sample, (double)forecast.memory_bytes / BYTES_PER_MB,
             (double)forecast.result_bytes / BYTES_PER_MB);
    if (spec->equilibrium.iterations > 0)
        page_add(page, "; at most %lld days until people have settled",
                 (long long)spec->equilibrium.iterations);
    page_add(page, "\n");
}

enum ardey_status ardey_check(const struct ardey_options *options, char **out_text,
                              struct ardey_error *err)
{
    struct error inner = {0};
    struct page page = {.err = &inner};
    struct world *world = NULL;
    struct spec *spec;

    enum status status = simulation_read_spec(options, &spec, &inner);
    if (status == STATUS_OK)
        status = world_create(spec, 1, &world, &inner);
    if (status != STATUS_OK)
        return give_error(&inner, status, err);
    if (world->spec->hooks)
        status = hook_day_rehearse(world, &inner);
    if (status == STATUS_OK) {
        page_add(&page, "%s: %s\n", options->scenario, world->spec->run.title);
        add_network(world, &page);
        add_forecast(world, &page);
        status = diff_add_derivation(world->spec, options->scenario_path, &page);
    }
    world_destroy(world);
    if (status == STATUS_OK)
        status = page.status;
    if (status == STATUS_OK)
        *out_text = page.text;
    else
        mem_free(page.text);
    return give_error(&inner, status, err);
}
