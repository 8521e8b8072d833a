// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/spec.h"

#define CLOSURE "ardey.link { link = 'L3', close = true, from = '08:00', to = '09:00' }"

struct setup {
    struct folder folder;
    struct spec *spec;
    struct error err;
};

/** Reads the small town, with a measure and a hook of its own, and a branch of 7:45. */
static enum status read_branch(struct setup *setup, const char *text)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    *setup = (struct setup){.spec = NULL};
    folder_init(&setup->folder);
    const char *scenario = folder_write(
        &setup->folder, "s.lua",
        "local s = require 'small'\ns.measures = { ardey.toll { link = 'L1', toll = 1 } }\n"
        "s.hooks = { { every = '5 min', run = function() end } }\nreturn s");
    folder_write(&setup->folder, "part.lua", "return { " CLOSURE " }");
    const struct spec_branch_file branch = {folder_write(&setup->folder, "b.lua", text), 27900};
    return scenario_read_branch(scenario, folders, &branch, &setup->spec, &setup->err);
}

static void end(struct setup *setup)
{
    spec_destroy(setup->spec);
    folder_deinit(&setup->folder);
}

static void test_a_list_stands_behind_what_there_was(void **state)
{
    (void)state;
    struct setup setup;
    assert_int_equal(read_branch(&setup, "return { " CLOSURE " }"), STATUS_OK);
    const struct spec *spec = setup.spec;
    assert_int_equal(spec->measures.count, 2);
    assert_int_equal(spec->branch.first_measure, 1);
    assert_string_equal(spec->measures.items[1].kind->name, "link");
    assert_int_equal(spec->branch.first_link_change, 1);
    assert_int_equal(spec->network_tables.changes.count, 2);
    assert_int_equal(spec->branch.first_hook, 1);
    assert_int_equal(hooks_count(spec->hooks), 1);
    assert_string_equal(spec->branch.source, "return { " CLOSURE " }");
    end(&setup);
}

static void test_names_for_measures_and_hooks(void **state)
{
    (void)state;
    struct setup setup;
    assert_int_equal(read_branch(&setup, "return { measures = require 'part',\n"
                                         "hooks = { { at = '08:10', run = function() end } } }"),
                     STATUS_OK);
    assert_int_equal(setup.spec->measures.count, 2);
    assert_int_equal(hooks_count(setup.spec->hooks), 2);
    assert_true(hooks_times(setup.spec->hooks, 1)->at_s >= 8 * 3600);
    end(&setup);
}

/** The digest of the scenario is there as it was, and another one with the branch. */
static void test_digests(void **state)
{
    (void)state;
    struct setup one, other;
    assert_int_equal(read_branch(&one, "return {}"), STATUS_OK);
    assert_int_equal(read_branch(&other, "return { " CLOSURE " }"), STATUS_OK);
    assert_string_equal(one.spec->branch.base_digest, other.spec->branch.base_digest);
    assert_string_not_equal(one.spec->digest, other.spec->digest);
    assert_string_not_equal(one.spec->digest, one.spec->branch.base_digest);
    end(&one);
    end(&other);
}

static void assert_refused(const char *text, const char *expected)
{
    struct setup setup;
    assert_int_equal(read_branch(&setup, text), STATUS_USAGE);
    assert_contains(setup.err.text, expected);
    assert_null(setup.spec);
    end(&setup);
}

static void test_what_is_refused(void **state)
{
    (void)state;
    assert_refused("return " CLOSURE, "b.lua:1: measures is a measure, must be a list of measures");
    assert_refused("return {\n measurs = {} }", "b.lua:2: unknown field 'measurs', did you mean "
                                                "'measures'?");
    assert_refused("return { seed = 5 }", "b.lua:1: unknown field 'seed', a branch has 'measures' "
                                          "and 'hooks'; everything else is as it was");
    assert_refused("return { hooks = {} }", "b.lua:1: hooks must be a list of tables");
    assert_refused("return { hooks = { { every = '5 min', to = '07:40', run = function() end } } }",
                   "hooks[1]: to is 07:40, before the branch begins: it must be 07:45 or later");
    assert_refused("return nil", "b.lua:1: a file of measures must return a table, this one "
                                 "returned nothing");
    assert_refused("error 'no'", "no");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_list_stands_behind_what_there_was),
        cmocka_unit_test(test_names_for_measures_and_hooks),
        cmocka_unit_test(test_digests),
        cmocka_unit_test(test_what_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
