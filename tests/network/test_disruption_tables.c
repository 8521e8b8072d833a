// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

/** What is left out has its default; times become seconds. */
static void test_defaults_and_units(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    fixture_add(&f, "delays", ",,,,,,fixed,90\n");
    fixture_add(&f, "incidents", "10,1,06:30,B,600\n");
    fixture_add(&f, "closures", "*,A,B,06:00,25:00,yes,12.5,bus\n10,A,B,06:00,07:00\n");

    const struct delay_row *delay = TABLE_ROW(&f.tables.delays, struct delay_row, 0);
    assert_string_equal(delay->line_id, "*");
    assert_string_equal(delay->stop, "*");
    assert_int_equal(delay->direction, -1);
    assert_near(delay->share, 1.0, 0.0);
    assert_near(delay->mean_s, 90.0, 0.0);
    assert_int_equal(delay->distribution, DELAY_FIXED);
    const struct incident_row *incident = TABLE_ROW(&f.tables.incidents, struct incident_row, 0);
    assert_near(incident->depart_s, 23400.0, 0.0);
    assert_near(incident->delay_s, 600.0, 0.0);
    assert_int_equal(incident->cancelled, CANCEL_NOTHING);
    const struct closure_row *closures = TABLE_ROW(&f.tables.closures, struct closure_row, 0);
    assert_near(closures[0].until_s, 90000.0, 0.0);
    assert_int_equal(closures[0].has_replacement, 1);
    assert_near(closures[0].replacement_s, 750.0, 0.0);
    assert_near(closures[0].change_s, 300.0, 0.0);
    assert_int_equal(closures[1].has_replacement, 0);
    assert_string_equal(closures[1].vehicle, "");
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_defaults_and_units)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
