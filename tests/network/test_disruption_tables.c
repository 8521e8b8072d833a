// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

/** What an author leaves out. */
static void test_standards(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    fixture_add(&f, "delays", ",,,,,,weibull,30,\n");
    fixture_add(&f, "incidents", "10,1,25:10,,90,\n");
    fixture_add(&f, "closures", "*,A,B,10:00,12:30,,,,\n");
    const struct delay_row *delay = TABLE_ROW(&f.tables.delays, struct delay_row, 0);
    assert_string_equal(delay->line_id, "*");
    assert_string_equal(delay->stop, "*");
    assert_int_equal(delay->direction, -1);
    assert_near(delay->until_s - delay->from_s, 32 * 3600, 0);
    assert_near(delay->share, 1, 0);
    assert_near(delay->shape, 1, 0);
    assert_int_equal(delay->distribution, DELAY_WEIBULL);
    const struct incident_row *incident = TABLE_ROW(&f.tables.incidents, struct incident_row, 0);
    assert_near(incident->depart_s, 90600, 0);
    assert_near(incident->delay_s, 90, 0);
    assert_int_equal(incident->cancelled, CANCEL_NOTHING);
    const struct closure_row *closure = TABLE_ROW(&f.tables.closures, struct closure_row, 0);
    assert_near(closure->until_s - closure->from_s, 9000, 0);
    assert_near(closure->change_s, 300, 0);
    assert_int_equal(closure->has_replacement, 0);
    fixture_deinit(&f);
}

/** One field of an otherwise empty row. */
static enum status set(const struct field *fields, const char *name, const char *text)
{
    unsigned char row[256] = {0};
    struct text_arena arena = {0};
    struct error err = {0};
    enum status status =
        field_set_text(fields_find(fields, name), row, text, &arena, "delays.csv:2", &err);
    text_arena_deinit(&arena);
    return status;
}

static void test_ranges(void **state)
{
    (void)state;
    assert_int_equal(set(transit_delay_fields, "distribution", "normal"), STATUS_DATA);
    assert_int_equal(set(transit_delay_fields, "share", "1.1"), STATUS_DATA);
    assert_int_equal(set(transit_delay_fields, "mean_s", "-1"), STATUS_DATA);
    assert_int_equal(set(transit_delay_fields, "shape", "0"), STATUS_DATA);
    assert_int_equal(set(transit_delay_fields, "direction", "2"), STATUS_DATA);
    assert_int_equal(set(transit_incident_fields, "direction", "-1"), STATUS_DATA);
    assert_int_equal(set(transit_incident_fields, "cancelled", "yes"), STATUS_DATA);
    assert_int_equal(set(transit_incident_fields, "cancelled", "from_stop"), STATUS_OK);
    assert_int_equal(set(transit_closure_fields, "replacement", "2"), STATUS_DATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_standards),
                                       cmocka_unit_test(test_ranges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
