// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

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

static void set_row(struct measure_edit *edit, struct parking_row *row, const void *parameters)
{
    const struct parking_price *price = parameters;
    measure_set_real(edit, &row->price_eur, price->stay_eur);
    measure_set_real(edit, &row->price_h_eur, price->hour_eur);
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct parking_price *price = parameters;
    measure_each_parking(edit, price->places, price->zones, SPACES_FOR_ALL, set_row, price);
}

const struct measure_kind measure_parking_price = {
    .name = "parking_price",
    .doc = "What parking costs at places, all day. Nobody pays where they live; a place without a "
           "number of spaces keeps room for everybody.",
    .fields = fields,
    .size = sizeof(struct parking_price),
    .fixed = "people have chosen with the prices of the morning",
    .apply = apply};
