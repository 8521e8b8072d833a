// SPDX-License-Identifier: GPL-3.0-or-later
#include "lua_support.h"
#include "measure_support.h"

static void test_groups_are_merged(void **state)
{
    const struct measured *measured = *state;
    lua_assert_runs(
        &measured->folder,
        "local base = { a = 1, g = { x = 1, y = { 1, 2, 3 }, h = { deep = true } }, e = { z = 1 } "
        "}\n"
        "local made = ardey.derive(base, { a = 2, g = { x = 3, y = { 4 }, h = { more = 1 } },\n"
        "  e = {}, new = { 1 } })\n"
        "assert(made.a == 2 and made.g.x == 3 and #made.g.y == 1 and made.g.y[1] == 4)\n"
        "assert(made.g.h.deep and made.g.h.more == 1 and made.e.z == 1 and made.new[1] == 1)\n"
        "assert(base.a == 1 and base.g.x == 1 and #base.g.y == 3 and not base.g.h.more)\n"
        "made.e.z = 5\n"
        "assert(base.e.z == 1)\n"
        "return {}");
}

static void test_measures_are_joined(void **state)
{
    const struct measured *measured = *state;
    lua_assert_runs(
        &measured->folder,
        "local a, b, c = ardey.link {}, ardey.link {}, ardey.stop {}\n"
        "local base = { measures = { a } }\n"
        "local made = ardey.derive(base, { measures = { b, c } })\n"
        "assert(#made.measures == 3 and made.measures[1] == a and made.measures[3] == c)\n"
        "assert(#base.measures == 1)\n"
        "assert(#ardey.derive({}, { measures = { b } }).measures == 1)\n"
        "local inner = ardey.derive({ g = { measures = { 1 } } }, { g = { measures = { 2 } } })\n"
        "assert(#inner.g.measures == 1)\n"
        "return {}");
}

static void test_wrong_calls(void **state)
{
    const struct measured *measured = *state;
    lua_assert_fails(&measured->folder, "return ardey.derive({})",
                     "s.lua:1: ardey.derive takes two tables: ardey.derive(base, { ... })");
    lua_assert_fails(&measured->folder, "return ardey.derive({}, ardey.link {})",
                     "s.lua:1: ardey.derive takes plain tables, its second one is a measure link");
    lua_assert_fails(&measured->folder, "local a = {}\na.a = a\nreturn ardey.derive({}, a)",
                     "s.lua:3: derive: the tables are nested more than 32 deep");
}

/** What a scenario comes from, by either way of deriving it. */
static void test_origin(void **state)
{
    struct measured *measured = *state;
    static const char *const folders[] = {"scenarios", NULL};
    static const char *const texts[] = {
        "return ardey.derive(require 'weekday', { name = 'x', road = { patience = '10 min' } })",
        "local s = require 'weekday'\ns.name = 'x'\ns.road.patience = '10 min'\nreturn s"};
    for (int i = 0; i < 2; i++) {
        const char *path = folder_write(&measured->folder, "s.lua", texts[i]);
        assert_int_equal(scenario_read(path, folders, &measured->spec, &measured->err), STATUS_OK);
        assert_string_equal(measured->spec->base, "scenarios/weekday.lua");
        assert_string_equal(measured->spec->run.name, "x");
        assert_true(measured->spec->road.patience_s == 600);
        spec_destroy(measured->spec);
        measured->spec = NULL;
    }
    assert_int_equal(scenario_read("scenarios/weekday.lua", NULL, &measured->spec, &measured->err),
                     STATUS_OK);
    assert_string_equal(measured->spec->base, "scenarios/corridor/init.lua");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_groups_are_merged),
        TEST(test_measures_are_joined),
        TEST(test_wrong_calls),
        TEST(test_origin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
