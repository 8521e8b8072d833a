// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand_fixture.h"

#include <math.h>

static void tables_become_arrays(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_rules rules;
    fixture_init(&f);
    assert_int_equal(demand_rules_build(&f.demand_tables, &rules, &f.err), STATUS_OK);
    assert_true(fabs(rules.rate[GROUP_EMPLOYED][PURPOSE_WORK] - 0.644) < 1e-12);
    assert_true(fabs(rules.curve[PURPOSE_LEISURE][17] - 0.75) < 1e-12);
    assert_true(fabs(rules.curve[CURVE_THROUGH_TRUCK][4] - 0.25) < 1e-12);
    assert_true(fabs(rules.duration[ACTIVITY_SCHOOL].mean_s - 20700.0) < 1e-9);
    /* no row of its own: like work */
    assert_true(fabs(rules.duration[ACTIVITY_PART_TIME].mean_s - 28800.0) < 1e-9);
    assert_int_equal(rules.band_count, 5);
    assert_true(fabs(rules.mode_share[2][MODE_CAR] - 0.42) < 1e-12);
    assert_true(fabs(rules.presence_university - 0.45) < 1e-12);
}

static void lengths_find_their_band(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_rules rules;
    fixture_init(&f);
    assert_int_equal(demand_rules_build(&f.demand_tables, &rules, &f.err), STATUS_OK);
    assert_int_equal(demand_rules_band(&rules, 0.0), 0);
    assert_int_equal(demand_rules_band(&rules, 999.9), 0);
    assert_int_equal(demand_rules_band(&rules, 1000.0), 1);
    assert_int_equal(demand_rules_band(&rules, 19999.0), 3);
    assert_int_equal(demand_rules_band(&rules, 1e9), 4);
    assert_true(fabs(demand_rules_local_length_m(&rules, 0.0) - 100.0) < 1e-9);
    assert_true(fabs(demand_rules_local_length_m(&rules, 0.5) - 550.0) < 1e-9);
}

static void wrong_tables_are_all_named(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_rules rules;
    fixture_init(&f);
    f.curves[0].curve = "wrok";
    f.bands[1].from_m = 1500.0;
    f.stay_home[0].group = GROUP_COMMUTER;
    assert_int_equal(demand_rules_build(&f.demand_tables, &rules, &f.err), STATUS_DATA);
    assert_finding(&f, "departure_curves.csv:2: unknown curve 'wrok'");
    assert_finding(&f, "the shares of work sum to 0.2500, not 1");
    assert_finding(&f, "must start at 1000 m");
    assert_finding(&f, "stay_home.csv: no row for group 'child_0_5'");
    assert_true(f.err.finding_count >= 4);
}

static void modes_must_sum_to_one(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_rules rules;
    fixture_init(&f);
    f.modes[0].share = 0.5;
    assert_int_equal(demand_rules_build(&f.demand_tables, &rules, &f.err), STATUS_DATA);
    assert_finding(&f, "the modes in the band from 0 m sum to 0.8000");
}

static void without_through_traffic_no_curve_is_needed(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_rules rules;
    fixture_init(&f);
    f.demand_tables.through.count = 0;
    f.demand_tables.departure_curves.count = 16;
    assert_int_equal(demand_rules_build(&f.demand_tables, &rules, &f.err), STATUS_OK);
    f.demand_tables.through.count = 1;
    assert_int_equal(demand_rules_build(&f.demand_tables, &rules, &f.err), STATUS_DATA);
    assert_finding(&f, "the shares of through_car sum to 0.0000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_become_arrays), cmocka_unit_test(lengths_find_their_band),
        cmocka_unit_test(wrong_tables_are_all_named), cmocka_unit_test(modes_must_sum_to_one),
        cmocka_unit_test(without_through_traffic_no_curve_is_needed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
