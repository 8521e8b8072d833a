// SPDX-License-Identifier: GPL-3.0-or-later
#include "branch_fixture.h"

/** The run that all branch off. */
struct town {
    struct api_folder folder;
    struct ardey_summary base;
};

static void without_measures_it_is_the_run_itself(void **state)
{
    const struct town *town = *state;
    struct ardey_error err = {{0}};
    struct ardey_summary branched, base = town->base;
    struct api_folder folder = town->folder;
    for (uint32_t threads = 1; threads <= 2; threads++) {
        if (branch_run(&folder, "return {}", threads, &branched, &err) != ARDEY_OK)
            fail_msg("%s", err.text);
        assert_same_day(&base, &branched);
        assert_int_equal(base.events, branched.events);
    }
    assert_true(file_exists(api_path(&folder, "base.0745.checkpoint")));
    assert_true(file_exists(api_path(&folder, "base.0745.part")));
    assert_false(file_exists(api_path(&folder, "branch.h5.part")));
}

/** A run that is cancelled, and a street that closes, as a surprise to all: what the scenario would
 * have had. */
static void a_surprise_is_that_of_the_scenario(void **state)
{
    const struct town *town = *state;
    static const char *const measures[] = {
        "ardey.incident { line = 'R1', direction = 0, depart = '07:50', cancelled = 'run' }",
        "ardey.link { link = { 'L3', 'L3r' }, close = true, from = '07:45', to = '08:10' }"};
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        struct ardey_error err = {{0}};
        struct api_folder folder = api_folder_make();
        char changes[300], text[300];
        struct ardey_summary branched;
        snprintf(changes, sizeof changes, "s.measures = { %s }", measures[i]);
        snprintf(text, sizeof text, "return { %s }", measures[i]);
        struct ardey_summary scenario = branch_base(&folder, changes);
        if (branch_run(&town->folder, text, 2, &branched, &err) != ARDEY_OK)
            fail_msg("%s", err.text);
        assert_same_day(&scenario, &branched);
        assert_true(town->base.events != branched.events); /* it did something */
        api_folder_remove(&folder);
    }
}

static void what_cannot_begin_is_refused_by_name(void **state)
{
    static const struct {
        const char *text, *message;
    } wrong[] = {
        {"return { ardey.fares { day = 5 } }",
         "branch.lua:1: measures[1] (fares): cannot begin during a day: people have chosen with "
         "the fares of the morning; a branch may have link, speed_limit, toll, track, delays, "
         "incident, and hooks"},
        {"return {\n  ardey.link { link = 'L3', close = true, from = '07:30' } }",
         "branch.lua:2: measures[1] (link): from is 07:30, before the branch begins: it must be "
         "from = \"07:45\" or later"},
        {"return { ardey.incident { line = 'R1', direction = 0, depart = '07:20', delay = '1 min' "
         "} }",
         "branch.lua:1: measures[1] (incident): this run of line 'R1' has come to stop 'S1' "
         "already, or is cancelled, at 07:45"},
        {"return { measure = {} }", "branch.lua:1: unknown field 'measure', did you mean "
                                    "'measures'?"},
        {"return { hooks = { { at = '07:44', run = function(now) end } } }",
         "hooks[1]: at is 07:44, before the branch begins: it must be 07:45 or later"},
        {"return 5", "branch.lua:1: a file of measures must return a table, this one returned "
                     "number"},
    };
    struct api_folder folder = ((const struct town *)*state)->folder;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct ardey_error err = {{0}};
        assert_int_equal(branch_run(&folder, wrong[i].text, 1, NULL, &err), ARDEY_USAGE);
        assert_has(err.text, wrong[i].message);
        assert_false(file_exists(api_path(&folder, "branch.h5.part")));
    }
}

/** The last one: it spoils the town. */
static void what_belongs_to_it_must_be_there(void **state)
{
    struct api_folder folder = ((const struct town *)*state)->folder;
    struct ardey_error err = {{0}};
    assert_int_equal(unlink(api_path(&folder, "base.0745.part")), 0);
    assert_int_equal(branch_run(&folder, "return {}", 1, NULL, &err), ARDEY_DATA);
    assert_has(err.text, "base.0745.part', the results that belong to checkpoint");
    api_scenario(&folder, "s.seed = 8");
    err = (struct ardey_error){{0}};
    assert_int_equal(branch_run(&folder, "return {}", 1, NULL, &err), ARDEY_USAGE);
    assert_has(err.text, "the scenario or one of its tables has changed since");
}

static int make_town(void **state)
{
    static struct town town;
    town.folder = api_folder_make();
    town.base = branch_base(&town.folder, "");
    *state = &town;
    return 0;
}

static int remove_town(void **state)
{
    api_folder_remove(&((struct town *)*state)->folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_measures_it_is_the_run_itself),
        cmocka_unit_test(a_surprise_is_that_of_the_scenario),
        cmocka_unit_test(what_cannot_begin_is_refused_by_name),
        cmocka_unit_test(what_belongs_to_it_must_be_there),
    };
    return cmocka_run_group_tests(tests, make_town, remove_town);
}
