// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"
#include "scenario/measure_roads.h"

#include <string.h>

#define KM_PER_H (1.0 / 3.6)
#define PER_HOUR (1.0 / 3600.0)

struct link_measure {
    const char *links, *road, *reason;
    double from_s, to_s;
    bool is_closed;
    int64_t lanes;
    double speed_mps, capacity_vps;
};

static const struct field fields[] = {
    MEASURE_LIST_OPTIONAL(link_measure, "link", links,
                          "Directed link, or a list of them: L0139 is the direction of the row, "
                          "L0139r the way back."),
    MEASURE_TEXT_OPTIONAL(link_measure, "road", road,
                          "In place of links: all links of the road of this name, both ways."),
    MEASURE_WINDOW(link_measure),
    MEASURE_FLAG(link_measure, "close", is_closed, "Nobody enters meanwhile."),
    {.name = "lanes",
     .type = FIELD_INT,
     .offset = offsetof(struct link_measure, lanes),
     .optional = true,
     .min = 1,
     .max = 30,
     .doc = "Lanes that are left: the capacity falls or rises in proportion."},
    MEASURE_REAL_OPTIONAL(link_measure, "speed", speed_mps, QUANTITY_SPEED, 1 * KM_PER_H,
                          200 * KM_PER_H, "Speed in free flow meanwhile."),
    MEASURE_REAL_OPTIONAL(link_measure, "capacity", capacity_vps, QUANTITY_FLOW, 10 * PER_HOUR,
                          100000 * PER_HOUR,
                          "Capacity over all lanes meanwhile, passenger cars per hour."),
    MEASURE_TEXT_OPTIONAL(link_measure, "reason", reason, "Why: works, an incident, ..."),
    FIELD_END};

/** One directed link. */
static void change_link(struct measure_edit *edit, const struct link_measure *measure,
                        uint32_t row_index, const char *name)
{
    const struct road_link_row *link =
        MEASURE_ROW(&edit->spec->network_tables.links, struct road_link_row, row_index);
    struct road_change change = {.link = name,
                                 .reason = measure->reason,
                                 .from_s = measure->from_s,
                                 .to_s = measure->to_s,
                                 .speed_mps = measure->speed_mps,
                                 .capacity_vps = measure->capacity_vps,
                                 .is_closed = measure->is_closed};
    if (measure->lanes > 0)
        change.capacity_vps = link->capacity_vps * (double)measure->lanes / (double)link->lanes;
    measure_change_link(edit, link, &change);
}

static void change_road(struct measure_edit *edit, const struct link_measure *measure)
{
    const struct table *links = &edit->spec->network_tables.links;
    if (measure_find(edit, links, &measure_road_name, measure->road) == NONE)
        return;
    for (uint32_t i = 0; i < links->count; i++) {
        const struct road_link_row *link = TABLE_ROW(links, struct road_link_row, i);
        if (strcmp(link->road, measure->road) != 0)
            continue;
        change_link(edit, measure, i, link->id);
        const char *back = link->oneway ? NULL : measure_link_back(edit, link->id);
        if (back)
            change_link(edit, measure, i, back);
    }
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct link_measure *measure = parameters;
    const char *rest = measure->links, *name;
    if ((measure->links[0] != '\0') == (measure->road[0] != '\0')) {
        measure_fail(edit, "needs either 'link' or 'road'");
        return;
    }
    if (measure->lanes > 0 && measure->capacity_vps > 0) {
        measure_fail(edit, "'lanes' and 'capacity' say the same thing, give one of them");
        return;
    }
    if (measure->road[0] != '\0')
        change_road(edit, measure);
    while ((name = measure_list_take(edit, &rest))) {
        uint32_t row = measure_find_link(edit, name);
        if (row != NONE)
            change_link(edit, measure, row, name);
    }
}

const struct measure_kind measure_link = {
    .name = "link",
    .doc = "Closes roads, narrows or widens them, or changes their speed, for a part of the day or "
           "all of it. Two measures of one link must not overlap in time.",
    .fields = fields,
    .size = sizeof(struct link_measure),
    .apply = apply};
