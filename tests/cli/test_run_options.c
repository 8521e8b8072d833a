// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_fixture.h"

#include "cli/run_options.h"

static void a_run_is_told_where_to_look_and_whom_to_tell(void **state)
{
    (void)state;
    struct line line;
    struct progress progress;
    const struct search_path path = {.folders = {"x"}};
    const struct command_context context = {.path = &path};
    struct run_options *run = read_good(&line, &command_run, "run a.lua -q");
    run_options_begin(run, &context, &progress);
    assert_string_equal(run->options.scenario, "a.lua");
    assert_string_equal(run->options.scenario_path[0], "x");
    assert_ptr_equal(run->options.progress_self, &progress);
    assert_non_null(run->options.progress);
    assert_non_null(run->options.iteration);
    assert_true(progress.is_quiet);
    arguments_deinit(&line.arguments);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_told_where_to_look_and_whom_to_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
