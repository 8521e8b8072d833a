// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/queue_fixture.h"

#include "transit/transit_now.h"

#define SIX (6 * HOUR_MS)

static void assert_now(const struct world *world, uint32_t t_ms, struct transit_run_now expected)
{
    struct transit_run_now now = transit_run_now(world->transit, 0, t_ms);
    assert_int_equal(now.phase, expected.phase);
    assert_int_equal(now.seq, expected.seq);
    assert_int_equal(now.delay_ms, expected.delay_ms);
    assert_int_equal(now.aboard, expected.aboard);
    assert_int_equal(now.end_seq, expected.end_seq);
}

/** The run of 6:00 from A over B, where it stands from 6:05 to 6:06, to C at 6:12. */
static void test_a_run_under_way(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    assert_now(&world, 0, (struct transit_run_now){TRANSIT_RUN_AHEAD, 0, 0, 0, 2});
    assert_int_equal(world_run(&world, SIX - 30000), STATUS_OK);
    assert_int_equal(transit_waiting(world.transit, 0), 5);
    kernel_run_until(world.kernel, SIX + MINUTE_MS, &world.err);
    assert_now(&world, SIX + MINUTE_MS, (struct transit_run_now){TRANSIT_RUN_ON_WAY, 0, 0, 3, 2});
    assert_int_equal(transit_waiting(world.transit, 0), 2);
    kernel_run_until(world.kernel, SIX + 5 * MINUTE_MS + 30000, &world.err);
    assert_now(&world, SIX + 5 * MINUTE_MS + 30000,
               (struct transit_run_now){TRANSIT_RUN_AT_STOP, 1, 0, 2, 2});
    kernel_run_until(world.kernel, SIX + 13 * MINUTE_MS, &world.err);
    assert_now(&world, SIX + 13 * MINUTE_MS,
               (struct transit_run_now){TRANSIT_RUN_OVER, 2, 0, 0, 2});
    world_deinit(&world);
    fixture_deinit(&f);
}

static enum status keep_run(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct world *world = self;
    (void)kernel, (void)err;
    assert_true(transit_keep(world->transit, 0, 1, t_ms + 2 * MINUTE_MS));
    return STATUS_OK;
}

/** Kept at B at 6:05:30 and again at 6:06:30 until 6:08:30: 150 s late there, as a primary delay,
 * and so at C. */
static void test_a_run_is_kept(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    const struct sync_times times = {SIX + 330000, MINUTE_MS, SIX + 390000};
    assert_int_equal(kernel_add_sync_times(world.kernel, times, keep_run, &world, &world.err),
                     STATUS_OK);
    assert_int_equal(world_run(&world, SIX + 8 * MINUTE_MS), STATUS_OK);
    assert_now(&world, SIX + 8 * MINUTE_MS,
               (struct transit_run_now){TRANSIT_RUN_AT_STOP, 1, 120000, 2, 2});
    assert_int_equal(kernel_run_until(world.kernel, DAY_END, &world.err), STATUS_OK);
    assert_near(call_number(&world, 1, "depart"), SIX / 1000.0 + 510, 0);
    assert_near(call_number(&world, 1, "primary"), 150000, 0);
    assert_near(call_number(&world, 1, "dwell_excess"), 0, 0);
    assert_near(call_number(&world, 2, "arrive"), SIX / 1000.0 + 720 + 150, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** Too late for a run that has left, and nobody stays at the last call. */
static void test_too_late(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    assert_true(transit_keep(world.transit, 0, 0, SIX)); /* it leaves then anyway */
    assert_false(transit_keep(world.transit, 0, 2, SIX + HOUR_MS));
    assert_int_equal(world_run(&world, SIX + MINUTE_MS), STATUS_OK);
    assert_false(transit_keep(world.transit, 0, 0, SIX + HOUR_MS));
    assert_true(transit_keep(world.transit, 0, 1, SIX));
    assert_int_equal(kernel_run_until(world.kernel, DAY_END, &world.err), STATUS_OK);
    assert_near(call_number(&world, 0, "depart"), SIX / 1000.0, 0);
    assert_near(call_number(&world, 1, "depart"), SIX / 1000.0 + 360, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** At 6:01 the run is told to end at B, where it comes at 6:05 and all get off. */
static void test_a_run_is_cancelled_on_its_way(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    assert_true(transit_is_ahead(world.transit, 0, 0));
    assert_int_equal(world_run(&world, SIX + MINUTE_MS), STATUS_OK);
    assert_false(transit_is_ahead(world.transit, 0, 0));
    assert_true(transit_is_ahead(world.transit, 0, 1));
    assert_int_equal(transit_cancel(world.transit, 0, 1, world.kernel, &world.err), STATUS_OK);
    assert_false(transit_is_ahead(world.transit, 0, 1));
    assert_int_equal(kernel_run_until(world.kernel, DAY_END, &world.err), STATUS_OK);
    assert_now(&world, DAY_END, (struct transit_run_now){TRANSIT_RUN_OVER, 1, 0, 0, 1});
    assert_near(call_number(&world, 1, "arrive"), SIX / 1000.0 + 300, 0);
    assert_int_equal(transit_totals(world.transit).run_count_cancelled, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** Before it begins: who waits for it is told then, and the two that follow run empty. */
static void test_a_run_does_not_take_place(void **state)
{
    (void)state;
    struct fixture f;
    struct world world;
    world_queue(&f, &world, 1.0);
    assert_int_equal(world_run(&world, SIX - HOUR_MS), STATUS_OK);
    assert_int_equal(transit_cancel(world.transit, 0, 0, world.kernel, &world.err), STATUS_OK);
    assert_int_equal(kernel_run_until(world.kernel, DAY_END, &world.err), STATUS_OK);
    struct transit_totals totals = transit_totals(world.transit);
    assert_int_equal(totals.run_count_cancelled, 1);
    assert_int_equal(totals.run_count_started, 2);
    assert_int_equal(totals.boardings, 0);
    world_deinit(&world);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_run_under_way), cmocka_unit_test(test_a_run_is_kept),
        cmocka_unit_test(test_too_late), cmocka_unit_test(test_a_run_is_cancelled_on_its_way),
        cmocka_unit_test(test_a_run_does_not_take_place)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
