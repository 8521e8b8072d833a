// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

/** Line 10 from A over B, C and D to E, 10 min from stop to stop, back as well; 20 from C to D. */
#define CALLS                                                                                      \
    "10,0,1,A,0,0,0\n10,0,2,B,10,11,1\n10,0,3,C,20,21,2\n10,0,4,D,30,31,3\n10,0,5,E,40,40,4\n"     \
    "10,1,1,E,0,0,0\n10,1,2,D,10,11,1\n10,1,3,C,20,21,2\n10,1,4,B,30,31,3\n10,1,5,A,40,40,4\n"     \
    "20,0,1,C,0,0,0\n20,0,2,D,10,10,1\n"

static void fixture_close(struct fixture *f, const char *closures)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS "big,50,50,3,18,80,1,1.2,220,diesel,17,5\n");
    fixture_add(f, "lines",
                "10,Alpha - Epsilon,rail,,bus,,,60,60,,,,10:00,14:00,,\n20,,rail,,bus\n");
    fixture_add(f, "departures", "10,1,10:00\n10,1,12:00\n20,0,10:20\n20,0,12:00\n");
    fixture_add(f, "line_stops", CALLS);
    fixture_add(f, "closures", closures);
}

/** A pattern as "line direction variant: stops (minutes of arrival) at departures". */
static void check_pattern(const struct timetable *t, uint32_t id, const char *expected)
{
    char found[512];
    assert_true(id < t->pattern_count);
    const struct pattern *pattern = &t->patterns[id];
    int used = snprintf(found, sizeof found, "%s %u %u:", names_text(&t->line_names, pattern->line),
                        (unsigned)pattern->direction, (unsigned)pattern->variant);
    for (uint32_t i = 0; i < pattern->call_count; i++) {
        const struct call *call = &t->calls[pattern->first_call + i];
        assert_int_equal(call->pattern, id);
        used += snprintf(found + used, sizeof found - (size_t)used, " %s%g-%g",
                         names_text(&t->stop_names, call->stop), call->arrive_ms / 60000.0,
                         call->depart_ms / 60000.0);
    }
    used += snprintf(found + used, sizeof found - (size_t)used, " at");
    for (uint32_t i = 0; i < pattern->run_count; i++) {
        uint32_t run = pattern->first_run + i, minutes = t->run_depart_ms[run] / 60000;
        assert_int_equal(t->run_pattern[run], id);
        used += snprintf(found + used, sizeof found - (size_t)used, " %02u:%02u", minutes / 60,
                         minutes % 60);
    }
    assert_string_equal(found, expected);
}

/** Runs of 11:00 and 12:00 are between B and D from 11:11 to 11:30 and 12:11 to 12:30. */
static void test_section_in_the_middle(void **state)
{
    (void)state;
    struct fixture f;
    fixture_close(&f, "10,B,D,11:30,12:12,yes,38,big,7\n");
    fixture_build(&f);
    const struct timetable *t = f.timetable;
    assert_int_equal(t->line_count, 3);
    assert_int_equal(t->pattern_count, 9);
    check_pattern(t, 0, "10 0 0: A0-0 B10-11 C20-21 D30-31 E40-40 at 10:00 11:00 13:00 14:00");
    check_pattern(t, 1, "10 0 1: A0-0 B10-10 at 12:00");
    check_pattern(t, 2, "10 0 2: D0-0 E9-9 at 12:31");
    check_pattern(t, 3, "10 1 0: E0-0 D10-11 C20-21 B30-31 A40-40 at 10:00");
    check_pattern(t, 4, "10 1 1: E0-0 D10-10 at 12:00");
    check_pattern(t, 5, "10 1 2: B0-0 A9-9 at 12:31");
    check_pattern(t, 6, "20 0 0: C0-0 D10-10 at 10:20 12:00");
    /* 7 min after the arrival at 12:10; 38 min in place of 19, so C after 18 in place of 9. */
    check_pattern(t, 7, "10-SEV 0 0: B0-0 C18-18 D38-38 at 12:17");
    check_pattern(t, 8, "10-SEV 1 0: D0-0 C18-18 B38-38 at 12:17");
    assert_int_equal(t->lines[2].mode, SERVICE_BUS);
    assert_int_equal(t->lines[2].seats + t->lines[2].standing, 100);
    assert_int_equal(t->lines[2].row, 0);
    assert_int_equal(t->run_count, 4 + 1 + 1 + 1 + 1 + 1 + 2 + 1 + 1);
    /* What a stop knows of its calls is that of the new patterns. */
    uint32_t calls_at_b = t->stop_first_call[2] - t->stop_first_call[1];
    assert_int_equal(calls_at_b, 6);
    fixture_deinit(&f);
}

/** The window is open at its end and at its beginning: who leaves the section then is not on it. */
static void test_window(void **state)
{
    (void)state;
    struct fixture f;
    fixture_close(&f, "20,C,D,10:30,12:00,no,,,\n");
    fixture_build(&f);
    assert_int_equal(f.timetable->pattern_count, 3);
    check_pattern(f.timetable, 2, "20 0 0: C0-0 D10-10 at 10:20 12:00");
    fixture_deinit(&f);
    fixture_close(&f, "20,C,D,10:29,12:01,no,,,\n");
    fixture_build(&f);
    check_pattern(f.timetable, 2, "20 0 0: C0-0 D10-10 at"); /* nothing is left of its runs */
    assert_int_equal(f.timetable->line_count, 2);
    assert_int_equal(f.timetable->run_count, 7);
    fixture_deinit(&f);
}

/** From the first stop on: nobody arrives, so the bus leaves when the train would have. */
static void test_section_at_an_end(void **state)
{
    (void)state;
    struct fixture f;
    fixture_close(&f, "10,A,B,09:00,10:05,yes,20,bus,\n");
    fixture_build(&f);
    check_pattern(f.timetable, 1, "10 0 1: B0-0 C9-10 D19-20 E29-29 at 10:11");
    check_pattern(f.timetable, 2, "10 1 0: E0-0 D10-11 C20-21 B30-31 A40-40 at 10:00 12:00");
    check_pattern(f.timetable, 4, "10-SEV 0 0: A0-0 B20-20 at 10:00");
    fixture_deinit(&f);
}

/** All lines, two sections, of which one run meets both: the part between them is left. */
static void test_several(void **state)
{
    (void)state;
    struct fixture f;
    fixture_close(&f, "*,C,D,10:00,10:40,yes,15,bus,\n10,A,B,10:00,10:01,no,,,\n");
    fixture_build(&f);
    const struct timetable *t = f.timetable;
    assert_int_equal(t->line_count, 4);
    check_pattern(t, 1, "10 0 1: B0-0 C9-9 at 10:11");
    check_pattern(t, 2, "10 0 2: D0-0 E9-9 at 10:31");
    check_pattern(t, 4, "10 1 1: E0-0 D10-10 at 10:00");
    check_pattern(t, 5, "10 1 2: C0-0 B9-10 A19-19 at 10:21");
    check_pattern(t, 6, "20 0 0: C0-0 D10-10 at 12:00");
    check_pattern(t, 7, "10-SEV 0 0: C0-0 D15-15 at 10:25"); /* 5 min unless the table says so */
    check_pattern(t, 8, "10-SEV 1 0: D0-0 C15-15 at 10:15");
    check_pattern(t, 9, "20-SEV 0 0: C0-0 D15-15 at 10:20");
    assert_int_equal(t->pattern_count, 10);
    fixture_deinit(&f);
}

static void check_finding(const char *closures, const char *text)
{
    struct fixture f;
    fixture_close(&f, closures);
    fixture_build_fails(&f, 1, text);
    fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    check_finding("11,B,D,10:00,11:00\n",
                  "closures.csv:2: there is no line '11' in lines.csv, did you mean '10'?");
    check_finding("10,B,X,10:00,11:00\n", "closures.csv:2: there is no stop 'X' in stops.csv");
    check_finding("10,B,B,10:00,11:00\n", "from_stop and to_stop are both 'B'");
    check_finding("10,B,D,11:00,11:00\n", "until is 11 h after midnight, must be after from");
    check_finding("20,B,D,10:00,11:00\n",
                  "closures.csv:2: line '20' never calls at 'B' and at 'D'");
    check_finding("10,B,D,10:00,11:00,yes,,bus\n", "a replacement needs replacement_minutes");
    check_finding("10,B,D,10:00,11:00,yes,30,tram\n",
                  "there is no vehicle type 'tram' in vehicles.csv");
    check_finding("10,B,D,10:00,11:00,yes,30,bus\n10,B,D,12:00,13:00,yes,30,big\n",
                  "closures.csv:3: replacement_vehicle of line '10' is 'big', but 'bus' in line 2");
}

static void test_names_that_exist(void **state)
{
    (void)state;
    struct fixture f;
    fixture_close(&f, "10,B,D,10:00,11:00,yes,30,bus\n");
    fixture_add(&f, "lines", "10-SEV,,bus,,bus\n");
    fixture_build_fails(&f, 1, "the replacement would be line '10-SEV', which exists already");
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_section_in_the_middle),
                                       cmocka_unit_test(test_window),
                                       cmocka_unit_test(test_section_at_an_end),
                                       cmocka_unit_test(test_several),
                                       cmocka_unit_test(test_findings),
                                       cmocka_unit_test(test_names_that_exist)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
