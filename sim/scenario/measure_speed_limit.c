// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"
#include "scenario/measure_roads.h"

#include <math.h>
#include <string.h>

#define KM_PER_H (1.0 / 3.6)

struct speed_limit {
    const char *classes, *zones, *municipalities;
    double from_s, to_s, speed_mps;
};

static const struct field fields[] = {
    MEASURE_REAL(speed_limit, "speed", speed_mps, QUANTITY_SPEED, 5 * KM_PER_H, 200 * KM_PER_H,
                 "Highest speed; links that are slower stay as they are."),
    MEASURE_LIST_OPTIONAL(speed_limit, "class", classes,
                          "Class of road, or a list of classes; left out: all."),
    MEASURE_LIST_OPTIONAL(speed_limit, "zone", zones,
                          "Zone by id or name, or a list of zones; left out: everywhere."),
    MEASURE_LIST_OPTIONAL(speed_limit, "municipality", municipalities,
                          "City or town, or a list, in place of zones."),
    MEASURE_WINDOW(speed_limit),
    FIELD_END};

/** Where the limit holds. */
struct area {
    bool *has_class; /**< [ROAD_CLASS_CONNECTOR + 1] */
    bool *has_zone;  /**< [zones], or NULL: everywhere */
};

static bool classes_read(struct measure_edit *edit, const struct speed_limit *limit,
                         bool has_class[])
{
    uint32_t count = 0;
    const char *rest = limit->classes, *name;
    bool is_good = true;
    while (road_class_names[count])
        has_class[count++] = limit->classes[0] == '\0';
    while ((name = measure_list_take(edit, &rest))) {
        uint32_t class = 0;
        while (class < count && strcmp(road_class_names[class], name) != 0)
            class ++;
        if (class < count) {
            has_class[class] = true;
            continue;
        }
        const char *similar = text_suggest(road_class_names, count, name);
        measure_fail(edit, "no class of road '%.60s'%s%s%s", name,
                     similar ? ", did you mean '" : "", similar ? similar : "",
                     similar ? "'?" : "");
        is_good = false;
    }
    return is_good;
}

static bool zones_read(struct measure_edit *edit, const struct speed_limit *limit, bool *has_zone)
{
    const struct table *zones = &edit->spec->network_tables.zones;
    const char *rest = limit->zones, *name;
    bool is_good = true;
    while ((name = measure_list_take(edit, &rest))) {
        uint32_t zone = measure_find(edit, zones, &measure_zone_name, name);
        is_good = is_good && zone != NONE;
        if (zone != NONE)
            has_zone[zone] = true;
    }
    static const struct measure_name municipality = {"municipality",
                                                     offsetof(struct zone_row, municipality), 0};
    rest = limit->municipalities;
    while ((name = measure_list_take(edit, &rest))) {
        is_good = measure_find(edit, zones, &municipality, name) != NONE && is_good;
        for (uint32_t i = 0; i < zones->count; i++)
            if (strcmp(TABLE_ROW(zones, struct zone_row, i)->municipality, name) == 0)
                has_zone[i] = true;
    }
    return is_good;
}

/** Square of a distance; a degree of longitude is shorter than one of latitude. */
static double distance2(double lat_a, double lon_a, double lat_b, double lon_b)
{
    double north = lat_a - lat_b;
    double east = (lon_a - lon_b) * cos((lat_a + lat_b) * (M_PI / 360));
    return north * north + east * east;
}

/** The zone of the place nearest to the middle of a link, or NONE. */
static uint32_t zone_of_link(const struct network_tables *tables, const struct road_link_row *link)
{
    const struct road_node_row *from = NULL, *to = NULL;
    for (uint32_t i = 0; i < tables->nodes.count; i++) {
        const struct road_node_row *node = TABLE_ROW(&tables->nodes, struct road_node_row, i);
        from = strcmp(node->id, link->from) == 0 ? node : from;
        to = strcmp(node->id, link->to) == 0 ? node : to;
    }
    if (!from || !to)
        return NONE;
    const struct place_row *nearest = NULL;
    double best = INFINITY, lat = (from->lat + to->lat) / 2, lon = (from->lon + to->lon) / 2;
    for (uint32_t i = 0; i < tables->places.count; i++) {
        const struct place_row *place = TABLE_ROW(&tables->places, struct place_row, i);
        double distance = distance2(lat, lon, place->lat, place->lon);
        if (distance < best) {
            best = distance;
            nearest = place;
        }
    }
    for (uint32_t i = 0; nearest && i < tables->zones.count; i++)
        if (strcmp(TABLE_ROW(&tables->zones, struct zone_row, i)->id, nearest->zone) == 0)
            return i;
    return NONE;
}

/** All day the street itself is slower, else there is a change of each direction. */
static void limit_link(struct measure_edit *edit, const struct speed_limit *limit,
                       struct road_link_row *link)
{
    if (limit->from_s <= 0 && limit->to_s >= MEASURE_DAY_END_S) {
        measure_set_real(edit, &link->speed_mps, limit->speed_mps);
        return;
    }
    struct road_change change = {.link = link->id,
                                 .reason = "speed limit",
                                 .from_s = limit->from_s,
                                 .to_s = limit->to_s,
                                 .speed_mps = limit->speed_mps};
    measure_change_link(edit, link, &change);
    change.link = link->oneway ? NULL : measure_link_back(edit, link->id);
    if (change.link)
        measure_change_link(edit, link, &change);
}

static void limit_links(struct measure_edit *edit, const struct speed_limit *limit,
                        const struct area *area)
{
    const struct network_tables *tables = &edit->spec->network_tables;
    for (uint32_t i = 0; i < tables->links.count; i++) {
        struct road_link_row *link = MEASURE_ROW(&tables->links, struct road_link_row, i);
        if (!area->has_class[link->class] || link->speed_mps <= limit->speed_mps)
            continue;
        uint32_t zone = area->has_zone ? zone_of_link(tables, link) : NONE;
        if (!area->has_zone || (zone != NONE && area->has_zone[zone]))
            limit_link(edit, limit, link);
    }
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct speed_limit *limit = parameters;
    bool has_class[ROAD_CLASS_CONNECTOR + 1];
    bool is_local = limit->zones[0] != '\0' || limit->municipalities[0] != '\0';
    struct area area = {.has_class = has_class};
    bool *has_zone =
        mem_alloc(edit->spec->network_tables.zones.count, sizeof *has_zone, &edit->scratch);
    if (!has_zone) {
        measure_pass_on(edit, STATUS_RESOURCE);
        return;
    }
    bool is_good = classes_read(edit, limit, has_class);
    is_good = zones_read(edit, limit, has_zone) && is_good;
    if (is_local)
        area.has_zone = has_zone;
    if (is_good)
        limit_links(edit, limit, &area);
    mem_free(has_zone);
}

const struct measure_kind measure_speed_limit = {
    .name = "speed_limit",
    .doc = "A highest speed for classes of roads, everywhere or in some zones (a link belongs to "
           "the zone of the place that is nearest to its middle). Capacities stay.",
    .fields = fields,
    .size = sizeof(struct speed_limit),
    .apply = apply};
