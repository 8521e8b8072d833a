// SPDX-License-Identifier: GPL-3.0-or-later
#include "shuttle/shuttle_fleets.h"

#include <math.h>
#include <string.h>

#define MS_PER_S 1000.0
#define NAME_MAX 256u

/** Where a row stands, for findings. */
struct row_place {
    const struct table *table;
    const struct shuttle_row *row;
    struct error *err;
};

/** Takes the next entry of a list with ';' between, without the blanks around it; false at its end.
 */
static bool list_take(const char **rest, char out[NAME_MAX])
{
    while (**rest == ' ' || **rest == ';')
        (*rest)++;
    size_t length = strcspn(*rest, ";");
    const char *entry = *rest;
    *rest += length;
    while (length > 0 && entry[length - 1] == ' ')
        length--;
    length = length < NAME_MAX ? length : NAME_MAX - 1;
    memcpy(out, entry, length);
    out[length] = '\0';
    return length > 0;
}

/** What the author may have meant. */
static void fail_name(const struct row_place *at, const char *column, const char *what,
                      const char *name, const char *similar)
{
    table_fail(at->table, at->row->line, at->err, "%s: no %s '%s'%s%s%s", column, what, name,
               similar ? ", did you mean '" : "", similar ? similar : "", similar ? "'?" : "");
}

static bool is_external(const struct network *network, uint32_t zone)
{
    return network->zones[zone].kind == ZONE_EXTERNAL;
}

static void cover_zone(const struct network *network, uint32_t zone, struct shuttle_fleet *fleet)
{
    const struct zone *of = &network->zones[zone];
    for (uint32_t i = 0; i < of->place_count; i++)
        fleet->covers[of->first_place + i] = true;
}

static void read_area(const struct row_place *at, const struct network *network,
                      struct shuttle_fleet *fleet)
{
    const char *rest = at->row->area;
    char name[NAME_MAX];
    uint32_t count = 0;
    for (; list_take(&rest, name); count++) {
        uint32_t zone = names_find(&network->zone_names, name);
        uint32_t place = names_find(&network->place_names, name);
        if (zone == NONE && place == NONE) {
            const char *similar = names_suggest(&network->zone_names, name);
            similar = similar ? similar : names_suggest(&network->place_names, name);
            fail_name(at, "area", "zone or place", name, similar);
            continue;
        }
        if (is_external(network, zone != NONE ? zone : network->places[place].zone))
            table_fail(at->table, at->row->line, at->err, "area: '%s' lies outside of the cities",
                       name);
        else if (zone != NONE)
            cover_zone(network, zone, fleet);
        else
            fleet->covers[place] = true;
    }
    if (count == 0)
        table_fail(at->table, at->row->line, at->err, "area: names no zone and no place");
}

static void read_depots(const struct row_place *at, const struct network *network,
                        struct shuttle_fleet *fleet)
{
    const char *rest = at->row->depot;
    char name[NAME_MAX];
    uint32_t count = 0;
    for (; list_take(&rest, name); count++) {
        uint32_t place = names_find(&network->place_names, name);
        if (place == NONE)
            fail_name(at, "depot", "place", name, names_suggest(&network->place_names, name));
        else if (is_external(network, network->places[place].zone))
            table_fail(at->table, at->row->line, at->err, "depot: '%s' lies outside of the cities",
                       name);
        else if (fleet->depot_count < network->place_count)
            fleet->depots[fleet->depot_count++] = place;
    }
    if (count == 0)
        table_fail(at->table, at->row->line, at->err, "depot: names no place");
}

static enum status read_row(const struct row_place *at, const struct network *network,
                            double sample, struct shuttle_fleets *fleets)
{
    const struct shuttle_row *row = at->row;
    struct shuttle_fleet *fleet = &fleets->items[fleets->count];
    uint32_t id;
    bool is_new;
    enum status status = names_add(&fleets->names, row->id, &id, &is_new, at->err);
    if (status != STATUS_OK)
        return status;
    if (!is_new)
        table_fail(at->table, row->line, at->err, "fleet '%s' is given twice", row->id);
    if (row->until_s <= row->from_s)
        table_fail(at->table, row->line, at->err,
                   "to is %g s after midnight, must be after from, which is %g s; hours above 24 "
                   "are the next morning",
                   row->until_s, row->from_s);
    double share = round((double)row->vehicles * sample);
    *fleet = (struct shuttle_fleet){.first_vehicle = fleets->vehicle_count,
                                    .vehicle_count = share > 1 ? (uint32_t)share : 1,
                                    .seats = (uint32_t)row->seats,
                                    .from_ms = (uint32_t)lround(MS_PER_S * row->from_s),
                                    .until_ms = (uint32_t)lround(MS_PER_S * row->until_s),
                                    .wait_ms = (uint32_t)lround(MS_PER_S * row->wait_s),
                                    .detour_ms = (uint32_t)lround(MS_PER_S * row->detour_s),
                                    .boarding_ms = (uint32_t)lround(MS_PER_S * row->boarding_s),
                                    .detour = row->detour,
                                    .fare_eur = row->fare_eur};
    fleets->count++;
    fleets->vehicle_count += fleet->vehicle_count;
    fleet->covers = mem_alloc(network->place_count, sizeof *fleet->covers, at->err);
    fleet->depots = mem_alloc(network->place_count, sizeof *fleet->depots, at->err);
    if (!fleet->covers || !fleet->depots)
        return STATUS_RESOURCE;
    read_area(at, network, fleet);
    read_depots(at, network, fleet);
    return STATUS_OK;
}

enum status shuttle_fleets_build(const struct table *table, const struct network *network,
                                 double sample, struct shuttle_fleets *out, struct error *err)
{
    struct shuttle_fleets fleets = {0};
    fleets.items = mem_alloc(table->count, sizeof *fleets.items, err);
    enum status status = fleets.items ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t i = 0; status == STATUS_OK && i < table->count; i++) {
        struct row_place at = {table, TABLE_ROW(table, struct shuttle_row, i), err};
        status = read_row(&at, network, sample, &fleets);
    }
    if (status == STATUS_OK && err->finding_count > 0)
        status = err->status;
    if (status == STATUS_OK)
        *out = fleets;
    else
        shuttle_fleets_deinit(&fleets);
    return status;
}

void shuttle_fleets_deinit(struct shuttle_fleets *fleets)
{
    for (uint32_t i = 0; i < fleets->count; i++) {
        mem_free(fleets->items[i].covers);
        mem_free(fleets->items[i].depots);
    }
    mem_free(fleets->items);
    names_deinit(&fleets->names);
    *fleets = (struct shuttle_fleets){0};
}

uint32_t shuttle_fleets_find(const struct shuttle_fleets *fleets, uint32_t from_place,
                             uint32_t to_place, uint32_t t_ms)
{
    for (uint32_t i = 0; i < fleets->count; i++) {
        const struct shuttle_fleet *fleet = &fleets->items[i];
        if (fleet->from_ms <= t_ms && t_ms < fleet->until_ms && fleet->covers[from_place] &&
            fleet->covers[to_place])
            return i;
    }
    return NONE;
}

uint32_t shuttle_ride_most_ms(const struct shuttle_fleet *fleet, uint32_t direct_ms)
{
    return (uint32_t)(fleet->detour * direct_ms) + fleet->detour_ms;
}
