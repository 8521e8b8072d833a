// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/road_audit.h"
#include "road/road_link.h"
#include "support/road_fixture.h"

/* A link between its ends, in one partition and with an end in each: the same. */

static void build_and_run(struct road_fixture *f, uint32_t partitions, uint32_t stop_s)
{
    road_fixture_build(f, 1, partitions);
    for (uint32_t n = 0; n < f->net.network->node_count; n++)
        kernel_place(f->kernel, road_node_process(f->road, n), n);
    road_place(f->road, f->kernel);
    if (kernel_run_until(f->kernel, stop_s * 1000, &f->net.err) != STATUS_OK)
        fail_msg("%s", f->net.err.text);
}

static double left_s(const struct road_fixture *f, uint32_t trip)
{
    return f->trips[trip].left_ms / 1000.0;
}

/** Cars pass trucks, and nobody else. */
static void test_cars_overtake_on_two_lanes(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 2; partitions++) {
        struct road_fixture f;
        road_fixture_init(&f);
        fixture_chain(&f, (const double[]){1.6}, 1);
        ((struct road_link_row *)f.net.tables.links.rows)[0].lanes = 2;
        fixture_build(&f.net);
        uint32_t trucks[2] = {trip_over(&f, "L1", 10000, VEHICLE_TRUCK),
                              trip_over(&f, "L1", 15000, VEHICLE_TRUCK)};
        uint32_t cars[3] = {trip_over(&f, "L1", 20000, VEHICLE_CAR),
                            trip_over(&f, "L1", 40000, VEHICLE_CAR),
                            trip_over(&f, "L1", 63000, VEHICLE_CAR)};
        build_and_run(&f, partitions, 200);
        assert_near(left_s(&f, cars[0]), 70, 0);
        assert_near(left_s(&f, cars[1]), 90, 0);
        assert_near(left_s(&f, trucks[0]), 110, 0);
        assert_near(left_s(&f, cars[2]), 113, 0); /* between the trucks */
        assert_near(left_s(&f, trucks[1]), 115, 0);
        road_fixture_deinit(&f);
    }
}

/** On one lane whoever is behind a truck stays there: a headway of the truck later. */
static void test_one_lane_keeps_the_order(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 2; partitions++) {
        struct road_fixture f;
        road_fixture_init(&f);
        fixture_chain(&f, (const double[]){0.8}, 1);
        fixture_build(&f.net);
        uint32_t truck = trip_over(&f, "L1", 10000, VEHICLE_TRUCK);
        uint32_t cars[3] = {trip_over(&f, "L1", 20000, VEHICLE_CAR),
                            trip_over(&f, "L1", 30000, VEHICLE_CAR),
                            trip_over(&f, "L1", 80000, VEHICLE_CAR)};
        build_and_run(&f, partitions, 200);
        assert_near(left_s(&f, truck), 110, 0);
        assert_near(left_s(&f, cars[0]), 110 + 2.5 * 1.25, 0);
        assert_near(left_s(&f, cars[1]), 110 + 3.5 * 1.25, 0);
        assert_near(left_s(&f, cars[2]), 130, 0);
        road_fixture_deinit(&f);
    }
}

/** A link of 50 m holds ten cars. The eleventh enters when the wave has come back from the first
 * that left: 10 s later. */
static void test_space_returns_after_the_wave(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 4; partitions += 3) {
        struct road_fixture f;
        road_fixture_init(&f);
        fixture_chain(&f, (const double[]){0.8, 0.8, 0.8}, 3);
        ((struct road_link_row *)f.net.tables.links.rows)[1].length_m = 50;
        for (uint32_t i = 0; i < f.net.tables.nodes.count; i++) /* not farther apart than that */
            ((struct road_node_row *)f.net.tables.nodes.rows)[i].lon = FIXTURE_LON;
        fixture_closure(&f.net, "L3", 0, 500);
        fixture_build(&f.net);
        demand_add(&f, "L1 L2 L3", 0, 200, 0.2);
        f.sample_every_ms = 250;
        build_and_run(&f, partitions, 600);
        for (double t_s = 300; t_s <= 510; t_s += 10)
            assert_near(count_on(&f, "L2", t_s), 10 - (t_s > 500 ? 8 : 0), 0);
        assert_int_equal(sample_at(&f, 500, "L2").left, 0);
        assert_int_equal(sample_at(&f, 500.25, "L2").left, 1);
        assert_int_equal(sample_at(&f, 510, "L2").entered, 10);
        assert_int_equal(sample_at(&f, 510.25, "L2").entered, 11);
        /* Then one by one, as they left. */
        assert_int_equal(sample_at(&f, 511.25, "L2").entered, 11);
        assert_int_equal(sample_at(&f, 511.5, "L2").entered, 12);
        road_fixture_deinit(&f);
    }
}

/** A truck needs the space of two and a half cars at once; an empty link takes any. */
static void test_a_truck_needs_more_space(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 4; partitions += 3) {
        struct road_fixture f;
        road_fixture_init(&f);
        fixture_chain(&f, (const double[]){0.8, 0.8, 0.8}, 3);
        ((struct road_link_row *)f.net.tables.links.rows)[1].length_m = 10; /* two cars */
        for (uint32_t i = 0; i < f.net.tables.nodes.count; i++)
            ((struct road_node_row *)f.net.tables.nodes.rows)[i].lon = FIXTURE_LON;
        fixture_closure(&f.net, "L3", 0, 500);
        fixture_build(&f.net);
        trip_over(&f, "L1 L2 L3", 1000, VEHICLE_CAR);
        uint32_t truck = trip_over(&f, "L1 L2 L3", 2000, VEHICLE_TRUCK);
        trip_over(&f, "L1 L2 L3", 3000, VEHICLE_CAR);
        f.sample_every_ms = 250;
        build_and_run(&f, partitions, 700);
        assert_near(count_on(&f, "L2", 500), 1, 0); /* one place is free, but for no truck */
        assert_int_equal(sample_at(&f, 502, "L2").entered, 1);
        assert_int_equal(sample_at(&f, 502.25, "L2").entered, 2); /* the wave takes 2 s */
        assert_near(count_on(&f, "L2", 502.25), 1, 0);
        assert_true(f.trips[truck].left_ms > 0);
        assert_int_equal(sample_at(&f, 700, "L2").left, 3);
        road_fixture_deinit(&f);
    }
}

/** In a sample of a fiftieth a bus takes 2 of the 50 cars that a simulated one stands for: beside a
 * car, in a link that has room for one, 24 buses find room, but no second car. */
static void test_buses_of_a_sample(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 4; partitions += 3) {
        struct road_fixture f;
        road_fixture_init(&f);
        f.parameters.weight = 50;
        f.run_count = 1;
        fixture_chain(&f, (const double[]){0.8, 0.8, 0.8}, 3);
        ((struct road_link_row *)f.net.tables.links.rows)[1].length_m = 50;
        for (uint32_t i = 0; i < f.net.tables.nodes.count; i++)
            ((struct road_node_row *)f.net.tables.nodes.rows)[i].lon = FIXTURE_LON;
        fixture_closure(&f.net, "L3", 0, 500);
        fixture_build(&f.net);
        trip_over(&f, "L1 L2 L3", 1000, VEHICLE_CAR);
        for (uint32_t i = 0; i < 3; i++)
            trip_over(&f, "L1 L2 L3", 2000 + i, VEHICLE_BUS);
        trip_over(&f, "L1 L2 L3", 3000, VEHICLE_CAR);
        for (uint32_t i = 0; i < 40; i++)
            trip_over(&f, "L2 L3", 60000 + i, VEHICLE_BUS);
        f.sample_every_ms = 1000;
        build_and_run(&f, partitions, 2000);
        assert_int_equal(sample_at(&f, 499, "L2").entered, 25);
        assert_int_equal(sample_at(&f, 2000, "L3").left, 45);
        uint32_t link = fixture_link_id(&f.net, "L3");
        assert_int_equal(road_link_bus_totals(f.road, link).left, 43);
        assert_int_equal(road_link_totals(f.road, link).heavy_left, 43);
        assert_int_equal(f.road->units[VEHICLE_BUS] * 25, f.road->units[VEHICLE_CAR]);
        struct error err = {0};
        assert_int_equal(road_audit(f.road, 2000000, &err), STATUS_OK);
        road_fixture_deinit(&f);
    }
}

/** Rates keep the fraction of a millisecond that was rounded up: in the long run they are exact. */
static void test_rates_are_exact(void **state)
{
    (void)state;
    uint64_t free_us = 0, headway = 1333333;
    uint32_t t_ms = 5, count = 0;
    rate_advance(&free_us, t_ms, headway, 0);
    for (; count < 100000; count++) {
        uint32_t next_ms = rate_free_ms(free_us);
        assert_in_range(next_ms - t_ms, 1333, 1334);
        t_ms = next_ms;
        rate_advance(&free_us, t_ms, headway, 0);
    }
    assert_int_equal(t_ms, 5 + (count * headway + 999) / 1000);
    rate_advance(&free_us, t_ms + 5000, headway, 0); /* idle time is not saved up */
    assert_int_equal(free_us, (uint64_t)(t_ms + 5000) * 1000 + headway);
}

/** In a sample a stream that was idle for long lets in those that it has saved up for at once, then
 * one per headway; one that is busy has saved nothing. */
static void test_rates_save_up(void **state)
{
    (void)state;
    const uint64_t headway = 20000000, saved = 2 * headway;
    uint64_t free_us = 0;
    uint32_t t_ms = 100000;
    for (int i = 0; i < 3; i++) {
        assert_true(free_us <= t_ms * 1000ull);
        rate_advance(&free_us, t_ms, headway, saved);
    }
    assert_int_equal(rate_free_ms(free_us), t_ms + 20000);
    for (int i = 0; i < 50; i++) {
        t_ms = rate_free_ms(free_us);
        rate_advance(&free_us, t_ms, headway, saved);
    }
    assert_int_equal(t_ms, 100000 + 50 * 20000);
}

static void thief_handle(struct activation *act, struct event event)
{
    (void)event;
    link_leave(act->model, act, 0, VEHICLE_CAR);
}

/** Nobody leaves a link before its time: the run fails, with the place and the times. */
static void test_leaving_early_fails_the_run(void **state)
{
    (void)state;
    static const struct process_kind thief = {.name = "thief", .handle = thief_handle};
    struct road_fixture f;
    uint32_t process;
    road_fixture_init(&f);
    fixture_chain(&f, (const double[]){0.8}, 1);
    fixture_build(&f.net);
    trip_over(&f, "L1", 1000, VEHICLE_CAR);
    road_fixture_build(&f, 1, 1);
    kernel_add_processes(f.kernel, &thief, f.road, 1, &process, &f.net.err);
    kernel_post(f.kernel, event_make(30000, process, 0, 0, 0), &f.net.err);
    assert_int_equal(kernel_run_until(f.kernel, 60000, &f.net.err), STATUS_INTERNAL);
    assert_string_equal(f.net.err.text, "a vehicle leaves link 'L1' at 30000 ms, but is at its end "
                                        "at 51000 ms and may leave at 0 ms");
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cars_overtake_on_two_lanes),
        cmocka_unit_test(test_one_lane_keeps_the_order),
        cmocka_unit_test(test_space_returns_after_the_wave),
        cmocka_unit_test(test_a_truck_needs_more_space),
        cmocka_unit_test(test_buses_of_a_sample),
        cmocka_unit_test(test_rates_are_exact),
        cmocka_unit_test(test_rates_save_up),
        cmocka_unit_test(test_leaving_early_fails_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
