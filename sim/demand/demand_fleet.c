// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_fleet.h"

#include "kernel/random.h"
#include "people/population.h"

#include <math.h>

#define SUM_TOLERANCE 0.01

static const uint8_t trait_of[DRIVE_KIND_COUNT] = {
    [DRIVE_DIESEL] = TRAIT_DIESEL, [DRIVE_BATTERY] = TRAIT_BATTERY};

static enum status read_shares(const struct table *fleet, double out[DRIVE_KIND_COUNT],
                               struct error *err)
{
    bool has[DRIVE_KIND_COUNT] = {false};
    double sum = 0.0;
    for (uint32_t i = 0; i < fleet->count; i++) {
        const struct fleet_row *row = TABLE_ROW(fleet, struct fleet_row, i);
        if (has[row->drive]) {
            return table_fail(fleet, row->line, err, "the drive '%s' is given twice",
                              drive_kind_names[row->drive]);
        }
        if (row->drive == DRIVE_TRUCK && row->share > 0.0) {
            return table_fail(fleet, row->line, err,
                              "trucks have a share of %g of the cars, must be 0", row->share);
        }
        has[row->drive] = true;
        out[row->drive] = row->share;
        sum += row->share;
    }
    if (fabs(sum - 1.0) > SUM_TOLERANCE) {
        return error_fail(err, STATUS_DATA, "%s: the shares of the drives sum to %g, must be 1",
                          fleet->path, sum);
    }
    for (int d = 0; d < DRIVE_KIND_COUNT; d++) {
        out[d] /= sum;
    }
    return STATUS_OK;
}

enum status demand_fleet_assign(const struct table *fleet, uint64_t seed,
                                struct demand_people *people, struct error *err)
{
    double shares[DRIVE_KIND_COUNT] = {0.0};
    if (fleet->count == 0) {
        return STATUS_OK;
    }
    enum status status = read_shares(fleet, shares, err);
    for (uint32_t i = 0; status == STATUS_OK && i < people->count; i++) {
        if (!(people->traits[i] & TRAIT_CAR) || people->persons[i].group == GROUP_THROUGH_TRUCK) {
            continue;
        }
        struct random_stream stream;
        random_stream_init(&stream, seed, i, RANDOM_DRIVE);
        double unit = random_unit(&stream);
        bool is_petrol = unit < shares[DRIVE_PETROL];
        bool is_battery = unit >= shares[DRIVE_PETROL] + shares[DRIVE_DIESEL];
        people->traits[i] |= trait_of[is_petrol    ? DRIVE_PETROL
                                      : is_battery ? DRIVE_BATTERY
                                                   : DRIVE_DIESEL];
    }
    return status;
}
