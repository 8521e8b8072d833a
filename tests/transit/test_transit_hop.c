// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/queue_fixture.h"

#include "transit/transit_state.h"

/** Without tracks and streets every hop is the run's own way, and takes the time of the timetable.
 */
static void test_own_way(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    for (uint32_t i = 0; i < f.timetable->call_count; i++)
        assert_int_equal(transit_hop_way(world.transit, i), TRANSIT_WAY_OWN);
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    assert_near(call_number(&world, 1, "arrive") - call_number(&world, 0, "depart"), 300, 0);
    assert_near(call_number(&world, 2, "arrive") - call_number(&world, 1, "depart"), 360, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** A vehicle that is late drives faster, by a share of the time, but not to be early. */
static void test_recovery(void **state)
{
    (void)state;
    static const struct {
        double recovery, delay_s, late_b_s, late_c_s;
    } cases[] = {{0, 100, 100, 100}, {0.05, 100, 85, 67}, {0.05, 20, 5, 0}, {0.5, 100, 0, 0}};
    for (int i = 0; i < 4; i++) {
        struct fixture f;
        struct world world;
        char incident[64];
        fixture_init(&f);
        fixture_add_stops(&f);
        fixture_add(&f, "vehicles", FIXTURE_BUS);
        fixture_add(&f, "lines", "1,,bus,,bus\n");
        fixture_add(&f, "departures", "1,0,06:00\n");
        fixture_add(&f, "line_stops", "1,0,1,A,0,0,0\n1,0,2,B,5,5,1\n1,0,3,C,11,11,2\n");
        snprintf(incident, sizeof incident, "1,0,06:00,A,%g,\n", cases[i].delay_s);
        fixture_add(&f, "incidents", incident);
        fixture_build(&f);
        struct transit_parameters parameters = {.change_s = 60, .recovery = cases[i].recovery};
        world_init(&world, f.timetable, 1, 60,
                   (struct world_size){.threads = 1, .partitions = 1, .parameters = &parameters});
        assert_int_equal(transit_hop_least_ms(world.transit, 0),
                         300000 - (uint32_t)(300000 * cases[i].recovery));
        assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
        assert_near(call_number(&world, 1, "arrive"), 21900 + cases[i].late_b_s, 0);
        assert_near(call_number(&world, 2, "arrive"), 22260 + cases[i].late_c_s, 0);
        world_deinit(&world);
        fixture_deinit(&f);
    }
}

/** What the way waited for the track is knock-on delay; the rest of the lost time is not. */
static void test_waited(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    /* As if a way had carried the run, and brought it 40 s late after waiting for 30 s. */
    transit_run_waited(world.transit, 0, 20000);
    transit_run_waited(world.transit, 0, 10000);
    assert_int_equal(
        kernel_post(world.kernel,
                    event_make(365 * MINUTE_MS + 40000, transit_stop_process(world.transit, 1),
                               TRANSIT_VEHICLE_ARRIVES, 0, 1),
                    &world.err),
        STATUS_OK);
    assert_int_equal(kernel_run_until(world.kernel, 367 * MINUTE_MS, &world.err), STATUS_OK);
    assert_near(call_number(&world, 0, "arrive"), 21940, 0);
    assert_near(call_number(&world, 0, "knock_on"), 30000, 0);
    assert_near(call_number(&world, 0, "running"), 10000, 0);
    /* A minute of planned dwell wins it back. */
    assert_near(call_number(&world, 0, "recovered"), 40000, 0);
    assert_near(call_number(&world, 0, "depart"), 21960, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_own_way),
                                       cmocka_unit_test(test_recovery),
                                       cmocka_unit_test(test_waited)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
