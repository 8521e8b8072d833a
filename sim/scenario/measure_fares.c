// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

/** A price is NOT_GIVEN when it is left out: 0 is a price. */
#define NOT_GIVEN (-1.0)
#define PRICE(key, member, most, about)                                                            \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .offset = offsetof(struct fares_measure, member),         \
        .optional = true, .min = NOT_GIVEN, .max = most, .standard = "-1", .doc = about            \
    }

struct fares_measure {
    double factor, day_eur, trip_eur, km_eur;
};

static const struct field fields[] = {
    PRICE("factor", factor, 100, "All three prices below times this; left out: 1."),
    PRICE("day", day_eur, 1000, "EUR for a day; left out: as it is."),
    PRICE("trip", trip_eur, 1000, "EUR for a trip, on top of the day; left out: as it is."),
    PRICE("km", km_eur, 100, "EUR for a kilometre, on top of both; left out: as it is."),
    FIELD_END};

static void set_price(struct measure_edit *edit, double *at, double factor, double price_eur)
{
    double present_eur = factor >= 0 ? *at * factor : *at;
    measure_set_real(edit, at, price_eur >= 0 ? price_eur : present_eur);
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct fares_measure *fares = parameters;
    struct choice_parameters *choice = &edit->spec->choice;
    set_price(edit, &choice->pt_eur_day, fares->factor, fares->day_eur);
    set_price(edit, &choice->pt_eur_trip, fares->factor, fares->trip_eur);
    set_price(edit, &choice->pt_eur_km, fares->factor, fares->km_eur);
}

const struct measure_kind measure_fares = {
    .name = "fares",
    .doc = "What public transport costs those who have no season ticket: by day, by trip and by "
           "kilometre.",
    .fields = fields,
    .size = sizeof(struct fares_measure),
    .fixed = "people have chosen with the fares of the morning",
    .apply = apply};
