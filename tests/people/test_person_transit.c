// SPDX-License-Identifier: GPL-3.0-or-later
#include "people_fixture.h"

#include "people/person_transit.h"

/** Two persons from P to R, who both want the bus at 8:00. */
struct pair {
    struct people_fixture fixture;
    struct people_run run;
    uint32_t start[2], first[3];
    uint8_t group[2];
    struct planned_trip trips[2];
    struct population population;
};

static void pair_init(struct pair *pair, unsigned seats, const char *departures)
{
    people_fixture_init(&pair->fixture);
    people_add_world(&pair->fixture);
    people_add_bus(&pair->fixture, seats, departures);
}

static void pair_run(struct pair *pair, struct people_setting setting)
{
    struct planned_trip trip = {
        .depart_ms = AT(7, 0, 0), .to_place = PLACE_R, .distance_m = 4100, .mode = MODE_PT};
    pair->start[0] = pair->start[1] = PLACE_P;
    pair->group[0] = pair->group[1] = GROUP_SENIOR;
    pair->trips[0] = pair->trips[1] = trip;
    for (uint32_t i = 0; i < 3; i++)
        pair->first[i] = i;
    pair->population = (struct population){.person_count = 2,
                                           .trip_count = 2,
                                           .start_place = pair->start,
                                           .first_trip = pair->first,
                                           .trips = pair->trips,
                                           .group = pair->group};
    people_run_init(&pair->run, &pair->fixture, &pair->population, setting);
    people_run_until(&pair->run, AT(24, 0, 0));
}

static void pair_deinit(struct pair *pair)
{
    people_run_deinit(&pair->run);
    people_fixture_deinit(&pair->fixture);
}

static const struct people_setting replans = {.threads = 1, .partitions = 1, .let_pass = 1};

/** The reason and the action of the one row of refusals, from the end of its struct. */
static void check_refusal(const struct people_run *run, int reason, int action)
{
    uint32_t count = 0;
    for (size_t i = 0; i < run->row_count; i++) {
        if (run->rows[i].kind != &transit_denied_record)
            continue;
        const struct column *columns = transit_denied_record.columns;
        assert_string_equal(columns[5].name, "reason");
        assert_string_equal(columns[6].name, "action");
        assert_int_equal(run->rows[i].bytes[columns[5].offset], reason);
        assert_int_equal(run->rows[i].bytes[columns[6].offset], action);
        count++;
    }
    assert_int_equal(count, 1);
}

/** One place at 8:00, one at 8:20: the second person waits on, and has 288 s to walk from B. */
static void who_is_left_behind_waits_on(void **state)
{
    (void)state;
    struct pair pair = {0};
    pair_init(&pair, 1, "7,0,08:00\n7,0,08:20");
    people_fixture_build(&pair.fixture);
    pair_run(&pair, replans);
    const struct trip_row *left = people_trip(&pair.run, 1, 0);
    assert_int_equal(left->outcome, TRIP_ARRIVED);
    assert_near(left->arrive_s, AT(8, 34, 48) / 1000.0, 0.01);
    check_refusal(&pair.run, TRANSIT_FULL, TRANSIT_WAITS_ON);
    struct people_totals totals = people_totals(pair.run.people, AT(24, 0, 0));
    assert_int_equal(totals.replanned, 1);
    assert_int_equal(totals.stranded, 0);
    pair_deinit(&pair);
}

/** A minute on foot from A there is C, where another line leaves at 8:05 and needs 8 minutes. */
static void who_is_left_behind_takes_another_line(void **state)
{
    (void)state;
    struct pair pair = {0};
    pair_init(&pair, 1, "7,0,08:00\n7,0,08:20\n8,0,08:05");
    people_stop(&pair.fixture, "C", 2000, 0);
    transit_add(&pair.fixture, "lines", "8,C - B,bus,,bus");
    transit_add(&pair.fixture, "line_stops", "8,0,1,C,0,0,0\n8,0,2,B,8,8,2");
    transit_add(&pair.fixture, "transfers", "A,C,60,1");
    people_fixture_build(&pair.fixture);
    pair_run(&pair, replans);
    const struct trip_row *left = people_trip(&pair.run, 1, 0);
    assert_int_equal(left->outcome, TRIP_ARRIVED);
    assert_near(left->arrive_s, AT(8, 17, 48) / 1000.0, 0.01);
    check_refusal(&pair.run, TRANSIT_FULL, TRANSIT_OTHER_WAY);
    pair_deinit(&pair);
}

/** The only bus does not run: both are told at 8:00, and fetched. */
static void a_cancelled_bus_leaves_both(void **state)
{
    (void)state;
    struct pair pair = {0};
    pair_init(&pair, 2, "7,0,08:00");
    transit_add(&pair.fixture, "incidents", "7,0,08:00,,,run");
    people_fixture_build(&pair.fixture);
    pair_run(&pair, replans);
    for (int32_t i = 0; i < 2; i++) {
        const struct trip_row *left = people_trip(&pair.run, i, 0);
        assert_int_equal(left->outcome, TRIP_STRANDED);
        assert_near(left->arrive_s, AT(8, 0, 30) / 1000.0 + 960, 0.2);
    }
    assert_int_equal(people_totals(pair.run.people, AT(24, 0, 0)).stranded, 2);
    pair_deinit(&pair);
}

/** By bicycle the 288 s from B become 72 s. There is one place for bicycles, and no later bus. */
static void bicycles_need_places(void **state)
{
    (void)state;
    struct people_setting setting = replans;
    setting.bicycle_aboard = 1;
    struct pair pair = {0};
    pair_init(&pair, 2, "7,0,08:00");
    people_fixture_build(&pair.fixture);
    pair.fixture.timetable->lines[0].bicycle_places = 1;
    pair_run(&pair, setting);
    const struct trip_row *aboard = people_trip(&pair.run, 0, 0);
    const struct trip_row *left = people_trip(&pair.run, 1, 0);
    assert_near(aboard->arrive_s, AT(8, 11, 12) / 1000.0, 0.01);
    assert_int_equal(left->outcome, TRIP_STRANDED);
    check_refusal(&pair.run, TRANSIT_BICYCLE, TRANSIT_BY_CAR);
    pair_deinit(&pair);

    /* Where vehicles take none, everybody walks. */
    pair = (struct pair){0};
    pair_init(&pair, 2, "7,0,08:00");
    people_fixture_build(&pair.fixture);
    pair_run(&pair, setting);
    for (int32_t i = 0; i < 2; i++)
        assert_near(people_trip(&pair.run, i, 0)->arrive_s, AT(8, 14, 48) / 1000.0, 0.01);
    pair_deinit(&pair);
}

static void set_access(struct people_fixture *fixture, uint32_t stop, double access_s)
{
    struct table *stops = &fixture->transit_tables.stops;
    ((struct stop_row *)stops->rows)[stop].access_s = access_s;
}

/** The bus leaves A at 8:00, 96 s from the door of P: a minute of stairs makes one leave a minute
 * sooner. At B a minute and a half comes on top of 288 s on foot, and of 72 s by bicycle. */
static void stairs_take_their_time(void **state)
{
    (void)state;
    for (int has_bicycle = 0; has_bicycle <= 1; has_bicycle++) {
        struct people_setting setting = replans;
        struct pair pair = {0};
        setting.bicycle_aboard = has_bicycle;
        pair_init(&pair, 2, "7,0,08:00");
        set_access(&pair.fixture, 0, 60);
        set_access(&pair.fixture, 1, 90);
        people_fixture_build(&pair.fixture);
        pair.fixture.timetable->lines[0].bicycle_places = 2;
        pair_run(&pair, setting);
        double access_s = (has_bicycle ? 24 : 96) + 60, egress_s = (has_bicycle ? 72 : 288) + 90;
        const struct trip_row *row = people_trip(&pair.run, 0, 0);
        assert_int_equal(row->outcome, TRIP_ARRIVED);
        assert_near(row->depart_s, 8 * 3600 - 120 - access_s, 0.01);
        assert_near(row->arrive_s, AT(8, 10, 0) / 1000.0 + egress_s, 0.01);
        pair_deinit(&pair);
    }
}

/** At 7:00 the bus from A, 96 s away, at 7:05 is the faster one. Five minutes of stairs there are
 * too many for it: one takes that from C, 215 s away, which needs two minutes more. */
static void stairs_lose_against_a_stop_in_the_street(void **state)
{
    (void)state;
    for (int has_stairs = 0; has_stairs <= 1; has_stairs++) {
        struct pair pair = {0};
        pair_init(&pair, 2, "7,0,07:05\n8,0,07:05");
        people_stop(&pair.fixture, "C", 200, 0);
        transit_add(&pair.fixture, "lines", "8,C - B,bus,,bus");
        transit_add(&pair.fixture, "line_stops", "8,0,1,C,0,0,0\n8,0,2,B,12,12,4");
        set_access(&pair.fixture, 0, has_stairs ? 300 : 0);
        people_fixture_build(&pair.fixture);
        pair_run(&pair, replans);
        const struct trip_row *row = people_trip(&pair.run, 0, 0);
        assert_int_equal(row->outcome, TRIP_ARRIVED);
        assert_near(row->arrive_s, AT(7, has_stairs ? 17 : 15, 0) / 1000.0 + 288, 0.01);
        pair_deinit(&pair);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_is_left_behind_waits_on),
                                       cmocka_unit_test(who_is_left_behind_takes_another_line),
                                       cmocka_unit_test(a_cancelled_bus_leaves_both),
                                       cmocka_unit_test(bicycles_need_places),
                                       cmocka_unit_test(stairs_take_their_time),
                                       cmocka_unit_test(stairs_lose_against_a_stop_in_the_street)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
