// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/random.h"
#include "support/road_fixture.h"

/* The published cases of kinematic waves: free speed 20 m/s, 0.2 vehicles per metre in a queue,
 * wave 5 m/s, so capacity 0.8 vehicles per second at 0.04 per metre. Sources: the verification
 * suite of UXsim; Newell 1993; Yperman 2007. Vehicles are whole here: within one vehicle or one
 * headway. */

static void chain(struct road_fixture *f, const double *capacities_vps, uint32_t count)
{
    road_fixture_init(f);
    fixture_chain(f, capacities_vps, count);
}

static void test_constants_of_the_triangle(void **state)
{
    (void)state;
    struct road_fixture f;
    chain(&f, (const double[]){0.8}, 1);
    fixture_build(&f.net);
    road_fixture_run(&f, 1);
    assert_int_equal(road_link_run_ms(f.road, 0, VEHICLE_CAR), 50000);
    assert_int_equal(road_link_run_ms(f.road, 0, VEHICLE_TRUCK), 100000);
    assert_int_equal(road_node_process(f.road, 1), road_node_process(f.road, 0) + 1);
    road_fixture_deinit(&f);
}

static void test_free_link(void **state)
{
    (void)state;
    struct road_fixture f;
    uint32_t arrived;
    chain(&f, (const double[]){0.8}, 1);
    fixture_build(&f.net);
    demand_add(&f, "L1", 0, 500, 0.5);
    road_fixture_run(&f, 600);

    assert_near(trips_total_s(&f, &arrived), 12500, 0);
    assert_int_equal(arrived, 250);
    for (uint32_t v = 0; v < 250; v++)
        assert_near(trip_travel_s(&f, v), 50, 0);
    road_fixture_deinit(&f);
}

static void test_two_links_without_delay(void **state)
{
    (void)state;
    struct road_fixture f;
    uint32_t arrived;
    chain(&f, (const double[]){0.8, 2.0 / 3}, 2);
    ((struct road_link_row *)f.net.tables.links.rows)[1].speed_mps = 10;
    fixture_build(&f.net);
    demand_add(&f, "L1 L2", 0, 500, 0.5);
    road_fixture_run(&f, 700);
    assert_near(trips_total_s(&f, &arrived), 37500, 0);
    assert_int_equal(arrived, 250);
    road_fixture_deinit(&f);
}

static void test_full_flow(void **state)
{
    (void)state;
    struct road_fixture f;
    chain(&f, (const double[]){0.8}, 1);
    fixture_build(&f.net);
    demand_add(&f, "L1", 0, 1000, 2);
    f.sample_every_ms = 100000;
    road_fixture_run(&f, 1000);
    assert_near(count_left(&f, "L1", 200, 1000), 0.8 * 800, 1);
    for (uint32_t t_s = 100; t_s <= 1000; t_s += 100)
        assert_near(count_on(&f, "L1", t_s), 40, 1);
    assert_near(mean_travel_s(&f, "L1", 200, 1000), 50, 0.001);
    road_fixture_deinit(&f);
}

/** The second link is slower: 10 m/s carry 2/3 vehicles per second. */
static void test_bottleneck_by_speed(void **state)
{
    (void)state;
    struct road_fixture f;
    uint32_t arrived;
    chain(&f, (const double[]){0.8, 2.0 / 3}, 2);
    ((struct road_link_row *)f.net.tables.links.rows)[1].speed_mps = 10;
    fixture_build(&f.net);
    demand_add(&f, "L1 L2", 0, 500, 0.8);
    demand_add(&f, "L1 L2", 500, 1500, 0.4);
    f.sample_every_ms = 50000;
    road_fixture_run(&f, 2000);

    double total_s = trips_total_s(&f, &arrived);
    assert_int_equal(arrived, 800);
    assert_near(total_s / 800, 182.5, 1.5);              /* one headway of the bottleneck */
    assert_near(total_s, 800 * 150 + 25000, 800 * 0.25); /* the area of the queue's triangle */
    assert_near(count_left(&f, "L1", 350, 450), 2.0 / 3 * 100, 1);
    assert_near(count_on(&f, "L1", 450), 66.67, 1);
    assert_near(mean_travel_s(&f, "L1", 400, 500), 100, 1.5);
    road_fixture_deinit(&f);
}

/** Both links carry 0.8 inside, the first one lets 2/3 out. */
static void test_bottleneck_by_exit(void **state)
{
    (void)state;
    struct road_fixture f;
    uint32_t arrived;
    chain(&f, (const double[]){2.0 / 3, 0.8}, 2);
    f.parameters.saturation_vps = 0.8;
    fixture_build(&f.net);
    demand_add(&f, "L1 L2", 0, 500, 0.8);
    demand_add(&f, "L1 L2", 500, 1500, 0.4);
    road_fixture_run(&f, 2000);

    double total_s = trips_total_s(&f, &arrived);
    assert_int_equal(arrived, 800);
    assert_near(total_s / 800, 131, 1.25);
    assert_near(total_s, 104775, 800 * 0.5);
    road_fixture_deinit(&f);
}

/** The end of the second of three links lets 0.4 out: the queue spills back to the first link. */
static void test_spillback_over_three_links(void **state)
{
    (void)state;
    struct road_fixture f;
    uint32_t arrived;
    chain(&f, (const double[]){0.8, 0.4, 0.8}, 3);
    f.parameters.saturation_vps = 0.8;
    fixture_build(&f.net);
    demand_add(&f, "L1 L2 L3", 0, 400, 0.8);
    demand_add(&f, "L1 L2 L3", 400, 800, 0.4);
    demand_add(&f, "L1 L2 L3", 800, 2000, 0.1);
    f.sample_every_ms = 50000;
    road_fixture_run(&f, 2000 + ROAD_EGRESS_MS / 1000.0);

    trips_total_s(&f, &arrived);
    assert_int_equal(f.trip_count, 600);
    assert_near(arrived, 585, 1);
    assert_near(count_left(&f, "L2", 500, 800), 0.4 * 300, 1);
    for (uint32_t t_s = 400; t_s <= 800; t_s += 50)
        assert_near(count_on(&f, "L2", t_s), 120, 1);
    assert_near(mean_travel_s(&f, "L2", 600, 800), 300, 2.5);
    assert_true(mean_travel_s(&f, "L1", 400, 600) > 60);
    assert_near(mean_travel_s(&f, "L3", 200, 2000), 50, 0);
    road_fixture_deinit(&f);
}

/** Exit 0.5; demand 0.2, 0.5, 0.6, 0.2: both cumulative curves at every second, and A(t) = D(t +
 * travel time). */
static void test_cumulative_curves(void **state)
{
    (void)state;
    struct road_fixture f;
    static const double demand[] = {0.2, 0.5, 0.6, 0.2};
    chain(&f, (const double[]){0.5}, 1);
    f.parameters.saturation_vps = 0.8;
    fixture_build(&f.net);
    for (uint32_t i = 0; i < 4; i++)
        demand_add(&f, "L1", i * 500, (i + 1) * 500, demand[i]);
    f.sample_every_ms = 1000;
    road_fixture_run(&f, 2100);

    assert_near((double)sample_at(&f, 1500, "L1").entered, 650, 1);
    assert_near((double)sample_at(&f, 1500, "L1").left, 575, 1);
    double queue = 0, left = 0; /* fluid, step by step */
    for (uint32_t t_s = 1; t_s <= 2100; t_s++) {
        uint32_t born_s = t_s > 50 ? t_s - 51 : 0;
        queue += t_s > 50 && born_s < 2000 ? demand[born_s / 500] : 0;
        double out = queue < 0.5 ? queue : 0.5;
        queue -= out;
        left += out;
        assert_near((double)sample_at(&f, t_s, "L1").left, left, 1);
    }
    for (uint32_t v = 1; v < f.trip_count; v++) /* first in, first out: the curves shift by it */
        assert_true(f.trips[v].left_ms > f.trips[v - 1].left_ms);
    road_fixture_deinit(&f);
}

static void test_two_lanes_into_one(void **state)
{
    (void)state;
    struct road_fixture f;
    chain(&f, (const double[]){1.6, 1.6, 0.8}, 3);
    for (uint32_t i = 0; i < 2; i++)
        ((struct road_link_row *)f.net.tables.links.rows)[i].lanes = 2;
    fixture_build(&f.net);
    demand_add(&f, "L1 L2 L3", 0, 1000, 1.6);
    f.sample_every_ms = 50000;
    road_fixture_run(&f, 1000);

    assert_near(count_left(&f, "L1", 100, 250), 1.6 * 150, 1);
    for (uint32_t t_s = 100; t_s <= 250; t_s += 50)
        assert_near(count_on(&f, "L1", t_s), 80, 1);
    assert_near(mean_travel_s(&f, "L1", 100, 250), 50, 0.001);
    assert_near(count_left(&f, "L2", 200, 1000), 0.8 * 800, 1);
    assert_near(count_on(&f, "L2", 700), 240, 1); /* 0.4 - 0.8 / 5 per metre */
    road_fixture_deinit(&f);
}

/** A link whose end is shut holds what stands in it, and the rest waits outside. */
static void test_storage_limit(void **state)
{
    (void)state;
    struct road_fixture f;
    chain(&f, (const double[]){0.8, 1.0 / 360}, 2);
    ((struct road_link_row *)f.net.tables.links.rows)[1].length_m = 950;
    fixture_build(&f.net);
    demand_add(&f, "L1 L2", 0, 1000, 0.8);
    f.sample_every_ms = 100000;
    road_fixture_run(&f, 3600);
    for (uint32_t t_s = 100; t_s <= 3600; t_s += 100) {
        assert_true(count_on(&f, "L1", t_s) <= 200);
        assert_true(count_on(&f, "L2", t_s) <= 190);
    }
    /* Before the first wave from the end arrives at 250 s nothing tells of the queue. */
    assert_near(count_on(&f, "L1", 3600), 200, 2);
    struct road_totals totals = road_totals(f.road);
    assert_int_equal(totals.started, 800);
    assert_int_equal(totals.forced, 0);
    road_fixture_deinit(&f);
}

/** Short links whose storage is no whole number of vehicles carry their capacity all the same, also
 * when a vehicle stands for several. */
static void test_fractions_of_storage_cost_no_capacity(void **state)
{
    (void)state;
    static const double weights[] = {1, 2.5, 10}, lengths_m[] = {24, 48.5, 131, 1000};
    for (uint32_t w = 0; w < 3; w++)
        for (uint32_t l = 0; l < 4; l++) {
            struct road_fixture f;
            chain(&f, (const double[]){0.8}, 1);
            f.parameters.weight = weights[w];
            ((struct road_link_row *)f.net.tables.links.rows)[0].length_m = lengths_m[l];
            ((struct road_node_row *)f.net.tables.nodes.rows)[1].lon = FIXTURE_LON;
            fixture_build(&f.net);
            demand_add(&f, "L1", 0, 2000, 1);
            f.sample_every_ms = 100000;
            road_fixture_run(&f, 2000);
            assert_near(count_left(&f, "L1", 200, 2000), 0.8 / weights[w] * 1800, 1);
            road_fixture_deinit(&f);
        }
}

/** MATSim's queue test: 10,000 vehicles depart at 06:29:48 over a link with 6,000 vehicles per
 * hour. Its steps of one second at the two nodes are 1.5 s of approach here. */
static void test_queue_capacity(void **state)
{
    (void)state;
    struct road_fixture f;
    uint32_t by_hour[3] = {0};
    road_fixture_init(&f);
    f.parameters.jam_spacing_m = 7.5;
    fixture_node(&f.net, "A", 0, 0);
    fixture_node(&f.net, "B", 90, 0);
    fixture_node(&f.net, "C", 900, 0);
    fixture_link(&f.net, (struct road_link_row){.id = "first",
                                                .from = "A",
                                                .to = "B",
                                                .lanes = 9,
                                                .length_m = 150,
                                                .speed_mps = 100,
                                                .capacity_vps = 60000 / 3600.0});
    fixture_link(&f.net, (struct road_link_row){.id = "link",
                                                .from = "B",
                                                .to = "C",
                                                .lanes = 2,
                                                .speed_mps = 100,
                                                .capacity_vps = 6000 / 3600.0});
    fixture_build(&f.net);
    struct trip trip = {.depart_ms = 23388000};
    trip.route = route_of(&f, "first link", &trip.route_length);
    for (uint32_t v = 0; v < 10000; v++)
        trip_add(&f, trip);
    road_fixture_run(&f, 9 * 3600);
    for (uint32_t v = 0; v < 10000; v++)
        if (f.trips[v].left_ms)
            by_hour[f.trips[v].left_ms / 3600000 - 6]++;
    assert_near(by_hour[0], 3001, 1);
    assert_near(by_hour[1], 6000, 1);
    assert_near(by_hour[2], 999, 1);
    assert_int_equal(by_hour[0] + by_hour[1] + by_hour[2], 10000);
    road_fixture_deinit(&f);
}

/** Cars that come at random to a link's end with a fixed headway: M/D/1, mean queue rho^2 / (2 (1 -
 * rho)). */
static void test_random_arrivals_at_an_exit(void **state)
{
    (void)state;
    static const double loads[] = {0.5, 0.8}, queues[] = {0.25, 1.6}, tolerances[] = {0.01, 0.08};
    for (uint32_t i = 0; i < 2; i++) {
        struct road_fixture f;
        struct random_stream random;
        uint32_t arrived;
        const uint32_t count = 200000;
        chain(&f, (const double[]){0.5}, 1);
        f.parameters.saturation_vps = 1.5;
        ((struct road_link_row *)f.net.tables.links.rows)[0].lanes = 30;
        fixture_build(&f.net);
        random_stream_init(&random, 5, i, RANDOM_TEST);
        struct trip trip = {.class = VEHICLE_CAR};
        trip.route = route_of(&f, "L1", &trip.route_length);
        double t_s = 10, flow_vps = 0.5 * loads[i];
        for (uint32_t v = 0; v < count; v++) {
            t_s -= log(1 - random_unit(&random)) / flow_vps;
            trip.depart_ms = (uint32_t)(1000 * t_s);
            trip_add(&f, trip);
        }
        road_fixture_run(&f, t_s + 1000);
        double wait_s = trips_total_s(&f, &arrived) / count - 50;
        assert_int_equal(arrived, count);
        assert_near(flow_vps * wait_s, queues[i], tolerances[i]);
        road_fixture_deinit(&f);
    }
}

/** Totals of links and of the whole, against the trips one by one. */
static void test_totals(void **state)
{
    (void)state;
    struct road_fixture f;
    chain(&f, (const double[]){0.8, 0.8}, 2);
    fixture_build(&f.net);
    trip_over(&f, "L1", 1000, VEHICLE_CAR);
    trip_over(&f, "L1 L2", 11000, VEHICLE_CAR);
    trip_over(&f, "L1 L2", 21000, VEHICLE_TRUCK);
    trip_over(&f, "L2", 200000, VEHICLE_CAR);
    trip_over(&f, "L2", 500000, VEHICLE_CAR);
    road_fixture_run(&f, 450);

    struct road_link_totals l1 = road_link_totals(f.road, 0), l2 = road_link_totals(f.road, 1);
    assert_int_equal(l1.entered, 3);
    assert_int_equal(l1.left, 3);
    assert_int_equal(l1.heavy_left, 1);
    assert_int_equal(l1.entered_ms_sum, 33000);
    assert_int_equal(l1.travel_ms_sum, 200000);
    assert_int_equal(l1.left_ms_sum, 233000);
    assert_int_equal(l2.entered, 3);
    assert_int_equal(l2.left, 3);
    assert_int_equal(l2.travel_ms_sum, 200000);
    struct road_totals totals = road_totals(f.road);
    assert_int_equal(totals.started, 4);
    assert_int_equal(totals.finished, 4);
    assert_int_equal(totals.traversals, 6);
    assert_int_equal(totals.forced + totals.on_links + totals.at_start, 0);
    assert_int_equal(f.trips[1].left_ms, 111000);
    assert_int_equal(f.trips[2].left_ms, 221000);
    assert_int_equal(f.trips[4].left_ms, 0);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constants_of_the_triangle),
        cmocka_unit_test(test_free_link),
        cmocka_unit_test(test_two_links_without_delay),
        cmocka_unit_test(test_full_flow),
        cmocka_unit_test(test_bottleneck_by_speed),
        cmocka_unit_test(test_bottleneck_by_exit),
        cmocka_unit_test(test_spillback_over_three_links),
        cmocka_unit_test(test_cumulative_curves),
        cmocka_unit_test(test_two_lanes_into_one),
        cmocka_unit_test(test_storage_limit),
        cmocka_unit_test(test_fractions_of_storage_cost_no_capacity),
        cmocka_unit_test(test_queue_capacity),
        cmocka_unit_test(test_random_arrivals_at_an_exit),
        cmocka_unit_test(test_totals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
