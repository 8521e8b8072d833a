// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TESTS_DEMAND_DAY_FIXTURE_H
#define TESTS_DEMAND_DAY_FIXTURE_H

#include "demand_fixture.h"

/** The fixture's region with a tuning as before any calibration: curves and bands of the tables,
 * ways home only at the end, no further activities. */
struct day_fixture {
    struct demand_world world;
    struct demand_people people;
    struct demand_tuning tuning;
    struct day_source source;
};

static inline void day_fixture_init(struct fixture *f, struct day_fixture *d)
{
    memset(d, 0, sizeof *d);
    fixture_world(f, &d->world);
    for (uint32_t c = 0; c < CURVE_COUNT; c++) {
        double sum = 0.0;
        for (uint32_t h = 0; h < DEMAND_HOURS; h++) {
            sum += d->world.rules.curve[c][h];
            d->tuning.curve[c][h] = sum;
        }
    }
    for (uint32_t g = 0; g < DEMAND_GROUPS; g++) {
        d->tuning.home_gap_bin[g] = DAY_GAP_BINS;
    }
    memcpy(d->tuning.band_weight, d->world.rules.band_share, sizeof d->tuning.band_weight);
    d->source = (struct day_source){&d->world, &d->tuning, &d->people, 99};
}

static inline void day_fixture_add(struct fixture *f, struct day_fixture *d, uint32_t count,
                                   struct demand_person person)
{
    assert_int_equal(demand_people_add(&d->people, count, person, &f->err), STATUS_OK);
}

static inline void day_fixture_free(struct fixture *f, struct day_fixture *d)
{
    demand_people_deinit(&d->people);
    fixture_free(f, &d->world);
}

#endif
