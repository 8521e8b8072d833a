// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/sweep_plan.h"

static void assert_refused(const char *name, const char *finding)
{
    struct error err = {0};
    const struct field *field = NULL;
    assert_int_equal(plan_parameter_check(name, "p.lua:3", &field, &err), STATUS_USAGE);
    assert_contains(err.text, "p.lua:3: ");
    assert_contains(err.text, finding);
}

static void parameters(void **state)
{
    (void)state;
    struct error err = {0};
    const struct field *field = NULL;
    assert_int_equal(plan_parameter_check("road.patience", "p", &field, &err), STATUS_OK);
    assert_string_equal(field->name, "patience");
    assert_int_equal(plan_parameter_check("interval", "p", &field, &err), STATUS_OK);
    assert_string_equal(field->name, "interval");
    assert_int_equal(plan_parameter_check("transit.lines", "p", &field, &err), STATUS_OK);
    assert_null(field); /* a table */
    assert_refused("road.patiense", "did you mean 'road.patience'?");
    assert_refused("zzzzzzzzzzzz", "[\"group.field\"]");
    assert_refused("measures", "give a variant of the list that 'scenario'");
    assert_refused("seed", "by the 'seeds' of the plan");
    assert_refused("name", "it is the name of the variant");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(parameters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
