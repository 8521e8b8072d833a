// SPDX-License-Identifier: GPL-3.0-or-later
#include "hook_support.h"

/** Globals of the scenario can be read in a hook, and not be set; those of one file are not those
 * of another. */
static void test_globals_are_frozen(void **state)
{
    (void)state;
    struct hook_fixture f;
    folder_init(&f.folder);
    folder_deinit(&f.folder);
    const char *text = "limit = 40\n"
                       "local function twice(x) return 2 * x end\n"
                       "s.hooks = {{ every = '5 min', run = function(now, state)\n"
                       "state.limit = twice(limit) state.here = here\n"
                       "if not pcall(function() limit = 41 end) and limit == 40 and #here > 3 and\n"
                       "  type(pairs) == 'function' then error('all well', 0) end\n"
                       "end }}";
    if (hook_read(&f, text) != STATUS_OK)
        fail_msg("%s", f.err.text);
    assert_int_equal(hooks_begin_day(f.spec->hooks, 1, &f.err), STATUS_OK);
    assert_int_equal(hooks_call(f.spec->hooks, 0, &f.view, &f.err), STATUS_USAGE);
    assert_contains(f.err.text, "all well");
    hook_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_globals_are_frozen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
