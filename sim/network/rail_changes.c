// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "network/rail_parts.h"

#include <math.h>
#include <stdlib.h>

static int change_compare(const void *left, const void *right)
{
    const struct rail_change *a = left, *b = right;
    if (a->section != b->section)
        return a->section < b->section ? -1 : 1;
    if (a->from_ms != b->from_ms)
        return a->from_ms < b->from_ms ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static enum status row_check(const struct table *table, const struct rail_change_row *row,
                             struct error *err)
{
    if (row->km_to <= row->km_from)
        return table_fail(table, row->line, err,
                          "the change of line '%s' ends at km %.3f, must end above its begin at km "
                          "%.3f",
                          row->railway, row->km_to, row->km_from);
    if (!(row->until_s > row->from_s))
        return table_fail(table, row->line, err,
                          "the change of line '%s' ends at %.0f s, not after its begin at %.0f s",
                          row->railway, row->until_s, row->from_s);
    if (row->is_open && row->speed_mps <= 0)
        return table_fail(table, row->line, err,
                          "nothing changes: line '%s' stays open with its speed", row->railway);
    return STATUS_OK;
}

/** Whether a change holds for a block: a block of the open line when it touches it, a station only
 * when the change was made for it, because other railway lines use the station, too. */
static bool is_touched(const struct rail_build *build, const struct rail_lane *lane,
                       const struct rail_change_row *row)
{
    const struct rail_block_row *block =
        TABLE_ROW(&build->network->tables->blocks, struct rail_block_row, lane->row);
    int32_t from_m = rail_metres(row->km_from), to_m = rail_metres(row->km_to);
    if (row->direction != RAIL_BOTH && block->direction != RAIL_BOTH &&
        row->direction != block->direction)
        return false;
    if (block->kind == RAIL_BLOCK_STATION)
        return lane->from_m <= from_m && to_m <= lane->to_m;
    return lane->from_m < to_m && from_m < lane->to_m;
}

static enum status row_add(struct rail_build *build, uint32_t index, size_t *capacity,
                           struct error *err)
{
    struct rail_network *network = build->network;
    const struct table *table = &network->tables->changes;
    const struct rail_change_row *row = TABLE_ROW(table, struct rail_change_row, index);
    uint32_t railway =
        rail_find(&build->railways, row->railway, "block on line", table, row->line, err);
    uint32_t first = network->change_count;

    if (railway == NONE || row_check(table, row, err) != STATUS_OK)
        return STATUS_DATA;
    for (uint32_t i = 0; i < build->lane_count; i++) {
        const struct rail_lane *lane = &build->lanes[i];
        bool is_known = lane->railway != railway || !is_touched(build, lane, row);
        for (uint32_t k = first; k < network->change_count && !is_known; k++)
            is_known = network->changes[k].section == lane->section;
        if (is_known)
            continue;
        if (MEM_RESERVE(&network->changes, capacity, (size_t)network->change_count + 1, err) !=
            STATUS_OK)
            return STATUS_RESOURCE;
        network->changes[network->change_count++] =
            (struct rail_change){.section = lane->section,
                                 .from_ms = (uint32_t)lround(1000 * row->from_s),
                                 .until_ms = (uint32_t)lround(1000 * row->until_s),
                                 .speed_mps = (float)row->speed_mps,
                                 .is_open = row->is_open,
                                 .row = index};
    }
    if (network->change_count == first)
        return table_fail(table, row->line, err,
                          "the change of line '%s' from km %.3f to %.3f touches no block",
                          row->railway, row->km_from, row->km_to);
    return STATUS_OK;
}

/** Two changes of a section at one time would leave open which of them holds. */
static enum status overlaps_check(const struct rail_network *network, struct error *err)
{
    const struct table *table = &network->tables->changes;
    enum status result = STATUS_OK;
    for (uint32_t i = 1; i < network->change_count; i++) {
        const struct rail_change *change = &network->changes[i], *before = change - 1;
        if (change->section == before->section && change->from_ms < before->until_ms)
            result = table_fail(
                table, TABLE_ROW(table, struct rail_change_row, change->row)->line, err,
                "this change of '%s' overlaps the one of %s",
                names_text(&network->section_names, change->section),
                table_line_text(table, TABLE_ROW(table, struct rail_change_row, before->row)->line)
                    .text);
    }
    return result;
}

enum status rail_changes_build(struct rail_build *build, struct error *err)
{
    struct rail_network *network = build->network;
    enum status result = STATUS_OK;
    size_t capacity = 0;

    network->first_change =
        mem_alloc((size_t)network->section_count + 1, sizeof *network->first_change, err);
    if (network->first_change == NULL ||
        MEM_RESERVE(&network->changes, &capacity, 1, err) != STATUS_OK)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < network->tables->changes.count; i++) {
        enum status status = row_add(build, i, &capacity, err);
        if (status == STATUS_RESOURCE)
            return status;
        if (status != STATUS_OK)
            result = status;
    }
    qsort(network->changes, network->change_count, sizeof *network->changes, change_compare);
    for (uint32_t i = 0, s = 0; s <= network->section_count; s++) {
        while (i < network->change_count && network->changes[i].section < s)
            i++;
        network->first_change[s] = i;
    }
    return result == STATUS_OK ? overlaps_check(network, err) : result;
}
