// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

/** How many links of a class are faster than this. */
static uint32_t faster(const struct spec *spec, int class, double speed_mps)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < spec->network_tables.links.count; i++) {
        const struct road_link_row *link =
            TABLE_ROW(&spec->network_tables.links, struct road_link_row, i);
        count += link->class == class && link->speed_mps > speed_mps + 1e-9;
    }
    return count;
}

static void test_a_class_all_day(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.speed_limit { class = 'tertiary', speed = '30 km/h' }");
    assert_int_equal(faster(spec, ROAD_CLASS_TERTIARY, 30 / 3.6), 0);
    assert_int_equal(spec->network_tables.changes.count, 0);
    assert_true(faster(spec, ROAD_CLASS_SECONDARY, 30 / 3.6) > 100);
}

static void test_a_town(void **state)
{
    struct measured *measured = *state;
    const struct spec *spec = measure_apply(
        measured, "ardey.speed_limit { municipality = 'Schwerte', class = { 'secondary', "
                  "'tertiary' }, speed = '30 km/h' }");
    uint32_t left = faster(spec, ROAD_CLASS_SECONDARY, 30 / 3.6);
    spec = measure_apply(measured, "ardey.speed_limit { zone = 'Holzen (Schwerte)', class = { "
                                   "'secondary', 'tertiary' }, speed = '30 km/h' }");
    uint32_t left_in_quarter = faster(spec, ROAD_CLASS_SECONDARY, 30 / 3.6);
    assert_true(left < left_in_quarter);
}

static void test_by_night(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.speed_limit { class = 'trunk', speed = '60 km/h', from = '00:00', to = "
                "'06:00' }");
    const struct table *changes = &spec->network_tables.changes;
    assert_true(changes->count >= 14 && faster(spec, ROAD_CLASS_TRUNK, 60 / 3.6) > 0);
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct link_change_row *row = TABLE_ROW(changes, struct link_change_row, i);
        assert_near(row->speed_mps, 60 / 3.6, 1e-12);
        assert_true(row->is_open && row->until_s == 21600);
    }
}

static void test_mistakes(void **state)
{
    measure_refuse(*state,
                   "ardey.speed_limit { class = 'tertiery', speed = '30 km/h' },\n"
                   "ardey.speed_limit { zone = 'Holtzen (Schwerte)', speed = '30 km/h' },\n"
                   "ardey.speed_limit { municipality = 'Schwärte', speed = '30 km/h' },\n"
                   "ardey.speed_limit { speed = '200 km/h' }",
                   "s.lua:2: measures[1] (speed_limit): no class of road 'tertiery', did you mean "
                   "'tertiary'?\n"
                   "s.lua:3: measures[2] (speed_limit): no zone 'Holtzen (Schwerte)', did you mean "
                   "'Holzen (Schwerte)'?\n"
                   "s.lua:4: measures[3] (speed_limit): no municipality 'Schwärte', did you mean "
                   "'Schwerte'?\n"
                   "s.lua:5: measures[4] (speed_limit): changes nothing, the scenario is as it "
                   "says already");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_a_class_all_day),
        TEST(test_a_town),
        TEST(test_by_night),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
