// SPDX-License-Identifier: GPL-3.0-or-later
#include "choice_fixture.h"

#include "demand/choice_cost.h"
#include "routing/bicycle_ways.h"

static struct choice_fixture f;

/** Q to R, 2,500 m: on foot 2,000 s, by bicycle 500 s felt 1.833 times, as a passenger 40 s to the
 * node, 150 s over QR, 60 s to the door. */
static void test_ways(void **state)
{
    (void)state;
    struct choice_scene scene;
    choice_fixture_init(&f);
    choice_fixture_worker(&f, 0, MODE_WALK);
    assert_int_equal(choice_scene_init(&f.choice_world, &scene, &f.err), STATUS_OK);
    choice_scene_measure(&scene, &f.service);
    struct choice_errand errand = choice_errand_at(&scene, 0, 0);

    struct choice_way way = choice_way_walk(&scene, &errand);
    assert_int_equal(way.travel_ms, 2000000);
    assert_near(way.eur, 2000.0 / 600, 1e-9);
    way = choice_way_bike(&scene, &errand);
    assert_int_equal(way.travel_ms, 500000);
    assert_near(way.eur, 1.833 * 500 / 600, 1e-9);
    way = choice_way_ride(&scene, &errand, 1, AT(8, 0, 0));
    assert_int_equal(way.travel_ms, 250000);
    assert_near(way.eur, 250.0 / 600, 1e-9);
    way = choice_way_ride_least(&scene, &errand);
    assert_int_equal(way.travel_ms, 250000);

    /* At 9:00 the link takes 10 minutes, and the way over S and P 425 s; the least stays. */
    choice_fixture_slow(&f, "QR", 36, 37, 600000);
    choice_scene_measure(&scene, &f.service);
    assert_int_equal(choice_way_ride(&scene, &errand, 0, AT(9, 0, 0)).travel_ms, 525000);
    assert_int_equal(choice_way_ride(&scene, &errand, 0, AT(9, 14, 30)).travel_ms, 250000);
    assert_int_equal(choice_way_ride_least(&scene, &errand).travel_ms, 250000);
    choice_scene_deinit(&scene);
    choice_fixture_deinit(&f);
}

static void test_transit(void **state)
{
    (void)state;
    struct choice_scene scene;
    choice_fixture_init(&f);
    choice_fixture_worker(&f, 0, MODE_PT);
    assert_int_equal(choice_scene_init(&f.choice_world, &scene, &f.err), STATUS_OK);
    choice_scene_measure(&scene, &f.service);
    choice_fixture_cell(&f, PLACE_Q, PLACE_R,
                        (struct skim_cell){.home_s = 300,
                                           .walk_s = 400,
                                           .ride_s = 600,
                                           .wait_s = 120,
                                           .crowd_s = 60,
                                           .stop = 1,
                                           .rides = 2});
    struct choice_way way = choice_way_transit(&scene, &f.skim, PLACE_Q, PLACE_R, AT(8, 0, 0));
    assert_int_equal(way.travel_ms, 1420000);
    assert_int_equal(way.hub_stop, 1);
    assert_near(way.eur, (0.609 * 300 + 1.75 * 400 + 600 + 60 + 2 * 120 + 450) / 600, 1e-9);
    way = choice_way_transit(&scene, &f.skim, PLACE_R, PLACE_Q, AT(8, 0, 0));
    assert_true(way.travel_ms == CHOICE_NO_WAY_MS);
    choice_scene_deinit(&scene);
    choice_fixture_deinit(&f);
}

/** Home at Q: 40 s to the node, 100 s to P, 2 s for a space; the stop is at the node. Money for the
 * straight line of 1,900 m with the detour factor. */
static void test_hub(void **state)
{
    (void)state;
    struct choice_scene scene;
    static const struct skim_cell cell = {
        .home_s = 60, .walk_s = 240, .ride_s = 600, .wait_s = 120, .rides = 1};
    choice_fixture_init(&f);
    choice_fixture_worker(&f, TRAIT_CAR, MODE_CAR);
    assert_int_equal(choice_scene_init(&f.choice_world, &scene, &f.err), STATUS_OK);
    choice_scene_measure(&scene, &f.service);
    assert_int_equal(scene.hub_count, 1);
    assert_int_equal(scene.hubs[0].walk_ms, 0);
    assert_int_equal(choice_hub_at(&scene, scene.hubs[0].stop), 0);
    assert_true(choice_hub_at(&scene, 99) == NONE);
    choice_fixture_cell(&f, CHOICE_HUB, PLACE_R, cell);
    choice_fixture_cell(&f, PLACE_R, CHOICE_HUB, cell);
    double transit_s = 0.609 * 60 + 1.75 * 240 + 600 + 2 * 120;
    double money_eur = 0.149 * 1.2 * 1.9;

    struct choice_hub_trip ahead = {choice_errand_at(&scene, 0, 0), 0, false};
    struct choice_way way = choice_way_hub(&scene, &ahead, 0, AT(7, 0, 0));
    assert_int_equal(way.travel_ms, (142 + 1020) * 1000);
    assert_int_equal(way.hub_stop, scene.hubs[0].stop);
    assert_near(way.eur, (142 + transit_s) / 600 + money_eur, 1e-4);
    assert_near(choice_way_hub_least(&scene, &ahead, AT(7, 0, 0)).eur, way.eur, 1e-12);

    struct choice_hub_trip back = {choice_errand_at(&scene, 0, 1), 0, true};
    way = choice_way_hub(&scene, &back, 0, AT(16, 0, 0));
    assert_int_equal(way.travel_ms, (140 + 1020) * 1000);
    assert_near(way.eur, (140 + transit_s) / 600 + money_eur, 1e-4);
    choice_scene_deinit(&scene);
    choice_fixture_deinit(&f);
}

static void test_schedule(void **state)
{
    (void)state;
    struct choice_scene scene;
    choice_fixture_init(&f);
    choice_fixture_worker(&f, 0, MODE_WALK);
    f.constants.eur[MODE_PT][2] = -0.7;
    assert_int_equal(choice_scene_init(&f.choice_world, &scene, &f.err), STATUS_OK);
    const struct planned_trip *work = &f.population.trips[0], *home = &f.population.trips[1];
    struct planned_trip through = {.purpose = PURPOSE_THROUGH};
    /* Work at 8:00: ten minutes early, five late. Home from 16:00: early or late costs the same. */
    assert_near(choice_schedule_eur(&scene, work, 0, AT(7, 50, 0)), 0.609, 1e-9);
    assert_near(choice_schedule_eur(&scene, work, 0, AT(8, 5, 0)), 2.377 / 2, 1e-9);
    assert_near(choice_schedule_eur(&scene, work, 0, AT(8, 0, 0)), 0, 0);
    assert_near(choice_schedule_eur(&scene, home, AT(15, 50, 0), 0), 0.609, 1e-9);
    assert_near(choice_schedule_eur(&scene, home, AT(16, 10, 0), 0), 0.609, 1e-9);
    assert_near(choice_schedule_eur(&scene, &through, AT(16, 10, 0), 0), 0, 0);
    assert_near(choice_constant_eur(&scene, MODE_PT, 2500), -0.7, 0);
    assert_near(choice_constant_eur(&scene, MODE_PT, 1500), 0, 0);
    choice_scene_deinit(&scene);
    choice_fixture_deinit(&f);
}

/** A home 300 m east and 400 m north of its place is 100 s by car from the node; the climb to R
 * makes half as much again of the time by bicycle. */
static void test_home_and_hills(void **state)
{
    (void)state;
    struct choice_scene scene;
    struct home_point home = {300, 400};
    uint32_t node_index[CHOICE_HUB] = {0, 0, 1, 2, 3};
    struct bicycle_way ways[16] = {[1 * 4 + 2] = {3000, 900000, 60}};
    struct bicycle_ways bicycle = {CHOICE_HUB, 5, node_index, 4, ways};
    choice_fixture_init(&f);
    choice_fixture_worker(&f, 0, MODE_BIKE);
    f.population.home = &home;
    f.service.bicycle = &bicycle;
    assert_int_equal(choice_scene_init(&f.choice_world, &scene, &f.err), STATUS_OK);
    choice_scene_measure(&scene, &f.service);
    struct choice_errand ahead = choice_errand_at(&scene, 0, 0);
    struct choice_errand back = choice_errand_at(&scene, 0, 1);
    assert_int_equal(ahead.from, PLACE_Q);
    assert_int_equal(ahead.from_door_ms, 100000);
    assert_int_equal(ahead.to_door_ms, 60000);
    assert_int_equal(back.from_door_ms, 60000);
    assert_int_equal(back.to_door_ms, 100000);
    assert_int_equal(choice_way_ride(&scene, &ahead, 0, AT(8, 0, 0)).travel_ms, 310000);
    assert_int_equal(choice_way_bike(&scene, &ahead).travel_ms, 750000);
    f.population.group[0] = GROUP_COMMUTER; /* whose home is not known */
    assert_int_equal(choice_errand_at(&scene, 0, 0).from_door_ms, 40000);
    f.population.home = NULL;
    choice_scene_deinit(&scene);
    choice_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ways),
        cmocka_unit_test(test_transit),
        cmocka_unit_test(test_hub),
        cmocka_unit_test(test_schedule),
        cmocka_unit_test(test_home_and_hills),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
