// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

/** The rows of a link, "from-until toll speed" in order of time, speed in km/h. */
static void assert_rows(const struct spec *spec, const char *link, const char *expected)
{
    const struct table *changes = &spec->network_tables.changes;
    char found[400] = "";
    size_t used = 0;
    for (double t_s = 0; t_s < 48 * 3600; t_s += 900)
        for (uint32_t i = 0; i < changes->count; i++) {
            const struct link_change_row *row = TABLE_ROW(changes, struct link_change_row, i);
            if (strcmp(row->link, link) == 0 && (int)row->from_s == (int)t_s)
                used += (size_t)snprintf(found + used, sizeof found - used, "%s%g-%g %g %.0f%s",
                                         used ? ", " : "", row->from_s / 3600, row->until_s / 3600,
                                         row->toll_eur, row->speed_mps * 3.6,
                                         row->is_open ? "" : " closed");
        }
    assert_string_equal(found, expected);
}

static void test_links(void **state)
{
    const struct spec *spec = measure_apply(
        *state,
        "ardey.toll { link = { 'L0139', 'L0138' }, from = '06:00', to = '10:00', toll = 1.5 }");
    assert_rows(spec, "L0139", "6-10 1.5 0");
    assert_rows(spec, "L0138", "6-10 1.5 0");
}

/** What holds at one time is one row, whichever measure comes first. */
static void test_beside_other_changes(void **state)
{
    static const char *const lists[] = {
        "ardey.link { link = 'L0139', from = '08:00', to = '12:00', speed = '50 km/h' },\n"
        "ardey.toll { link = 'L0139', from = '06:00', to = '10:00', toll = 2 }",
        "ardey.toll { link = 'L0139', from = '06:00', to = '10:00', toll = 2 },\n"
        "ardey.link { link = 'L0139', from = '08:00', to = '12:00', speed = '50 km/h' }"};
    for (int i = 0; i < 2; i++)
        assert_rows(measure_apply(*state, lists[i]), "L0139", "6-8 2 0, 8-10 2 50, 10-12 0 50");
    const struct spec *spec = measure_apply(
        *state, "ardey.link { link = 'L0139', from = '07:00', to = '08:00', close = true },\n"
                "ardey.link { link = 'L0139', from = '09:00', to = '10:00', speed = '50 km/h' },\n"
                "ardey.toll { link = 'L0139', from = '06:00', to = '11:00', toll = 2 }");
    assert_rows(spec, "L0139", "6-7 2 0, 7-8 2 0 closed, 8-9 2 0, 9-10 2 50, 10-11 2 0");
}

static void test_the_later_toll_holds(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.toll { link = 'L0139', toll = 1 },\n"
                "ardey.toll { link = 'L0139', from = '07:00', to = '09:00', toll = 3 }");
    assert_rows(spec, "L0139", "0-7 1 0, 7-9 3 0, 9-48 1 0");
}

static void test_a_road(void **state)
{
    const struct spec *spec = measure_apply(*state, "ardey.toll { road = 'A1', toll = 0.5 }");
    const struct table *changes = &spec->network_tables.changes;
    assert_true(changes->count > 5);
    for (uint32_t i = 0; i < changes->count; i++)
        assert_int_equal((int)(10 * TABLE_ROW(changes, struct link_change_row, i)->toll_eur), 5);
}

static void test_findings(void **state)
{
    measure_refuse(*state,
                   "ardey.toll { toll = 1 },\n"
                   "ardey.toll { link = 'L0139', from = '10:00', to = '08:00', toll = 1 }",
                   "s.lua:2: measures[1] (toll): needs either 'link' or 'road'\n"
                   "s.lua:3: measures[2] (toll): from is 10:00, must be before to, which is 08:00");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_links, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_beside_other_changes, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_the_later_toll_holds, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_a_road, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_findings, measured_up, measured_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
