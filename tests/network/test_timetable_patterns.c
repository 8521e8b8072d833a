// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

static void fixture_lines(struct fixture *f, const char *line_stops)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS);
    fixture_add(f, "lines", "10,,bus,,bus\n20,,tram,,bus\n");
    fixture_add(f, "line_stops", line_stops);
}

/** Rows in any order, patterns in the order of lines and directions. */
static void test_order(void **state)
{
    (void)state;
    struct fixture f;
    fixture_lines(&f, "20,1,5,B,3,3,2\n20,1,1,A,0,0,0\n10,1,7,A,4,4,2\n10,1,2,C,0,0,0\n"
                      "10,1,3,B,2,2.25,1\n10,0,1,A,0,0,0\n10,0,2,B,1.5,1.5,1\n");
    fixture_build(&f);
    const struct timetable *t = f.timetable;
    assert_int_equal(t->pattern_count, 3);
    static const uint32_t lines[] = {0, 0, 1}, directions[] = {0, 1, 1}, firsts[] = {0, 2, 5},
                          counts[] = {2, 3, 2};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(t->patterns[i].line, lines[i]);
        assert_int_equal(t->patterns[i].direction, directions[i]);
        assert_int_equal(t->patterns[i].first_call, firsts[i]);
        assert_int_equal(t->patterns[i].call_count, counts[i]);
    }
    static const struct call calls[] = {
        {0, 0, 0, 0},           {1, 0, 90000, 90000}, {2, 1, 0, 0},          {1, 1, 120000, 135000},
        {0, 1, 240000, 240000}, {0, 2, 0, 0},         {1, 2, 180000, 180000}};
    assert_memory_equal(t->calls, calls, sizeof calls);
    fixture_deinit(&f);
}

/** Equal times in the table become a running time of 1 s, also when that reaches past the
 * departure. */
static void test_least_running_time(void **state)
{
    (void)state;
    struct fixture f;
    fixture_lines(&f, "10,0,1,A,0,0,0\n10,0,2,B,0,0,1\n10,0,3,C,0,0.5,2\n10,0,4,D,0.5,0.51,3\n");
    fixture_build(&f);
    const struct call *calls = f.timetable->calls;
    assert_int_equal(calls[1].arrive_ms, 1000);
    assert_int_equal(calls[1].depart_ms, 1000);
    assert_int_equal(calls[2].arrive_ms, 2000);
    assert_int_equal(calls[2].depart_ms, 30000);
    assert_int_equal(calls[3].arrive_ms, 31000);
    assert_int_equal(calls[3].depart_ms, 31000);
    fixture_deinit(&f);
}

/** Variants are ways of their own, in the order of their numbers; without the column it is 0. */
static void test_variants(void **state)
{
    (void)state;
    struct fixture f;
    fixture_lines(&f, "10,0,1,A,0,0,0,7\n10,0,2,C,4,4,2,7\n10,0,1,A,0,0,0\n10,0,2,B,2,2,1\n"
                      "10,1,1,C,0,0,0,1\n10,1,2,A,4,4,2,1\n10,0,1,A,0,0,0,3\n"
                      "10,0,2,B,2.5,2.5,1,3\n");
    fixture_build(&f);
    const struct timetable *t = f.timetable;
    static const uint32_t directions[] = {0, 0, 0, 1}, variants[] = {0, 3, 7, 1},
                          last_stops[] = {1, 1, 2, 0};
    assert_int_equal(t->pattern_count, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(t->patterns[i].line, 0);
        assert_int_equal(t->patterns[i].direction, directions[i]);
        assert_int_equal(t->patterns[i].variant, variants[i]);
        assert_int_equal(t->calls[t->patterns[i].first_call + 1].stop, last_stops[i]);
    }
    assert_int_equal(t->calls[t->patterns[1].first_call + 1].arrive_ms, 150000);
    fixture_deinit(&f);
}

static void check_finding(const char *line_stops, unsigned count, const char *text)
{
    struct fixture f;
    fixture_lines(&f, line_stops);
    fixture_build_fails(&f, count, text);
    fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    check_finding("11,0,1,A,0,0,0\n", 1,
                  "line_stops.csv:2: there is no line '11' in lines.csv, did you mean '10'?");
    check_finding("10,0,1,F,0,0,0\n", 1, "line_stops.csv:2: there is no stop 'F' in stops.csv");
    check_finding("10,0,1,A,0,0,0\n", 1, "line '10' direction 0 has 1 stop, must have at least 2");
    check_finding("10,0,1,A,0,2,0\n10,0,2,B,3,3,1\n", 1, "depart_min 2, both must be 0");
    check_finding("10,0,1,A,0,0,0\n10,0,1,B,3,3,1\n", 1,
                  "line_stops.csv:3: line '10' direction 0 has seq 1 twice, first in line 2");
    check_finding("10,0,1,A,0,0,0\n10,0,2,A,3,3,1\n", 1, "calls at stop 'A' twice in a row");
    check_finding("10,0,1,A,0,0,0\n10,0,2,B,3,4,1\n10,0,3,C,3.5,5,2\n", 1,
                  "arrives at 'C' at minute 3.5, before it leaves 'B' at 4");
    check_finding("10,0,1,A,0,0,0\n10,0,2,B,3,2,1\n", 1,
                  "leaves 'B' at minute 2, before it arrives there at 3");
    check_finding("10,0,1,A,0,0,0\n10,0,2,B,3,3,2\n10,0,3,C,5,5,1.5\n", 1,
                  "is at km 1.5 at 'C', after km 2 at 'B'");
    check_finding("10,0,1,A,0,0,0,3\n", 1, "line '10' direction 0 variant 3 has 1 stop");
    check_finding("10,0,1,A,0,0,0,3\n10,0,1,B,3,3,1,3\n", 1,
                  "line '10' direction 0 variant 3 has seq 1 twice, first in line 2");
    /* All findings of all patterns come at once. */
    check_finding("10,0,1,A,0,0,0\n10,0,2,A,3,2,1\n20,0,1,C,0,0,0\n", 3, "has 1 stop");
}

/** A loop line may call twice at a stop, only not twice in a row. */
static void test_loop(void **state)
{
    (void)state;
    struct fixture f;
    fixture_lines(&f, "10,0,1,A,0,0,0\n10,0,2,B,3,3,1\n10,0,3,A,6,6,2\n");
    fixture_build(&f);
    assert_int_equal(f.timetable->stop_first_call[1], 2);
    assert_int_equal(f.timetable->stop_calls[1], 2);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order), cmocka_unit_test(test_variants),
        cmocka_unit_test(test_least_running_time), cmocka_unit_test(test_findings),
        cmocka_unit_test(test_loop)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
