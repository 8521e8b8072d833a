// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_fixture.h"

#include "people/home_door.h"

/** Somebody who lives 300 m west and 400 m north of R's node, 500 m of way, while the mean there is
 * 300 m. */
struct dweller {
    struct people_fixture fixture;
    struct people_run run;
    struct population population;
    uint32_t start_place, first_trip[2];
    struct planned_trip trips[3];
    struct home_point home;
    uint8_t group;
};

static struct planned_trip trip_to(uint32_t place, uint8_t purpose, uint8_t mode, uint32_t hour)
{
    return (struct planned_trip){.depart_ms = AT(hour, 0, 0),
                                 .to_place = place,
                                 .distance_m = 1000,
                                 .purpose = purpose,
                                 .mode = mode};
}

static void dweller_init(struct dweller *dweller, uint32_t place, uint8_t mode)
{
    *dweller = (struct dweller){
        .start_place = place, .first_trip = {0, 3}, .home = {-300, 400}, .group = GROUP_SENIOR};
    people_fixture_standard(&dweller->fixture);
    dweller->trips[0] = trip_to(PLACE_Q, PURPOSE_SHOPPING, mode, 7);
    dweller->trips[1] = trip_to(place, PURPOSE_LEISURE, mode, 9); /* near home, not at home */
    dweller->trips[2] = trip_to(place, PURPOSE_HOME, MODE_WALK, 11);
    dweller->population = (struct population){.person_count = 1,
                                              .trip_count = 3,
                                              .start_place = &dweller->start_place,
                                              .first_trip = dweller->first_trip,
                                              .trips = dweller->trips,
                                              .home = &dweller->home,
                                              .group = &dweller->group};
}

static void dweller_start(struct dweller *dweller)
{
    people_run_init(&dweller->run, &dweller->fixture, &dweller->population, PEOPLE_ALONE);
}

static void dweller_deinit(struct dweller *dweller)
{
    people_run_deinit(&dweller->run);
    people_fixture_deinit(&dweller->fixture);
}

static void only_home_has_its_own_door(void **state)
{
    (void)state;
    static const bool at_home[3][2] = {{true, false}, {false, false}, {false, true}};
    static const double access_m[3][2] = {{500, 200}, {200, 300}, {300, 500}};
    struct dweller dweller;
    dweller_init(&dweller, PLACE_R, MODE_CAR);
    dweller_start(&dweller);
    struct people *people = dweller.run.people;
    for (uint32_t t = 0; t < 3; t++) {
        people->persons[0].trip = t;
        uint32_t ends[2] = {t == 1 ? PLACE_Q : PLACE_R, dweller.trips[t].to_place};
        people->persons[0].place = ends[0];
        for (int e = 0; e < 2; e++) {
            enum trip_end end = e == 0 ? TRIP_FROM : TRIP_TO;
            assert_int_equal(home_door_is_at(people, 0, end), at_home[t][e]);
            if (ends[0] != ends[1] || e == 1)
                assert_near(home_door_access_m(people, 0, ends[e]), access_m[t][e], 0.01);
        }
    }
    /* Stop B is at R's node: 1.2 x 500 m at 1.25 m/s. */
    assert_near(home_door_walk_ms(people, 0, 1), 480000, 200);
    dweller_deinit(&dweller);
}

static void commuters_and_populations_without_homes_keep_the_mean(void **state)
{
    (void)state;
    struct dweller dweller;
    dweller_init(&dweller, PLACE_R, MODE_CAR);
    dweller.group = GROUP_COMMUTER;
    dweller_start(&dweller);
    assert_false(home_door_is_at(dweller.run.people, 0, TRIP_FROM));
    assert_near(home_door_access_m(dweller.run.people, 0, PLACE_R), 300, 0.01);
    dweller.group = GROUP_SENIOR;
    dweller.population.home = NULL;
    assert_false(home_door_is_at(dweller.run.people, 0, TRIP_FROM));
    dweller_deinit(&dweller);
}

/** R - Q by car: 500 m + 3,000 m + 200 m of way, at 5 m/s to the node and from it, 20 m/s between.
 */
static void a_drive_begins_at_the_home(void **state)
{
    (void)state;
    struct dweller dweller;
    dweller_init(&dweller, PLACE_R, MODE_CAR);
    dweller_start(&dweller);
    people_run_until(&dweller.run, AT(8, 0, 0));
    const struct trip_row *row = people_trip(&dweller.run, 0, 0);
    assert_non_null(row);
    assert_near((double)row->distance_m, 3700, 1);
    assert_near(row->arrive_s - row->depart_s, 100 + 150 + 1 + 40, 2);
    dweller_deinit(&dweller);
}

/** The bus leaves A, at P's node, at 8:00: who lives 500 m from it leaves 480 s before the slack of
 * two minutes. */
static void the_way_to_the_bus_begins_at_the_home(void **state)
{
    (void)state;
    struct dweller dweller;
    dweller_init(&dweller, PLACE_P, MODE_PT);
    dweller.trips[0].to_place = PLACE_R;
    dweller_start(&dweller);
    people_run_until(&dweller.run, AT(8, 30, 0));
    const struct trip_row *row = people_trip(&dweller.run, 0, 0);
    assert_non_null(row);
    assert_int_equal(row->mode, MODE_PT);
    assert_near(row->depart_s, 8 * 3600 - 480 - 120, 1);
    dweller_deinit(&dweller);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_home_has_its_own_door),
        cmocka_unit_test(commuters_and_populations_without_homes_keep_the_mean),
        cmocka_unit_test(a_drive_begins_at_the_home),
        cmocka_unit_test(the_way_to_the_bus_begins_at_the_home)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
