// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

#define CALLS "10,0,1,A,0,0,0\n10,0,2,B,2,2,1\n10,1,1,B,0,0,0\n10,1,2,A,2,2,1\n"

static void fixture_line(struct fixture *f, const char *line, const char *departures,
                         const char *line_stops)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS);
    fixture_add(f, "lines", line);
    fixture_add(f, "departures", departures);
    fixture_add(f, "line_stops", line_stops);
}

/** Compares the departures of a pattern, in minutes, with a list that ends with 0. */
static void check_minutes(const struct timetable *t, uint32_t pattern, const uint32_t *minutes)
{
    const struct pattern *p = &t->patterns[pattern];
    uint32_t count = 0;
    for (; minutes[count] != 0; count++) {
        assert_true(count < p->run_count);
        assert_int_equal(t->run_depart_ms[p->first_run + count], minutes[count] * MINUTE_MS);
        assert_int_equal(t->run_pattern[p->first_run + count], pattern);
        assert_int_equal(t->run_first_hop[p->first_run + count + 1],
                         t->run_first_hop[p->first_run + count] + p->call_count - 1);
    }
    assert_int_equal(p->run_count, count);
}

#define CLOCK(hour, minute) ((hour)*60 + (minute))

/** Periods by departure time, on the grid of their own headway through the first departure. */
static void test_morning(void **state)
{
    (void)state;
    struct fixture f;
    fixture_line(&f, "10,,bus,,bus,60,20,,,,,,04:50,08:00,05:00,08:59\n", "", CALLS);
    fixture_build(&f);
    static const uint32_t there[] = {CLOCK(4, 50), CLOCK(5, 50), CLOCK(6, 10),
                                     CLOCK(6, 30), CLOCK(6, 50), CLOCK(7, 10),
                                     CLOCK(7, 30), CLOCK(7, 50), 0};
    static const uint32_t back[] = {CLOCK(5, 0),
                                    CLOCK(6, 0),
                                    CLOCK(6, 20),
                                    CLOCK(6, 40),
                                    CLOCK(7, 0),
                                    CLOCK(7, 20),
                                    CLOCK(7, 40),
                                    CLOCK(8, 0),
                                    CLOCK(8, 20),
                                    CLOCK(8, 40),
                                    0};
    check_minutes(f.timetable, 0, there);
    check_minutes(f.timetable, 1, back);
    fixture_deinit(&f);
}

/** From noon on through the last departure, which may lie after midnight. */
static void test_evening(void **state)
{
    (void)state;
    struct fixture f;
    fixture_line(&f, "10,,bus,,bus,,,,60,,120,60,15:07,25:23,15:00,15:00\n", "", CALLS);
    fixture_build(&f);
    static const uint32_t there[] = {CLOCK(15, 23), CLOCK(16, 23), CLOCK(17, 23),
                                     CLOCK(18, 23), CLOCK(21, 23), CLOCK(23, 23),
                                     CLOCK(24, 23), CLOCK(25, 23), 0};
    static const uint32_t back[] = {CLOCK(15, 0), 0};
    check_minutes(f.timetable, 0, there);
    check_minutes(f.timetable, 1, back);
    fixture_deinit(&f);
}

/** Where the two grids meet: no departure twice, none closer than half a headway, none missing
 * otherwise. */
static void test_noon(void **state)
{
    (void)state;
    struct fixture f;
    fixture_line(&f, "10,,bus,,bus,,,60,,,,,10:00,14:00,10:50,13:10\n", "", CALLS);
    fixture_build(&f);
    static const uint32_t same_grid[] = {CLOCK(10, 0), CLOCK(11, 0), CLOCK(12, 0),
                                         CLOCK(13, 0), CLOCK(14, 0), 0};
    static const uint32_t close[] = {CLOCK(10, 50), CLOCK(11, 50), CLOCK(13, 10), 0};
    check_minutes(f.timetable, 0, same_grid);
    check_minutes(f.timetable, 1, close);
    fixture_deinit(&f);

    fixture_line(&f, "10,,bus,,bus,,,20,,,,,11:10,12:40,11:35,12:45\n", "", CALLS);
    fixture_build(&f);
    /* 11:50 and 12:00 are just half a headway apart: both run. */
    static const uint32_t half[] = {
        CLOCK(11, 10), CLOCK(11, 30), CLOCK(11, 50), CLOCK(12, 0), CLOCK(12, 20), CLOCK(12, 40), 0};
    static const uint32_t near_one[] = {CLOCK(11, 35), CLOCK(11, 55), CLOCK(12, 5),
                                        CLOCK(12, 25), CLOCK(12, 45), 0};
    check_minutes(f.timetable, 0, half);
    check_minutes(f.timetable, 1, near_one);
    fixture_deinit(&f);
}

static void test_single_departures(void **state)
{
    (void)state;
    struct fixture f;
    fixture_line(&f, "10,,rail,,bus,,,240,240,,,,,,,\n",
                 "10,1,16:29\n10,0,13:30\n10,1,12:29\n10,0,09:30\n", CALLS);
    fixture_build(&f);
    static const uint32_t there[] = {CLOCK(9, 30), CLOCK(13, 30), 0};
    static const uint32_t back[] = {CLOCK(12, 29), CLOCK(16, 29), 0};
    check_minutes(f.timetable, 0, there);
    check_minutes(f.timetable, 1, back);
    fixture_deinit(&f);
}

/** Headways are those of variant 0; the other variants have single departures of their own. */
static void test_variants(void **state)
{
    (void)state;
    struct fixture f;
    fixture_line(&f, "10,,bus,,bus,,20,,,,,,06:00,06:40,,\n",
                 "10,0,06:20,2\n10,0,06:10,2\n10,1,07:00,1\n",
                 "10,0,1,A,0,0,0\n10,0,2,B,2,2,1\n10,0,1,A,0,0,0,2\n10,0,2,C,4,4,2,2\n"
                 "10,1,1,C,0,0,0,1\n10,1,2,A,4,4,2,1\n10,1,1,C,0,0,0,4\n10,1,2,B,4,4,2,4\n");
    fixture_build(&f);
    assert_int_equal(f.timetable->pattern_count, 4);
    static const uint32_t headway[] = {CLOCK(6, 0), CLOCK(6, 20), CLOCK(6, 40), 0};
    static const uint32_t single[] = {CLOCK(6, 10), CLOCK(6, 20), 0};
    static const uint32_t back[] = {CLOCK(7, 0), 0}, none[] = {0};
    check_minutes(f.timetable, 0, headway);
    check_minutes(f.timetable, 1, single);
    check_minutes(f.timetable, 2, back);
    check_minutes(f.timetable, 3, none);
    fixture_deinit(&f);
}

/** A line without headways and departures is out of service. */
static void test_no_service(void **state)
{
    (void)state;
    struct fixture f;
    fixture_line(&f, "10,,bus,,bus,,,,,,,,06:00,20:00,,\n", "", CALLS);
    fixture_build(&f);
    assert_int_equal(f.timetable->run_count, 0);
    assert_int_equal(f.timetable->pattern_count, 2);
    fixture_deinit(&f);
}

static void check_finding(const char *line, const char *departures, const char *line_stops,
                          const char *text)
{
    struct fixture f;
    fixture_line(&f, line, departures, line_stops);
    fixture_build_fails(&f, 1, text);
    fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    const char *one_way = "10,0,1,A,0,0,0\n10,0,2,B,2,2,1\n";
    check_finding("10,,bus,,bus,,20,,,,,,6.30,08:00,,\n", "", one_way,
                  "lines.csv:2: first_dep0 of line '10' is '6.30', must be a time such as");
    check_finding("10,,bus,,bus,,20,,,,,,06:30,28:00,,\n", "", one_way,
                  "last_dep0 of line '10' is 28:00, must be from 04:00 to before 28:00");
    check_finding("10,,bus,,bus,,,,,,,60,00:30,24:30,,\n", "", one_way,
                  "first_dep0 of line '10' is 00:30");
    check_finding("10,,bus,,bus,,20,,,,,,06:30,06:00,,\n", "", one_way,
                  "last_dep0 of line '10' is 06:00, before first_dep0 06:30");
    check_finding("10,,bus,,bus,,20,,,,,,06:30,,,\n", "", one_way,
                  "line '10' has first_dep0 06:30 but no last_dep0");
    check_finding("10,,bus,,bus,,20,,,,,,,06:30,,\n", "", one_way,
                  "line '10' has last_dep0 06:30 but no first_dep0");
    check_finding(
        "10,,bus,,bus,,20,,,,,,,,,\n", "", one_way,
        "line '10' has headways but neither first_dep0 nor rows in the table of departures");
    check_finding("10,,bus,,bus,,0.4,,,,,,06:00,07:00,,\n", "", one_way,
                  "line '10' has a headway of 0.4 min, must be at least 0.5");
    check_finding("10,,bus,,bus,,20,,,,,,06:00,07:00,06:00,07:00\n", "", one_way,
                  "line '10' has departures but no stops in direction 1");
    check_finding("10,,bus,,bus,,20,,,,,,06:00,07:00,,\n", "10,0,08:00\n", one_way,
                  "line '10' has first_dep0 06:00 and also rows in the table of departures");
    check_finding("10,,bus,,bus,,,,,,,,,,,\n", "10,1,08:00\n", one_way,
                  "line '10' has departures but no stops in direction 1");
    check_finding("10,,bus,,bus,,,,,,,,,,,\n", "10,0,08:00\n10,0,09:00\n10,0,08:00\n", one_way,
                  "departures.csv:4: this departure of line '10' is in line 2 already");
    check_finding("10,,bus,,bus,,,,,,,,,,,\n", "10,0,08:00\n10,0,08:00,2\n", one_way,
                  "line '10' has departures but no stops in direction 0 variant 2");
    check_finding("10,,bus,,bus,,20,,,,,,06:00,07:00,,\n", "",
                  "10,0,1,A,0,0,0,1\n10,0,2,B,2,2,1,1\n",
                  "line '10' has departures but no stops in direction 0");
    check_finding("10,,bus,,bus,,,,,,,,,,,\n", "101,0,08:00\n", one_way,
                  "departures.csv:2: there is no line '101' in lines.csv, did you mean '10'?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_morning),  cmocka_unit_test(test_evening),
        cmocka_unit_test(test_noon),     cmocka_unit_test(test_single_departures),
        cmocka_unit_test(test_variants), cmocka_unit_test(test_no_service),
        cmocka_unit_test(test_findings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
