// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/ensemble_fixture.h"

#include "ensemble/stop_rule.h"

static void content(void **state)
{
    (void)state;
    int64_t seeds[] = {1, 2};
    struct variant two[] = {{.name = "a"}, {.name = "b"}};
    const struct variants variants = {.items = two, .count = 2, .baseline = 0};
    struct folder folder;
    struct error err = {0};
    struct members members = {0};
    bool is_content = true;
    folder_init(&folder);
    struct sweep_plan plan = {.path = "p.lua", .out = folder.path, .seeds = seeds, .seed_count = 2};
    plan.stop = (struct plan_stop){.indicator = "boardings", .half_width = 13, .most_seeds = 9};
    mkdir(folder_path(&folder, "members"), 0777);
    /* Means 101 and 105 +- 12.706 (Student, one degree of freedom); the difference 4 +- 0. */
    write_result(folder_path(&folder, "members/a-s1.h5"), "a", 1, "5", 100);
    write_result(folder_path(&folder, "members/a-s2.h5"), "a", 2, "5", 102);
    write_result(folder_path(&folder, "members/b-s1.h5"), "b", 1, "6", 104);
    write_result(folder_path(&folder, "members/b-s2.h5"), "b", 2, "6", 106);
    for (int i = 0; i < 2; i++)
        assert_int_equal(members_add_seed(&members, &plan, 2, &err), STATUS_OK);

    assert_int_equal(stop_rule_is_content(&plan, &variants, &members, &is_content, &err),
                     STATUS_OK);
    assert_true(is_content);
    plan.stop.half_width = 12.7;
    assert_int_equal(stop_rule_is_content(&plan, &variants, &members, &is_content, &err),
                     STATUS_OK);
    assert_false(is_content);
    plan.stop.share = 0.13;
    assert_int_equal(stop_rule_is_content(&plan, &variants, &members, &is_content, &err),
                     STATUS_OK);
    assert_true(is_content);
    plan.stop.share = 0;
    plan.stop.of = PLAN_STOP_DIFFERENCE;
    plan.stop.half_width = 1e-9;
    assert_int_equal(stop_rule_is_content(&plan, &variants, &members, &is_content, &err),
                     STATUS_OK);
    assert_true(is_content);
    plan.stop.of = PLAN_STOP_MEAN;
    plan.stop.most_seeds = 2;
    assert_int_equal(stop_rule_is_content(&plan, &variants, &members, &is_content, &err),
                     STATUS_OK);
    assert_true(is_content);
    plan.stop.most_seeds = 9;
    plan.stop.indicator = "bordings";
    assert_int_equal(stop_rule_is_content(&plan, &variants, &members, &is_content, &err),
                     STATUS_USAGE);
    assert_contains(err.text, "did you mean 'boardings'?");
    members_deinit(&members);
    folder_deinit(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(content)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
