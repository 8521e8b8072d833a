// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "support/road_fixture.h"

static void way(struct road_fixture *f, const char *id, const char *from, const char *to,
                double capacity_vps, uint32_t lanes)
{
    fixture_link(&f->net, (struct road_link_row){.id = id,
                                                 .from = from,
                                                 .to = to,
                                                 .oneway = true,
                                                 .capacity_vps = capacity_vps,
                                                 .lanes = (int64_t)lanes});
}

static void nodes(struct road_fixture *f, const char *const *ids)
{
    for (uint32_t i = 0; ids[i]; i++)
        fixture_node(&f->net, ids[i], i * 20.0, 0);
}

/** Two arms of `lanes` lanes into a link of 0.8, 0.6 on each; flows after the queues have come up.
 */
static void run_merge(struct road_fixture *f, uint32_t lanes)
{
    road_fixture_init(f);
    nodes(f, (const char *const[]){"A", "B", "M", "D", NULL});
    way(f, "a", "A", "M", 0.8, 1);
    way(f, "b", "B", "M", 0.8 * lanes, lanes);
    way(f, "out", "M", "D", 0.8, 1);
    fixture_build(&f->net);
    demand_add(f, "a out", 0, 2000, 0.6);
    demand_add(f, "b out", 0, 2000, 0.6);
    f->sample_every_ms = 100000;
    road_fixture_run(f, 2000);
    assert_near(count_left(f, "out", 600, 2000), 0.8 * 1400, 1);
}

static void test_merge_shares_by_priority(void **state)
{
    (void)state;
    struct road_fixture f;
    run_merge(&f, 2);
    assert_near(count_left(&f, "a", 600, 2000), 0.8 / 3 * 1400, 1.5);
    assert_near(count_left(&f, "b", 600, 2000), 1.6 / 3 * 1400, 1.5);
    road_fixture_deinit(&f);

    run_merge(&f, 1);
    assert_near(count_left(&f, "a", 600, 2000), 0.4 * 1400, 1.5);
    assert_near(count_left(&f, "b", 600, 2000), 0.4 * 1400, 1.5);
    road_fixture_deinit(&f);
}

/** Priority 1:5: the second arm does not need its share and is free, the first one gets the rest.
 */
static void test_merge_leaves_what_is_not_needed(void **state)
{
    (void)state;
    struct road_fixture f;
    run_merge(&f, 5);
    assert_near(count_left(&f, "a", 600, 2000), 0.2 * 1400, 1.5);
    assert_near(count_left(&f, "b", 600, 2000), 0.6 * 1400, 1.5);
    assert_near(mean_travel_s(&f, "b", 600, 2000), 50, 1.25); /* a headway of the link out */
    assert_true(mean_travel_s(&f, "a", 600, 2000) > 200);
    road_fixture_deinit(&f);
}

/** One exit of 0.2 for a demand of 0.3 holds back those who go elsewhere: first in, first out. */
static void test_diverge_holds_back_all(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f);
    nodes(&f, (const char *const[]){"A", "M", "D", "E", NULL});
    way(&f, "in", "A", "M", 0.8, 1);
    way(&f, "narrow", "M", "D", 0.2, 1);
    way(&f, "wide", "M", "E", 0.8, 1);
    fixture_build(&f.net);
    for (uint32_t i = 0; i < 500; i++) /* of five vehicles three to the narrow exit */
        trip_over(&f, i * 3 % 5 < 3 ? "in narrow" : "in wide", 1000 + i * 2000, VEHICLE_CAR);
    f.sample_every_ms = 10000;
    road_fixture_run(&f, 2000);

    assert_int_equal(sample_at(&f, 2000, "narrow").left, 300);
    assert_int_equal(sample_at(&f, 2000, "wide").left, 200);
    assert_near(count_left(&f, "narrow", 300, 1500), 0.2 * 1200, 1);
    assert_near(count_left(&f, "wide", 300, 1500), 0.2 * 2 / 3 * 1200, 2);
    assert_near(mean_travel_s(&f, "narrow", 0, 2000), 50, 0.001);
    assert_near(mean_travel_s(&f, "wide", 0, 2000), 50, 0.001);
    /* Per vehicle in the fluid: n + 50 s for the first 350, then the full link's 400 s. The
     * published number is the mean over 2,000 s of time, the last value held. */
    assert_near(mean_travel_s(&f, "in", 0, 2000), 277.5, 3);
    double sum_s = 0, travel_s = 0;
    for (uint32_t t_s = 10, out_s = 10; t_s <= 2000; t_s += 10) {
        uint64_t entered = sample_at(&f, t_s, "in").entered;
        while (out_s < 2000 && sample_at(&f, out_s, "in").left < entered)
            out_s += 10;
        if (entered < 500)
            travel_s = out_s - t_s;
        sum_s += travel_s;
    }
    assert_near(sum_s / 200, 333, 10);
    road_fixture_deinit(&f);
}

/** Cycle 90 s, green 45 s, saturation 1,800, flow 720 per hour: Webster's uniform delay is 18.75 s.
 * Whole vehicles: the mean over the places of the arrivals in the cycle is (45 - u - 3 k) summed
 * over k, 17.94 s. */
static void test_signal_delay_after_webster(void **state)
{
    (void)state;
    double sum_s = 0;
    uint32_t count = 0;
    for (uint32_t offset_ms = 250; offset_ms < 5000; offset_ms += 500) {
        struct road_fixture f;
        road_fixture_init(&f);
        f.parameters.saturation_vps = 0.5;
        fixture_chain(&f, (const double[]){0.25, 0.8}, 2);
        fixture_signal(&f.net, "N1", 90, 0);
        fixture_green(&f.net, "N1", "L1", 0, 45);
        fixture_build(&f.net);
        for (uint32_t i = 0; i < 720; i++)
            trip_over(&f, "L1 L2", 1000 + offset_ms + i * 5000, VEHICLE_CAR);
        road_fixture_run(&f, 3900);
        for (uint32_t v = 100; v < 100 + 18 * 30; v++, count++)
            sum_s += trip_travel_s(&f, v) - 100;
        road_fixture_deinit(&f);
    }
    assert_near(sum_s / count, 18.75, 2); /* one headway */
    assert_near(sum_s / count, 17.94, 0.15);
}

/** More than the signal can take: 45 s of green let 22.5 vehicles through, so 22 or 23. */
static void test_signal_capacity(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f);
    f.parameters.saturation_vps = 0.5;
    fixture_chain(&f, (const double[]){0.25, 0.8}, 2);
    fixture_signal(&f.net, "N1", 90, 20);
    fixture_green(&f.net, "N1", "L1", 10, 45);
    fixture_build(&f.net);
    demand_add(&f, "L1 L2", 0, 3600, 0.5);
    f.sample_every_ms = 15000;
    road_fixture_run(&f, 3600);
    for (uint32_t cycle = 5; cycle < 39; cycle++) {
        double start_s = cycle * 90 + 30;
        assert_near(count_left(&f, "L1", start_s, start_s + 45), 22.5, 0.5);
        assert_near(count_left(&f, "L1", start_s + 45, start_s + 90), 0, 0);
    }
    road_fixture_deinit(&f);
}

/** A truck takes 2.5 car units of the discharge, of the entry and of the space. */
static void test_truck_units(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f);
    f.parameters.truck_speed_mps = 40;
    fixture_chain(&f, (const double[]){0.5}, 1);
    fixture_build(&f.net);
    for (uint32_t i = 0; i < 400; i++)
        trip_over(&f, "L1", 1000, i < 200 ? VEHICLE_TRUCK : VEHICLE_CAR);
    f.sample_every_ms = 100000;
    road_fixture_run(&f, 3000);
    assert_near(count_left(&f, "L1", 100, 1000), 0.2 * 900, 1); /* trucks, every 5 s */
    assert_near(count_left(&f, "L1", 1100, 1300), 0.5 * 200, 1);
    assert_int_equal(sample_at(&f, 3000, "L1").heavy_left, 200);
    road_fixture_deinit(&f);

    /* A shut link holds 20 car units: 8 trucks. */
    road_fixture_init(&f);
    nodes(&f, (const char *const[]){"A", "B", "C", NULL});
    fixture_link(&f.net,
                 (struct road_link_row){.id = "in", .from = "A", .to = "B", .length_m = 100});
    way(&f, "out", "B", "C", 0.8, 1);
    fixture_signal(&f.net, "B", 600, 590);
    fixture_green(&f.net, "B", "in", 0, 1);
    fixture_build(&f.net);
    for (uint32_t i = 0; i < 30; i++)
        trip_over(&f, "in out", 1000, VEHICLE_TRUCK);
    f.sample_every_ms = 100000;
    road_fixture_run(&f, 1000);
    assert_int_equal(count_on(&f, "in", 500), 8);
    road_fixture_deinit(&f);
}

/** A truck and the car behind it, whose number is smaller: on one lane the car stays behind, also
 * where both reach the end; on two lanes it overtakes. */
static void test_one_lane_keeps_the_order(void **state)
{
    (void)state;
    for (uint32_t lanes = 1; lanes <= 2; lanes++) {
        struct road_fixture f;
        road_fixture_init(&f);
        fixture_chain(&f, (const double[]){0.8, 0.8}, 2);
        for (uint32_t i = 0; i < 2; i++)
            ((struct road_link_row *)f.net.tables.links.rows)[i].lanes = lanes;
        fixture_build(&f.net);
        uint32_t car = trip_over(&f, "L1 L2", 11000, VEHICLE_CAR);
        uint32_t truck = trip_over(&f, "L1 L2", 1000, VEHICLE_TRUCK);
        uint32_t last = trip_over(&f, "L1 L2", 21000, VEHICLE_CAR);
        road_fixture_run(&f, 400);
        assert_int_equal(f.trips[truck].left_ms, 201000);
        if (lanes == 1) {
            assert_in_range(f.trips[car].left_ms, 201001, 207000);
            assert_in_range(f.trips[last].left_ms, f.trips[car].left_ms + 1, 210000);
        } else {
            assert_int_equal(f.trips[car].left_ms, 111000);
            assert_int_equal(f.trips[last].left_ms, 121000);
        }
        road_fixture_deinit(&f);
    }
}

/** The head of a link waits for a place on a full one for minutes: the queue ends at a red light,
 * so it is no gridlock, and nobody is moved by force. */
static void test_a_queue_is_no_gridlock(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f);
    f.parameters.patience_s = 60;
    nodes(&f, (const char *const[]){"A", "B", "C", "D", NULL});
    way(&f, "in", "A", "B", 0.8, 1);
    fixture_link(&f.net,
                 (struct road_link_row){
                     .id = "full", .from = "B", .to = "C", .oneway = true, .length_m = 20.5});
    way(&f, "out", "C", "D", 0.8, 1);
    fixture_signal(&f.net, "C", 600, 590);
    fixture_green(&f.net, "C", "full", 0, 1);
    fixture_build(&f.net);
    for (uint32_t v = 0; v < 6; v++) /* five fit on the full link */
        trip_over(&f, "in full out", 1000 + v * 10000, VEHICLE_CAR);
    f.sample_every_ms = 1000;
    road_fixture_run(&f, 700);

    assert_int_equal(f.forced_count + f.gridlock_rows, 0);
    assert_int_equal(count_on(&f, "full", 589), 5);
    assert_int_equal(count_on(&f, "in", 589), 1);
    /* One goes at green; its space is back at the start after the wave of 20.5 m. */
    assert_int_equal(count_on(&f, "full", 592), 4);
    assert_int_equal(count_on(&f, "full", 596), 5);
    road_fixture_deinit(&f);
}

/** Four links in a ring, full of vehicles that go round twice: each waits for the next. Force
 * dissolves it, is counted, and everyone arrives. */
static void test_gridlock_is_dissolved_and_counted(void **state)
{
    (void)state;
    struct road_fixture f;
    static const char *const rounds[] = {"r0 r1 r2 r3 r0 r1 r2 r3", "r1 r2 r3 r0 r1 r2 r3 r0",
                                         "r2 r3 r0 r1 r2 r3 r0 r1", "r3 r0 r1 r2 r3 r0 r1 r2"};
    static const char *const ids[] = {"r0", "r1", "r2", "r3"}, *const ends[] = {"A", "B", "C", "D"};
    road_fixture_init(&f);
    f.parameters.patience_s = 30;
    nodes(&f, (const char *const[]){"A", "B", "C", "D", NULL});
    for (uint32_t i = 0; i < 4; i++)
        fixture_link(&f.net, (struct road_link_row){.id = ids[i],
                                                    .from = ends[i],
                                                    .to = ends[(i + 1) % 4],
                                                    .oneway = true,
                                                    .length_m = 65});
    fixture_build(&f.net);
    for (uint32_t v = 0; v < 200; v++)
        trip_over(&f, rounds[v % 4], 1000 + v * 300, VEHICLE_CAR);
    f.sample_every_ms = 10000;
    road_fixture_run(&f, 80000);

    struct road_totals totals = road_totals(f.road);
    assert_int_equal(totals.finished, 200);
    assert_int_equal(totals.on_links + totals.at_start, 0);
    assert_int_equal(totals.traversals, 200 * 8);
    assert_int_equal(totals.forced, f.forced_count);
    assert_true(f.forced_count > 10);
    for (size_t i = 0; i < f.forced_count; i++) {
        assert_true(f.forced[i].t_s >= 30);
        assert_in_range(f.forced[i].to_link, 0, 3);
        assert_in_range(f.forced[i].from_link + 1, 0, 4);
    }
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merge_shares_by_priority),
        cmocka_unit_test(test_merge_leaves_what_is_not_needed),
        cmocka_unit_test(test_diverge_holds_back_all),
        cmocka_unit_test(test_signal_delay_after_webster),
        cmocka_unit_test(test_signal_capacity),
        cmocka_unit_test(test_truck_units),
        cmocka_unit_test(test_one_lane_keeps_the_order),
        cmocka_unit_test(test_a_queue_is_no_gridlock),
        cmocka_unit_test(test_gridlock_is_dissolved_and_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
