// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/sweep_fixture.h"

#include "api/ardey.h"

static void listed(void **state)
{
    (void)state;
    struct sweep_fixture fixture;
    struct ardey_error err = {0};
    char *text = NULL;
    fixture_init(&fixture, NULL);
    struct ardey_sweep sweep = {.plan = fixture.plan, .program = fixture.program};
    assert_int_equal(ardey_sweep_list(&sweep, &text, &err), ARDEY_OK);
    assert_contains(text, "variant,seed,scenario,settings\npatience-5min,1,");
    assert_contains(text, "patience-6min,2,");
    assert_contains(text, "road.patience = \"6 min\"\n");
    ardey_free(text);
    sweep.plan = "/nowhere/plan.lua";
    assert_int_equal(ardey_sweep_list(&sweep, &text, &err), ARDEY_USAGE);
    assert_contains(err.text, "cannot read the plan '/nowhere/plan.lua'");
    fixture_deinit(&fixture);
}

/** Failures are told, and are no error. */
static void failures(void **state)
{
    (void)state;
    struct sweep_fixture fixture;
    struct ardey_error err = {.text = ""};
    struct ardey_sweep_state end;
    fixture_init(&fixture, "/bin/false");
    const struct ardey_sweep sweep = {.plan = fixture.plan, .program = "/bin/false", .retries = 1};
    assert_int_equal(ardey_sweep_run(&sweep, NULL, NULL, &end, &err), ARDEY_OK);
    assert_int_equal(end.members, 4);
    assert_int_equal(end.failed, 4);
    assert_int_equal(end.done, 0);
    assert_contains(err.text, "failed: exit code 1 after 2 attempts, see ");
    assert_contains(err.text, "patience-6min-s2.log");
    const struct ardey_collection nothing = {.output = NULL};
    char *text = NULL;
    assert_int_equal(ardey_collect(&nothing, &text, &err), ARDEY_USAGE);
    assert_contains(err.text, "no file to write to");
    fixture_deinit(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(listed), cmocka_unit_test(failures)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
