// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_fixture.h"

/** Runs one trip alone and checks duration and way of the row, which must say `mode`. */
static struct people_totals check_lone_trip(uint32_t from, struct planned_trip trip, int mode,
                                            double seconds, double distance_m)
{
    struct people_fixture fixture;
    struct people_run run;
    people_fixture_standard(&fixture);
    const struct trip_row *row = people_lone_trip(&run, &fixture, from, trip);

    assert_int_equal(row->mode, mode);
    assert_near(row->depart_s, trip.depart_ms / 1000.0, 1e-9);
    assert_near(row->arrive_s - row->depart_s, seconds, 1e-6);
    assert_near((double)row->distance_m, distance_m, 0.5);
    struct people_totals totals = people_totals(run.people, kernel_now_ms(run.kernel));
    assert_int_equal(totals.modes[mode].departed, 1);
    assert_int_equal(totals.modes[mode].arrived, 1);
    assert_near((double)totals.modes[mode].travel_ms_sum, 1000 * seconds, 0.5);
    assert_near((double)totals.modes[mode].distance_m_sum, distance_m, 0.5);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
    return totals;
}

static void walking_takes_distance_over_speed(void **state)
{
    (void)state;
    struct planned_trip trip = {
        .depart_ms = AT(9, 0, 0), .to_place = PLACE_Q, .distance_m = 1200, .mode = MODE_WALK};
    check_lone_trip(PLACE_P, trip, MODE_WALK, 960, 1200);
    trip.distance_m = 10; /* no trip takes less than a minute */
    check_lone_trip(PLACE_P, trip, MODE_WALK, 60, 10);
}

static void cycling_takes_distance_over_speed(void **state)
{
    (void)state;
    struct planned_trip trip = {
        .depart_ms = AT(9, 0, 0), .to_place = PLACE_R, .distance_m = 4500, .mode = MODE_BIKE};
    check_lone_trip(PLACE_P, trip, MODE_BIKE, 900, 4500);
}

/** 100 m from the door at 5 m/s, two links of 100 s and 150 s, 1 s to park, 300 m to the door. */
static void driving_takes_access_links_and_egress(void **state)
{
    (void)state;
    struct planned_trip trip = {
        .depart_ms = AT(9, 0, 0), .to_place = PLACE_R, .distance_m = 9, .mode = MODE_CAR};
    check_lone_trip(PLACE_P, trip, MODE_CAR, 20 + 100 + 150 + 1 + 60, 100 + 5000 + 300);
    trip.to_place = PLACE_X;
    check_lone_trip(PLACE_R, trip, MODE_CAR, 60 + 100 + 1 + 100, 300 + 2000 + 500);
}

/** A truck may go 16 m/s where cars go 20 m/s. */
static void trucks_are_slower(void **state)
{
    (void)state;
    struct planned_trip trip = {.depart_ms = AT(9, 0, 0), .to_place = PLACE_R, .mode = MODE_TRUCK};
    check_lone_trip(PLACE_P, trip, MODE_TRUCK, 20 + 125 + 187.5 + 1 + 60, 5400);
}

/** From p to p2 the car moves between two doors of one node: no link, counted apart. */
static void drives_within_a_node_use_no_link(void **state)
{
    (void)state;
    struct planned_trip trip = {
        .depart_ms = AT(9, 0, 0), .to_place = PLACE_P2, .distance_m = 500, .mode = MODE_CAR};
    struct people_totals totals = check_lone_trip(PLACE_P, trip, MODE_CAR, 100, 500);
    assert_int_equal(totals.local_drives, 1);
    trip.to_place = PLACE_Q;
    totals = check_lone_trip(PLACE_P, trip, MODE_CAR, 20 + 100 + 1 + 40, 2300);
    assert_int_equal(totals.local_drives, 0);
}

/** A passenger needs what the driver is believed to need, and a minute to get in and out. */
static void riding_takes_the_believed_time(void **state)
{
    (void)state;
    struct planned_trip trip = {
        .depart_ms = AT(9, 0, 0), .to_place = PLACE_R, .distance_m = 5000, .mode = MODE_RIDE};
    check_lone_trip(PLACE_P, trip, MODE_RIDE, 20 + 250 + 60, 5000);
    trip.to_place = PLACE_P2;
    trip.distance_m = 700;
    check_lone_trip(PLACE_P, trip, MODE_RIDE, 140, 700);
}

/** The bus leaves A at 8:00 and reaches B at 8:10. The way to A takes 96 s, and people want to be
 * there 2 minutes before: they leave at 7:56:24, however early the trip was due. From B 288 s. */
static void passengers_leave_for_the_planned_departure(void **state)
{
    (void)state;
    static const uint32_t due_ms[] = {AT(6, 30, 0), AT(7, 56, 0), AT(7, 56, 24)};
    struct people_fixture fixture;
    people_fixture_standard(&fixture);
    for (int i = 0; i < 3; i++) {
        struct people_run run;
        struct planned_trip trip = {
            .depart_ms = due_ms[i], .to_place = PLACE_R, .distance_m = 4100, .mode = MODE_PT};
        const struct trip_row *row = people_lone_trip(&run, &fixture, PLACE_P, trip);
        assert_int_equal(row->mode, MODE_PT);
        assert_int_equal(row->outcome, TRIP_ARRIVED);
        assert_near(row->depart_s, AT(7, 56, 24) / 1000.0, 0.01);
        assert_near(row->arrive_s, AT(8, 14, 48) / 1000.0, 0.01);
        assert_near((double)row->distance_m, 4100, 0.01);
        assert_int_equal(transit_totals(run.transit).boardings, 1);
        people_run_deinit(&run);
    }
    people_fixture_deinit(&fixture);
}

/** Less than 2 minutes before the departure, people leave at once; 96 s before is just enough. */
static void passengers_in_a_hurry_leave_at_once(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    struct planned_trip trip = {
        .depart_ms = AT(7, 58, 20), .to_place = PLACE_R, .distance_m = 4100, .mode = MODE_PT};
    people_fixture_standard(&fixture);
    const struct trip_row *row = people_lone_trip(&run, &fixture, PLACE_P, trip);
    assert_int_equal(row->mode, MODE_PT);
    assert_near(row->depart_s, AT(7, 58, 20) / 1000.0, 1e-9);
    assert_near(row->arrive_s, AT(8, 14, 48) / 1000.0, 0.01);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** Too late for the last bus, too early for the search window (2 h), no bus in that direction, no
 * stop at all: as a car passenger, and counted. */
static void without_service_people_ride_in_a_car(void **state)
{
    (void)state;
    static const struct {
        uint32_t from, to, depart_ms;
        double seconds;
    } cases[] = {{PLACE_P, PLACE_R, AT(7, 58, 30), 330},
                 {PLACE_P, PLACE_R, AT(6, 14, 40), 330},
                 {PLACE_R, PLACE_P, AT(7, 50, 0), 330},
                 {PLACE_X, PLACE_R, AT(7, 50, 0), 100 + 100 + 60}};
    struct people_fixture fixture;
    people_fixture_standard(&fixture);
    for (int i = 0; i < 4; i++) {
        struct people_run run;
        struct planned_trip trip = {.depart_ms = cases[i].depart_ms,
                                    .to_place = cases[i].to,
                                    .distance_m = 4100,
                                    .mode = MODE_PT};
        const struct trip_row *row = people_lone_trip(&run, &fixture, cases[i].from, trip);
        assert_int_equal(row->mode, MODE_RIDE);
        assert_int_equal(row->outcome, TRIP_NO_SERVICE);
        assert_near(row->arrive_s - row->depart_s, cases[i].seconds, 1e-6);
        struct people_totals totals = people_totals(run.people, kernel_now_ms(run.kernel));
        assert_int_equal(totals.no_service, 1);
        assert_int_equal(totals.modes[MODE_RIDE].departed, 1);
        assert_int_equal(totals.modes[MODE_RIDE].arrived, 1);
        assert_int_equal(totals.modes[MODE_PT].departed, 0);
        people_run_deinit(&run);
    }
    people_fixture_deinit(&fixture);
}

/** Two passengers, one place in the last bus: the second one knows at 8:00, is fetched 30 s later
 * and is driven 1.2 * 4,000 m at 5 m/s. The trip stays one by public transport. */
static void who_is_left_behind_by_the_last_bus_is_fetched(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    uint32_t start[] = {PLACE_P, PLACE_P}, first[] = {0, 1, 2};
    uint8_t group[] = {GROUP_SENIOR, GROUP_SENIOR};
    struct planned_trip trip = {
        .depart_ms = AT(7, 0, 0), .to_place = PLACE_R, .distance_m = 4100, .mode = MODE_PT};
    struct planned_trip trips[] = {trip, trip};
    struct population population = {.person_count = 2,
                                    .trip_count = 2,
                                    .start_place = start,
                                    .first_trip = first,
                                    .trips = trips,
                                    .group = group};
    people_fixture_standard(&fixture);
    people_run_init(&run, &fixture, &population, PEOPLE_ALONE);
    people_run_until(&run, AT(24, 0, 0));

    const struct trip_row *aboard = people_trip(&run, 0, 0), *left = people_trip(&run, 1, 0);
    assert_int_equal(aboard->outcome, TRIP_ARRIVED);
    assert_near(aboard->arrive_s, AT(8, 14, 48) / 1000.0, 0.01);
    assert_int_equal(left->outcome, TRIP_STRANDED);
    assert_int_equal(left->mode, MODE_PT);
    assert_near(left->arrive_s, AT(8, 0, 30) / 1000.0 + 960, 0.2);
    struct people_totals totals = people_totals(run.people, kernel_now_ms(run.kernel));
    assert_int_equal(totals.stranded, 1);
    assert_int_equal(totals.no_service, 0);
    assert_int_equal(totals.modes[MODE_PT].arrived, 2);
    assert_int_equal(transit_totals(run.transit).denied_boardings, 1);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** The first trip arrives at 8:05:31. The second one was due at 8:00, after a stay of at least 10
 * minutes: it leaves at 8:15:31. The third one is due at 9:00, long after, and leaves then. */
static void late_persons_stay_and_then_leave(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    uint32_t start = PLACE_P, first[] = {0, 3};
    uint8_t group = GROUP_EMPLOYED;
    struct planned_trip trips[] = {{.depart_ms = AT(8, 0, 0),
                                    .to_place = PLACE_R,
                                    .distance_m = 5000,
                                    .purpose = PURPOSE_WORK,
                                    .mode = MODE_CAR,
                                    .min_stay_s = 0},
                                   {.depart_ms = AT(8, 0, 0),
                                    .to_place = PLACE_Q,
                                    .distance_m = 3000,
                                    .purpose = PURPOSE_SHOPPING,
                                    .mode = MODE_BIKE,
                                    .min_stay_s = 600},
                                   {.depart_ms = AT(9, 0, 0),
                                    .to_place = PLACE_P,
                                    .distance_m = 2000,
                                    .purpose = PURPOSE_HOME,
                                    .mode = MODE_WALK,
                                    .min_stay_s = 600}};
    struct population population = {.person_count = 1,
                                    .trip_count = 3,
                                    .start_place = &start,
                                    .first_trip = first,
                                    .trips = trips,
                                    .group = &group};
    people_fixture_standard(&fixture);
    people_run_init(&run, &fixture, &population, PEOPLE_ALONE);
    people_run_until(&run, AT(24, 0, 0));

    static const double depart_s[] = {28800, 29731, 32400}, arrive_s[] = {29131, 30331, 34000};
    static const int purposes[] = {PURPOSE_WORK, PURPOSE_SHOPPING, PURPOSE_HOME};
    static const int32_t from[] = {PLACE_P, PLACE_R, PLACE_Q}, to[] = {PLACE_R, PLACE_Q, PLACE_P};
    for (uint32_t i = 0; i < 3; i++) {
        const struct trip_row *row = people_trip(&run, 0, i);
        assert_non_null(row);
        assert_near(row->depart_s, depart_s[i], 1e-9);
        assert_near(row->arrive_s, arrive_s[i], 1e-9);
        assert_int_equal(row->from_place, from[i]);
        assert_int_equal(row->to_place, to[i]);
        assert_int_equal(row->purpose, purposes[i]);
    }
    assert_null(people_trip(&run, 0, 3));
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** Trips due before the simulated time begins are taken as made: the day begins where they led. */
static void trips_due_before_the_start_are_taken_as_made(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    uint32_t start = PLACE_P, first[] = {0, 2};
    uint8_t group = GROUP_EMPLOYED;
    struct planned_trip trips[] = {{.depart_ms = AT(3, 0, 0),
                                    .to_place = PLACE_Q,
                                    .distance_m = 1250,
                                    .purpose = PURPOSE_WORK,
                                    .mode = MODE_WALK,
                                    .min_stay_s = 0},
                                   {.depart_ms = AT(4, 10, 0),
                                    .to_place = PLACE_P,
                                    .distance_m = 1250,
                                    .purpose = PURPOSE_HOME,
                                    .mode = MODE_WALK,
                                    .min_stay_s = 0}};
    struct population population = {.person_count = 1,
                                    .trip_count = 2,
                                    .start_place = &start,
                                    .first_trip = first,
                                    .trips = trips,
                                    .group = &group};
    struct people_setting setting = PEOPLE_ALONE;
    setting.start_ms = AT(4, 0, 0);
    people_fixture_standard(&fixture);
    people_run_init(&run, &fixture, &population, setting);
    people_run_until(&run, AT(5, 0, 0));
    assert_null(people_trip(&run, 0, 1));
    assert_int_equal(people_trip(&run, 0, 0)->from_place, PLACE_Q);
    assert_near(people_trip(&run, 0, 0)->depart_s, 15000, 1e-9);
    assert_near(people_trip(&run, 0, 0)->arrive_s, 16000, 1e-9);
    struct people_totals totals = people_totals(run.people, kernel_now_ms(run.kernel));
    assert_int_equal(totals.before_start, 1);
    assert_int_equal(totals.not_started, 0);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** A place that no road leads to is an error of the data, and says between which nodes. */
static void no_way_by_road_fails_the_run(void **state)
{
    (void)state;
    struct people_fixture fixture;
    struct people_run run;
    uint32_t start = PLACE_P, first[] = {0, 1};
    uint8_t group = GROUP_EMPLOYED;
    struct planned_trip trip = {.depart_ms = AT(3, 0, 0),
                                .to_place = PLACE_X + 1,
                                .distance_m = 1250,
                                .purpose = PURPOSE_WORK,
                                .mode = MODE_CAR};
    struct population population = {.person_count = 1,
                                    .trip_count = 1,
                                    .start_place = &start,
                                    .first_trip = first,
                                    .trips = &trip,
                                    .group = &group};
    people_fixture_init(&fixture);
    people_add_world(&fixture);
    fixture_node(&fixture.roads, "island", 0, 3000);
    fixture_zone(&fixture.roads, "sea");
    people_place(&fixture, (struct place_row){0, "i", "sea", "island", 0, 0, 1, 100}, 0, 3000);
    people_fixture_build(&fixture);
    people_run_init(&run, &fixture, &population, PEOPLE_ALONE);
    assert_int_equal(kernel_run_until(run.kernel, AT(24, 0, 0), &run.err), STATUS_DATA);
    assert_non_null(strstr(run.err.text, "'P'"));
    assert_non_null(strstr(run.err.text, "'island'"));
    assert_int_equal(run.row_count, 0);
    people_run_deinit(&run);
    people_fixture_deinit(&fixture);
}

/** One drive from P to R with a book of routes; the distance over links, and the book's route after
 * the day. */
static double drive_by_book(struct people_fixture *fixture, struct route_book *book,
                            const uint32_t **out_route, uint32_t *out_length)
{
    struct people_run run;
    uint32_t start = PLACE_P, first[] = {0, 1};
    uint8_t group = GROUP_EMPLOYED;
    struct planned_trip trip = {
        .depart_ms = AT(9, 30, 0), .to_place = PLACE_R, .purpose = PURPOSE_WORK, .mode = MODE_CAR};
    struct population population = {.person_count = 1,
                                    .trip_count = 1,
                                    .start_place = &start,
                                    .first_trip = first,
                                    .trips = &trip,
                                    .group = &group};
    struct people_setting setting = PEOPLE_ALONE;
    setting.routes = book;
    people_run_init(&run, fixture, &population, setting);
    people_run_until(&run, AT(24, 0, 0));
    const struct trip_row *row = people_trip(&run, 0, 0);
    assert_non_null(row);
    double distance_m = (double)row->distance_m - 100 - 300;
    people_run_deinit(&run);
    *out_route = route_book_read(book, 0, out_length);
    return distance_m;
}

/** P to R: 5,000 m by Q take 250 s, 6,500 m by S 325 s. Without a route the driver takes the fast
 * way and it is written down. With one by S, S it is, as Q is not faster by more than 20 % and a
 * minute; when S is closed Q is, and remembered. */
static void drivers_keep_to_the_route_they_decided_on(void **state)
{
    (void)state;
    for (int is_closed = 0; is_closed < 2; is_closed++) {
        struct people_fixture fixture;
        struct route_book *book;
        struct error err = {0};
        const uint32_t *route;
        uint32_t length;
        people_fixture_init(&fixture);
        people_add_world(&fixture);
        if (is_closed)
            fixture_closure(&fixture.roads, "SR", 0, 36000);
        people_fixture_build(&fixture);
        uint32_t by_q[] = {fixture_link_id(&fixture.roads, "PQ"),
                           fixture_link_id(&fixture.roads, "QR")};
        uint32_t by_s[] = {fixture_link_id(&fixture.roads, "PS"),
                           fixture_link_id(&fixture.roads, "SR")};
        assert_int_equal(route_book_create(1, 1, &book, &err), STATUS_OK);
        assert_near(drive_by_book(&fixture, book, &route, &length), 5000, 0.5);
        assert_int_equal(length, 2);
        assert_memory_equal(route, by_q, sizeof by_q);
        assert_true(route_book_write(book, 0, 0, by_s, 2));
        assert_near(drive_by_book(&fixture, book, &route, &length), is_closed ? 5000 : 6500, 0.5);
        assert_int_equal(length, 2);
        assert_memory_equal(route, is_closed ? by_q : by_s, sizeof by_s);
        route_book_destroy(book);
        people_fixture_deinit(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walking_takes_distance_over_speed),
        cmocka_unit_test(cycling_takes_distance_over_speed),
        cmocka_unit_test(driving_takes_access_links_and_egress),
        cmocka_unit_test(trucks_are_slower),
        cmocka_unit_test(drives_within_a_node_use_no_link),
        cmocka_unit_test(riding_takes_the_believed_time),
        cmocka_unit_test(passengers_leave_for_the_planned_departure),
        cmocka_unit_test(passengers_in_a_hurry_leave_at_once),
        cmocka_unit_test(without_service_people_ride_in_a_car),
        cmocka_unit_test(who_is_left_behind_by_the_last_bus_is_fetched),
        cmocka_unit_test(late_persons_stay_and_then_leave),
        cmocka_unit_test(trips_due_before_the_start_are_taken_as_made),
        cmocka_unit_test(no_way_by_road_fails_the_run),
        cmocka_unit_test(drivers_keep_to_the_route_they_decided_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
