// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

#include <string.h>

struct parking_measure {
    const char *places, *zones;
    int64_t spaces;
    double search_s;
};

static const struct field fields[] = {
    MEASURE_LIST_OPTIONAL(parking_measure, "place", places, "Place, or a list of places."),
    MEASURE_LIST_OPTIONAL(parking_measure, "zone", zones,
                          "Zone by id or name, or a list: all their places."),
    MEASURE_INT(parking_measure, "spaces", spaces, 0, 1000000,
                "Parking spaces of each of these places."),
    MEASURE_REAL_OPTIONAL(parking_measure, "search", search_s, QUANTITY_TIME, 0.01, 600,
                          "Time to inspect one space; left out: as it is."),
    FIELD_END};

static void set_place(struct measure_edit *edit, const struct parking_measure *measure,
                      const char *place)
{
    struct table *table = &edit->spec->network_tables.parking;
    struct parking_row *row = NULL;
    for (uint32_t i = 0; i < table->count && !row; i++)
        if (strcmp(MEASURE_ROW(table, struct parking_row, i)->place, place) == 0)
            row = MEASURE_ROW(table, struct parking_row, i);
    if (!row) {
        row = measure_add_row(edit, table);
        if (!row)
            return;
        row->place = place;
    }
    measure_set_int(edit, &row->spaces, measure->spaces);
    if (measure->search_s > 0)
        measure_set_real(edit, &row->search_s, measure->search_s);
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct parking_measure *measure = parameters;
    const struct network_tables *tables = &edit->spec->network_tables;
    const char *rest = measure->places, *name;
    if (measure->places[0] == '\0' && measure->zones[0] == '\0')
        measure_fail(edit, "needs 'place' or 'zone'");
    while ((name = measure_list_take(edit, &rest)))
        if (measure_find(edit, &tables->places, &measure_place_name, name) != NONE)
            set_place(edit, measure, name);
    rest = measure->zones;
    while ((name = measure_list_take(edit, &rest))) {
        uint32_t zone = measure_find(edit, &tables->zones, &measure_zone_name, name);
        for (uint32_t i = 0; zone != NONE && i < tables->places.count; i++) {
            const struct place_row *place = TABLE_ROW(&tables->places, struct place_row, i);
            if (strcmp(place->zone, TABLE_ROW(&tables->zones, struct zone_row, zone)->id) == 0)
                set_place(edit, measure, place->id);
        }
    }
}

const struct measure_kind measure_parking = {
    .name = "parking",
    .doc = "Parking spaces of places. Places without a number have room for everybody.",
    .fields = fields,
    .size = sizeof(struct parking_measure),
    .apply = apply};
