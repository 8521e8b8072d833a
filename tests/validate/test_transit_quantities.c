// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/transit_quantities.h"

static struct road_run run;

static int setup(void **state)
{
    struct error err = {0};
    (void)state;
    if (road_run_do(
            &(struct road_run_input){.scenario = "scenarios/validation/rail-capacity/scenario.lua",
                                     .sample_s = 3600},
            &run, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    road_run_deinit(&run);
    return 0;
}

static double measure(enum expect_quantity quantity, const char *line, const char *from,
                      const char *to)
{
    struct error err = {0};
    double found = NAN;
    struct expectation expectation = {
        .quantity = (int)quantity, .line = line, .from_stop = from, .to_stop = to};
    if (transit_quantity_measure(&run, &expectation, &found, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return found;
}

static void each_quantity(void **state)
{
    (void)state;
    const char *late = "one_second_closer";
    assert_near(measure(EXPECT_LINE_TIME, late, "a2", "b2"), 215, 1e-9);
    assert_near(measure(EXPECT_LEAST_HEADWAY, late, "", ""), 109, 1e-9);
    assert_near(measure(EXPECT_RUNS, "", "", ""), 20, 0);
    assert_near(measure(EXPECT_RUNS, late, "", ""), 10, 0);
    assert_near(measure(EXPECT_RUNS_UNDER_WAY, "", "", ""), 0, 0);
    assert_near(measure(EXPECT_SHORTEST_RUN, late, "a2", "b2"), 215, 1e-9);
    assert_near(measure(EXPECT_LONGEST_RUN, late, "a2", "b2"), 224, 1e-9);
    assert_true(isnan(measure(EXPECT_LONGEST_RUN, late, "b2", "a2")));
    assert_near(measure(EXPECT_GREATEST_LATENESS, "", "", ""), 9, 1e-9);
    assert_near(measure(EXPECT_GREATEST_LATENESS, "at_capacity", "", ""), 0, 0);
    assert_near(measure(EXPECT_KNOCK_ON, "", "", ""), 45, 1e-9);
    assert_near(measure(EXPECT_TRAINS_TOO_MANY, "", "", ""), 0, 0);
    assert_near(measure(EXPECT_TRAINS_OPPOSED, "", "", ""), 0, 0);
    assert_near(measure(EXPECT_ROUTES_WRONG, "", "", ""), 0, 0);
}

static void mistakes(void **state)
{
    (void)state;
    struct error err = {0};
    double found = 0;
    struct expectation expectation = {
        .quantity = EXPECT_LEAST_HEADWAY, .line = "", .from_stop = "", .to_stop = ""};
    assert_int_equal(transit_quantity_measure(&run, &expectation, &found, &err), STATUS_USAGE);
    assert_contains(err.text, "'least headway' needs a `line` whose way is over blocks");
    expectation = (struct expectation){
        .quantity = EXPECT_KNOCK_ON, .line = "at_capacitY", .from_stop = "", .to_stop = ""};
    err = (struct error){0};
    assert_int_equal(transit_quantity_measure(&run, &expectation, &found, &err), STATUS_USAGE);
    assert_contains(err.text, "did you mean 'at_capacity'?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_quantity), cmocka_unit_test(mistakes)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
