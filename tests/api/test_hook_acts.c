// SPDX-License-Identifier: GPL-3.0-or-later
#include "hook_fixture.h"

/** The first line of what a hook at 7:00 fails with. */
static void assert_act_fails(const char *act, const char *expected)
{
    struct hook_world w;
    char changes[512];
    snprintf(changes, sizeof changes,
             "s.hooks = {{ at = '07:00', run = function(now) now:act%s end }}", act);
    hook_world_begin(&w, changes, 1, 1);
    assert_int_equal(hook_world_run(&w, 7 * 3600), STATUS_USAGE);
    assert_has(w.err.text, expected);
    assert_int_equal(w.act_count, 0);
    hook_world_end(&w);
}

static void test_wrong_acts(void **state)
{
    (void)state;
    assert_act_fails("{ link = 'L22', open = false }",
                     "scenario.lua:4: now:act: unknown link 'L22', did you mean 'L2'?");
    assert_act_fails("{ link = 'L2', speed = '60 km/h' }",
                     "speed is 60.0 km/h, the tables allow link 'L2' at most 50.0 km/h");
    assert_act_fails("{ link = 'L2', lanes = 2 }", "lanes is 2, link 'L2' has 1");
    assert_act_fails("{ link = 'L2', open = false, to = '06:59' }",
                     "to is 25140 s, must be after now, 25200 s");
    assert_act_fails("{ hold = 0, stop = 'S9', at_most = '1 min' }", "unknown stop 'S9'");
    assert_act_fails("{ hold = 0, stop = 'SX', at_most = '1 min' }",
                     "run 0 of line 'B7' does not leave stop 'SX'");
    assert_act_fails("{ hold = 5000, stop = 'S1', at_most = '1 min' }", "there is no run 5000");
}

static struct link_now at(const struct hook_world *w, double t_s)
{
    const struct network *network = w->world->network;
    return network_link_at(network, names_find(&network->link_names, "L1"), (uint32_t)(t_s * 1000));
}

/** What one act does not say stays as others said it, each until its own end; the same again is no
 * act. */
static void test_acts_on_a_link(void **state)
{
    (void)state;
    struct hook_world w;
    hook_world_begin(
        &w,
        "s.hooks = {{ every = '10 min', from = '07:00', to = '07:10', run = function(now)\n"
        "now:act{ link = 'L1', open = false, to = '07:40' } end },\n"
        "{ at = '07:20', run = function(now)\n"
        "assert(now:act{ link = 'L1', speed = '36 km/h', lanes = 1, toll = 1.5, to = '08:00' })\n"
        "local l = now:link('L1') assert(not l.open and l.free_speed == 10 and l.toll == 1.5)\n"
        "assert(not now:act{ link = 'L1', open = false, to = '07:40' }) end }}",
        1, 1);
    assert_int_equal(hook_world_run(&w, 7.5 * 3600), STATUS_OK);
    assert_true(at(&w, 6.9 * 3600).is_open);
    assert_false(at(&w, 7 * 3600).is_open);
    assert_false(at(&w, 7 * 3600 + 2399).is_open);
    assert_true(at(&w, 7 * 3600 + 2400).is_open);
    assert_near((double)at(&w, 7 * 3600 + 2400).speed_mps, 10, 1e-6);
    assert_near((double)at(&w, 7 * 3600 + 2400).capacity_vps, 2000 / 3600.0, 1e-6);
    assert_int_equal(at(&w, 7 * 3600 + 2400).toll_meur, 1500);
    assert_near((double)at(&w, 8 * 3600).speed_mps, 100 / 3.6, 1e-5);
    assert_int_equal(at(&w, 8 * 3600).toll_meur, 0);

    assert_int_equal(w.act_count, 4); /* close, speed, capacity, toll: no second close */
    static const struct {
        double t_s, to_s, value;
        int what;
    } expected[] = {{25200, 27600, NAN, 0},
                    {26400, 28800, 10, 2},
                    {26400, 28800, 2000, 3},
                    {26400, 28800, 1.5, 4}};
    for (int i = 0; i < 4; i++) {
        const struct logged_act *act = &w.acts[i];
        assert_near(act->t_s, expected[i].t_s, 0);
        assert_near(act->to_s, expected[i].to_s, 0);
        assert_int_equal(act->what, expected[i].what);
        assert_true(isnan(expected[i].value) ? isnan(act->value)
                                             : fabs(act->value - expected[i].value) < 1e-3);
        assert_int_equal(act->link, names_find(&w.world->network->link_names, "L1"));
        assert_int_equal(act->run, -1);
    }
    hook_world_end(&w);
}

/** Nobody enters while it is closed, whatever the threads and partitions; all bits are the same. */
static void test_a_closed_link_stays_empty(void **state)
{
    (void)state;
    static const uint32_t ways[][2] = {{1, 1}, {1, 5}, {2, 1}, {2, 8}};
    struct road_link_totals first[32];
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct hook_world w;
        hook_world_begin(
            &w,
            "s.hooks = {{ every = '1 min', run = function(now, state)\n"
            "local l = now:link('L2') state.most = math.max(state.most or 0, l.queue)\n"
            "if now.time == 25200 then now:act{ link = 'L6', open = false, to = '07:30' } end\n"
            "if l.queue > 1 then now:act{ link = 'L2', capacity = '400 veh/h' } end\n"
            "if l.flow > 40 then now:act{ link = 'L3', speed = '20 km/h', to = now.time + 300 } "
            "end\n"
            "end }}",
            ways[i][0], ways[i][1]);
        uint32_t link = names_find(&w.world->network->link_names, "L6");
        assert_int_equal(hook_world_run(&w, 7 * 3600 + 1), STATUS_OK);
        uint64_t before = road_link_totals(w.world->road, link).entered;
        assert_int_equal(hook_world_run(&w, 7.5 * 3600 - 1), STATUS_OK);
        assert_int_equal(road_link_totals(w.world->road, link).entered, before);
        assert_int_equal(hook_world_run(&w, 9 * 3600), STATUS_OK);
        assert_true(road_link_totals(w.world->road, link).entered > before);
        assert_true(w.world->network->link_count <= 32);
        for (uint32_t l = 0; l < w.world->network->link_count; l++) {
            struct road_link_totals totals = road_link_totals(w.world->road, l);
            if (i == 0)
                first[l] = totals;
            assert_memory_equal(&first[l], &totals, sizeof totals);
        }
        assert_true(w.act_count > 1);
        hook_world_end(&w);
    }
}

/** The bus of 7:00 from S1, held at S2 by two acts: no longer than 3 minutes after its time. */
static void test_a_run_is_held(void **state)
{
    (void)state;
    struct hook_world w;
    hook_world_begin(
        &w,
        "s.hooks = {{ every = '1 min', from = '07:00', to = '07:20', run = function(now)\n"
        "for _, bus in ipairs(now:departures('S2', 'B7')) do\n"
        "if bus.direction == 0 and bus.planned < 7.2 * 3600 and bus.planned > 7 * 3600 then\n"
        "now:act{ hold = bus.run, stop = 'S2', to = now.time + 90, at_most = '3 min' }\n"
        "end end end }}",
        1, 1);
    assert_int_equal(hook_world_run(&w, 8 * 3600), STATUS_OK);
    assert_true(w.act_count >= 2);
    double planned_s = 0, last_s = 0;
    for (uint32_t i = 0; i < w.act_count; i++) {
        assert_int_equal(w.acts[i].what, 5);
        assert_int_equal(w.acts[i].run, w.acts[0].run);
        assert_int_equal(w.acts[i].stop, names_find(&w.world->timetable->stop_names, "S2"));
        assert_int_equal(w.acts[i].link, -1);
        last_s = w.acts[i].to_s;
    }
    planned_s = w.world->timetable->run_depart_ms[w.acts[0].run] / 1000.0 + 270;
    assert_near(last_s, planned_s + 180, 0);
    hook_world_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong_acts),
        cmocka_unit_test(test_acts_on_a_link),
        cmocka_unit_test(test_a_closed_link_stays_empty),
        cmocka_unit_test(test_a_run_is_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
