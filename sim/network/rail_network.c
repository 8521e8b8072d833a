// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/rail_network.h"

#include "base/memory.h"
#include "network/rail_parts.h"

static enum status network_fill(struct rail_build *build, struct error *err)
{
    struct rail_network *network = build->network;
    network->hops = mem_alloc(network->timetable->call_count, sizeof *network->hops, err);
    if (network->hops == NULL)
        return STATUS_RESOURCE;
    enum status status = rail_sections_build(build, err);
    if (status != STATUS_OK)
        return status;
    status = rail_crossings_build(build, err);
    if (status != STATUS_OK)
        return status;
    enum status ways = rail_ways_build(build, err);
    if (ways == STATUS_RESOURCE)
        return ways;
    status = rail_changes_build(build, err);
    return status == STATUS_OK ? ways : status;
}

enum status rail_network_build(const struct rail_tables *tables, const struct timetable *timetable,
                               struct rail_network **out, struct error *err)
{
    struct rail_build build = {.network = mem_alloc(1, sizeof *build.network, err)};
    if (build.network == NULL)
        return STATUS_RESOURCE;
    build.network->tables = tables;
    build.network->timetable = timetable;
    enum status status = network_fill(&build, err);
    mem_free(build.lanes);
    mem_free(build.crossings);
    names_deinit(&build.railways);
    names_deinit(&build.stations);
    if (status != STATUS_OK) {
        rail_network_destroy(build.network);
        return status;
    }
    *out = build.network;
    return STATUS_OK;
}

void rail_network_destroy(struct rail_network *network)
{
    if (network == NULL)
        return;
    mem_free(network->sections);
    mem_free(network->steps);
    mem_free(network->needs);
    mem_free(network->hops);
    mem_free(network->changes);
    mem_free(network->first_change);
    names_deinit(&network->section_names);
    names_deinit(&network->group_names);
    mem_free(network);
}

const struct rail_change *rail_network_section_changes(const struct rail_network *network,
                                                       uint32_t section, uint32_t *out_count)
{
    uint32_t first = network->first_change[section];
    *out_count = network->first_change[section + 1] - first;
    return network->changes + first;
}
