// SPDX-License-Identifier: GPL-3.0-or-later
#include "hook_support.h"

#include "scenario/lua_now.h"

static void test_readings(void **state)
{
    (void)state;
    hook_assert_runs("local l = now:link('L1')\n"
                     "assert(l.queue == 7 and l.speed == 10 and l.open == true)\n"
                     "assert(now.time == 27000 and now.clock == '07:30:00')\n"
                     "local d = now:departures('S', 'B1')\n"
                     "assert(#d == 2 and d[1].run == 4 and d[1].planned == 60 and not d[1].here)\n"
                     "assert(d[2].line == 'B2' and d[2].here)\n"
                     "assert(now:run(3).run == 3 and now:run(3).phase == 'ahead')\n"
                     "local t = now:totals() assert(t.trips_arrived == 0)");
}

static void test_wrong_names(void **state)
{
    (void)state;
    hook_assert_fails("now:link('L2')", "4: now:link: unknown link 'L2', did you mean 'L1'?");
    hook_assert_fails("local q = now:link('L1').quue",
                      "4: what now:link(id) returns has no 'quue', did you mean 'queue'?");
    hook_assert_fails("now:lnk('L1')", "4: now has no 'lnk', did you mean 'link'?");
    hook_assert_fails("now.link('L1')", "4: call it with a colon: now:link(id)");
    hook_assert_fails("now:link(5)", "4: now:link(id) needs a text, got a number");
    hook_assert_fails("now:run('RB53')",
                      "4: now:run(number) needs the number of a run, got a string");
    hook_assert_fails("now:departures('S', 5)",
                      "4: now:departures(stop, line): the line must be a text, is a number");
    hook_assert_fails("now.x = 1", "4: `now` cannot be changed; keep data in `state`");
}

static void test_acts(void **state)
{
    (void)state;
    struct hook_fixture f;
    hook_begin(&f, "assert(now:act{ link = 'L1', open = false, speed = '36 km/h', to = '10:00' })");
    assert_int_equal(hook_call(&f), STATUS_OK);
    assert_int_equal(f.acts, 1);
    assert_string_equal(f.texts[1], "L1");
    assert_int_equal(f.act.given, 1u << HOOK_ACT_LINK | 1u << HOOK_ACT_OPEN | 1u << HOOK_ACT_SPEED |
                                      1u << HOOK_ACT_TO);
    assert_false(f.act.is_open);
    assert_near(f.act.speed_mps, 10, 1e-12);
    assert_near(f.act.to_s, 36000, 0);
    hook_end(&f);

    hook_begin(&f, "now:act{ hold = 12, stop = 'S', to = now.time + 60, at_most = '3 min' }");
    assert_int_equal(hook_call(&f), STATUS_OK);
    assert_true(f.act.is_hold);
    assert_int_equal(f.act.run, 12);
    assert_string_equal(f.texts[2], "S");
    assert_near(f.act.to_s, 27060, 0);
    assert_near(f.act.at_most_s, 180, 0);
    hook_end(&f);
}

static void test_wrong_acts(void **state)
{
    (void)state;
    hook_assert_fails("now:act(5)", "4: write it like now:act{ link = \"L1\", open = false }");
    hook_assert_fails("now:act{}", "4: now:act: neither 'link' nor 'hold' says what it is about");
    hook_assert_fails("now:act{ link = 'L1' }", "4: now:act changes nothing: give 'open'");
    hook_assert_fails("now:act{ link = 'L1', sped = 1 }",
                      "4: now:act: unknown field 'sped', did you mean 'speed'?");
    hook_assert_fails("now:act{ link = 'L1', speed = '30' }",
                      "4: now:act: speed is the text '30', the unit is missing");
    hook_assert_fails("now:act{ link = 'L1', speed = 500 }",
                      "4: now:act: speed is 500, must be between 1 and 100 m s-1");
    hook_assert_fails("now:act{ link = 'L1', open = 'no' }",
                      "4: now:act: open is the text 'no', must be true or false");
    hook_assert_fails("now:act{ link = 'L1', lanes = 1, capacity = 0.5 }",
                      "4: now:act: either 'capacity' or 'lanes'");
    hook_assert_fails("now:act{ hold = 1, stop = 'S' }",
                      "4: now:act: 'to' or 'at_most' is missing");
    hook_assert_fails("now:act{ hold = 1, at_most = 5 }", "4: now:act: 'stop' is missing");
    hook_assert_fails("now:act{ link = 'L9', open = true }", "4: now:act: unknown link 'L9'");
}

/** Random numbers are a function of seed, name and number. */
static void test_random(void **state)
{
    (void)state;
    hook_assert_runs("local a, b = now:random('x', 1), now:random('x', 2)\n"
                     "assert(a >= 0 and a < 1 and a ~= b and a == now:random('x', 1))\n"
                     "assert(now:random('y', 1) ~= a and now:random('x', 1 << 32 | 1) ~= a)\n"
                     "local sum = 0 for i = 1, 10000 do sum = sum + now:random('mean', i) end\n"
                     "assert(math.abs(sum / 10000 - 0.5) < 0.01)");
    hook_assert_fails("now:random(5)", "4: write it like now:random(\"shops\", 1)");
}

/** `now` is of no use after the call. */
static void test_not_between_calls(void **state)
{
    (void)state;
    hook_assert_fails("local keep = now state.now = keep", "3: state.now is a userdata");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readings), cmocka_unit_test(test_wrong_names),
        cmocka_unit_test(test_acts),     cmocka_unit_test(test_wrong_acts),
        cmocka_unit_test(test_random),   cmocka_unit_test(test_not_between_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
