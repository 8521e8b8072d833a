// SPDX-License-Identifier: GPL-3.0-or-later
#include "shuttle/shuttle_fixture.h"

/** A vehicle stays where it set down its last passenger and sets out from there: empty kilometres
 * are those to the next door, loaded ones those with somebody aboard. */
static void test_vehicle_stays_where_it_is(void **state)
{
    (void)state;
    struct shuttle_town town;
    struct people_run run;
    shuttle_town_init(&town);
    struct shuttle_row row = shuttle_row_of(1, 4, 900);
    row.depot = "q";
    shuttle_town_add(&town, &row);
    assert_int_equal(shuttle_town_build(&town, 1), STATUS_OK);
    town.start_place[0] = PLACE_P;
    town.group[0] = GROUP_EMPLOYED;
    town.first_trip[1] = 2;
    town.trips[0] = (struct planned_trip){.depart_ms = AT(8, 0, 0),
                                          .to_place = PLACE_R,
                                          .hub_stop = NONE,
                                          .distance_m = 5000,
                                          .purpose = PURPOSE_LEISURE,
                                          .mode = MODE_SHUTTLE};
    town.trips[1] = town.trips[0];
    town.trips[1].depart_ms = AT(9, 0, 0);
    town.trips[1].to_place = PLACE_Q;
    town.population = (struct population){.person_count = 1,
                                          .trip_count = 2,
                                          .start_place = town.start_place,
                                          .first_trip = town.first_trip,
                                          .trips = town.trips,
                                          .group = town.group};
    struct people_setting setting = {.threads = 1, .partitions = 1, .start_ms = AT(7, 0, 0)};
    setting.fleets = &town.fleets;
    people_run_init(&run, &town.world, &town.population, setting);
    people_run_until(&run, AT(8, 45, 0));
    const struct shuttle_vehicle *vehicle = &run.shuttle->vehicles[0];
    assert_false(vehicle->is_busy);
    assert_int_equal(vehicle->plan.node, town.world.network->places[PLACE_R].node);
    assert_int_equal(vehicle->plan.aboard, 0);
    assert_int_equal(vehicle->empty_m, 2000); /* Q to P */
    assert_int_equal(vehicle->loaded_m, 5000);
    assert_int_equal(road_totals(run.road).finished, 2);
    people_run_until(&run, AT(10, 0, 0));
    assert_int_equal(vehicle->plan.node, town.world.network->places[PLACE_Q].node);
    assert_int_equal(vehicle->empty_m, 2000);
    assert_int_equal(vehicle->loaded_m, 8000);
    assert_int_equal(vehicle->served, 2);
    assert_int_equal(vehicle->most_aboard, 1);
    /* answered at 9:00:30, at the door of r 60 s later, at that of q 60 + 30 + 150 + 1 + 40 s later
     */
    const struct shuttle_request_row *back = shuttle_request_at(&run, 1);
    assert_true(back->board_s == AT(9, 1, 30) / 1000.0);
    assert_true(back->alight_s == (AT(9, 1, 30) + 281001) / 1000.0);
    people_run_deinit(&run);
    shuttle_town_deinit(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_vehicle_stays_where_it_is)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
