// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/loading.h"

#include "base/memory.h"
#include "road/gates.h"
#include "validate/row_value.h"

#include <math.h>
#include <string.h>

const struct road_parameters loading_road = {.jam_spacing_m = 7.5,
                                             .saturation_vps = 0.75,
                                             .street_factor = 1,
                                             .truck_units = 2.5,
                                             .truck_speed_mps = 20,
                                             .bus_units = 2,
                                             .bus_speed_mps = 20,
                                             .patience_s = 86400,
                                             .weight = 1};

static enum status table_fill(struct table *table, const void *rows, uint32_t count,
                              struct error *err)
{
    table->rows = mem_alloc(count, table->row_size, err);
    if (!table->rows)
        return STATUS_RESOURCE;
    memcpy(table->rows, rows, count * table->row_size);
    table->count = count;
    return STATUS_OK;
}

enum status loading_network(const struct loading_rows *rows, struct network **out,
                            struct error *err)
{
    struct network_tables tables = {0};
    for (const struct table_kind *kind = network_table_kinds; kind->key; kind++) {
        struct table *table = (struct table *)(void *)((char *)&tables + kind->offset);
        table->fields = kind->fields;
        table->row_size = kind->row_size;
        table->path = kind->key;
    }
    enum status status = table_fill(&tables.nodes, rows->nodes, rows->node_count, err);
    if (status == STATUS_OK)
        status = table_fill(&tables.links, rows->links, rows->link_count, err);
    if (status == STATUS_OK)
        status = network_build(&tables, out, err);
    network_tables_deinit(&tables);
    return status;
}

/** What one run writes into. */
struct run {
    const struct loading_world *world;
    struct loading *loading;
    struct road *road;
    uint32_t arrived;
};

static enum status run_put(void *self, const struct record_kind *kind, const void *row,
                           struct error *err)
{
    struct run *run = self;
    (void)err;
    if (kind != &gates_drive_record)
        return STATUS_OK;
    run->loading->arrive_ms[row_value_id(kind, row, "drive")] =
        (uint32_t)lround(1000 * row_value_number(kind, row, "arrive"));
    run->arrived++;
    return STATUS_OK;
}

static enum status run_sample(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct run *run = self;
    struct loading *loading = run->loading;
    uint32_t links = run->world->network->link_count;
    size_t used = (size_t)loading->sample_count * links;
    (void)kernel, (void)t_ms;
    if (MEM_RESERVE(&loading->samples, &loading->sample_capacity, used + links, err) != STATUS_OK)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < links; i++)
        loading->samples[used + i] = road_link_totals(run->road, i);
    loading->sample_count++;
    return STATUS_OK;
}

static enum status run_kernel(struct run *run, struct kernel *kernel, struct error *err)
{
    const struct loading_world *world = run->world;
    struct gates *gates = NULL;
    struct road_fleet fleet = {.drive_count = world->drives->count};
    enum status status = road_create(world->network, world->road, fleet, kernel, &run->road, err);
    if (status == STATUS_OK) {
        const struct gates_world parts = {
            .network = world->network, .drives = world->drives, .road = run->road};
        status = gates_create(&parts, kernel, &gates, err);
    }
    if (status == STATUS_OK) {
        road_place(run->road, kernel);
        if (world->sample_ms > 0) {
            status = run_sample(run, kernel, 0, err);
            if (status == STATUS_OK)
                status = kernel_add_sync(kernel, world->sample_ms, run_sample, run, err);
        }
    }
    if (status == STATUS_OK)
        status = kernel_run_until(kernel, world->stop_ms, err);
    gates_destroy(gates);
    road_destroy(run->road);
    return status;
}

enum status loading_run(const struct loading_world *world, struct loading *loading,
                        struct error *err)
{
    struct run run = {.world = world, .loading = loading};
    loading->sample_count = 0;
    if (MEM_RESERVE(&loading->arrive_ms, &loading->arrive_capacity, world->drives->count, err) !=
        STATUS_OK)
        return STATUS_RESOURCE;
    struct kernel *kernel =
        kernel_create(world->team, 1, 0, (struct record_sink){.self = &run, .put = run_put}, err);
    enum status status = kernel ? run_kernel(&run, kernel, err) : STATUS_RESOURCE;
    kernel_destroy(kernel);
    if (status == STATUS_OK && run.arrived < world->drives->count)
        return error_fail(err, STATUS_DATA, "%u of %u drives have not arrived by %u s",
                          world->drives->count - run.arrived, world->drives->count,
                          world->stop_ms / 1000);
    return status;
}

void loading_deinit(struct loading *loading)
{
    mem_free(loading->arrive_ms);
    mem_free(loading->samples);
    *loading = (struct loading){0};
}
