// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "day_fixture.h"
#include "demand/demand_tuning.h"

#include <math.h>

#define PERSONS 30000u

struct outcome {
    struct demand_tuning tuning;
    double bands[5], home_rate, work_hour_7, trips;
};

static void run(struct fixture *f, struct day_fixture *d, uint32_t threads, struct outcome *out)
{
    struct team *team = team_create(threads, &f->err);
    memset(out, 0, sizeof *out);
    assert_int_equal(demand_tuning_find(&d->world, &d->people, 99, team, &out->tuning, &f->err),
                     STATUS_OK);
    team_destroy(team);
    d->source.tuning = &out->tuning;
    double work = 0.0;
    for (uint32_t i = 0; i < PERSONS; i++) {
        struct day_plan plan;
        day_plan_draw(&d->source, i, &plan);
        for (uint32_t t = 0; t < plan.trip_count; t++) {
            const struct day_trip *trip = &plan.trips[t];
            out->bands[trip->band] += 1.0;
            out->trips += 1.0;
            out->home_rate += trip->purpose == PURPOSE_HOME ? 1.0 / PERSONS : 0.0;
            work += trip->purpose == PURPOSE_WORK ? 1.0 : 0.0;
            out->work_hour_7 +=
                trip->purpose == PURPOSE_WORK && trip->depart_s / 3600 == 7 ? 1.0 : 0.0;
        }
    }
    out->work_hour_7 /= work;
}

static void plans_meet_the_tables(void **state)
{
    (void)state;
    static struct fixture f;
    static struct day_fixture d;
    static struct outcome one, three;
    fixture_init(&f);
    day_fixture_init(&f, &d);
    day_fixture_add(&f, &d, PERSONS / 2, (struct demand_person){0, 3, GROUP_EMPLOYED});
    day_fixture_add(&f, &d, PERSONS / 2, (struct demand_person){4, 2, GROUP_EMPLOYED});
    d.people.resident_count = d.people.count;
    run(&f, &d, 1, &one);
    for (uint32_t b = 0; b < 5; b++) {
        assert_true(fabs(one.bands[b] / one.trips - d.world.rules.band_share[b]) < 0.01);
    }
    assert_true(fabs(one.home_rate - 1.073) < 0.02);
    assert_true(fabs(one.work_hour_7 - 0.75) < 0.03);
    assert_true(fabs(one.tuning.main_share[GROUP_EMPLOYED] - 0.68 / 0.93) < 1e-9);
    /* 1.306 further trips per person, less one for each of the 25 % who do not work */
    assert_true(fabs(one.tuning.extra_mean[GROUP_EMPLOYED] - (1.306 - 0.25) / 0.93) < 1e-9);
    run(&f, &d, 3, &three);
    assert_memory_equal(&one.tuning, &three.tuning, sizeof one.tuning);
    day_fixture_free(&f, &d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(plans_meet_the_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
