// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/ensemble_fixture.h"

#include "ensemble/variants.h"

#include <math.h>

static struct plan_value patience[] = {{"5 min", "\"5 min\""}, {"10 %", "\"10 %\""}};
static struct plan_value lines[] = {{"/a/lines15.csv", "\"/a/lines15.csv\""}, {"1", "1"}};

static void grid(void **state)
{
    (void)state;
    struct plan_axis axes[] = {{"road.patience", patience, 2, 2}, {"transit.lines", lines, 2, 2}};
    struct sweep_plan plan = {.path = "p.lua",
                              .scenario = "s.lua",
                              .baseline = "patience-5min_lines-1",
                              .axes = axes,
                              .axis_count = 2};
    struct variants variants;
    struct error err = {0};
    assert_int_equal(variants_build(&plan, &variants, &err), STATUS_OK);
    assert_int_equal(variants.count, 4);
    assert_string_equal(variants.items[0].name, "patience-5min_lines-lines15");
    assert_string_equal(variants.items[1].name, "patience-5min_lines-1");
    assert_string_equal(variants.items[3].name, "patience-10pct_lines-1");
    assert_int_equal(variants.baseline, 1);
    assert_string_equal(variants.items[3].settings.items[0].value.lua, "\"10 %\"");
    variants_deinit(&variants);

    plan.baseline = "patience-5min_lines-2";
    assert_int_equal(variants_build(&plan, &variants, &err), STATUS_USAGE);
    assert_contains(err.text, "did you mean 'patience-5min_lines-1'?");
}

static void list_and_none(void **state)
{
    (void)state;
    struct plan_setting setting = {"road.patience", {"1", "1"}};
    struct plan_entry entries[] = {{"as-is", "", {NULL, 0, 0}}, {"", "o.lua", {&setting, 1, 1}}};
    struct sweep_plan plan = {.path = "p.lua", .scenario = "s.lua", .baseline = ""};
    struct variants variants;
    struct error err = {0};
    assert_int_equal(variants_build(&plan, &variants, &err), STATUS_OK);
    assert_int_equal(variants.count, 1);
    assert_string_equal(variants.items[0].name, "base");
    variants_deinit(&variants);

    plan.entries = entries;
    plan.entry_count = 2;
    assert_int_equal(variants_build(&plan, &variants, &err), STATUS_OK);
    assert_string_equal(variants.items[0].name, "as-is");
    assert_string_equal(variants.items[0].scenario, "s.lua");
    assert_string_equal(variants.items[1].name, "patience-1");
    assert_string_equal(variants.items[1].scenario, "o.lua");
    variants_deinit(&variants);

    entries[0].name = "patience-1";
    assert_int_equal(variants_build(&plan, &variants, &err), STATUS_USAGE);
    assert_contains(err.text, "two variants are called 'patience-1'");
}

#define POINTS 200

/** Every part of every range is hit once; another range changes nothing. */
static void latin(void **state)
{
    (void)state;
    struct plan_range ranges[] = {{"road.patience", 10, 20, false}, {"equilibrium.x", 0, 3, true}};
    struct sweep_plan plan = {.path = "p.lua",
                              .scenario = "s.lua",
                              .baseline = "",
                              .latin = {.points = POINTS, .seed = 4, .ranges = ranges, .count = 2}};
    struct variants both, one;
    struct error err = {0};
    bool is_hit[POINTS] = {false};
    unsigned whole[4] = {0};
    assert_int_equal(variants_build(&plan, &both, &err), STATUS_OK);
    plan.latin.count = 1;
    assert_int_equal(variants_build(&plan, &one, &err), STATUS_OK);
    assert_string_equal(both.items[0].name, "point-00001");
    for (uint32_t i = 0; i < POINTS; i++) {
        const struct plan_setting *settings = both.items[i].settings.items;
        double value = strtod(settings[0].value.lua, NULL);
        int part = (int)floor((value - 10) / 10 * POINTS);
        assert_in_range(part, 0, POINTS - 1);
        assert_false(is_hit[part]);
        is_hit[part] = true;
        whole[atoi(settings[1].value.lua)]++;
        assert_string_equal(settings[0].value.lua, one.items[i].settings.items[0].value.lua);
    }
    for (int w = 0; w < 4; w++)
        assert_int_equal(whole[w], POINTS / 4);
    variants_deinit(&both);
    variants_deinit(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(grid), cmocka_unit_test(list_and_none),
                                       cmocka_unit_test(latin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
