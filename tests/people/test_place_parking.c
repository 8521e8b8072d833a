// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_fixture.h"

#define TRIPS_MAX 16u

/** Persons with any number of trips, added in order. */
struct drivers {
    struct population population;
    uint32_t start[TRIPS_MAX], first[TRIPS_MAX + 1];
    struct planned_trip trips[TRIPS_MAX];
    uint8_t group[TRIPS_MAX];
};

static void drivers_add(struct drivers *drivers, uint32_t from)
{
    struct population *population = &drivers->population;
    uint32_t i = population->person_count++;
    drivers->start[i] = from;
    drivers->first[i + 1] = drivers->first[i];
    population->start_place = drivers->start;
    population->first_trip = drivers->first;
    population->trips = drivers->trips;
    population->group = drivers->group;
}

/** The next trip of the person added last. */
static void drivers_go(struct drivers *drivers, uint32_t depart_ms, uint32_t to, enum mode mode)
{
    uint32_t *end = &drivers->first[drivers->population.person_count];
    drivers->trips[(*end)++] = (struct planned_trip){
        .depart_ms = depart_ms, .to_place = to, .distance_m = 500, .mode = (uint8_t)mode};
    drivers->population.trip_count++;
}

/** The world with a lot of `spaces` at one place; 2 s to inspect a space. */
static void world_with_lot(struct people_fixture *fixture, const char *place, int64_t spaces)
{
    people_fixture_init(fixture);
    people_add_world(fixture);
    fixture_parking(&fixture->roads, place, spaces, 0);
    people_fixture_build(fixture);
}

static void assert_trip(const struct people_run *run, int32_t person, uint32_t index,
                        enum parking_spot spot, double search_s, double travel_s)
{
    const struct trip_row *row = people_trip(run, person, index);
    assert_non_null(row);
    assert_int_equal(row->parking, spot);
    assert_near((double)row->search_s, search_s, 1e-6);
    assert_near(row->arrive_s - row->depart_s, travel_s, 1e-6);
}

static void assert_books(const struct people_run *run)
{
    struct people_parking_totals totals = people_parking_totals(run->people);
    assert_int_equal(totals.unbalanced, 0);
    assert_int_equal(totals.present, totals.owned + totals.called);
}

/** By P-Q-R: 331 s, as without a lot, and the search. One space: the first car finds it at once,
 * the second one looks at it in vain and stands outside, the third one comes after the first has
 * left. */
static void cars_search_park_and_leave(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    world_with_lot(&fixture, "r", 1);
    for (uint32_t i = 0; i < 3; i++) {
        drivers_add(&drivers, PLACE_P);
        drivers_go(&drivers, AT(8 + i, 0, 0), PLACE_R, MODE_CAR);
        if (i == 0)
            drivers_go(&drivers, AT(9, 30, 0), PLACE_P, MODE_CAR);
    }
    people_run_init(&run, &fixture, &drivers.population, PEOPLE_ALONE);
    people_run_until(&run, AT(9, 20, 0));
    assert_int_equal(run.people->lots[0].occupied, 1);
    assert_int_equal(run.people->lots[0].outside, 1);
    assert_books(&run);
    people_run_until(&run, AT(12, 0, 0));

    assert_trip(&run, 0, 0, PARKING_LOT, 2, 333);
    assert_trip(&run, 1, 0, PARKING_OUTSIDE, 2, 333);
    assert_trip(&run, 2, 0, PARKING_LOT, 2, 333);
    assert_trip(&run, 0, 1, PARKING_NONE, 0, 331); /* no lot at p */
    const struct parking *lot = &run.people->lots[0];
    assert_int_equal(lot->arrived, 3);
    assert_int_equal(lot->refused, 1);
    assert_int_equal(lot->left, 1);
    assert_int_equal(lot->peak, 1);
    assert_int_equal(lot->occupied, 1);
    assert_books(&run);
    uint32_t expected_ms[8]; /* places alone: nobody searches at p; at r 2 + 900 + 2 s */
    assert_int_equal(run.people->site_count, fixture.network->place_count);
    people_parking_expected(run.people, expected_ms);
    assert_int_equal(expected_ms[PLACE_P], 0);
    assert_int_equal(expected_ms[PLACE_R], (2000 + 900000 + 2000) / 3);
    /* 8:04:31 (271 s from door to node) to 9:30 and 10:04:31 to 12:00 */
    assert_near(parking_mean_occupied(lot, AT(12, 0, 0)), (5400 - 271 + 7200 - 271) / 43200.0,
                1e-9);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** Cars that are driven later stand at home when the day begins, in order of their drivers, as many
 * as fit; who does not drive has none. */
static void the_day_begins_with_cars_at_home(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    world_with_lot(&fixture, "p", 2);
    for (uint32_t i = 0; i < 4; i++) {
        drivers_add(&drivers, PLACE_P);
        drivers_go(&drivers, AT(8, i, 0), PLACE_R, i == 1 ? MODE_TRUCK : MODE_CAR);
    }
    drivers_go(&drivers, AT(12, 0, 0), PLACE_P, MODE_CAR);
    drivers_add(&drivers, PLACE_Q); /* walks to p, where the car stands */
    drivers_go(&drivers, AT(6, 0, 0), PLACE_P, MODE_WALK);
    drivers_go(&drivers, AT(11, 0, 0), PLACE_Q, MODE_CAR);
    people_run_init(&run, &fixture, &drivers.population, PEOPLE_ALONE);

    const struct parking *lot = &run.people->lots[0];
    assert_int_equal(lot->initial, 2);
    assert_int_equal(lot->initial_outside, 2);
    assert_books(&run);
    people_run_until(&run, AT(9, 0, 0));
    assert_int_equal(lot->occupied, 0);
    assert_int_equal(lot->outside, 1);
    people_run_until(&run, AT(13, 0, 0));
    assert_int_equal(lot->left, 2);
    assert_int_equal(lot->left_outside, 2);
    assert_int_equal(lot->parked, 1);
    assert_int_equal(lot->arrived, 1);
    assert_books(&run);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** Trips before the start are taken as made: the car stands where they led. */
static void earlier_drives_have_moved_the_car(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    struct people_setting setting = PEOPLE_ALONE;
    setting.start_ms = AT(10, 0, 0);
    world_with_lot(&fixture, "r", 5);
    drivers_add(&drivers, PLACE_P);
    drivers_go(&drivers, AT(8, 0, 0), PLACE_R, MODE_CAR);
    drivers_go(&drivers, AT(9, 0, 0), PLACE_Q, MODE_WALK);
    drivers_add(&drivers, PLACE_P);
    drivers_go(&drivers, AT(8, 0, 0), PLACE_R, MODE_CAR);
    drivers_go(&drivers, AT(9, 0, 0), PLACE_P, MODE_CAR);
    people_run_init(&run, &fixture, &drivers.population, setting);
    assert_int_equal(run.people->lots[0].initial, 1);
    assert_int_equal(run.people->persons[0].car_site, PLACE_R);
    assert_int_equal(run.people->persons[0].car_spot, PARKING_LOT);
    assert_int_equal(run.people->persons[1].car_spot, PARKING_NONE);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** Who parks at r, walks to q and drives home from there takes the car along: it leaves r a minute
 * later. */
static void a_car_left_behind_is_fetched(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    world_with_lot(&fixture, "r", 1);
    drivers_add(&drivers, PLACE_P);
    drivers_go(&drivers, AT(8, 0, 0), PLACE_R, MODE_CAR);
    drivers_go(&drivers, AT(9, 0, 0), PLACE_Q, MODE_WALK);
    drivers_go(&drivers, AT(10, 0, 0), PLACE_P, MODE_CAR);
    people_run_init(&run, &fixture, &drivers.population, PEOPLE_ALONE);
    const struct parking *lot = &run.people->lots[0];
    people_run_until(&run, AT(10, 0, 0));
    assert_int_equal(people_parking_totals(run.people).owned, 1);
    people_run_until(&run, AT(10, 1, 0));
    assert_int_equal(lot->occupied, 1);
    assert_int_equal(people_parking_totals(run.people).called, 1);
    assert_books(&run);
    people_run_until(&run, AT(10, 1, 0) + 1);
    assert_int_equal(lot->occupied, 0);
    assert_int_equal(lot->left, 1);
    assert_int_equal(people_parking_totals(run.people).called, 0);
    assert_books(&run);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** A stay at r costs 2 EUR and 1.50 EUR/h, in the lot, outside, and of a car that is fetched from
 * elsewhere; whose day begins there pays nothing. From door to node 271 s, or from Q 191 s. */
static void those_pay_who_do_not_live_there(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    fixture_parking(&fixture.roads, "r", 1, 0);
    struct parking_row *row = fixture.roads.tables.parking.rows;
    row->price_eur = 2;
    row->price_h_eur = 1.5;
    people_fixture_build(&fixture);
    drivers_add(&drivers, PLACE_R); /* home: free */
    drivers_go(&drivers, AT(7, 0, 0), PLACE_P, MODE_CAR);
    drivers_go(&drivers, AT(12, 0, 0), PLACE_R, MODE_CAR);
    drivers_add(&drivers, PLACE_P); /* in the lot until 10:01, when it is fetched */
    drivers_go(&drivers, AT(8, 0, 0), PLACE_R, MODE_CAR);
    drivers_go(&drivers, AT(9, 0, 0), PLACE_Q, MODE_WALK);
    drivers_go(&drivers, AT(10, 0, 0), PLACE_P, MODE_CAR);
    drivers_add(&drivers, PLACE_P); /* outside until 13:00 */
    drivers_go(&drivers, AT(9, 0, 0), PLACE_R, MODE_CAR);
    drivers_go(&drivers, AT(13, 0, 0), PLACE_P, MODE_CAR);
    struct people_setting setting = PEOPLE_ALONE;
    setting.road_weight = 2;
    people_run_init(&run, &fixture, &drivers.population, setting);
    people_run_until(&run, AT(14, 0, 0));
    double hours = (7260 - 271 + 4 * 3600 - 271) / 3600.0;
    assert_int_equal(run.people->lots[0].metered, 0);
    assert_int_equal(run.people->lots[0].metered_stays, 2);
    assert_near(people_parking_revenue_eur(run.people, AT(14, 0, 0)), 2 * (2 * 2 + 1.5 * hours),
                1e-6);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** 500 m at 5 m/s between two doors of a node, and the search there; a truck does not search. */
static void local_drives_park_and_trucks_do_not(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    world_with_lot(&fixture, "p2", 3);
    for (uint32_t i = 0; i < 3; i++) {
        drivers_add(&drivers, PLACE_P);
        drivers_go(&drivers, AT(8, i, 0), PLACE_P2, i == 1 ? MODE_TRUCK : MODE_CAR);
    }
    people_run_init(&run, &fixture, &drivers.population, PEOPLE_ALONE);
    people_run_until(&run, AT(12, 0, 0));
    assert_trip(&run, 0, 0, PARKING_LOT, 2, 102);
    assert_trip(&run, 1, 0, PARKING_NONE, 0, 100);
    assert_trip(&run, 2, 0, PARKING_LOT, 2.667, 102.667); /* 2 s * 4 / 3 */
    assert_int_equal(run.people->lots[0].arrived, 2);
    assert_books(&run);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** In a sample of 1 in 40, 100 spaces take 2.5 cars: 3 by rounding; 5 spaces take at least one. The
 * rows tell of real cars and spaces. */
static void samples_shrink_the_lots(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct drivers drivers = {0};
    struct people_setting setting = PEOPLE_ALONE;
    setting.road_weight = 40;
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    fixture_parking(&fixture.roads, "r", 100, 0.5);
    fixture_parking(&fixture.roads, "p", 5, 0);
    fixture_parking(&fixture.roads, "q", 0, 0);
    people_fixture_build(&fixture);
    drivers_add(&drivers, PLACE_P);
    drivers_go(&drivers, AT(8, 0, 0), PLACE_R, MODE_CAR);
    people_run_init(&run, &fixture, &drivers.population, setting);
    people_run_until(&run, AT(12, 0, 0));
    static const uint32_t spaces[] = {3, 1, 0};
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(run.people->lots[i].rules.spaces, spaces[i]);

    size_t before = run.row_count;
    assert_good(&run, people_record_parking(run.people, run.kernel, &run.err));
    assert_int_equal(run.row_count, before + 3);
    /* spaces, initial, arrived, parked, refused, left, present, peak */
    static const double expected[][8] = {
        {100, 0, 40, 40, 0, 0, 40, 40}, {5, 40, 0, 0, 0, 40, 0, 40}, {0, 0, 0, 0, 0, 0, 0, 0}};
    for (uint32_t i = 0; i < 3; i++) {
        const struct people_row *row = &run.rows[before + i];
        assert_ptr_equal(row->kind, &people_parking_record);
        for (uint32_t c = 0; c < 8; c++) {
            double value;
            memcpy(&value, row->bytes + people_parking_record.columns[c + 1].offset, sizeof value);
            assert_near(value, expected[i][c], 1e-9);
        }
    }
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cars_search_park_and_leave),
        cmocka_unit_test(the_day_begins_with_cars_at_home),
        cmocka_unit_test(earlier_drives_have_moved_the_car),
        cmocka_unit_test(a_car_left_behind_is_fetched),
        cmocka_unit_test(those_pay_who_do_not_live_there),
        cmocka_unit_test(local_drives_park_and_trucks_do_not),
        cmocka_unit_test(samples_shrink_the_lots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
