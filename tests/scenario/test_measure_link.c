// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static const struct link_change_row *change(const struct spec *spec, uint32_t i)
{
    assert_true(i < spec->network_tables.changes.count);
    return TABLE_ROW(&spec->network_tables.changes, struct link_change_row, i);
}

static void test_close_a_list(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.link { link = { 'L0139', 'L0139r' }, from = '06:00', "
                              "to = '10:00', close = true, reason = 'works' }");
    assert_int_equal(spec->network_tables.changes.count, 2);
    assert_string_equal(change(spec, 0)->link, "L0139");
    assert_string_equal(change(spec, 1)->link, "L0139r");
    assert_true(change(spec, 1)->from_s == 21600 && change(spec, 1)->until_s == 36000);
    assert_false(change(spec, 1)->is_open);
    assert_true(change(spec, 1)->speed_mps == 0 && change(spec, 1)->capacity_vps == 0);
    assert_string_equal(change(spec, 1)->reason, "works");
}

/** L0139 has two lanes and 3600 veh/h. */
static void test_narrow(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.link { link = 'L0139', lanes = 1, speed = '60 km/h' }");
    assert_int_equal(spec->network_tables.changes.count, 1);
    assert_true(change(spec, 0)->is_open);
    assert_near(change(spec, 0)->capacity_vps, 0.5, 1e-12);
    assert_near(change(spec, 0)->speed_mps, 60 / 3.6, 1e-12);
    assert_true(change(spec, 0)->from_s == 0 && change(spec, 0)->until_s == 172800);
}

/** The B236 has nine rows, all with both directions. */
static void test_a_whole_road(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.link { road = 'B236', capacity = '1000 veh/h' }");
    assert_int_equal(spec->network_tables.changes.count, 18);
    assert_string_equal(change(spec, 0)->link, "L0131");
    assert_string_equal(change(spec, 17)->link, "L0142r");
}

static void test_mistakes(void **state)
{
    measure_refuse(*state,
                   "ardey.link { link = 'L01399', close = true },\n"
                   "ardey.link { link = 'L0001r', close = true },\n"
                   "ardey.link { road = 'B263', close = true },\n"
                   "ardey.link { close = true },\n"
                   "ardey.link { link = 'L0139', lanes = 1, capacity = '900 veh/h' },\n"
                   "ardey.link { link = 'L0139', speed = '80 km/h' },\n"
                   "ardey.link { link = 'L0139', close = true, from = '10:00', to = '06:00' }",
                   "s.lua:2: measures[1] (link): no link 'L01399', did you mean 'L0139'?\n"
                   "s.lua:3: measures[2] (link): no link 'L0001r', as 'L0001' is a one-way street\n"
                   "s.lua:4: measures[3] (link): no road 'B263', did you mean 'B236'?\n"
                   "s.lua:5: measures[4] (link): needs either 'link' or 'road'\n"
                   "s.lua:6: measures[5] (link): 'lanes' and 'capacity' say the same thing, give "
                   "one of them\n"
                   "s.lua:7: measures[6] (link): changes nothing, the scenario is as it says "
                   "already\n"
                   "s.lua:8: measures[7] (link): from is 10:00, must be before to, which is 06:00");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_close_a_list),
        TEST(test_narrow),
        TEST(test_a_whole_road),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
