// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_areas.h"

#include <math.h>

#define SUM_TOLERANCE 0.01

static const struct zone_row *zone_row(const struct network *network, uint32_t zone)
{
    return TABLE_ROW(&network->tables->zones, struct zone_row, network->zones[zone].row);
}

/* Names the areas: the municipalities first, so that an index below `internal_count` says internal.
 */
static enum status name_areas(const struct network *network, struct demand_areas *areas,
                              struct error *err)
{
    for (int kind = ZONE_INTERNAL; kind <= ZONE_EXTERNAL; kind++) {
        for (uint32_t z = 0; z < network->zone_count; z++) {
            if (network->zones[z].kind != kind) {
                continue;
            }
            const struct zone_row *row = zone_row(network, z);
            bool is_new = false;
            enum status status =
                names_add(&areas->names, kind == ZONE_INTERNAL ? row->municipality : row->id,
                          &areas->of_zone[z], &is_new, err);
            if (status != STATUS_OK) {
                return status;
            }
            if (kind == ZONE_EXTERNAL && !is_new) {
                return table_fail(&network->tables->zones, row->line, err,
                                  "external zone '%s' has the name of a municipality", row->id);
            }
        }
        areas->internal_count = kind == ZONE_INTERNAL ? areas->names.count : areas->internal_count;
    }
    areas->count = areas->names.count;
    return STATUS_OK;
}

static enum status find_area(const struct demand_areas *areas, const struct table *table,
                             uint32_t line, const char *name, uint32_t *out, struct error *err)
{
    uint32_t area = names_find(&areas->names, name);
    if (area == NONE) {
        const char *similar = names_suggest(&areas->names, name);
        return table_fail(
            table, line, err, "'%s' is neither a municipality nor an external zone%s%s%s", name,
            similar ? ", did you mean '" : "", similar ? similar : "", similar ? "'?" : "");
    }
    *out = area;
    return STATUS_OK;
}

static enum status read_commuters(const struct table *table, struct demand_areas *areas,
                                  struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct commuter_row *row = TABLE_ROW(table, struct commuter_row, i);
        uint32_t from = NONE, to = NONE;
        enum status found = find_area(areas, table, row->line, row->from, &from, err);
        if (found == STATUS_OK) {
            found = find_area(areas, table, row->line, row->to, &to, err);
        }
        if (found != STATUS_OK) {
            status = found;
            continue;
        }
        if (from < areas->internal_count || to < areas->internal_count) {
            areas->commuters[from * areas->count + to] += (uint32_t)llround(row->commuters);
        }
    }
    return status;
}

static enum status read_group_shares(const struct table *table, struct demand_areas *areas,
                                     struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct group_share_row *row = TABLE_ROW(table, struct group_share_row, i);
        uint32_t area = names_find(&areas->names, row->municipality);
        if (row->group >= DEMAND_GROUPS) {
            status = table_fail(table, row->line, err, "group '%s' is not a group of residents",
                                person_group_names[row->group]);
        } else if (area < areas->internal_count) {
            areas->group_share[area][row->group] = row->share;
        } else {
            status = table_fail(table, row->line, err, "no internal zone is in municipality '%s'",
                                row->municipality);
        }
    }
    for (uint32_t a = 0; a < areas->internal_count; a++) {
        double sum = 0.0;
        for (uint32_t g = 0; g < DEMAND_GROUPS; g++) {
            sum += areas->group_share[a][g];
        }
        if (fabs(sum - 1.0) > SUM_TOLERANCE) {
            status = error_fail(err, STATUS_DATA, "%s: the group shares of '%s' sum to %.4f, not 1",
                                table->path ? table->path : "group_shares",
                                names_text(&areas->names, a), sum);
            continue;
        }
        for (uint32_t g = 0; g < DEMAND_GROUPS; g++) {
            areas->group_share[a][g] /= sum;
        }
    }
    return status;
}

static enum status allocate(uint32_t count, struct demand_areas *areas, struct error *err)
{
    areas->place = mem_alloc(count, sizeof *areas->place, err);
    areas->commuters = mem_alloc((size_t)count * count, sizeof *areas->commuters, err);
    areas->group_share = mem_alloc(areas->internal_count, sizeof *areas->group_share, err);
    bool has_all = areas->place != NULL && areas->commuters != NULL && areas->group_share != NULL;
    return has_all ? STATUS_OK : STATUS_RESOURCE;
}

static enum status fill(const struct demand_tables *tables, const struct network *network,
                        struct demand_areas *areas, struct error *err)
{
    areas->of_zone = mem_alloc(network->zone_count, sizeof *areas->of_zone, err);
    if (areas->of_zone == NULL) {
        return STATUS_RESOURCE;
    }
    enum status status = name_areas(network, areas, err);
    if (status == STATUS_OK) {
        status = allocate(areas->count, areas, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (uint32_t a = 0; a < areas->count; a++) {
        areas->place[a] = NONE;
    }
    for (uint32_t z = 0; z < network->zone_count; z++) {
        if (network->zones[z].kind == ZONE_EXTERNAL) {
            areas->place[areas->of_zone[z]] = network->zones[z].first_place;
        }
    }
    enum status commuters = read_commuters(&tables->commuters, areas, err);
    enum status shares = read_group_shares(&tables->group_shares, areas, err);
    return commuters != STATUS_OK ? commuters : shares;
}

enum status demand_areas_build(const struct demand_tables *tables, const struct network *network,
                               struct demand_areas *out, struct error *err)
{
    struct demand_areas areas = {0};
    enum status status = fill(tables, network, &areas, err);
    if (status != STATUS_OK) {
        demand_areas_deinit(&areas);
        return status;
    }
    *out = areas;
    return STATUS_OK;
}

void demand_areas_deinit(struct demand_areas *areas)
{
    names_deinit(&areas->names);
    mem_free(areas->of_zone);
    mem_free(areas->place);
    mem_free(areas->commuters);
    mem_free(areas->group_share);
    *areas = (struct demand_areas){0};
}
