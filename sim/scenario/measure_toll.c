// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"
#include "scenario/measure_roads.h"

#include <string.h>

struct toll_measure {
    const char *links, *road;
    double from_s, to_s, toll_eur;
};

static const struct field fields[] = {
    MEASURE_LIST_OPTIONAL(toll_measure, "link", links,
                          "Directed link, or a list of them: L0139 is the direction of the row, "
                          "L0139r the way back."),
    MEASURE_TEXT_OPTIONAL(toll_measure, "road", road,
                          "In place of links: all links of the road of this name, both ways."),
    MEASURE_WINDOW(toll_measure),
    MEASURE_REAL(toll_measure, "toll", toll_eur, QUANTITY_NUMBER, 0.001, 1000,
                 "EUR of a car or truck for each of these links that it enters."),
    FIELD_END};

static void set_toll(struct measure_edit *edit, const struct toll_measure *toll,
                     const struct road_link_row *link, const char *name)
{
    struct road_change change = {.link = name,
                                 .reason = "toll",
                                 .from_s = toll->from_s,
                                 .to_s = toll->to_s,
                                 .toll_eur = toll->toll_eur};
    measure_change_link(edit, link, &change);
}

static void set_road(struct measure_edit *edit, const struct toll_measure *toll)
{
    const struct table *links = &edit->spec->network_tables.links;
    if (measure_find(edit, links, &measure_road_name, toll->road) == NONE)
        return;
    for (uint32_t i = 0; i < links->count; i++) {
        const struct road_link_row *link = TABLE_ROW(links, struct road_link_row, i);
        if (strcmp(link->road, toll->road) != 0)
            continue;
        set_toll(edit, toll, link, link->id);
        const char *back = link->oneway ? NULL : measure_link_back(edit, link->id);
        if (back)
            set_toll(edit, toll, link, back);
    }
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct toll_measure *toll = parameters;
    const struct table *links = &edit->spec->network_tables.links;
    const char *rest = toll->links, *name;
    if ((toll->links[0] != '\0') == (toll->road[0] != '\0')) {
        measure_fail(edit, "needs either 'link' or 'road'");
        return;
    }
    if (toll->road[0] != '\0')
        set_road(edit, toll);
    while ((name = measure_list_take(edit, &rest))) {
        uint32_t row = measure_find_link(edit, name);
        if (row != NONE)
            set_toll(edit, toll, TABLE_ROW(links, struct road_link_row, row), name);
    }
}

const struct measure_kind measure_toll = {
    .name = "toll",
    .doc = "Money for entering links, for a part of the day or all of it. Drivers weigh it by the "
           "value of time, in their route, departure and mode. It may overlap other measures of "
           "the same link; of two tolls the later one holds.",
    .fields = fields,
    .size = sizeof(struct toll_measure),
    .apply = apply};
