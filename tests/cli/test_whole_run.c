// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_fixture.h"

#include "cli/whole_run.h"

static void times_are_read_as_they_are_meant(void **state)
{
    (void)state;
    refuse("run a.lua -o a.h5 --checkpoint-every often",
           "--checkpoint-every takes a time such as \"10 min\" or \"sim 30 min\"");
    refuse("run a.lua --resume", "without -o RESULT.h5, --checkpoint FILE says where checkpoints "
                                 "are");
    refuse("run a.lua -o a.h5 --checkpoint-at 90",
           "--checkpoint-at takes a time of the day such as \"07:45\"");
    refuse("run a.lua --checkpoint-at 07:45",
           "--checkpoint-at needs -o RESULT.h5, beside which the checkpoint stays");
    refuse("branch a.checkpoint", "--with FILE.lua is missing: a file that returns a list of "
                                  "measures");
    refuse("branch a.checkpoint --with m.lua --live never",
           "--live takes a time such as \"30 s\" or \"5 min\", or \"off\"");
}

static void run_and_branch_share_their_options(void **state)
{
    (void)state;
    struct line line;
    struct whole_run *run =
        read_good(&line, &command_run, "run a.lua -o a.h5 -t 3 --max-walltime 2:00:00");
    assert_int_equal(run->run.options.threads, 3);
    assert_string_equal(run->walltime, "2:00:00");
    arguments_deinit(&line.arguments);
    run = read_good(&line, &command_branch, "branch a.checkpoint --with m.lua --resume -t 3");
    assert_int_equal(run->run.options.threads, 3);
    assert_true(run->run.options.is_resumed);
    assert_string_equal(run->run.words.items[0], "a.checkpoint");
    arguments_deinit(&line.arguments);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read_as_they_are_meant),
        cmocka_unit_test(run_and_branch_share_their_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
