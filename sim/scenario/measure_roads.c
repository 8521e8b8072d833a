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

static struct link_change_row *change_at(struct measure_edit *edit, uint32_t index)
{
    return MEASURE_ROW(&edit->spec->network_tables.changes, struct link_change_row, index);
}

/** A row for a part of the time of `like`. */
static void add_part(struct measure_edit *edit, struct link_change_row like, double from_s,
                     double until_s)
{
    struct link_change_row *row = measure_add_row(edit, &edit->spec->network_tables.changes);
    if (!row)
        return;
    like.line = row->line;
    like.from_s = from_s;
    like.until_s = until_s;
    *row = like;
}

static bool is_toll_alone(const struct link_change_row *row)
{
    return row->toll_eur > 0 && row->is_open && row->speed_mps <= 0 && row->capacity_vps <= 0;
}

/** The first row after `from_s` that holds for a part of the time of `change` and can be made one
 * with it, since one of both is a toll alone; NONE without one. */
static uint32_t find_overlap(const struct measure_edit *edit, const struct link_change_row *change,
                             double from_s)
{
    const struct table *table = &edit->spec->network_tables.changes;
    uint32_t best = NONE;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct link_change_row *row = TABLE_ROW(table, struct link_change_row, i);
        if (strcmp(row->link, change->link) != 0 || row->from_s >= change->until_s ||
            row->until_s <= from_s || !(is_toll_alone(row) || is_toll_alone(change)))
            continue;
        if (best == NONE || row->from_s < TABLE_ROW(table, struct link_change_row, best)->from_s)
            best = i;
    }
    return best;
}

/** Row `index` holds together with `change` from `from_s` to `until_s`, and alone as before. */
static void join_change(struct measure_edit *edit, uint32_t index,
                        const struct link_change_row *change, double from_s, double until_s)
{
    struct link_change_row before = *change_at(edit, index), *row = change_at(edit, index);
    if (change->toll_eur > 0)
        measure_set_real(edit, &row->toll_eur, change->toll_eur);
    if (change->speed_mps > 0)
        measure_set_real(edit, &row->speed_mps, change->speed_mps);
    if (change->capacity_vps > 0)
        measure_set_real(edit, &row->capacity_vps, change->capacity_vps);
    edit->changes += row->is_open && !change->is_open;
    row->is_open = row->is_open && change->is_open;
    row->from_s = from_s;
    row->until_s = until_s;
    if (before.from_s < from_s)
        add_part(edit, before, before.from_s, from_s);
    if (before.until_s > until_s)
        add_part(edit, before, until_s, before.until_s);
}

void measure_change_link(struct measure_edit *edit, const struct road_link_row *link,
                         const struct road_change *change)
{
    if (!change->is_closed && change->toll_eur <= 0 &&
        is_same(change->speed_mps, link->speed_mps) &&
        is_same(change->capacity_vps, link->capacity_vps))
        return;
    struct link_change_row row = {.link = change->link,
                                  .from_s = change->from_s,
                                  .until_s = change->to_s,
                                  .speed_mps = change->speed_mps,
                                  .capacity_vps = change->capacity_vps,
                                  .is_open = !change->is_closed,
                                  .toll_eur = change->toll_eur,
                                  .reason = change->reason};
    double from_s = row.from_s;
    for (uint32_t i; (i = find_overlap(edit, &row, from_s)) != NONE && from_s < row.until_s;) {
        double lap_from_s = fmax(from_s, change_at(edit, i)->from_s);
        double lap_until_s = fmin(row.until_s, change_at(edit, i)->until_s);
        if (from_s < lap_from_s)
            add_part(edit, row, from_s, lap_from_s);
        join_change(edit, i, &row, lap_from_s, lap_until_s);
        from_s = lap_until_s;
    }
    if (from_s < row.until_s)
        add_part(edit, row, from_s, row.until_s);
}
