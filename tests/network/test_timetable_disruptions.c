// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

static void fixture_line(struct fixture *f)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS);
    fixture_add(f, "lines", "10,,bus,,bus\n20,,bus,,bus\n");
    fixture_add(f, "departures", "10,0,06:00\n10,0,06:20\n10,1,06:05\n");
    fixture_add(f, "line_stops",
                "10,0,1,A,0,0,0\n10,0,2,B,5,6,1\n10,0,3,C,12,12,2\n"
                "10,1,1,C,0,0,0\n10,1,2,A,9,9,2\n");
}

static void test_rules(void **state)
{
    (void)state;
    struct fixture f;
    fixture_line(&f);
    fixture_add(&f, "delays", "10,A,0,06:00,09:00,0.25,lognormal,90,1.5\n*,,,,,,exponential,30,\n");
    fixture_build(&f);
    assert_int_equal(f.timetable->delay_rule_count, 2);
    const struct delay_rule *rules = f.timetable->delay_rules;
    assert_int_equal(rules[0].line, 0);
    assert_int_equal(rules[0].stop, 0);
    assert_int_equal(rules[0].direction, 0);
    assert_int_equal(rules[1].line, NONE);
    assert_int_equal(rules[1].stop, NONE);
    assert_int_equal(rules[1].direction, 2);
    const struct delay_row *row = TABLE_ROW(&f.tables.delays, struct delay_row, 0);
    assert_near(row->share, 0.25, 0);
    assert_near(row->mean_s, 90, 0);
    assert_near(row->shape, 1.5, 0);
    assert_int_equal(row->distribution, DELAY_LOGNORMAL);
    row = TABLE_ROW(&f.tables.delays, struct delay_row, 1);
    assert_near(row->from_s, 0, 0);
    assert_near(row->until_s, 32 * 3600, 0);
    assert_near(row->share, 1, 0);
    fixture_deinit(&f);
}

static void test_incidents(void **state)
{
    (void)state;
    struct fixture f;
    fixture_line(&f);
    fixture_add(&f, "incidents",
                "10,1,06:05,,0,run\n10,0,06:20,B,600,\n10,0,06:20,B,0,from_stop\n"
                "10,0,06:20,,30,no\n");
    fixture_build(&f);
    assert_int_equal(f.timetable->incident_count, 4);
    static const struct incident expected[] = {
        {1, 0, 30000, false, 3}, {1, 1, 600000, false, 1}, {1, 1, 0, true, 2}, {2, 0, 0, true, 0}};
    for (int i = 0; i < 4; i++) {
        const struct incident *incident = &f.timetable->incidents[i];
        assert_int_equal(incident->run, expected[i].run);
        assert_int_equal(incident->seq, expected[i].seq);
        assert_int_equal(incident->delay_ms, expected[i].delay_ms);
        assert_int_equal(incident->is_cancelled, expected[i].is_cancelled);
        assert_int_equal(incident->row, expected[i].row);
    }
    fixture_deinit(&f);
}

static void check_finding(const char *table, const char *row, const char *text)
{
    struct fixture f;
    fixture_line(&f);
    fixture_add(&f, table, row);
    fixture_build_fails(&f, 1, text);
    fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    check_finding("delays", "100,,,,,,fixed,5,\n",
                  "delays.csv:2: there is no line '100' in lines.csv, did you mean '10'?");
    check_finding("delays", "10,Beta,,,,,fixed,5,\n", "there is no stop 'Beta'");
    check_finding("delays", "10,D,,,,,fixed,5,\n",
                  "delays.csv:2: no run of line '10' leaves stop 'D'");
    check_finding("delays", "10,B,1,,,,fixed,5,\n",
                  "no run of line '10' leaves stop 'B' in direction 1");
    check_finding("delays", "10,C,0,,,,fixed,5,\n",
                  "no run of line '10' leaves stop 'C' in direction 0");
    check_finding("delays", "10,,,09:00,08:00,,fixed,5,\n",
                  "delays.csv:2: from is 9 h and until 8 h, must be from < until");
    check_finding("incidents", "10,0,06:18,,60,\n",
                  "incidents.csv:2: line '10' direction 0 has no departure at 06:18, did you mean "
                  "06:20:00?");
    check_finding("incidents", "20,0,06:18,,60,\n", "line '20' has no departures in direction 0");
    check_finding("incidents", "10,0,06:20,D,60,\n",
                  "this run of line '10' does not call at stop 'D'");
    check_finding("incidents", "10,0,06:20,C,60,\n", "stop 'C' is the last one of the run");
    check_finding("incidents", "10,0,06:20,B,0,\n", "delay_s is 0, cancelled is no");
    check_finding("incidents", "10,0,06:20,B,5,run\n", "delay_s is 5, cancelled is set");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rules),
                                       cmocka_unit_test(test_incidents),
                                       cmocka_unit_test(test_findings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
