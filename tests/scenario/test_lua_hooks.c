// SPDX-License-Identifier: GPL-3.0-or-later
#include "hook_support.h"

#include "scenario/lua_hooks.h"

/** The findings of a scenario whose `hooks` are wrong. */
static void assert_refused(const char *text, const char *expected)
{
    struct hook_fixture f;
    assert_int_equal(hook_read(&f, text), STATUS_USAGE);
    assert_contains(f.err.text, expected);
    assert_null(f.spec);
    hook_end(&f);
}

static void test_times(void **state)
{
    (void)state;
    struct hook_fixture f;
    const char *text = "s.hooks = {\n"
                       "{ every = '5 min', from = '06:00', to = '10:00', run = function() end },\n"
                       "{ at = '07:30', run = function() end } }";
    assert_int_equal(hook_read(&f, text), STATUS_OK);
    assert_int_equal(hooks_count(f.spec->hooks), 2);
    const struct hook_times *first = hooks_times(f.spec->hooks, 0);
    assert_near(first->every_s, 300, 0);
    assert_near(first->from_s, 21600, 0);
    assert_near(first->to_s, 36000, 0);
    assert_true(first->at_s < 0);
    assert_near(hooks_times(f.spec->hooks, 1)->at_s, 27000, 0);
    assert_true(hooks_times(f.spec->hooks, 1)->every_s < 0);
    hook_end(&f);
    assert_int_equal(hook_read(&f, ""), STATUS_OK);
    assert_null(f.spec->hooks); /* none: no Lua is kept */
    hook_end(&f);
}

static void test_wrong_hooks(void **state)
{
    (void)state;
    assert_refused("s.hooks = 5", "s.lua:3: hooks must be a list of tables such as");
    assert_refused("s.hooks = { every = '5 min', run = print }", "s.lua:3: hooks must be a list");
    assert_refused("s.hooks = { 5 }", "s.lua:3: hooks[1] is a number, must be a table");
    assert_refused("s.hooks = {\n{ evry = '5 min',\n run = function() end } }",
                   "s.lua:5: hooks[1]: unknown field 'evry', did you mean 'every'?");
    assert_refused("s.hooks = {{ every = 300, run = 'f' }}",
                   "s.lua:3: hooks[1]: run is a string, must be a function(now, state)");
    assert_refused("s.hooks = {{ every = '5 min', run = error }}",
                   "hooks[1]: run is a function of the library");
    assert_refused("s.hooks = {{ every = '5 min' }}", "hooks[1]: 'run' is missing");
    assert_refused("s.hooks = {{ run = function() end }}",
                   "hooks[1]: neither 'every' nor 'at' says when it is called");
    assert_refused("s.hooks = {{ at = '07:00', every = '1 h', run = function() end }}",
                   "hooks[1]: either 'at' or 'every'");
    assert_refused("s.hooks = {{ every = '0.5 s', run = function() end }}",
                   "hooks[1]: every is 0.5 s, must be between 1 s and 172800 s");
    assert_refused(
        "s.hooks = {{ every = '1 h', from = '09:00', to = '08:00', run = function() end }}",
        "hooks[1]: to is 28800 s, before from at 32400 s");
    assert_refused("s.hooks = {{ at = 27000, run = function() end }}",
                   "hooks[1]: at is the number 27000, must be a time of day");
    assert_refused("s.hook = {}", "unknown field 'hook', did you mean 'hooks'?");
}

/** What a hook remembers is there at the next call, and gone on the next day. */
static void test_state_lasts_a_day(void **state)
{
    (void)state;
    struct hook_fixture f;
    hook_begin(&f, "state.n = (state.n or 0) + 1 if state.n == 3 then error('third') end");
    assert_int_equal(hook_call(&f), STATUS_OK);
    assert_int_equal(hook_call(&f), STATUS_OK);
    assert_int_equal(hooks_check(f.spec->hooks, &f.err), STATUS_OK);
    assert_int_equal(hooks_begin_day(f.spec->hooks, 1, &f.err), STATUS_OK);
    assert_int_equal(hook_call(&f), STATUS_OK);
    assert_int_equal(hook_call(&f), STATUS_OK);
    assert_int_equal(hook_call(&f), STATUS_USAGE);
    assert_contains(f.err.text, "s.lua:4: third");
    hook_end(&f);
}

/** Bytes of the state, loaded into another run, go on as the first one would. */
static void test_state_goes_through_a_checkpoint(void **state)
{
    (void)state;
    struct hook_fixture f, g;
    const char *body =
        "state.n = (state.n or 0) + 1 state.log = state.log or { a = 1.5, [2] = true }"
        " state.log[10 + state.n] = now.clock if state.n == 3 then"
        " error(state.log[11] .. ' ' .. state.log.a .. ' ' .. math.type(state.n)) end";
    unsigned char *bytes, *again;
    size_t size, again_size;
    hook_begin(&f, body);
    hook_begin(&g, body);
    assert_int_equal(hook_call(&f), STATUS_OK);
    assert_int_equal(hook_call(&f), STATUS_OK);
    assert_int_equal(hooks_save(f.spec->hooks, &bytes, &size, &f.err), STATUS_OK);
    assert_int_equal(hooks_load(g.spec->hooks, bytes, size, &g.err), STATUS_OK);
    assert_int_equal(hooks_save(g.spec->hooks, &again, &again_size, &g.err), STATUS_OK);
    assert_int_equal(size, again_size);
    assert_memory_equal(bytes, again, size);
    assert_int_equal(hook_call(&g), STATUS_USAGE);
    assert_contains(g.err.text, "s.lua:4: 07:30:00 1.5 integer");
    assert_int_equal(hooks_load(g.spec->hooks, bytes, size - 1, &f.err), STATUS_DATA);
    mem_free(bytes);
    mem_free(again);
    hook_end(&f);
    hook_end(&g);
}

/** Whatever is kept elsewhere is an error that names it, at the first call. */
static void test_data_elsewhere(void **state)
{
    (void)state;
    hook_assert_fails("count = count + 1",
                      "3: the hook keeps data in the local 'count'; keep it in `state`");
    hook_assert_fails("memory.list[1] = now.time",
                      "3: the hook keeps data in the local 'memory'; keep it in `state`");
    hook_assert_fails("memory.list = nil", "3: the hook keeps data in the local 'memory'");
    hook_assert_fails("seen = true", "4: a hook cannot set the global 'seen'; keep it in `state`");
    hook_assert_fails("math.pi = 3", "3: the hook keeps data in the global 'math'");
    hook_assert_fails("rawset(_ENV, 'here', 1)", "3: the hook keeps data in the global 'here'");
    hook_assert_fails("s.name = 'other'", "3: the hook keeps data in the local 's'");
    hook_assert_fails("state.f = function() end", "3: state.f is a function; only numbers");
    hook_assert_fails("state.a = {} state.b = state.a",
                      "3: state.b is the same table as state.a; every table");
    hook_assert_fails("state.l = now:link('L1')", "3: state.l has a metatable; only plain data");
    hook_assert_runs("local mine = count + 1 state.mine = mine memory = memory");
}

static void test_budgets(void **state)
{
    (void)state;
    hook_assert_fails("while true do end",
                      "4: the hook takes too long: more than 10 million instructions; is there an "
                      "endless loop?");
    hook_assert_fails("while true do pcall(function() while true do end end) end",
                      "4: the hook takes too long: more than 10 million instructions");
    hook_assert_fails("local t = {} while true do t[#t + 1] = ('x'):rep(1e5) .. #t end",
                      "4: the hook needs more than 64 MiB of memory");
    hook_assert_fails("require 'small'",
                      "4: require: only while the scenario is read, not in a hook");
    hook_assert_fails("local x = nil + 1", "4: attempt to perform arithmetic on a nil value");
    hook_assert_fails("error({})", "");
}

/** The day as a whole has a budget, too. */
static void test_budget_of_the_day(void **state)
{
    (void)state;
    struct hook_fixture f;
    enum status status = STATUS_OK;
    unsigned calls = 0;
    hook_begin(&f, "local t = ('x'):rep(3000) for i = 1, 8 do t:find('^y*z') end");
    /* A search is charged with its worst case, about 1.1 million. */
    while (status == STATUS_OK && calls < 400) {
        status = hook_call(&f);
        calls++;
    }
    assert_int_equal(status, STATUS_USAGE);
    assert_contains(f.err.text,
                    "s.lua:3: the hooks take too long: more than 2000 million instructions in one "
                    "day");
    assert_true(calls > 200); /* a call alone may use a two-hundredth of it */
    hook_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_wrong_hooks),
        cmocka_unit_test(test_state_lasts_a_day),
        cmocka_unit_test(test_state_goes_through_a_checkpoint),
        cmocka_unit_test(test_data_elsewhere),
        cmocka_unit_test(test_budgets),
        cmocka_unit_test(test_budget_of_the_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
