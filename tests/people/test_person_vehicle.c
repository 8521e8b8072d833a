// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_fixture.h"

#include "people/person_hub.h"
#include "people/person_vehicle.h"

#define TRIPS_MAX 6u

/** One person who lives at p. Stop A has park and ride, B has not. */
struct planner {
    struct people_fixture fixture;
    struct lone_traveller lone;
    struct planned_trip trips[TRIPS_MAX];
};

enum { STOP_A, STOP_B };

static void planner_init(struct planner *planner)
{
    *planner = (struct planner){0};
    people_fixture_init(&planner->fixture);
    people_add_world(&planner->fixture);
    people_add_bus(&planner->fixture, 5, "7,0,08:00");
    transit_add(&planner->fixture, "park_ride", "A,10");
    people_fixture_build(&planner->fixture);
    planner->lone = (struct lone_traveller){.start_place = PLACE_P, .group = GROUP_EMPLOYED};
    planner->lone.population = (struct population){.person_count = 1,
                                                   .start_place = &planner->lone.start_place,
                                                   .first_trip = planner->lone.first_trip,
                                                   .trips = planner->trips,
                                                   .group = &planner->lone.group};
}

/** The next trip, an hour after the one before; home is p. */
static void planner_go(struct planner *planner, enum mode mode, uint32_t to, uint32_t stop)
{
    uint32_t i = planner->lone.population.trip_count++;
    planner->lone.first_trip[1] = i + 1;
    planner->trips[i] =
        (struct planned_trip){AT(7 + i, 0, 0), 0, to, stop, 1000, PURPOSE_HOME, (uint8_t)mode, 0};
    if (to != PLACE_P)
        planner->trips[i].purpose = PURPOSE_SHOPPING;
}

/** Checks the plan, of which `expected` is said; NULL: it is right. Forgets it then. */
static void planner_check(struct planner *planner, const char *expected)
{
    struct error err = {0};
    struct people people = {.world = {.network = planner->fixture.network,
                                      .timetable = planner->fixture.timetable,
                                      .population = &planner->lone.population},
                            .parameters = people_test_parameters(0)};
    assert_int_equal(person_hub_init(&people, &err), STATUS_OK);
    assert_int_equal(people.site_count, 6);
    assert_int_equal(person_vehicle_check(&people, &err), expected ? STATUS_DATA : STATUS_OK);
    if (expected)
        assert_string_equal(err.text, expected);
    mem_free(people.hubs);
    planner->lone.population.trip_count = 0;
}

/** A vehicle at a stop is fetched there before it is used again. */
static void plans_keep_the_vehicle(void **state)
{
    (void)state;
    struct planner planner;
    planner_init(&planner);
    planner_go(&planner, MODE_PARK_RIDE, PLACE_R, STOP_A);
    planner_go(&planner, MODE_WALK, PLACE_Q, NONE);
    planner_go(&planner, MODE_PARK_RIDE, PLACE_P, STOP_A);
    planner_go(&planner, MODE_CAR, PLACE_R, NONE);
    planner_go(&planner, MODE_CAR, PLACE_P, NONE);
    planner_check(&planner, NULL);

    planner_go(&planner, MODE_BIKE_RIDE, PLACE_R, STOP_B);
    planner_go(&planner, MODE_BIKE_RIDE, PLACE_P, STOP_B);
    planner_go(&planner, MODE_PARK_RIDE, PLACE_R, STOP_A); /* the day ends with the car there */
    planner_check(&planner, NULL);

    planner_go(&planner, MODE_PARK_RIDE, PLACE_R, STOP_A);
    planner_go(&planner, MODE_CAR, PLACE_P, NONE);
    planner_check(&planner, "person 0, trip 2 by car: the car waits at a stop; the trip home by "
                            "park_ride must fetch it first");
    planner_go(&planner, MODE_BIKE_RIDE, PLACE_R, STOP_A);
    planner_go(&planner, MODE_PT, PLACE_P, NONE);
    planner_go(&planner, MODE_BIKE, PLACE_Q, NONE);
    planner_check(&planner, "person 0, trip 3 by bike: the bicycle waits at a stop; the trip home "
                            "by bike_ride must fetch it first");
    planner_go(&planner, MODE_PARK_RIDE, PLACE_R, STOP_A);
    planner_go(&planner, MODE_PARK_RIDE, PLACE_Q, STOP_A);
    planner_check(&planner, "person 0, trip 2 by park_ride: the car waits at a stop already and "
                            "cannot be left at 'A'");
    planner_go(&planner, MODE_BIKE_RIDE, PLACE_R, STOP_A);
    planner_go(&planner, MODE_BIKE_RIDE, PLACE_P, STOP_B);
    planner_check(&planner, "person 0, trip 2 home by bike_ride: no bicycle was left at stop 'B'");
    planner_go(&planner, MODE_PARK_RIDE, PLACE_P, STOP_A);
    planner_check(&planner, "person 0, trip 1 home by park_ride: no car was left at stop 'A'");
    planner_go(&planner, MODE_PARK_RIDE, PLACE_R, STOP_B);
    planner_check(&planner, "person 0, trip 1 by park_ride: stop 'B' has no row in "
                            "transit.park_ride, or there are no roads");
    planner_go(&planner, MODE_BIKE_RIDE, PLACE_R, NONE);
    planner_check(&planner, "person 0, trip 1 by bike_ride: no stop is planned for the bicycle");
    people_fixture_deinit(&planner.fixture);
}

/** Runs the plan to the end. */
static struct people_vehicle_totals planner_run(struct planner *planner)
{
    struct people_run run;
    people_run_init(&run, &planner->fixture, &planner->lone.population, PEOPLE_ALONE);
    people_run_until(&run, AT(24, 0, 0));
    assert_conserved(&run, &planner->lone.population);
    struct people_vehicle_totals totals = people_vehicle_totals(run.people);
    people_run_deinit(&run);
    planner->lone.population.trip_count = 0;
    return totals;
}

/** Who drives from where the car is not, or comes home without it, is counted. */
static void cars_and_bicycles_astray_are_counted(void **state)
{
    (void)state;
    struct planner planner;
    planner_init(&planner);
    planner_go(&planner, MODE_CAR, PLACE_R, NONE);
    planner_go(&planner, MODE_CAR, PLACE_P2, NONE);
    planner_go(&planner, MODE_WALK, PLACE_P, NONE); /* at the same node */
    planner_go(&planner, MODE_CAR, PLACE_Q, NONE);
    planner_go(&planner, MODE_CAR, PLACE_P, NONE);
    assert_int_equal(planner_run(&planner).astray, 0);

    planner_go(&planner, MODE_CAR, PLACE_R, NONE);
    planner_go(&planner, MODE_WALK, PLACE_Q, NONE);
    planner_go(&planner, MODE_CAR, PLACE_P, NONE);
    assert_int_equal(planner_run(&planner).astray, 1);

    planner_go(&planner, MODE_BIKE, PLACE_R, NONE);
    planner_go(&planner, MODE_WALK, PLACE_P, NONE); /* left at r */
    assert_int_equal(planner_run(&planner).astray, 1);

    planner_go(&planner, MODE_PARK_RIDE, PLACE_R, STOP_A);
    planner_go(&planner, MODE_WALK, PLACE_P, NONE); /* stands where it was left */
    struct people_vehicle_totals totals = planner_run(&planner);
    assert_int_equal(totals.astray, 0);
    assert_int_equal(totals.cars_at_stops, 1);
    people_fixture_deinit(&planner.fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_keep_the_vehicle),
        cmocka_unit_test(cars_and_bicycles_astray_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
