// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

struct fleet_measure {
    double shares[DRIVE_TRUCK]; /**< by enum drive_kind; negative: left out */
};

#define SHARE_OF(key, drive)                                                                       \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_SHARE,                               \
        .offset = offsetof(struct fleet_measure, shares) + (drive) * sizeof(double),               \
        .optional = true, .min = -1, .max = 1, .standard = "-1",                                   \
        .doc =                                                                                     \
            "Share of the cars of persons with this drive; left out: what the given ones leave, "  \
            "in the present proportion."                                                           \
    }

static const struct field fields[] = {SHARE_OF("petrol", DRIVE_PETROL),
                                      SHARE_OF("diesel", DRIVE_DIESEL),
                                      SHARE_OF("battery", DRIVE_BATTERY), FIELD_END};

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct fleet_measure *fleet = parameters;
    struct table *table = &edit->spec->demand_tables.fleet;
    double given = 0, others = 0;
    bool has_other = false;
    if (table->count == 0) {
        measure_fail(edit, "the scenario has no table demand.fleet, which says what cars need");
        return;
    }
    for (int d = 0; d < DRIVE_TRUCK; d++)
        given += fleet->shares[d] >= 0 ? fleet->shares[d] : 0;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct fleet_row *row = TABLE_ROW(table, struct fleet_row, i);
        bool is_other = row->drive != DRIVE_TRUCK && fleet->shares[row->drive] < 0;
        others += is_other ? row->share : 0;
        has_other = has_other || is_other;
    }
    if (given > 1 + 1e-9 || (given < 1 - 1e-9 && others <= 0)) {
        measure_fail(edit, "the shares sum to %g, %s", given,
                     has_other ? "must leave room for the other drives" : "must be 1");
        return;
    }
    for (uint32_t i = 0; i < table->count; i++) {
        struct fleet_row *row = MEASURE_ROW(table, struct fleet_row, i);
        if (row->drive == DRIVE_TRUCK)
            continue;
        double share = fleet->shares[row->drive];
        measure_set_real(edit, &row->share,
                         share >= 0   ? share
                         : others > 0 ? row->share * (1 - given) / others
                                      : 0);
    }
}

const struct measure_kind measure_fleet = {
    .name = "fleet",
    .doc =
        "What the cars of persons are driven by. Who drives a battery car pays choice.battery_km "
        "a kilometre.",
    .fields = fields,
    .size = sizeof(struct fleet_measure),
    .fixed = "people have chosen with their cars in the morning",
    .apply = apply};
