// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/random_timetable.h"

#include <stdlib.h>

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
    check_finding("10,B,D,10:00,11:00,yes,30,\n", "a replacement needs replacement_vehicle");
    check_finding("10,B,D,10:00,11:00,yes,30,buss\n",
                  "there is no vehicle type 'buss' in vehicles.csv, did you mean 'bus'?");
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

#define RANDOM_CASES 1000
#define HOPS_MAX     4096

/** A train from one stop to the next. */
struct hop {
    uint32_t line, direction, from, to, depart_ms, arrive_ms;
};

static int hop_compare(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct hop));
}

/** All hops of the lines below `line_count`, sorted; `is_open` (by run and call, or NULL) chooses.
 */
static uint32_t hops_list(const struct timetable *t, uint32_t line_count, const bool *is_open,
                          struct hop *out)
{
    uint32_t count = 0;
    for (uint32_t run = 0; run < t->run_count; run++) {
        const struct pattern *pattern = &t->patterns[t->run_pattern[run]];
        const struct call *calls = t->calls + pattern->first_call;
        uint32_t depart_ms = t->run_depart_ms[run];
        for (uint32_t i = 0; pattern->line < line_count && i + 1 < pattern->call_count; i++) {
            if (is_open != NULL && !is_open[run * 4 + i])
                continue;
            assert_true(count < HOPS_MAX);
            out[count++] = (struct hop){pattern->line,
                                        pattern->direction,
                                        calls[i].stop,
                                        calls[i + 1].stop,
                                        depart_ms + calls[i].depart_ms,
                                        depart_ms + calls[i + 1].arrive_ms};
        }
    }
    qsort(out, count, sizeof *out, hop_compare);
    return count;
}

/** Marks by trying all pairs of calls of all runs what a closure closes; returns for how many runs
 * and sections. */
static uint32_t close_by_trying(const struct timetable *t, const uint32_t ends[2],
                                const uint32_t window_ms[2], bool *is_open)
{
    uint32_t hits = 0;
    for (uint32_t run = 0; run < t->run_count; run++) {
        const struct pattern *pattern = &t->patterns[t->run_pattern[run]];
        const struct call *calls = t->calls + pattern->first_call;
        for (uint32_t i = 0; i < pattern->call_count; i++)
            for (uint32_t k = i + 1; k < pattern->call_count; k++) {
                bool is_section = (calls[i].stop == ends[0] && calls[k].stop == ends[1]) ||
                                  (calls[i].stop == ends[1] && calls[k].stop == ends[0]);
                for (uint32_t m = i + 1; m < k; m++)
                    is_section = is_section && calls[m].stop != ends[0] && calls[m].stop != ends[1];
                uint32_t enters_ms = t->run_depart_ms[run] + calls[i].depart_ms;
                uint32_t leaves_ms = t->run_depart_ms[run] + calls[k].arrive_ms;
                if (!is_section || enters_ms >= window_ms[1] || leaves_ms <= window_ms[0])
                    continue;
                hits++;
                for (uint32_t m = i; m < k; m++)
                    is_open[run * 4 + m] = false;
            }
    }
    return hits;
}

/** The changed timetable is in order. */
static void check_order(const struct timetable *t)
{
    for (uint32_t p = 0; p < t->pattern_count; p++) {
        const struct pattern *pattern = &t->patterns[p];
        assert_true(pattern->call_count >= 2);
        for (uint32_t i = 1; i < pattern->run_count; i++)
            assert_true(t->run_depart_ms[pattern->first_run + i - 1] <
                        t->run_depart_ms[pattern->first_run + i]);
        if (p == 0)
            continue;
        const struct pattern *before = pattern - 1;
        assert_int_equal(pattern->first_call, before->first_call + before->call_count);
        assert_int_equal(pattern->first_run, before->first_run + before->run_count);
        assert_true(before->line < pattern->line ||
                    (before->line == pattern->line && (before->direction < pattern->direction ||
                                                       (before->direction == pattern->direction &&
                                                        before->variant < pattern->variant))));
    }
}

/** Random closures of all lines: what is left is what trying all pairs of calls leaves. */
static void test_random(void **state)
{
    (void)state;
    static struct hop expected[HOPS_MAX], found[HOPS_MAX];
    struct random_stream random;
    uint32_t cut_cases = 0;
    for (uint32_t seed = 0; seed < RANDOM_CASES; seed++) {
        struct fixture f;
        struct timetable *closed = NULL;
        random_stream_init(&random, 7, seed, RANDOM_TEST);
        random_timetable(&f, &random);
        const struct timetable *t = f.timetable;
        bool *is_open = malloc(4 * t->run_count * sizeof *is_open);
        assert_non_null(is_open);
        memset(is_open, true, 4 * t->run_count * sizeof *is_open);
        uint32_t buses = 0, closures = random_between(&random, 1, 3);
        for (uint32_t c = 0; c < closures; c++) {
            const struct pattern *pattern = &t->patterns[random_below(&random, t->pattern_count)];
            const struct call *calls = t->calls + pattern->first_call;
            uint32_t first = random_below(&random, pattern->call_count - 1);
            uint32_t ends[2] = {
                calls[first].stop,
                calls[random_between(&random, first + 1, pattern->call_count - 1)].stop};
            uint32_t from = 360 + random_below(&random, 180),
                     length = 1 + random_below(&random, 120);
            uint32_t window_ms[2] = {from * MINUTE_MS, (from + length) * MINUTE_MS};
            char row[200];
            bool has_bus = random_below(&random, 2);
            if (ends[0] == ends[1])
                continue;
            snprintf(row, sizeof row, "*,S%u,S%u,%02u:%02u,%02u:%02u,%s,12,bus\n", ends[0], ends[1],
                     from / 60, from % 60, (from + length) / 60, (from + length) % 60,
                     has_bus ? "yes" : "no");
            fixture_add(&f, "closures", row);
            uint32_t hits = close_by_trying(t, ends, window_ms, is_open);
            buses += has_bus ? hits : 0;
        }
        assert_int_equal(timetable_build(&f.tables, &f.network, &closed, &f.err), STATUS_OK);
        check_order(closed);
        uint32_t expected_count = hops_list(t, t->line_count, is_open, expected);
        uint32_t found_count = hops_list(closed, t->line_count, NULL, found);
        assert_int_equal(found_count, expected_count);
        assert_memory_equal(found, expected, found_count * sizeof *found);
        uint32_t bus_runs = 0;
        for (uint32_t p = 0; p < closed->pattern_count; p++)
            bus_runs +=
                closed->patterns[p].line >= t->line_count ? closed->patterns[p].run_count : 0;
        assert_int_equal(bus_runs, buses);
        cut_cases += expected_count < hops_list(t, t->line_count, NULL, found);
        timetable_destroy(closed);
        free(is_open);
        fixture_deinit(&f);
    }
    assert_true(cut_cases > RANDOM_CASES / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_section_in_the_middle),
                                       cmocka_unit_test(test_window),
                                       cmocka_unit_test(test_section_at_an_end),
                                       cmocka_unit_test(test_several),
                                       cmocka_unit_test(test_findings),
                                       cmocka_unit_test(test_names_that_exist),
                                       cmocka_unit_test(test_random)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
