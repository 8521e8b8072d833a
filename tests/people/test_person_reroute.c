// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_fixture.h"

#include "people/person_reroute.h"

/* QR closes at 10:05; drivers hear of it at 10:10. From P to R by Q they drive 5,000 m on links in
 * 250 s, from P by S 6,500 m, from Q by S 1,500 + 5,000 m more in 325 s; doors add 400 m. */

struct journey {
    double distance_m, arrive_s;
    uint64_t rerouted;
};

static struct journey drive(uint32_t depart_ms, double open_s)
{
    struct people_fixture fixture;
    struct people_run run;
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    people_add_link(&fixture, "QS", "Q", "S", 1500);
    fixture_closure(&fixture.roads, "QR", 36300, open_s);
    people_fixture_build(&fixture);
    struct planned_trip trip = {.depart_ms = depart_ms,
                                .to_place = PLACE_R,
                                .hub_stop = NONE,
                                .purpose = PURPOSE_WORK,
                                .mode = MODE_CAR};
    const struct trip_row *row = people_lone_trip(&run, &fixture, PLACE_P, trip);
    struct journey journey = {(double)row->distance_m, row->arrive_s,
                              people_totals(run.people, AT(24, 0, 0)).rerouted};
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
    return journey;
}

/** Leaves at 10:08:30 and is on PQ until 10:10:30. */
static void who_is_on_the_way_to_a_closed_link_turns_off(void **state)
{
    (void)state;
    struct journey journey = drive(AT(10, 8, 30), 64800);
    assert_int_equal(journey.rerouted, 1);
    assert_near(journey.distance_m, 2000 + 6500 + 400, 1);
    assert_near(journey.arrive_s, 36510 + 20 + 100 + 325 + 1 + 60, 2);
}

/** Is at Q at 10:06:00, in front of the closed link, and turns off when the news comes. */
static void who_waits_in_front_of_it_turns_off(void **state)
{
    (void)state;
    struct journey journey = drive(AT(10, 4, 0), 64800);
    assert_int_equal(journey.rerouted, 1);
    assert_near(journey.distance_m, 2000 + 6500 + 400, 1);
    assert_near(journey.arrive_s, 36600 + 325 + 1 + 60, 2);
}

/** Has left the door at 10:09:50, but comes to P at 10:10:10: by S all the way. */
static void who_has_not_come_to_the_road_takes_another_way(void **state)
{
    (void)state;
    struct journey journey = drive(AT(10, 9, 50), 64800);
    assert_int_equal(journey.rerouted, 1);
    assert_near(journey.distance_m, 6500 + 400, 1);
}

/** The way around costs 175 s more, the link opens 120 s after the news: they wait. */
static void a_short_closure_is_waited_for(void **state)
{
    (void)state;
    struct journey journey = drive(AT(10, 8, 30), 36720);
    assert_int_equal(journey.rerouted, 0);
    assert_near(journey.distance_m, 5000 + 400, 1);
    assert_near(journey.arrive_s, 36720 + 150 + 1 + 60, 2);
}

/** Who leaves after the news knows it; nobody has to turn off. */
static void later_drivers_know(void **state)
{
    (void)state;
    struct journey journey = drive(AT(10, 15, 0), 64800);
    assert_int_equal(journey.rerouted, 0);
    assert_near(journey.distance_m, 6500 + 400, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_on_the_way_to_a_closed_link_turns_off),
        cmocka_unit_test(who_waits_in_front_of_it_turns_off),
        cmocka_unit_test(who_has_not_come_to_the_road_takes_another_way),
        cmocka_unit_test(a_short_closure_is_waited_for), cmocka_unit_test(later_drivers_know)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
