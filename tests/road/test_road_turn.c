// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/road_turn.h"
#include "support/road_fixture.h"

/* Whose turn it is at the start of a link of 0.8 per second. */

enum { ARMS = 3 };

static const char *const arms[ARMS] = {"a", "b", "c"};

/** Arms of 1, 2, 5 lanes or of as many as given, each of 0.8 per lane, into one link. */
static void init(struct road_fixture *f, const int64_t *lanes)
{
    static const char *const ends[ARMS] = {"A", "B", "C"};
    road_fixture_init(f);
    fixture_node(&f->net, "M", 0, 0);
    fixture_node(&f->net, "D", 1, 0);
    for (uint32_t i = 0; i < ARMS; i++) {
        fixture_node(&f->net, ends[i], 2.0 + i, 0);
        fixture_link(&f->net, (struct road_link_row){.id = arms[i],
                                                     .from = ends[i],
                                                     .to = "M",
                                                     .oneway = true,
                                                     .lanes = lanes[i],
                                                     .capacity_vps = 0.8 * (double)lanes[i]});
    }
    fixture_way(&f->net, "out", "M", "D");
    fixture_build(&f->net);
}

/** Over an hour, with queues on all: 1 : 2 : 5. */
static void test_shares_follow_the_capacities(void **state)
{
    (void)state;
    struct road_fixture f;
    init(&f, (const int64_t[]){1, 2, 5});
    demand_add(&f, "a out", 0, 4600, 0.4);
    demand_add(&f, "b out", 0, 4600, 0.6);
    demand_add(&f, "c out", 0, 4600, 1.2);
    f.sample_every_ms = 100000;
    road_fixture_run(&f, 4600);
    assert_near(count_left(&f, "a", 1000, 4600), 0.1 * 3600, 1.5);
    assert_near(count_left(&f, "b", 1000, 4600), 0.2 * 3600, 1.5);
    assert_near(count_left(&f, "c", 1000, 4600), 0.5 * 3600, 1.5);
    for (uint32_t t_s = 1000; t_s < 4600; t_s += 100) { /* not only in the mean */
        assert_near(count_left(&f, "a", t_s, t_s + 100), 10, 1.5);
        assert_near(count_left(&f, "b", t_s, t_s + 100), 20, 1.5);
        assert_near(count_left(&f, "c", t_s, t_s + 100), 50, 1.5);
    }
    road_fixture_deinit(&f);
}

/** Vehicles are counted in units: an arm of trucks passes as many cars' worth, not as many. */
static void test_trucks_count_as_units(void **state)
{
    (void)state;
    struct road_fixture f;
    init(&f, (const int64_t[]){1, 1, 1});
    f.parameters.truck_speed_mps = 20; /* else the link out carries less */
    demand_add(&f, "a out", 0, 4600, 0.6);
    for (uint32_t i = 0; i < 1400; i++)
        trip_over(&f, "b out", 1000 + i * 3200, VEHICLE_TRUCK);
    f.sample_every_ms = 100000;
    road_fixture_run(&f, 4600);
    assert_near(count_left(&f, "a", 1000, 4600), 0.4 * 3600, 2.5);
    assert_near(count_left(&f, "b", 1000, 4600), 0.4 / 2.5 * 3600, 2.5);
    road_fixture_deinit(&f);
}

/** An arm that nobody came from for an hour has not saved up more than TURNS_MAX cars, nor has it
 * lost more: neither it nor the others are shut out when it comes back. */
static void test_idling_gives_a_bounded_advantage(void **state)
{
    (void)state;
    struct road_fixture f;
    init(&f, (const int64_t[]){1, 1, 1});
    demand_add(&f, "a out", 0, 5000, 0.7);
    demand_add(&f, "c out", 0, 5000, 0.7);
    demand_add(&f, "b out", 3600, 5000, 0.7);
    f.sample_every_ms = 10000;
    road_fixture_run(&f, 5000);
    double came_s = 3660;
    assert_near(count_left(&f, "a", 1000, 3600), 0.4 * 2600, 1.5);
    for (double t_s = came_s + 10; t_s < 4900; t_s += 10) {
        double share = 0.8 / 3 * (t_s - came_s);
        for (uint32_t i = 0; i < ARMS; i++)
            assert_near(count_left(&f, arms[i], came_s, t_s), share, TURNS_MAX + 1.5);
    }
    /* Later it is as if it had always been there. */
    for (uint32_t i = 0; i < ARMS; i++)
        assert_near(count_left(&f, arms[i], 4000, 4900), 0.8 / 3 * 900, 1.5);
    road_fixture_deinit(&f);
}

/** Those who start at a node wait their turn as an arm of the link that they enter. */
static void test_starting_is_an_arm(void **state)
{
    (void)state;
    struct road_fixture f;
    init(&f, (const int64_t[]){1, 3, 1});
    demand_add(&f, "b out", 0, 4600, 0.75);
    demand_add(&f, "out", 0, 4600, 0.75);
    f.sample_every_ms = 100000;
    road_fixture_run(&f, 4600);
    double all = (double)(sample_at(&f, 4600, "out").entered - sample_at(&f, 1000, "out").entered);
    assert_near(all, 0.8 * 3600, 1);
    assert_near(count_left(&f, "b", 1000, 4600), 0.6 * 3600, 1.5);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shares_follow_the_capacities),
        cmocka_unit_test(test_trucks_count_as_units),
        cmocka_unit_test(test_idling_gives_a_bounded_advantage),
        cmocka_unit_test(test_starting_is_an_arm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
