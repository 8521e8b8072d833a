// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

/** What both measures of roads rely on: a change is only made where it changes something. */
static void test_only_links_that_differ(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.link { link = { 'L0139', 'L0138' }, speed = '80 km/h', capacity = "
                "'3600 veh/h', close = true },\n"
                "ardey.link { link = { 'L0134', 'L0137' }, speed = '80 km/h' }");
    assert_int_equal(spec->network_tables.changes.count, 3);
    const struct link_change_row *row =
        TABLE_ROW(&spec->network_tables.changes, struct link_change_row, 2);
    assert_string_equal(row->link, "L0134");
}

/** A link whose row is two-way has a way back. */
static void test_ways_back(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.link { road = 'A1', speed = '100 km/h' }");
    const struct table *changes = &spec->network_tables.changes;
    assert_true(changes->count > 5);
    for (uint32_t i = 0; i < changes->count; i++) {
        const char *name = TABLE_ROW(changes, struct link_change_row, i)->link;
        assert_true(name[strlen(name) - 1] != 'r');
    }
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_only_links_that_differ),
        TEST(test_ways_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
