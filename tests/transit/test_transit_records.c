// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

static void check_kind(const struct record_kind *kind, const char *group, const char *index,
                       const char *const *names)
{
    assert_string_equal(kind->group, group);
    assert_string_equal(kind->index, index);
    assert_true(kind->row_size <= RECORD_ROW_MAX);
    uint32_t count = 0;
    for (; names[count] != NULL; count++) {
        const struct column *column = &kind->columns[count];
        assert_string_equal(column->name, names[count]);
        assert_true(column->offset < kind->row_size);
        assert_non_null(column->long_name);
    }
    assert_null(kind->columns[count].name);
}

static void test_columns(void **state)
{
    (void)state;
    static const char *const leg[] = {"person",    "line",  "run",    "board_stop", "alight_stop",
                                      "wait_from", "board", "alight", "denied",     NULL};
    static const char *const call[] = {"run",        "line",
                                       "direction",  "call_seq",
                                       "stop",       "scheduled_arrive",
                                       "arrive",     "scheduled_depart",
                                       "depart",     "boarded",
                                       "alighted",   "denied",
                                       "aboard",     "standing",
                                       "bicycles",   "primary",
                                       "turnaround", "dwell_excess",
                                       "running",    "knock_on",
                                       "recovered",  "cancelled",
                                       NULL};
    static const char *const denied[] = {"time",   "stop",   "line",   "run",
                                         "person", "reason", "action", NULL};
    check_kind(&transit_denied_record, "denied", "refusal", denied);
    check_kind(&transit_leg_record, "legs", "leg", leg);
    check_kind(&transit_call_record, "trains", "call", call);
    assert_string_equal(transit_leg_record.columns[1].names_of, "transit/lines");
    assert_string_equal(transit_leg_record.columns[3].names_of, "transit/stops");
    assert_string_equal(transit_leg_record.columns[5].units, RECORD_CLOCK);
    assert_int_equal(transit_leg_record.columns[5].type, COLUMN_F64);
    assert_string_equal(transit_call_record.columns[6].units, RECORD_CLOCK);
}

/** One ride on the second run of the second line, back direction, in every column. */
static void test_rows(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    fixture_init(&f);
    fixture_add_stops(&f);
    fixture_add(&f, "vehicles", FIXTURE_BUS);
    fixture_add(&f, "lines", "1,,bus,,bus\n2,,rail,,bus\n");
    fixture_add(&f, "departures", "2,1,06:00\n2,1,25:10\n");
    fixture_add(&f, "line_stops", "2,1,1,C,0,0,0\n2,1,2,B,5,5.5,1\n2,1,3,A,9.25,9.25,2\n");
    fixture_build(&f);
    world_init(&world, f.timetable, 3, 60.0, WORLD_ALONE);
    world.persons[2] = (struct person_log){
        .itinerary = {.leg_count = 1, .access_ms = 45500, .legs = {{1, 2, 60000}}},
        .begin_ms = 25 * HOUR_MS};
    assert_int_equal(world_run(&world, 30 * HOUR_MS), STATUS_OK);

    static const struct {
        const char *name;
        double value;
    } leg[] = {{"person", 2},
               {"line", 1},
               {"run", 1},
               {"board_stop", 1},
               {"alight_stop", 0},
               {"wait_from", 90045.5},
               {"board", 90600 + 300},
               {"alight", 90600 + 555},
               {"denied", 0}},
      call[] = {{"run", 1},        {"line", 1},
                {"direction", 1},  {"call_seq", 1},
                {"stop", 1},       {"scheduled_arrive", 90900},
                {"arrive", 90900}, {"scheduled_depart", 90930},
                {"depart", 90930}, {"boarded", 1},
                {"alighted", 0},   {"denied", 0},
                {"aboard", 1},     {"standing", 0},
                {"bicycles", 0},   {"primary", 0},
                {"turnaround", 0}, {"dwell_excess", 0},
                {"running", 0},    {"knock_on", 0},
                {"recovered", 0},  {"cancelled", 0}};
    assert_int_equal(world_count_rows(&world, &transit_leg_record), 1);
    for (size_t i = 0; i < sizeof leg / sizeof *leg; i++)
        assert_near(leg_number(&world, 0, leg[i].name), leg[i].value, 0);
    for (size_t i = 0; i < sizeof call / sizeof *call; i++)
        assert_near(call_number(&world, 4, call[i].name), call[i].value, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns), cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
