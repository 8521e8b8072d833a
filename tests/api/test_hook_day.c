// SPDX-License-Identifier: GPL-3.0-or-later
#include "hook_fixture.h"

#include "base/archive.h"
#include "base/memory.h"

static void assert_times(const char *when, const char *expected)
{
    struct hook_world w;
    char changes[512];
    snprintf(changes, sizeof changes,
             "local function note(now, state) state.t = (state.t or '') .. now.clock .. ' ' end\n"
             "s.hooks = { { %s, run = note }, { at = '08:59:59', run = function(now, state)\n"
             "error('called at ' .. (state.t or 'no time'), 0) end } }",
             when);
    hook_world_begin(&w, changes, 1, 1);
    assert_int_equal(hook_world_run(&w, 9 * 3600), STATUS_USAGE);
    char *end = strchr(w.err.text, '\n');
    assert_non_null(end);
    *end = '\0';
    const char *called = strstr(w.err.text, "called at ");
    assert_non_null(called);
    assert_string_equal(called + 10, expected);
    hook_world_end(&w);
}

static void test_when_hooks_are_called(void **state)
{
    (void)state;
    assert_times("every = '1 h'", "07:00:00 08:00:00 ");
    assert_times("every = '1 h', from = '06:00'", "06:00:00 07:00:00 08:00:00 ");
    assert_times("every = '50 min', from = '05:20', to = '07:50'", "06:10:00 07:00:00 07:50:00 ");
    assert_times("every = '40 min', from = '07:07:07', to = '08:00'", "07:07:07 07:47:07 ");
    assert_times("at = '06:00'", "06:00:00 ");
    assert_times("at = '05:00'", "no time");
}

/** Data that is kept elsewhere is found at the end of the day when it was not at the first calls.
 */
static void test_the_end_of_the_day_looks_again(void **state)
{
    (void)state;
    struct hook_world w;
    hook_world_begin(&w,
                     "local count = 0\n"
                     "s.hooks = {{ every = '10 min', run = function(now)\n"
                     "if now.time > 8 * 3600 then count = count + 1 end end }}",
                     1, 1);
    assert_int_equal(hook_world_run(&w, 9 * 3600 - 1), STATUS_OK);
    assert_int_equal(hook_world_run(&w, 9 * 3600), STATUS_USAGE);
    assert_has(w.err.text, "scenario.lua:5: the hook keeps data in the local 'count'");
    hook_world_end(&w);
}

/** Each day begins anew: no state, no changes. Two days are alike. */
static void test_days_are_alike(void **state)
{
    (void)state;
    struct hook_world w;
    hook_world_begin(&w,
                     "s.hooks = {{ every = '10 min', run = function(now, state)\n"
                     "state.n = (state.n or 0) + 1\n"
                     "if state.n == 5 then now:act{ link = 'L2', speed = '20 km/h' } end end }}",
                     1, 1);
    for (int day = 0; day < 2; day++) {
        if (day > 0) {
            world_end_day(w.world);
            assert_false(w.world->network->day_changes);
            assert_int_equal(
                world_begin_day(w.world, (struct record_sink){.self = &w, .put = hook_put}, &w.err),
                STATUS_OK);
        }
        assert_int_equal(hook_world_run(&w, 7.5 * 3600), STATUS_OK);
        assert_int_equal(w.act_count, day + 1);
        assert_near(w.acts[day].t_s, 6 * 3600 + 50 * 60, 0);
    }
    hook_world_end(&w);
}

/** Another world that loads what the first one has kept goes on like it. */
static void test_archive(void **state)
{
    (void)state;
    struct hook_world a, b;
    const char *changes =
        "s.hooks = {{ every = '10 min', run = function(now, state)\n"
        "state.n = (state.n or 0) + 1 local link = now:link('L1')\n"
        "if state.n == 4 then now:act{ link = 'L1', speed = '10 km/h', to = '08:00' }\n"
        "elseif state.n > 4 then error(('%d %.9f'):format(state.n, link.flow), 0)\n"
        "end end }}";
    hook_world_begin(&a, changes, 1, 1);
    hook_world_begin(&b, changes, 1, 1);
    assert_int_equal(hook_world_run(&a, 6 * 3600 + 45 * 60), STATUS_OK);
    assert_int_equal(hook_world_run(&b, 6 * 3600), STATUS_OK);
    struct archive_memory memory = {0};
    struct archive archive;
    archive_init(&archive, false, archive_to_memory(&memory), &a.err);
    hook_day_archive(a.world->hook_day, &archive);
    assert_int_equal(archive_status(&archive), STATUS_OK);
    archive_init(&archive, true, archive_from_memory(&memory), &b.err);
    hook_day_archive(b.world->hook_day, &archive);
    assert_int_equal(archive_status(&archive), STATUS_OK);
    assert_int_equal(memory.place, memory.size);
    assert_int_equal(b.world->network->change_count, a.world->network->change_count);
    assert_int_equal(b.world->hook_day->watch_count, 1);
    assert_memory_equal(b.world->hook_day->watches, a.world->hook_day->watches,
                        sizeof *a.world->hook_day->watches);
    uint32_t link = names_find(&b.world->network->link_names, "L1");
    assert_near((double)network_link_at(b.world->network, link, 7 * 3600000).speed_mps, 10 / 3.6,
                1e-5);
    assert_int_equal(hook_world_run(&b, 6 * 3600 + 11 * 60), STATUS_USAGE);
    assert_has(b.err.text, "5 "); /* the fifth call in the life of the state */
    mem_free(memory.bytes);
    hook_world_end(&a);
    hook_world_end(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_when_hooks_are_called),
        cmocka_unit_test(test_the_end_of_the_day_looks_again),
        cmocka_unit_test(test_days_are_alike),
        cmocka_unit_test(test_archive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
