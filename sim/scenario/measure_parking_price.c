// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

#include <string.h>

/** Room for everybody, at a place that has no number of spaces. */
#define SPACES_FOR_ALL 1000000

struct parking_price {
    const char *places, *zones;
    double stay_eur, hour_eur;
};

static const struct field fields[] = {
    MEASURE_LIST_OPTIONAL(parking_price, "place", places, "Place, or a list of places."),
    MEASURE_LIST_OPTIONAL(parking_price, "zone", zones,
                          "Zone by id or name, or a list: all their places."),
    MEASURE_REAL_OPTIONAL(parking_price, "stay", stay_eur, QUANTITY_NUMBER, 0, 1000,
                          "EUR for a stay."),
    MEASURE_REAL_OPTIONAL(parking_price, "hour", hour_eur, QUANTITY_NUMBER, 0, 1000,
                          "EUR for each hour of it, on top."),
    FIELD_END};

static void set_place(struct measure_edit *edit, const struct parking_price *price,
                      const char *place)
{
    struct table *table = &edit->spec->network_tables.parking;
    struct parking_row *row = NULL;
    for (uint32_t i = 0; i < table->count && !row; i++)
        if (strcmp(TABLE_ROW(table, struct parking_row, i)->place, place) == 0)
            row = MEASURE_ROW(table, struct parking_row, i);
    if (!row) {
        row = measure_add_row(edit, table);
        if (!row)
            return;
        row->place = place;
        row->spaces = SPACES_FOR_ALL;
    }
    measure_set_real(edit, &row->price_eur, price->stay_eur);
    measure_set_real(edit, &row->price_h_eur, price->hour_eur);
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct parking_price *price = parameters;
    const struct network_tables *tables = &edit->spec->network_tables;
    const char *rest = price->places, *name;
    if (price->places[0] == '\0' && price->zones[0] == '\0')
        measure_fail(edit, "needs 'place' or 'zone'");
    while ((name = measure_list_take(edit, &rest)))
        if (measure_find(edit, &tables->places, &measure_place_name, name) != NONE)
            set_place(edit, price, name);
    rest = price->zones;
    while ((name = measure_list_take(edit, &rest))) {
        uint32_t zone = measure_find(edit, &tables->zones, &measure_zone_name, name);
        for (uint32_t i = 0; zone != NONE && i < tables->places.count; i++) {
            const struct place_row *place = TABLE_ROW(&tables->places, struct place_row, i);
            if (strcmp(place->zone, TABLE_ROW(&tables->zones, struct zone_row, zone)->id) == 0)
                set_place(edit, price, place->id);
        }
    }
}

const struct measure_kind measure_parking_price = {
    .name = "parking_price",
    .doc = "What parking costs at places, all day. Nobody pays where they live; a place without a "
           "number of spaces keeps room for everybody.",
    .fields = fields,
    .size = sizeof(struct parking_price),
    .apply = apply};
