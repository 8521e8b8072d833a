// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/link_observer.h"
#include "support/road_fixture.h"

#define FREE_MS 50000u /* 1 km at 20 m/s */

static void run_until(struct road_fixture *f, double t_s)
{
    assert_int_equal(kernel_run_until(f->kernel, (uint32_t)lround(t_s * 1000), &f->net.err),
                     STATUS_OK);
}

/** A vehicle each 2 s from 0 to 100 s on a free link. */
static void travel_times_of_a_free_link(void **state)
{
    (void)state;
    struct road_fixture f;
    struct link_observer observer;
    road_fixture_init(&f);
    fixture_chain(&f, (const double[]){0.8}, 1);
    fixture_build(&f.net);
    demand_add(&f, "L1", 0, 100, 0.5);
    road_fixture_build(&f, 1, 1);
    assert_int_equal(link_observer_init(f.road, 1, &observer, &f.net.err), STATUS_OK);

    assert_int_equal(link_observer_look(&observer, 0, 0, FREE_MS), FREE_MS);
    run_until(&f, 41);
    /* Nobody has left: as long as those there have been there, but at least the free time. */
    uint32_t age_ms = link_observer_look(&observer, 0, 41000, 1000);
    assert_true(age_ms > 18000 && age_ms < 22000);
    assert_int_equal(link_observer_look(&observer, 0, 41000, FREE_MS), FREE_MS);
    run_until(&f, 100);
    assert_int_equal(link_observer_look(&observer, 0, 100000, 1000), 50000);
    run_until(&f, 300);
    assert_int_equal(link_observer_look(&observer, 0, 300000, 1000), 50000);
    /* Everybody has gone since the last look. */
    assert_int_equal(link_observer_look(&observer, 0, 300000, 1234), 1234);
    link_observer_deinit(&observer);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(travel_times_of_a_free_link)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
