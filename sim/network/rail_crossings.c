// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "network/rail_parts.h"

/** The block of the crossed track within which a crossing lies, or NULL and a finding. */
static const struct rail_lane *crossing_lane(const struct rail_build *build,
                                             const struct rail_flat_crossing *crossing,
                                             const struct rail_crossing_row *row, struct error *err)
{
    const struct table *table = &build->network->tables->crossings;
    const struct rail_lane *lane =
        rail_lane_find(build, crossing->railway, RAIL_UP, crossing->from_m);
    if (crossing->to_m <= crossing->from_m)
        table_fail(table, row->line, err,
                   "crossing '%s' ends at km %.3f, must end above its begin at km %.3f", row->id,
                   row->km_to, row->km_from);
    else if (lane == NULL || lane->to_m < crossing->to_m)
        table_fail(table, row->line, err,
                   "crossing '%s' at km %.3f to %.3f of line '%s' does not lie within one block",
                   row->id, row->km_from, row->km_to, row->railway);
    else
        return lane;
    return NULL;
}

static enum status crossing_add(struct rail_build *build, uint32_t index, struct error *err)
{
    struct rail_network *network = build->network;
    const struct table *table = &network->tables->crossings;
    const struct rail_crossing_row *row = TABLE_ROW(table, struct rail_crossing_row, index);
    const struct names *railways = &build->railways;
    struct rail_flat_crossing *crossing = &build->crossings[build->crossing_count];
    bool is_new;

    if (row->crossed == RAIL_BOTH)
        return table_fail(
            table, row->line, err,
            "crossing '%s': crossed is '%s', must be the track of one direction, '%s' "
            "or '%s'",
            row->id, rail_direction_names[RAIL_BOTH], rail_direction_names[RAIL_INCREASING],
            rail_direction_names[RAIL_DECREASING]);
    *crossing = (struct rail_flat_crossing){
        .railway = rail_find(railways, row->railway, "block on line", table, row->line, err),
        .branch = rail_find(railways, row->branch, "block on line", table, row->line, err),
        .from_m = rail_metres(row->km_from),
        .to_m = rail_metres(row->km_to),
        .crossed = row->crossed == RAIL_INCREASING ? RAIL_UP : RAIL_DOWN,
    };
    if (crossing->railway == NONE || crossing->branch == NONE)
        return STATUS_DATA;
    const struct rail_lane *lane = crossing_lane(build, crossing, row, err);
    if (lane == NULL)
        return STATUS_DATA;
    crossing->lane = (uint32_t)(lane - build->lanes);
    if (names_add(&network->section_names, row->id, &crossing->section, &is_new, err) != STATUS_OK)
        return STATUS_RESOURCE;
    if (!is_new)
        return table_fail(table, row->line, err, "'%s' is the name of another section already",
                          row->id);
    network->sections[crossing->section] = (struct rail_section){1, NONE, index};
    build->crossing_count++;
    return STATUS_OK;
}

enum status rail_crossings_build(struct rail_build *build, struct error *err)
{
    uint32_t count = build->network->tables->crossings.count;
    enum status result = STATUS_OK;
    build->crossings = mem_alloc(count, sizeof *build->crossings, err);
    if (build->crossings == NULL)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < count; i++) {
        enum status status = crossing_add(build, i, err);
        if (status == STATUS_RESOURCE)
            return status;
        if (status != STATUS_OK)
            result = status;
    }
    build->network->section_count = build->network->section_names.count;
    return result;
}
