// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"
#include "scenario/measure_roads.h"

#include <string.h>

#define KM_PER_H (1.0 / 3.6)

struct cycling {
    const char *links, *road;
    double speed_mps;
};

static const struct field fields[] = {
    MEASURE_LIST_OPTIONAL(cycling, "link", links,
                          "Link, or a list of links, both ways each: along which the cycle highway "
                          "leads."),
    MEASURE_TEXT_OPTIONAL(cycling, "road", road, "In place of links: all links of this road."),
    MEASURE_REAL(cycling, "speed", speed_mps, QUANTITY_SPEED, 5 * KM_PER_H, 60 * KM_PER_H,
                 "Speed of bicycles on the level; slopes change it as they do elsewhere."),
    FIELD_END};

static void set_link(struct measure_edit *edit, const struct cycling *measure, uint32_t i)
{
    struct road_link_row *link =
        MEASURE_ROW(&edit->spec->network_tables.links, struct road_link_row, i);
    if (link->class <= ROAD_CLASS_TRUNK)
        measure_fail(edit, "nobody cycles on link '%s', as it is of class %s", link->id,
                     road_class_names[link->class]);
    else
        measure_set_real(edit, &link->bicycle_mps, measure->speed_mps);
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct cycling *measure = parameters;
    const struct table *links = &edit->spec->network_tables.links;
    const char *rest = measure->links, *name;
    if ((measure->links[0] != '\0') == (measure->road[0] != '\0')) {
        measure_fail(edit, "needs either 'link' or 'road'");
        return;
    }
    while ((name = measure_list_take(edit, &rest))) {
        uint32_t i = measure_find_link(edit, name);
        if (i != NONE)
            set_link(edit, measure, i);
    }
    if (measure->road[0] == '\0' ||
        measure_find(edit, links, &measure_road_name, measure->road) == NONE)
        return;
    for (uint32_t i = 0; i < links->count; i++)
        if (strcmp(TABLE_ROW(links, struct road_link_row, i)->road, measure->road) == 0)
            set_link(edit, measure, i);
}

const struct measure_kind measure_cycling = {
    .name = "cycling",
    .doc = "Another speed of bicycles along links, as where a cycle highway is built. Cars do not "
           "feel it. Nobody cycles on motorways and motor roads.",
    .fields = fields,
    .size = sizeof(struct cycling),
    .fixed = "people know the ways by bicycle from the morning on",
    .apply = apply};
