// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "api/forecast.h"

static void small_town(void **state)
{
    (void)state;
    struct spec *spec = NULL;
    struct world *world = NULL;
    struct error err = {0};
    assert_int_equal(scenario_read("tests/fixtures/small/small.lua", NULL, &spec, &err), STATUS_OK);
    assert_int_equal(world_create(spec, 1, &world, &err), STATUS_OK);
    struct forecast all = forecast_of(world);
    /* Not less than there will be, and no wild guess. */
    assert_true(all.persons >= SMALL_PERSONS && all.persons < 2 * SMALL_PERSONS);
    assert_in_range(all.memory_bytes, 20000000, 200000000);
    spec->demand.sample = 0.5;
    struct forecast half = forecast_of(world);
    assert_true(fabs(2 * half.persons - all.persons) < 1e-9);
    assert_true(half.memory_bytes < all.memory_bytes && half.result_bytes < all.result_bytes);

    /* The log of events, of a quarter of the time. */
    uint32_t quarter_ms = (world->stop_ms - world->start_ms) / 4;
    world->log = (struct event_log){1, world->stop_ms - quarter_ms, world->stop_ms + 1000};
    double more = (double)(forecast_of(world).result_bytes - half.result_bytes);
    assert_true(fabs(more - 0.25 * 386 * half.persons) < 2);

    assert_int_equal(forecast_check(&all, "/tmp/x.h5", &err), STATUS_OK);
    all.memory_bytes = (uint64_t)1 << 60;
    assert_int_equal(forecast_check(&all, NULL, &err), STATUS_RESOURCE);
    assert_non_null(strstr(err.text, "needs about 1152921504606.8 MB of memory"));
    all.result_bytes = (uint64_t)1 << 60;
    assert_int_equal(forecast_check(&all, "/tmp/x.h5", &err), STATUS_RESOURCE);
    assert_non_null(strstr(err.text, "MB of disk for '/tmp/x.h5'"));
    world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(small_town)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
