// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/counters.h"

#include <stdio.h>

static double link_all_vehicles(const struct world *world, uint32_t link)
{
    double buses = (double)road_link_bus_totals(world->road, link).left;
    double all = (double)road_link_totals(world->road, link).left;
    return (all - buses) / world->spec->demand.sample + buses;
}

static double link_heavy_vehicles(const struct world *world, uint32_t link)
{
    uint64_t buses = road_link_bus_totals(world->road, link).left;
    uint64_t heavy = road_link_totals(world->road, link).heavy_left;
    return (double)(heavy - buses) / world->spec->demand.sample + (double)buses;
}

double link_vehicles(const struct world *world, uint32_t link, bool is_heavy)
{
    return is_heavy ? link_heavy_vehicles(world, link) : link_all_vehicles(world, link);
}

double counter_vehicles(const struct world *world, uint32_t counter, bool is_heavy)
{
    const struct counter *links = &world->network->counters[counter];
    double sum = 0;
    for (uint32_t k = 0; k < links->link_count; k++)
        sum += link_vehicles(world, links->links[k], is_heavy);
    return sum;
}

void counters_fill(const struct world *world, struct ardey_summary *out)
{
    const struct network *network = world->network;
    const uint32_t most = sizeof out->counters / sizeof out->counters[0];

    for (uint32_t i = 0; i < network->counter_count && i < most; i++) {
        const struct counter *counter = &network->counters[i];
        const struct counter_row *row =
            TABLE_ROW(&network->tables->counters, struct counter_row, counter->row);
        struct ardey_counter_summary *entry = &out->counters[out->counter_count++];
        entry->simulated = counter_vehicles(world, i, false);
        entry->counted = row->vehicles_per_day;
        snprintf(entry->name, sizeof entry->name, "%s", row->name);
    }
}

struct counter_result {
    double simulated, counted, heavy_counted, heavy_simulated;
    int32_t link;
};

static const struct column counter_columns[] = {
    {"link", COLUMN_I32, offsetof(struct counter_result, link), NULL, "first link that it counts",
     NULL, "network/links"},
    {"simulated", COLUMN_F64, offsetof(struct counter_result, simulated), "d-1",
     "simulated vehicles per day, all links of the counter", NULL, NULL},
    {"counted", COLUMN_F64, offsetof(struct counter_result, counted), "d-1",
     "counted vehicles per day (mean of all days)", NULL, NULL},
    {"heavy_simulated", COLUMN_F64, offsetof(struct counter_result, heavy_simulated), "d-1",
     "simulated trucks of the through traffic and buses per day", NULL, NULL},
    {"heavy_counted", COLUMN_F64, offsetof(struct counter_result, heavy_counted), "d-1",
     "counted heavy vehicles per day; 0: unknown", NULL, NULL},
    {0}};
static const struct record_kind counter_kind = {"counters", "counter",
                                                "Road counters: simulated and counted",
                                                counter_columns, sizeof(struct counter_result)};

enum status counters_write(const struct world *world, const struct ardey_summary *summary,
                           struct results *results, struct error *err)
{
    const struct table *table = &world->network->tables->counters;
    const char *names[sizeof summary->counters / sizeof summary->counters[0]];
    struct record_sink sink = results_sink(results);

    for (uint32_t i = 0; i < summary->counter_count; i++)
        names[i] = summary->counters[i].name;
    enum status status = results_write_names(
        results,
        &(struct results_name_table){counter_kind.group, counter_kind.index, "name", names,
                                     summary->counter_count, "name"},
        err);
    for (uint32_t i = 0; status == STATUS_OK && i < summary->counter_count; i++) {
        const struct counter *counter = &world->network->counters[i];
        struct counter_result row = {summary->counters[i].simulated, summary->counters[i].counted,
                                     TABLE_ROW(table, struct counter_row, i)->heavy_per_day,
                                     counter_vehicles(world, i, true), (int32_t)counter->links[0]};
        status = sink.put(sink.self, &counter_kind, &row, err);
    }
    if (status == STATUS_OK) /* without counters the columns are still there */
        status = results_announce(results, &counter_kind, err);
    return status;
}
