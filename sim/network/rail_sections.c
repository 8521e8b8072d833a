// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "network/rail_parts.h"

#include <math.h>
#include <stdlib.h>

int32_t rail_metres(double km)
{
    return (int32_t)lround(1000.0 * km);
}

uint32_t rail_find(const struct names *names, const char *text, const char *what,
                   const struct table *table, uint32_t line, struct error *err)
{
    uint32_t id = names_find(names, text);
    if (id == NONE) {
        const char *similar = names_suggest(names, text);
        table_fail(table, line, err, "there is no %s '%s'%s%s%s", what, text,
                   similar ? ", did you mean '" : "", similar ? similar : "", similar ? "'?" : "");
    }
    return id;
}

static int lane_compare(const void *left, const void *right)
{
    const struct rail_lane *a = left, *b = right;
    if (a->railway != b->railway)
        return a->railway < b->railway ? -1 : 1;
    if (a->heading != b->heading)
        return a->heading < b->heading ? -1 : 1;
    if (a->from_m != b->from_m)
        return a->from_m < b->from_m ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

const struct rail_lane *rail_lane_find(const struct rail_build *build, uint32_t railway,
                                       uint8_t heading, int32_t at_m)
{
    /* With falling kilometres a train at a limit is about to enter the block below. */
    int32_t inside_m = heading == RAIL_UP ? at_m : at_m - 1;
    struct rail_lane key = {
        .railway = railway, .heading = heading, .from_m = inside_m, .row = UINT32_MAX};
    uint32_t low = 0, high = build->lane_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (lane_compare(&build->lanes[middle], &key) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    const struct rail_lane *lane = &build->lanes[low - 1];
    bool is_in = lane->railway == railway && lane->heading == heading && inside_m < lane->to_m;
    return is_in ? lane : NULL;
}

static enum status stations_read(struct rail_build *build, struct error *err)
{
    const struct table *table = &build->network->tables->platforms;
    enum status result = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct rail_platform_row *row = TABLE_ROW(table, struct rail_platform_row, i);
        uint32_t id;
        bool is_new;
        if (names_add(&build->stations, row->station, &id, &is_new, err) != STATUS_OK)
            return STATUS_RESOURCE;
        if (!is_new)
            result =
                table_fail(table, row->line, err, "station '%s' is listed twice", row->station);
    }
    return result;
}

/** What a block says about single track must fit together. `tracks`: of the section. */
static enum status group_check(const struct table *table, const struct rail_block_row *row,
                               uint32_t tracks, struct error *err)
{
    bool is_single = row->direction == RAIL_BOTH, has_group = row->group[0] != '\0';
    if (has_group && !is_single)
        return table_fail(table, row->line, err,
                          "block '%s' is for trains of '%s' only, so it is no part of the single "
                          "track '%s': leave exclusive_group empty or write direction both",
                          row->id, rail_direction_names[row->direction], row->group);
    if (has_group && tracks > 1)
        return table_fail(table, row->line, err,
                          "station '%s' has %u tracks, so its block '%s' is no part of the single "
                          "track '%s': leave exclusive_group empty",
                          row->station, (unsigned)tracks, row->id, row->group);
    if (!has_group && is_single && row->kind != RAIL_BLOCK_STATION)
        return table_fail(table, row->line, err,
                          "block '%s' is single track (direction both) and needs an "
                          "exclusive_group, with which trains do not meet on it",
                          row->id);
    return STATUS_OK;
}

/** The section of a row: a new one, or that of its station. NONE after a finding. */
static uint32_t section_add(struct rail_build *build, uint32_t index, struct error *err)
{
    struct rail_network *network = build->network;
    const struct table *table = &network->tables->blocks;
    const struct rail_block_row *row = TABLE_ROW(table, struct rail_block_row, index);
    bool is_station = row->kind == RAIL_BLOCK_STATION, is_new;
    uint32_t id, tracks = 1, group = NONE;

    if (is_station) {
        uint32_t station = rail_find(&build->stations, row->station, "station of platforms", table,
                                     row->line, err);
        if (station == NONE)
            return NONE;
        tracks = (uint32_t)TABLE_ROW(&network->tables->platforms, struct rail_platform_row, station)
                     ->tracks;
    }
    if (group_check(table, row, tracks, err) != STATUS_OK ||
        (row->group[0] != '\0' &&
         names_add(&network->group_names, row->group, &group, NULL, err) != STATUS_OK) ||
        names_add(&network->section_names, is_station ? row->station : row->id, &id, &is_new,
                  err) != STATUS_OK)
        return NONE;
    if (is_new) {
        network->sections[id] = (struct rail_section){tracks, group, index};
        return id;
    }
    const struct rail_block_row *other =
        TABLE_ROW(table, struct rail_block_row, network->sections[id].row);
    if (!is_station || other->kind != RAIL_BLOCK_STATION) {
        table_fail(table, row->line, err, "'%s' is the name of the section in %s already",
                   is_station ? row->station : row->id, table_line_text(table, other->line).text);
        return NONE;
    }
    if (group != NONE)
        network->sections[id].group = group;
    return id;
}

/** Adds what a row is for the trains of each heading. */
static enum status lanes_add(struct rail_build *build, uint32_t index, struct error *err)
{
    const struct table *table = &build->network->tables->blocks;
    const struct rail_block_row *row = TABLE_ROW(table, struct rail_block_row, index);
    struct rail_lane lane = {.from_m = rail_metres(row->km_from),
                             .to_m = rail_metres(row->km_to),
                             .speed_mps = (float)row->speed_mps,
                             .row = index};
    if (names_add(&build->railways, row->railway, &lane.railway, NULL, err) != STATUS_OK)
        return STATUS_RESOURCE;
    lane.section = section_add(build, index, err);
    if (lane.to_m <= lane.from_m)
        return table_fail(table, row->line, err,
                          "block '%s' ends at km %.3f, must end above its begin at km %.3f",
                          row->id, row->km_to, row->km_from);
    if (lane.section == NONE)
        return err->status;
    for (uint8_t heading = RAIL_UP; heading <= RAIL_DOWN; heading++) {
        int one_way = heading == RAIL_UP ? RAIL_INCREASING : RAIL_DECREASING;
        lane.heading = heading;
        if (row->direction == RAIL_BOTH || row->direction == one_way)
            build->lanes[build->lane_count++] = lane;
    }
    return STATUS_OK;
}

static enum status lanes_check_overlaps(const struct rail_build *build, struct error *err)
{
    const struct table *table = &build->network->tables->blocks;
    enum status result = STATUS_OK;
    for (uint32_t i = 1; i < build->lane_count; i++) {
        const struct rail_lane *lane = &build->lanes[i], *before = lane - 1;
        if (lane->railway != before->railway || lane->heading != before->heading ||
            lane->from_m >= before->to_m)
            continue;
        const struct rail_block_row *row = TABLE_ROW(table, struct rail_block_row, lane->row);
        const struct rail_block_row *other = TABLE_ROW(table, struct rail_block_row, before->row);
        result = table_fail(table, row->line, err,
                            "block '%s' begins at km %.3f of line '%s', before block '%s' of line "
                            "%u ends at km %.3f",
                            row->id, row->km_from, row->railway, other->id, (unsigned)other->line,
                            other->km_to);
    }
    return result;
}

enum status rail_sections_build(struct rail_build *build, struct error *err)
{
    struct rail_network *network = build->network;
    const struct rail_tables *tables = network->tables;
    uint32_t count = tables->blocks.count;

    network->sections = mem_alloc(count + tables->crossings.count, sizeof *network->sections, err);
    build->lanes = mem_alloc(2 * (size_t)count, sizeof *build->lanes, err);
    if (network->sections == NULL || build->lanes == NULL)
        return STATUS_RESOURCE;
    enum status result = stations_read(build, err);
    if (result == STATUS_RESOURCE)
        return result;
    for (uint32_t i = 0; i < count; i++) {
        enum status status = lanes_add(build, i, err);
        if (status == STATUS_RESOURCE)
            return status;
        if (status != STATUS_OK)
            result = status;
    }
    network->section_count = network->section_names.count;
    network->group_count = network->group_names.count;
    qsort(build->lanes, build->lane_count, sizeof *build->lanes, lane_compare);
    return result == STATUS_OK ? lanes_check_overlaps(build, err) : result;
}
