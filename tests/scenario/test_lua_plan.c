// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/lua_plan.h"

static void read_good(const struct folder *folder, const char *text, struct sweep_plan *out)
{
    struct error err = {0};
    folder_write(folder, "day.lua", "return {}");
    const char *path = folder_write(folder, "plan.lua", text);
    if (lua_plan_read(path, NULL, out, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

static void grid(void **state)
{
    (void)state;
    struct folder folder;
    struct sweep_plan plan;
    folder_init(&folder);
    read_good(&folder,
              "return { scenario = 'day.lua', seeds = 3, out = 'r', baseline = 'b', grid = {\n"
              "  ['road.patience'] = { '5 min', 600 }, ['demand.sample'] = { 0.5 } } }",
              &plan);
    assert_string_equal(plan.scenario, folder_path(&folder, "day.lua"));
    assert_string_equal(plan.out, folder_path(&folder, "r"));
    assert_string_equal(plan.baseline, "b");
    assert_int_equal(plan.seed_count, 3);
    assert_int_equal(plan.seeds[2], 3);
    assert_int_equal(plan.axis_count, 2); /* by name */
    assert_string_equal(plan.axes[0].parameter, "demand.sample");
    assert_string_equal(plan.axes[0].values[0].lua, "0.5");
    assert_string_equal(plan.axes[1].parameter, "road.patience");
    assert_int_equal(plan.axes[1].count, 2);
    assert_string_equal(plan.axes[1].values[0].shown, "5 min");
    assert_string_equal(plan.axes[1].values[0].lua, "\"5 min\"");
    assert_string_equal(plan.axes[1].values[1].lua, "600");
    assert_string_equal(plan.stop.indicator, "");
    sweep_plan_deinit(&plan);
    folder_deinit(&folder);
}

static void list_and_stop(void **state)
{
    (void)state;
    struct folder folder;
    struct sweep_plan plan;
    folder_init(&folder);
    read_good(&folder,
              "return { scenario = 'day.lua', seeds = { 7, 3 }, list = { { name = 'as-is' },\n"
              "  { name = 'fine', interval = '5 min', scenario = here .. '/day.lua' } },\n"
              "  stop = { indicator = 'boardings', of = 'difference', half_width = 4 } }",
              &plan);
    assert_int_equal(plan.seeds[0], 7);
    assert_int_equal(plan.entry_count, 2);
    assert_string_equal(plan.entries[0].name, "as-is");
    assert_int_equal(plan.entries[0].settings.count, 0);
    assert_string_equal(plan.entries[1].settings.items[0].parameter, "interval");
    assert_string_equal(plan.entries[1].scenario, folder_path(&folder, "day.lua"));
    assert_string_equal(plan.stop.indicator, "boardings");
    assert_int_equal(plan.stop.of, PLAN_STOP_DIFFERENCE);
    assert_true(plan.stop.half_width == 4);
    assert_int_equal(plan.stop.most_seeds, 100);
    sweep_plan_deinit(&plan);
    folder_deinit(&folder);
}

static void latin(void **state)
{
    (void)state;
    struct folder folder;
    struct sweep_plan plan;
    folder_init(&folder);
    read_good(
        &folder,
        "return { scenario = 'day.lua', latin = { n = 9, ranges = {\n"
        "  ['road.patience'] = { '5 min', '1 h' }, ['equilibrium.iterations'] = { 0, 4 } } } }",
        &plan);
    assert_int_equal(plan.seed_count, 1);
    assert_int_equal(plan.latin.points, 9);
    assert_int_equal(plan.latin.seed, 1);
    assert_true(plan.latin.ranges[0].is_whole && plan.latin.ranges[0].high == 4);
    assert_true(plan.latin.ranges[1].low == 300 && plan.latin.ranges[1].high == 3600);
    assert_false(plan.latin.ranges[1].is_whole);
    sweep_plan_deinit(&plan);
    folder_deinit(&folder);
}

static void assert_refused(const char *text, const char *finding)
{
    struct folder folder;
    struct sweep_plan plan = {.seed_count = 77};
    struct error err = {0};
    folder_init(&folder);
    folder_write(&folder, "day.lua", "return {}");
    assert_int_equal(lua_plan_read(folder_write(&folder, "p.lua", text), NULL, &plan, &err),
                     STATUS_USAGE);
    assert_contains(err.text, finding);
    assert_int_equal(plan.seed_count, 77);
    folder_deinit(&folder);
}

static void mistakes(void **state)
{
    (void)state;
    assert_refused("return {}", "p.lua:1: 'scenario' is missing");
    assert_refused("return { scenario = 'night.lua' }", "there is no scenario 'night.lua'");
    assert_refused("return { scenario = 'day.lua',\n sedes = 4 }",
                   "p.lua:2: unknown field 'sedes', did you mean 'seeds'?");
    assert_refused("return { scenario = 'day.lua', seeds = { 4, 4 } }", "seed 4 is given twice");
    assert_refused("return { scenario = 'day.lua', seeds = 0 }", "seeds must be how many");
    assert_refused("return { scenario = 'day.lua', grid = { ['road.patience'] = 5 } }",
                   "road.patience must be a list of values");
    assert_refused("return { scenario = 'day.lua', grid = { ['network.nodes'] = { {} } } }",
                   "has no short form");
    assert_refused("return { scenario = 'day.lua', list = { { name = 'a/b' } } }",
                   "becomes a file name");
    assert_refused("return { scenario = 'day.lua', list = {}, grid = {} }", "has one of");
    assert_refused("return { scenario = 'day.lua', latin = { n = 3, ranges = { ['road.patience'] = "
                   "{ '10 min', '5 min' } } } }",
                   "from 600 to 300, the first must be less");
    assert_refused("return { scenario = 'day.lua', latin = { n = 3, ranges = { start = "
                   "{ '05:00', '06:00' } } } }",
                   "start is no number");
    assert_refused("return { scenario = 'day.lua', stop = { indicator = 'x' } }",
                   "stop needs 'half_width'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(grid), cmocka_unit_test(list_and_stop),
                                       cmocka_unit_test(latin), cmocka_unit_test(mistakes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
