// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/road_run.h"

/** Five vehicles in 100 s, one every 20 s from 10 s on, then one that does not arrive. */
static struct road_run run(const struct folder *folder, double sample_s)
{
    char scenario[600];
    struct error err = {0};
    struct road_run made;
    snprintf(scenario, sizeof scenario, "%s/scenario.lua",
             case_write(folder, "c", "a b,0,100,180,even\na,580,590,360,even\n", ""));
    if (road_run_do(&(struct road_run_input){.scenario = scenario, .sample_s = sample_s}, &made,
                    &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return made;
}

static void trips_and_totals(void **state)
{
    (void)state;
    struct folder folder;
    struct error err = {0};
    struct road_link_totals totals;
    folder_init(&folder);
    struct road_run made = run(&folder, 10);
    assert_int_equal(made.trip_count, 6);
    assert_near(made.trips[0].depart_s, 10, 0);
    assert_near(made.trips[0].arrive_s, 110, 0.002);
    assert_int_equal(made.trips[0].from_node, 0);
    assert_int_equal(made.trips[0].to_node, 2);
    assert_near(made.trips[5].depart_s, 585, 0);
    assert_true(isnan(made.trips[5].arrive_s));
    assert_int_equal(made.sample_count, 61);

    assert_int_equal(road_run_totals(&made, 0, 60, &totals, &err), STATUS_OK);
    assert_int_equal(totals.entered, 3);
    assert_int_equal(totals.left, 0);
    assert_int_equal(road_run_totals(&made, 1, 600, &totals, &err), STATUS_OK);
    assert_int_equal(totals.left, 5);
    assert_int_equal(road_run_totals(&made, 0, 65, &totals, &err), STATUS_USAGE);
    assert_contains(err.text, "65 s is no multiple of the sampling interval of 10 s");
    error_reset(&err);
    assert_int_equal(road_run_totals(&made, 0, 610, &totals, &err), STATUS_USAGE);
    assert_contains(err.text, "610 s is outside of the run, 0 to 600 s");
    road_run_deinit(&made);
    folder_deinit(&folder);
}

static void curves(void **state)
{
    (void)state;
    struct folder folder;
    struct error err = {0};
    struct road_curves found;
    folder_init(&folder);
    struct road_run made = run(&folder, 10);
    assert_int_equal(road_run_curves(&made, 0, &found, &err), STATUS_OK);
    assert_int_equal(found.entered_count, 6);
    assert_int_equal(found.left_count, 5);
    for (uint32_t i = 0; i < 5; i++) {
        assert_int_equal(found.entered_ms[i], 10000 + 20000 * i);
        assert_int_equal(found.travel_ms[i], 50000);
        assert_int_equal(found.left_ms[i], 60000 + 20000 * i);
    }
    road_curves_deinit(&found);
    road_run_deinit(&made);
    folder_deinit(&folder);

    folder_init(&folder);
    made = run(&folder, 50);
    assert_int_equal(road_run_curves(&made, 0, &found, &err), STATUS_USAGE);
    assert_contains(err.text, "more than one vehicle entered or left link 'a' between two samples, "
                              "50 s apart");
    road_run_deinit(&made);
    folder_deinit(&folder);
}

static void a_scenario_that_is_not_there(void **state)
{
    (void)state;
    struct error err = {0};
    struct road_run made;
    assert_int_equal(
        road_run_do(&(struct road_run_input){.scenario = "none.lua", .sample_s = 1}, &made, &err),
        STATUS_USAGE);
    assert_contains(err.text, "none.lua");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trips_and_totals),
        cmocka_unit_test(curves),
        cmocka_unit_test(a_scenario_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
