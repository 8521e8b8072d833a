// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_roads.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NAME_SIZE 160

/** A speed of 30 km/h that a table and a scenario give is not the same to the last bit. */
#define SAME_SHARE 1e-9

const struct measure_name measure_road_name = {"road", offsetof(struct road_link_row, road), 0};
static const struct measure_name link_name = {"link", offsetof(struct road_link_row, id), 0};

uint32_t measure_find_link(struct measure_edit *edit, const char *name)
{
    char forth[NAME_SIZE];
    const struct table *links = &edit->spec->network_tables.links;
    size_t size = strlen(name);
    if (size > 1 && size < sizeof forth && name[size - 1] == 'r') {
        snprintf(forth, sizeof forth, "%.*s", (int)(size - 1), name);
        for (uint32_t i = 0; i < links->count; i++) {
            const struct road_link_row *link = TABLE_ROW(links, struct road_link_row, i);
            if (strcmp(link->id, forth) != 0)
                continue;
            if (!link->oneway)
                return i;
            measure_fail(edit, "no link '%.60s', as '%.60s' is a one-way street", name, forth);
            return NONE;
        }
    }
    return measure_find(edit, links, &link_name, name);
}

const char *measure_link_back(struct measure_edit *edit, const char *id)
{
    char name[NAME_SIZE];
    int size = snprintf(name, sizeof name, "%sr", id);
    const char *copy = text_arena_copy(
        &edit->spec->text, name, (size_t)size < sizeof name ? (size_t)size : 0, &edit->scratch);
    if (!copy)
        measure_pass_on(edit, STATUS_RESOURCE);
    return copy;
}

static bool is_same(double change, double present)
{
    return change <= 0 || fabs(change - present) <= SAME_SHARE * present;
}

void measure_change_link(struct measure_edit *edit, const struct road_link_row *link,
                         const struct road_change *change)
{
    if (!change->is_closed && is_same(change->speed_mps, link->speed_mps) &&
        is_same(change->capacity_vps, link->capacity_vps))
        return;
    struct link_change_row *row = measure_add_row(edit, &edit->spec->network_tables.changes);
    if (!row)
        return;
    row->link = change->link;
    row->from_s = change->from_s;
    row->until_s = change->to_s;
    row->speed_mps = change->speed_mps;
    row->capacity_vps = change->capacity_vps;
    row->is_open = !change->is_closed;
    row->reason = change->reason;
}
