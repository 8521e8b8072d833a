// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "support/road_fixture.h"

/* Links that are closed, narrower or slower for a time. */

static void init(struct road_fixture *f, const double *capacities_vps, uint32_t count)
{
    road_fixture_init(f);
    fixture_chain(f, capacities_vps, count);
    f->sample_every_ms = 10000;
}

/** Nobody enters between, all do after, none is moved by force. */
static void test_a_closed_link_lets_nobody_in(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 3; partitions += 2) {
        struct road_fixture f;
        init(&f, (const double[]){0.8, 0.8}, 2);
        f.parameters.patience_s = 60;
        fixture_closure(&f.net, "L2", 100, 400);
        fixture_build(&f.net);
        demand_add(&f, "L1 L2", 0, 600, 0.2);
        road_fixture_build(&f, 1, partitions);
        assert_int_equal(kernel_run_until(f.kernel, 1200000, &f.net.err), STATUS_OK);

        double before = (double)sample_at(&f, 100, "L2").entered;
        assert_near(before, 0.2 * (100 - 50), 1);
        for (double t_s = 110; t_s <= 400; t_s += 10)
            assert_near((double)sample_at(&f, t_s, "L2").entered, before, 0);
        assert_near(count_on(&f, "L1", 400), 0.2 * 400 - before, 1);
        assert_near(count_left(&f, "L1", 400, 450), 0.8 * 50, 1); /* then the queue goes */
        assert_int_equal(sample_at(&f, 1200, "L2").left, 120);
        assert_int_equal(f.forced_count, 0);
        assert_int_equal(f.gridlock_rows, 0);
        road_fixture_deinit(&f);
    }
}

/** Whoever is on the link when it is closed goes on. */
static void test_who_is_on_a_closed_link_leaves(void **state)
{
    (void)state;
    struct road_fixture f;
    init(&f, (const double[]){0.8}, 1);
    fixture_closure(&f.net, "L1", 30, 400);
    fixture_build(&f.net);
    uint32_t before = trip_over(&f, "L1", 29000, VEHICLE_CAR);
    uint32_t during = trip_over(&f, "L1", 30000, VEHICLE_CAR);
    uint32_t after = trip_over(&f, "L1", 500000, VEHICLE_CAR);
    road_fixture_run(&f, 600);
    assert_near(trip_travel_s(&f, before), 50, 0);
    assert_near(trip_travel_s(&f, during), 370 + 50, 0);
    assert_near(trip_travel_s(&f, after), 50, 0);
    road_fixture_deinit(&f);
}

static void test_half_the_capacity_is_half_the_flow(void **state)
{
    (void)state;
    struct road_fixture f;
    init(&f, (const double[]){0.8, 0.8}, 2);
    fixture_change(&f.net, (struct link_change_row){
                               .link = "L1", .from_s = 500, .until_s = 1000, .capacity_vps = 0.4});
    fixture_build(&f.net);
    demand_add(&f, "L1 L2", 0, 1500, 0.8);
    road_fixture_run(&f, 1500);
    assert_near(count_left(&f, "L1", 100, 500), 0.8 * 400, 1);
    assert_near(count_left(&f, "L1", 500, 1000), 0.4 * 500, 1);
    assert_near(count_left(&f, "L1", 1000, 1200), 0.8 * 200, 1);
    road_fixture_deinit(&f);
}

/** The run time is that of the moment of entering. */
static void test_a_slower_link_takes_longer(void **state)
{
    (void)state;
    struct road_fixture f;
    init(&f, (const double[]){0.8}, 1);
    fixture_change(&f.net, (struct link_change_row){
                               .link = "L1", .from_s = 300, .until_s = 600, .speed_mps = 10});
    fixture_build(&f.net);
    uint32_t before = trip_over(&f, "L1", 299000, VEHICLE_CAR);
    uint32_t first = trip_over(&f, "L1", 300000 + 1250, VEHICLE_CAR);
    uint32_t last = trip_over(&f, "L1", 590000, VEHICLE_CAR);
    uint32_t behind = trip_over(&f, "L1", 620000, VEHICLE_CAR);
    uint32_t after = trip_over(&f, "L1", 900000, VEHICLE_CAR);
    road_fixture_run(&f, 1000);
    assert_near(trip_travel_s(&f, before), 50, 0);
    assert_near(trip_travel_s(&f, first), 100, 0);
    assert_near(trip_travel_s(&f, last), 100, 0);
    /* One lane: not before the slow one, and a headway later. */
    assert_near(trip_travel_s(&f, behind), 590 + 100 + 1.25 - 620, 0.001);
    assert_near(trip_travel_s(&f, after), 50, 0);
    road_fixture_deinit(&f);
}

/** 10 m/s carry two thirds of a vehicle per second into the link. When it is fast again, it is as
 * dense as a queue that moves at that flow, until the wave from its end has come back. */
static void test_a_slower_link_carries_less(void **state)
{
    (void)state;
    struct road_fixture f;
    init(&f, (const double[]){0.8, 0.8}, 2);
    fixture_change(&f.net, (struct link_change_row){
                               .link = "L2", .from_s = 300, .until_s = 900, .speed_mps = 10});
    fixture_build(&f.net);
    demand_add(&f, "L1 L2", 0, 1500, 0.8);
    road_fixture_run(&f, 1500);
    assert_near(count_left(&f, "L1", 100, 300), 0.8 * 200, 1);
    assert_near(count_left(&f, "L1", 300, 900), 2.0 / 3 * 600, 1);
    assert_near(count_left(&f, "L1", 900, 1200), 2.0 / 3 * 300, 1);
    assert_near(count_left(&f, "L1", 1210, 1400), 0.8 * 190, 1);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_closed_link_lets_nobody_in),
        cmocka_unit_test(test_who_is_on_a_closed_link_leaves),
        cmocka_unit_test(test_half_the_capacity_is_half_the_flow),
        cmocka_unit_test(test_a_slower_link_takes_longer),
        cmocka_unit_test(test_a_slower_link_carries_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
