// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_fixture.h"

#include "people/person_hub.h"

/** People who live at q (or p) and go to r by the bus from A (at P) to B (at R) at 8:00, and back
 * by the one at 17:00. A has park and ride with one space. */
#define PERSONS_MAX 2u

/** 1 km in the plane of the network is a few cm less than the fixture means. */
#define NEAR_S 0.1

struct riders {
    struct people_fixture fixture;
    struct people_run run;
    struct population population;
    uint32_t start[PERSONS_MAX], first[PERSONS_MAX + 1];
    struct planned_trip trips[2 * PERSONS_MAX];
    uint8_t group[PERSONS_MAX];
};

static void riders_init(struct riders *riders, unsigned seats)
{
    *riders = (struct riders){0};
    people_fixture_init(&riders->fixture);
    people_add_world(&riders->fixture);
    people_add_bus(&riders->fixture, seats, "7,0,08:00\n7,1,17:00");
    transit_add(&riders->fixture, "line_stops", "7,1,1,B,0,0,0\n7,1,2,A,10,10,4");
    transit_add(&riders->fixture, "park_ride", "A,1");
    people_fixture_build(&riders->fixture);
}

/** A person who leaves home and comes back from r at the given times. */
static void riders_add(struct riders *riders, uint32_t home, enum mode mode, uint32_t out_ms,
                       uint32_t back_ms)
{
    struct population *population = &riders->population;
    uint32_t i = population->person_count++;
    riders->start[i] = home;
    riders->first[i + 1] = 2 * (i + 1);
    riders->trips[2 * i] =
        (struct planned_trip){out_ms, 0, PLACE_R, 0, 3000, PURPOSE_WORK, (uint8_t)mode, 0};
    riders->trips[2 * i + 1] =
        (struct planned_trip){back_ms, 0, home, 0, 3000, PURPOSE_HOME, (uint8_t)mode, 0};
    population->trip_count += 2;
    population->start_place = riders->start;
    population->first_trip = riders->first;
    population->trips = riders->trips;
    population->group = riders->group;
}

static void riders_run(struct riders *riders, struct people_setting setting)
{
    people_run_init(&riders->run, &riders->fixture, &riders->population, setting);
    people_run_until(&riders->run, AT(12, 0, 0));
    assert_conserved(&riders->run, &riders->population);
}

static void riders_end(struct riders *riders)
{
    people_run_until(&riders->run, AT(24, 0, 0));
    assert_conserved(&riders->run, &riders->population);
    struct people_parking_totals parking = people_parking_totals(riders->run.people);
    assert_int_equal(parking.unbalanced, 0);
    assert_int_equal(parking.present, parking.owned + parking.called);
    struct people_vehicle_totals vehicles = people_vehicle_totals(riders->run.people);
    assert_int_equal(vehicles.cars_at_stops + vehicles.bicycles_at_stops + vehicles.astray, 0);
}

static void riders_deinit(struct riders *riders)
{
    people_run_deinit(&riders->run);
    people_fixture_deinit(&riders->fixture);
}

static const struct trip_row *assert_trip(const struct riders *riders, int32_t person,
                                          uint32_t index, double depart_s, double arrive_s)
{
    const struct trip_row *row = people_trip(&riders->run, person, index);
    assert_non_null(row);
    assert_near(row->depart_s, depart_s, NEAR_S);
    assert_near(row->arrive_s, arrive_s, NEAR_S);
    assert_int_equal(row->mode, row->planned_mode);
    assert_int_equal(row->hub, 0);
    return row;
}

/** From q: 40 s to the node, 101 s by Q-P, 2 s for the space, 30 s on foot, the bus from 8:00 to
 * 8:10, 288 s on foot. Back: 408 s before 17:00 from the door (slack 120 s), 30 s to the car, 10 s
 * until it moves, 101 s, 40 s. */
static void cars_wait_at_the_stop(void **state)
{
    (void)state;
    struct riders riders;
    riders_init(&riders, 1);
    riders_add(&riders, PLACE_Q, MODE_PARK_RIDE, AT(7, 50, 0), AT(16, 50, 0));
    riders_run(&riders, PEOPLE_ALONE);
    const struct parking *lot = &riders.run.people->lots[0];
    assert_int_equal(people_hub_count(riders.run.people), 1);
    assert_int_equal(lot->occupied, 1);
    assert_int_equal(lot->changed_ms, AT(7, 52, 21));
    assert_int_equal(people_vehicle_totals(riders.run.people).cars_at_stops, 1);
    people_run_until(&riders.run, AT(17, 10, 30) + 1);
    assert_int_equal(lot->occupied, 0);
    assert_int_equal(lot->changed_ms, AT(17, 10, 30));
    riders_end(&riders);

    const struct trip_row *out =
        assert_trip(&riders, 0, 0, AT(7, 50, 0) / 1000.0, AT(8, 14, 48) / 1000.0);
    assert_int_equal(out->parking, PARKING_LOT);
    assert_near((double)out->search_s, 2, 1e-6);
    const struct trip_row *back =
        assert_trip(&riders, 0, 1, AT(16, 53, 12) / 1000.0, AT(17, 13, 1) / 1000.0);
    assert_int_equal(back->parking, PARKING_NONE);
    assert_int_equal(people_totals(riders.run.people, AT(24, 0, 0)).modes[MODE_PARK_RIDE].arrived,
                     2);
    assert_int_equal(road_totals(riders.run.road).started, 2);

    size_t before = riders.run.row_count;
    assert_good(&riders.run,
                people_record_parking(riders.run.people, riders.run.kernel, &riders.run.err));
    assert_int_equal(riders.run.row_count, before + 1);
    const struct people_row *row = &riders.run.rows[before];
    int32_t ids[2]; /* place and stop: the first and the last column */
    memcpy(&ids[0], row->bytes + people_parking_record.columns[0].offset, sizeof ids[0]);
    memcpy(&ids[1], row->bytes + people_parking_record.columns[11].offset, sizeof ids[1]);
    assert_int_equal(ids[0], -1);
    assert_int_equal(ids[1], 0);
    riders_deinit(&riders);
}

/** Who lives at the hub's node drives no link, but at least a minute. */
static void hubs_next_door_use_no_link(void **state)
{
    (void)state;
    struct riders riders;
    riders_init(&riders, 1);
    riders_add(&riders, PLACE_P, MODE_PARK_RIDE, AT(7, 50, 0), AT(16, 50, 0));
    riders_run(&riders, PEOPLE_ALONE);
    assert_int_equal(riders.run.people->lots[0].changed_ms, AT(7, 51, 0));
    riders_end(&riders);
    assert_trip(&riders, 0, 0, AT(7, 50, 0) / 1000.0, AT(8, 14, 48) / 1000.0);
    assert_trip(&riders, 0, 1, AT(16, 53, 12) / 1000.0, AT(17, 11, 30) / 1000.0);
    assert_int_equal(people_totals(riders.run.people, AT(24, 0, 0)).local_drives, 2);
    assert_int_equal(road_totals(riders.run.road).started, 0);
    riders_deinit(&riders);
}

/** The second car finds the space taken, looks at it in vain and stands outside. */
static void full_hubs_refuse(void **state)
{
    (void)state;
    struct riders riders;
    riders_init(&riders, 5);
    riders_add(&riders, PLACE_Q, MODE_PARK_RIDE, AT(7, 50, 0), AT(16, 50, 0));
    riders_add(&riders, PLACE_Q, MODE_PARK_RIDE, AT(7, 51, 0), AT(16, 50, 0));
    riders_run(&riders, PEOPLE_ALONE);
    const struct parking *lot = &riders.run.people->lots[0];
    assert_int_equal(lot->refused, 1);
    assert_int_equal(lot->outside, 1);
    riders_end(&riders);
    assert_int_equal(lot->left, 1);
    assert_int_equal(lot->left_outside, 1);
    assert_int_equal(people_trip(&riders.run, 1, 0)->parking, PARKING_OUTSIDE);
    assert_trip(&riders, 1, 0, AT(7, 51, 0) / 1000.0, AT(8, 14, 48) / 1000.0);
    riders_deinit(&riders);
}

/** By bicycle from q to A: 1.2 * hypot(1,900 m, 200 m) at 5 m/s, 458.5 s; there is no lot for it.
 */
static void bicycles_wait_at_the_stop(void **state)
{
    (void)state;
    const double ride_s = 1.2 * hypot(1900, 200) / 5;
    struct riders riders;
    riders_init(&riders, 1);
    riders_add(&riders, PLACE_Q, MODE_BIKE_RIDE, AT(7, 30, 0), AT(16, 50, 0));
    riders_run(&riders, PEOPLE_ALONE);
    assert_int_equal(people_vehicle_totals(riders.run.people).bicycles_at_stops, 1);
    riders_end(&riders);
    assert_trip(&riders, 0, 0, AT(7, 58, 0) / 1000.0 - ride_s, AT(8, 14, 48) / 1000.0);
    assert_trip(&riders, 0, 1, AT(16, 53, 12) / 1000.0, AT(17, 10, 0) / 1000.0 + ride_s);
    assert_int_equal(riders.run.people->lots[0].arrived, 0);
    assert_int_equal(people_totals(riders.run.people, AT(24, 0, 0)).modes[MODE_BIKE_RIDE].departed,
                     2);
    riders_deinit(&riders);
}

/** No bus after 8:00 and 17:00: somebody takes them from A to r and back, 1.2 * 4,000 m at 5 m/s;
 * car and bicycle wait at A. */
static void without_service_somebody_takes_them(void **state)
{
    (void)state;
    const double ride_s = 1.2 * hypot(1900, 200) / 5;
    struct riders riders;
    riders_init(&riders, 1);
    riders_add(&riders, PLACE_Q, MODE_PARK_RIDE, AT(9, 0, 0), AT(18, 0, 0));
    riders_add(&riders, PLACE_Q, MODE_BIKE_RIDE, AT(9, 0, 0), AT(18, 0, 0));
    riders_run(&riders, PEOPLE_ALONE);
    assert_int_equal(people_vehicle_totals(riders.run.people).cars_at_stops, 1);
    assert_int_equal(people_vehicle_totals(riders.run.people).bicycles_at_stops, 1);
    riders_end(&riders);
    double nine_s = AT(9, 0, 0) / 1000.0, six_s = AT(18, 0, 0) / 1000.0;
    assert_trip(&riders, 0, 0, nine_s, nine_s + 141 + 2 + 960);
    assert_trip(&riders, 0, 1, six_s, six_s + 960 + 151);
    assert_trip(&riders, 1, 0, nine_s, nine_s + ride_s + 960);
    assert_trip(&riders, 1, 1, six_s, six_s + 960 + ride_s);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(people_trip(&riders.run, (int32_t)i / 2, i % 2)->outcome, TRIP_NO_SERVICE);
    assert_int_equal(people_totals(riders.run.people, AT(24, 0, 0)).no_service, 4);
    riders_deinit(&riders);
}

/** One place in each bus: who is left behind at A is fetched to r, who is left behind at B to the
 * own car at A. */
static void who_is_left_behind_comes_back_to_the_car(void **state)
{
    (void)state;
    struct people_setting setting = PEOPLE_ALONE;
    struct riders riders;
    setting.let_pass = 1;
    riders_init(&riders, 1);
    riders_add(&riders, PLACE_Q, MODE_PARK_RIDE, AT(7, 50, 0), AT(16, 50, 0));
    riders_add(&riders, PLACE_Q, MODE_PARK_RIDE, AT(7, 51, 0), AT(16, 50, 0));
    riders_run(&riders, setting);
    riders_end(&riders);
    assert_int_equal(people_totals(riders.run.people, AT(24, 0, 0)).stranded, 2);
    /* told 30 s after the bus has left, then 960 s by car, and from A 151 s */
    assert_trip(&riders, 1, 0, AT(7, 51, 0) / 1000.0, AT(8, 16, 30) / 1000.0);
    for (int32_t i = 0; i < 2; i++) {
        const struct trip_row *back = people_trip(&riders.run, i, 1);
        if (back->outcome == TRIP_STRANDED)
            assert_near(back->arrive_s, AT(17, 19, 1) / 1000.0, NEAR_S);
        else
            assert_near(back->arrive_s, AT(17, 13, 1) / 1000.0, NEAR_S);
    }
    assert_int_not_equal(people_trip(&riders.run, 0, 1)->outcome,
                         people_trip(&riders.run, 1, 1)->outcome);
    riders_deinit(&riders);
}

/** By bicycle, who is left behind at B is fetched to the bicycle at A. */
static void who_is_left_behind_comes_back_to_the_bicycle(void **state)
{
    (void)state;
    const double ride_s = 1.2 * hypot(1900, 200) / 5;
    struct people_setting setting = PEOPLE_ALONE;
    struct riders riders;
    setting.let_pass = 1;
    riders_init(&riders, 1);
    riders_add(&riders, PLACE_Q, MODE_BIKE_RIDE, AT(7, 30, 0), AT(16, 50, 0));
    riders_add(&riders, PLACE_Q, MODE_BIKE_RIDE, AT(7, 30, 0), AT(16, 50, 0));
    riders_run(&riders, setting);
    riders_end(&riders);
    uint32_t stranded = 0;
    for (int32_t i = 0; i < 2; i++) {
        const struct trip_row *back = people_trip(&riders.run, i, 1);
        bool is_stranded = back->outcome == TRIP_STRANDED;
        double at_stop_s = (is_stranded ? AT(17, 16, 30) : AT(17, 10, 0)) / 1000.0;
        assert_near(back->arrive_s, at_stop_s + ride_s, NEAR_S);
        stranded += is_stranded;
    }
    assert_int_equal(stranded, 1);
    riders_deinit(&riders);
}

/** Trips before the start are taken as made: car and bicycle stand at the stop. */
static void earlier_trips_have_left_vehicles_at_stops(void **state)
{
    (void)state;
    struct people_setting setting = PEOPLE_ALONE;
    struct riders riders;
    setting.start_ms = AT(10, 0, 0);
    riders_init(&riders, 5);
    riders_add(&riders, PLACE_Q, MODE_PARK_RIDE, AT(7, 50, 0), AT(16, 50, 0));
    riders_add(&riders, PLACE_Q, MODE_BIKE_RIDE, AT(7, 50, 0), AT(16, 50, 0));
    people_run_init(&riders.run, &riders.fixture, &riders.population, setting);
    assert_int_equal(riders.run.people->lots[0].initial, 1);
    assert_int_equal(people_vehicle_totals(riders.run.people).cars_at_stops, 1);
    assert_int_equal(people_vehicle_totals(riders.run.people).bicycles_at_stops, 1);
    people_run_until(&riders.run, AT(24, 0, 0));
    assert_int_equal(riders.run.people->lots[0].left, 1);
    assert_int_equal(people_vehicle_totals(riders.run.people).cars_at_stops, 0);
    assert_int_equal(people_vehicle_totals(riders.run.people).bicycles_at_stops, 0);
    assert_near(people_trip(&riders.run, 0, 0)->arrive_s, AT(17, 13, 1) / 1000.0, NEAR_S);
    riders_deinit(&riders);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cars_wait_at_the_stop),
        cmocka_unit_test(hubs_next_door_use_no_link),
        cmocka_unit_test(full_hubs_refuse),
        cmocka_unit_test(bicycles_wait_at_the_stop),
        cmocka_unit_test(without_service_somebody_takes_them),
        cmocka_unit_test(who_is_left_behind_comes_back_to_the_car),
        cmocka_unit_test(who_is_left_behind_comes_back_to_the_bicycle),
        cmocka_unit_test(earlier_trips_have_left_vehicles_at_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
