// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/target_set.h"

#include "base/memory.h"
#include "demand/demand_rules.h"

#include <stdlib.h>
#include <string.h>

#define ALL_MODES ((1u << MODE_COUNT) - 1u)

/** What a row is resolved against. */
struct resolver {
    const struct demand_tables *tables;
    const struct network *network;
    const struct timetable *timetable;
    struct target_set *set;
    struct error *err;
};

static enum status resolve_fail(const struct resolver *resolver, const struct target_row *row,
                                const char *what, const char *given, const char *similar)
{
    return table_fail(&resolver->tables->targets, row->line, resolver->err,
                      "%s '%s' is unknown%s%s%s", what, given, similar ? ", did you mean '" : "",
                      similar ? similar : "", similar ? "'?" : "");
}

/** The id of a name. */
static enum status resolve_name(const struct resolver *resolver, const struct target_row *row,
                                const struct names *names, const char *what, const char *text,
                                uint32_t *out)
{
    uint32_t id = names_find(names, text);
    if (id == NONE)
        return resolve_fail(resolver, row, what, text, names_suggest(names, text));
    *out = id;
    return STATUS_OK;
}

/** Two names with a space between. */
static enum status resolve_pair(const struct resolver *resolver, const struct target_row *row,
                                const struct names *names, const char *text, uint32_t out[2])
{
    const char *space = strchr(text, ' ');
    if (!space)
        return table_fail(&resolver->tables->targets, row->line, resolver->err,
                          "'%s' must be two names with a space between", text);
    uint32_t first = names_find_part(names, text, (size_t)(space - text));
    uint32_t second = names_find(names, space + 1);
    if (first == NONE || second == NONE)
        return table_fail(&resolver->tables->targets, row->line, resolver->err,
                          "the %s name of '%s' is unknown", first == NONE ? "first" : "second",
                          text);
    out[0] = first;
    out[1] = second;
    return STATUS_OK;
}

/** An area, or NONE for `all` ("all", "others"). */
static enum status resolve_area(const struct resolver *resolver, const struct target_row *row,
                                const char *text, const char *all, uint32_t *out)
{
    *out = NONE;
    if (strcmp(text, all) == 0)
        return STATUS_OK;
    return resolve_name(resolver, row, &resolver->set->areas, "area", text, out);
}

static enum status resolve_modes(const struct resolver *resolver, const struct target_row *row,
                                 uint32_t *out)
{
    uint32_t modes = strcmp(row->part, "all") == 0 ? ALL_MODES : 0;
    for (const char *text = modes ? "" : row->part; *text;) {
        size_t length = strcspn(text, "+");
        int mode = 0;
        while (mode < MODE_COUNT &&
               (strlen(mode_names[mode]) != length || strncmp(mode_names[mode], text, length) != 0))
            mode++;
        if (mode == MODE_COUNT)
            return resolve_fail(resolver, row, "one of the modes", row->part,
                                text_suggest(mode_names, MODE_COUNT, text));
        modes |= 1u << mode;
        text += length + (text[length] == '+');
    }
    *out = modes;
    return modes ? STATUS_OK
                 : table_fail(&resolver->tables->targets, row->line, resolver->err,
                              "part is empty, must be modes with '+' between, or all");
}

static enum status resolve_band(const struct resolver *resolver, const struct target_row *row,
                                uint32_t *out)
{
    const struct table *bands = &resolver->tables->length_bands;
    char *end;
    double from_m = strtod(row->object, &end);
    for (uint32_t b = 0; end != row->object && *end == '\0' && b < bands->count; b++)
        if (TABLE_ROW(bands, struct length_band_row, b)->from_m == from_m) {
            *out = b;
            return STATUS_OK;
        }
    return table_fail(&resolver->tables->targets, row->line, resolver->err,
                      "no length band starts at '%s' m", row->object);
}

static enum status resolve_hour(const struct resolver *resolver, const struct target_row *row,
                                uint32_t *out)
{
    char *end;
    unsigned long hour = strtoul(row->object, &end, 10);
    if (end == row->object || *end || hour >= DEMAND_HOURS)
        return table_fail(&resolver->tables->targets, row->line, resolver->err,
                          "hour '%s' must be a whole number from 0 to %d", row->object,
                          DEMAND_HOURS - 1);
    *out = (uint32_t)hour;
    return STATUS_OK;
}

static enum status resolve_counter(const struct resolver *resolver, const struct target_row *row,
                                   struct target *target)
{
    const struct network *network = resolver->network;
    for (uint32_t i = 0; i < network->counter_count; i++)
        if (strcmp(
                TABLE_ROW(&network->tables->counters, struct counter_row, network->counters[i].row)
                    ->id,
                row->object) == 0)
            target->a = i;
    if (target->a == NONE)
        return resolve_fail(resolver, row, "counter", row->object, NULL);
    target->is_heavy = strcmp(row->part, "heavy") == 0;
    if (target->is_heavy || strcmp(row->part, "all") == 0)
        return STATUS_OK;
    return resolve_fail(resolver, row, "part", row->part, "all");
}

static enum status resolve_transit(const struct resolver *resolver, const struct target_row *row,
                                   struct target *target)
{
    const struct timetable *timetable = resolver->timetable;
    if (row->kind == TARGET_STOP_PASSENGERS) {
        enum status status =
            resolve_name(resolver, row, &timetable->stop_names, "stop", row->object, &target->a);
        if (status != STATUS_OK || strcmp(row->part, "all") == 0)
            return status;
        return resolve_name(resolver, row, &timetable->line_names, "line", row->part, &target->b);
    }
    enum status status =
        resolve_name(resolver, row, &timetable->line_names, "line", row->object, &target->a);
    if (status != STATUS_OK || row->kind == TARGET_LINE_BOARDINGS)
        return status;
    uint32_t stops[2] = {NONE, NONE};
    status = resolve_pair(resolver, row, &timetable->stop_names, row->part, stops);
    target->b = stops[0];
    target->c = stops[1];
    return status;
}

/** Who travels: from area to area, or by which modes. */
static enum status resolve_people(const struct resolver *resolver, const struct target_row *row,
                                  struct target *target)
{
    enum status status = STATUS_OK;
    uint32_t areas[2] = {NONE, NONE};
    switch ((enum target_kind)row->kind) {
    case TARGET_COMMUTERS:
        status = resolve_area(resolver, row, row->object, "others", &target->a);
        return status == STATUS_OK ? resolve_area(resolver, row, row->part, "others", &target->b)
                                   : status;
    case TARGET_BAND_SHARE:
        status = resolve_band(resolver, row, &target->a);
        break;
    case TARGET_TRIPS_BETWEEN:
    case TARGET_WORK_TRIPS_BETWEEN:
        status = resolve_pair(resolver, row, &resolver->set->areas, row->object, areas);
        target->a = areas[0];
        target->b = areas[1];
        break;
    default:
        status = resolve_area(resolver, row, row->object, "all", &target->a);
        break;
    }
    if (status != STATUS_OK || row->kind == TARGET_TRIPS_PER_PERSON ||
        row->kind == TARGET_MEAN_LENGTH)
        return status;
    return resolve_modes(resolver, row, &target->modes);
}

static enum status resolve(const struct resolver *resolver, const struct target_row *row,
                           struct target *target)
{
    *target = (struct target){.row = row, .a = NONE, .b = NONE, .c = NONE};
    switch ((enum target_kind)row->kind) {
    case TARGET_DEPARTURE_SHARE:
        return resolve_hour(resolver, row, &target->a);
    case TARGET_COUNTER:
        return resolve_counter(resolver, row, target);
    case TARGET_LINE_BOARDINGS:
    case TARGET_LINE_LOAD:
    case TARGET_STOP_PASSENGERS:
        return resolve_transit(resolver, row, target);
    case TARGET_COUNTERS_WITHIN:
        return STATUS_OK;
    default:
        return resolve_people(resolver, row, target);
    }
}

/** Names the areas and notes which places lie in them. */
static enum status name_areas(const struct network *network, struct target_set *set,
                              struct error *err)
{
    enum status status = STATUS_OK;
    set->area_of_place = mem_alloc(network->place_count, sizeof *set->area_of_place, err);
    if (!set->area_of_place)
        return STATUS_RESOURCE;
    for (uint32_t z = 0; status == STATUS_OK && z < network->zone_count; z++) {
        const struct zone *zone = &network->zones[z];
        const struct zone_row *row = TABLE_ROW(&network->tables->zones, struct zone_row, zone->row);
        uint32_t area = NONE;
        status = names_add(&set->areas, zone->kind == ZONE_INTERNAL ? row->municipality : row->id,
                           &area, NULL, err);
        for (uint32_t p = 0; p < zone->place_count; p++)
            set->area_of_place[zone->first_place + p] = area;
    }
    return status;
}

enum status target_set_build(const struct demand_tables *tables, const struct network *network,
                             const struct timetable *timetable, struct target_set *out,
                             struct error *err)
{
    struct target_set set = {.count = tables->targets.count};
    struct names ids = {0};
    struct resolver resolver = {tables, network, timetable, &set, err};
    if (set.count == 0)
        return STATUS_OK;
    set.items = mem_alloc(set.count, sizeof *set.items, err);
    enum status status = set.items ? name_areas(network, &set, err) : STATUS_RESOURCE;
    for (uint32_t i = 0; i < set.count && status != STATUS_RESOURCE; i++) {
        const struct target_row *row = TABLE_ROW(&tables->targets, struct target_row, i);
        bool is_new = true;
        uint32_t id;
        enum status found = resolve(&resolver, row, &set.items[i]);
        if (found == STATUS_OK)
            found = names_add(&ids, row->id, &id, &is_new, err);
        if (found == STATUS_OK && !is_new)
            found = table_fail(&tables->targets, row->line, err, "id '%s' stands twice", row->id);
        status = found != STATUS_OK ? found : status;
    }
    names_deinit(&ids);
    if (status == STATUS_OK)
        *out = set;
    else
        target_set_deinit(&set);
    return status;
}

void target_set_deinit(struct target_set *set)
{
    mem_free(set->items);
    mem_free(set->area_of_place);
    names_deinit(&set->areas);
    *set = (struct target_set){0};
}
