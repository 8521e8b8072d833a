// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/road_quantities.h"

/** One vehicle every 2 s on a and b for 200 s: all in free flow. */
struct fixture {
    struct folder folder;
    struct road_run run;
};

static int setup(void **state)
{
    static struct fixture fixture;
    char scenario[600];
    struct error err = {0};
    folder_init(&fixture.folder);
    snprintf(scenario, sizeof scenario, "%s/scenario.lua",
             case_write(&fixture.folder, "c", "a b,0,200,1800,even\nb,560,570,360,even\n", ""));
    if (road_run_do(&(struct road_run_input){.scenario = scenario, .sample_s = 1}, &fixture.run,
                    &err) != STATUS_OK)
        fail_msg("%s", err.text);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    road_run_deinit(&fixture->run);
    folder_deinit(&fixture->folder);
    return 0;
}

/** An expectation about link a between 60 and 160 s. */
static struct expectation about(enum expect_quantity quantity)
{
    return (struct expectation){.quantity = (int)quantity,
                                .link = "a",
                                .of = "",
                                .from_node = "",
                                .to_node = "",
                                .curve = "",
                                .line = "",
                                .from_stop = "",
                                .to_stop = "",
                                .from_s = 60,
                                .until_s = 160,
                                .at_s = 100};
}

static struct road_measure take(void **state, const struct expectation *expectation)
{
    const struct fixture *fixture = *state;
    struct error err = {0};
    struct road_measure measure;
    if (road_measure_take(&fixture->run, expectation, &measure, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return measure;
}

static void each_quantity(void **state)
{
    static const double expected[] = {
        [EXPECT_TRIPS] = 100,
        [EXPECT_UNDER_WAY] = 1,
        [EXPECT_TOTAL_TRAVEL_TIME] = 10000,
        [EXPECT_MEAN_TRAVEL_TIME] = 100,
        [EXPECT_MEAN_DELAY] = 0,
        [EXPECT_SHORTEST_TRAVEL_TIME] = 100,
        [EXPECT_LONGEST_TRAVEL_TIME] = 100,
        [EXPECT_ENTERED] = 50,
        [EXPECT_LEFT] = 25,
        [EXPECT_ON_LINK] = 25,
        [EXPECT_VEHICLES] = 50,
        [EXPECT_INFLOW] = 0.5,
        [EXPECT_FLOW] = 0.5,
        [EXPECT_FLOW_RATIO] = 2, /* b: from 101 s on */
        [EXPECT_DENSITY] = 0.025,
        [EXPECT_SPEED] = 20,
        [EXPECT_TRAVEL_TIME] = 50,
        [EXPECT_DELAY] = 0,
        [EXPECT_QUEUE] = 0,
        [EXPECT_TRAVEL_TIME_AT] = 50,
        [EXPECT_TRAVEL_TIME_OVER_TIME] = 50,
        [EXPECT_CURVE_SHIFT] = 0,
        [EXPECT_ENTERED_CURVE] = 0.5,
        [EXPECT_LEFT_CURVE] = 0.5,
    };
    static const double per_vehicle[] = {
        [EXPECT_TRIPS] = 1,         [EXPECT_UNDER_WAY] = 1,     [EXPECT_ENTERED] = 1,
        [EXPECT_LEFT] = 1,          [EXPECT_ON_LINK] = 1,       [EXPECT_VEHICLES] = 1,
        [EXPECT_INFLOW] = 0.01,     [EXPECT_FLOW] = 0.01,       [EXPECT_DENSITY] = 0.001,
        [EXPECT_QUEUE] = 1,         [EXPECT_ENTERED_CURVE] = 1, [EXPECT_LEFT_CURVE] = 1,
        [EXPECT_QUANTITY_COUNT] = 0};
    for (int q = EXPECT_TRIPS; q < EXPECT_QUANTITY_COUNT; q++) {
        struct expectation expectation = about((enum expect_quantity)q);
        if (q == EXPECT_FLOW_RATIO) {
            expectation.of = "b";
            expectation.from_s = 100;
            expectation.until_s = 150;
            assert_near(take(state, &expectation).value, 1, 1e-9);
            expectation.from_s = 50;
        }
        if (q == EXPECT_ENTERED_CURVE)
            expectation.curve = "0 0, 200 100";
        if (q == EXPECT_LEFT_CURVE)
            expectation.curve = "50 0, 250 100, 600 100";
        assert_near(take(state, &expectation).value, expected[q], 1e-6);
        if (per_vehicle[q] > 0) {
            expectation.vehicles = 2;
            expectation.tolerance = 0.5;
            assert_near(take(state, &expectation).tolerance, 0.5 + 2 * per_vehicle[q], 1e-12);
        }
    }
}

static void only_some_trips(void **state)
{
    struct expectation expectation = about(EXPECT_UNDER_WAY);
    expectation.from_node = "Q";
    assert_near(take(state, &expectation).value, 1, 0);
    expectation.from_node = "P";
    assert_near(take(state, &expectation).value, 0, 0);
    expectation.quantity = EXPECT_TRIPS;
    expectation.to_node = "R";
    assert_near(take(state, &expectation).value, 100, 0);
    expectation.to_node = "Q";
    assert_near(take(state, &expectation).value, 0, 0);
    expectation.quantity = EXPECT_MEAN_TRAVEL_TIME;
    assert_true(isnan(take(state, &expectation).value));
}

static void assert_refused(void **state, const struct expectation *expectation, const char *finding)
{
    const struct fixture *fixture = *state;
    struct error err = {0};
    struct road_measure measure;
    assert_int_equal(road_measure_take(&fixture->run, expectation, &measure, &err), STATUS_USAGE);
    assert_contains(err.text, finding);
}

static void mistakes(void **state)
{
    struct expectation expectation = about(EXPECT_FLOW);
    expectation.link = "c";
    assert_refused(state, &expectation, "there is no link 'c', did you mean 'a'?");
    expectation.link = "";
    assert_refused(state, &expectation, "'flow' needs a `link`");
    expectation = about(EXPECT_TRIPS);
    expectation.to_node = "nowhere";
    assert_refused(state, &expectation, "there is no node 'nowhere'");
    expectation = about(EXPECT_FLOW_RATIO);
    assert_refused(state, &expectation, "'flow ratio' needs a link `of`");
    expectation = about(EXPECT_SPEED);
    expectation.vehicles = 1;
    assert_refused(state, &expectation, "'speed' has no tolerance in vehicles");
    expectation = about(EXPECT_LEFT_CURVE);
    assert_refused(state, &expectation, "curve is ''");
    expectation.curve = "0 0, 5 x";
    assert_refused(state, &expectation, "curve is '0 0, 5 x'");
    expectation = about(EXPECT_LEFT);
    expectation.at_s = 700;
    assert_refused(state, &expectation, "700 s is outside of the run");
}

static void labels(void **state)
{
    char label[128];
    (void)state;
    struct expectation expectation = about(EXPECT_FLOW);
    road_quantity_label(&expectation, label, sizeof label);
    assert_string_equal(label, "flow of a, 60 to 160 s");
    expectation = about(EXPECT_LEFT);
    road_quantity_label(&expectation, label, sizeof label);
    assert_string_equal(label, "left of a, 100 s");
    expectation = about(EXPECT_FLOW_RATIO);
    expectation.of = "b";
    expectation.until_s = 0;
    road_quantity_label(&expectation, label, sizeof label);
    assert_string_equal(label, "flow ratio of a / b, from 60 s");
    expectation = about(EXPECT_TRIPS);
    expectation.link = "";
    expectation.to_node = "R";
    expectation.from_s = expectation.until_s = 0;
    road_quantity_label(&expectation, label, sizeof label);
    assert_string_equal(label, "trips to R");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_quantity),
        cmocka_unit_test(only_some_trips),
        cmocka_unit_test(mistakes),
        cmocka_unit_test(labels),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
