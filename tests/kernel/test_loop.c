// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "support/toy_ring.h"

#define START_MS 3600000u
#define STOP_MS  (START_MS + 20000u)
#define SYNC_MS  3000u
#define TOKENS   150u

static const uint32_t thread_counts[] = {1, 2, 3, 8}, partition_counts[] = {1, 4, 16, 64};

static void oracle_init(struct toy_oracle *oracle, struct toy *toy)
{
    toy_init(toy);
    *oracle = (struct toy_oracle){0};
    for (uint32_t i = 0; i < TOKENS; i++)
        toy_oracle_push(oracle, toy_first_event(toy, START_MS, i));
}

/** The oracle's world after a run to `stop_ms`; returns the handled events. */
static uint64_t expect(struct toy *toy, uint32_t stop_ms)
{
    struct toy_oracle oracle;
    oracle_init(&oracle, toy);
    toy_oracle_run(&oracle, toy, START_MS, stop_ms, SYNC_MS);
    mem_free(oracle.pending);
    return oracle.handled;
}

static void world_init(struct toy_world *world, uint32_t threads, uint32_t partitions)
{
    toy_world_init(world, threads, partitions, START_MS);
    toy_world_post(world, START_MS, TOKENS);
    assert_int_equal(kernel_add_sync(world->kernel, SYNC_MS, toy_sync, &world->toy, &world->err),
                     STATUS_OK);
}

/** Rows, histories, the world at sync times and the number of events are those of one sorted list,
 * for any number of threads and partitions. */
static void test_matrix_equals_the_oracle(void **state)
{
    (void)state;
    struct toy expected;
    uint64_t handled = expect(&expected, STOP_MS);
    assert_true(handled > 10000);
    assert_int_equal(expected.interval_count, 6);

    for (size_t t = 0; t < 4; t++)
        for (size_t k = 0; k < 4; k++) {
            struct toy_world world;
            world_init(&world, thread_counts[t], partition_counts[k]);
            assert_int_equal(kernel_run_until(world.kernel, STOP_MS, &world.err), STATUS_OK);
            struct kernel_statistics statistics = kernel_statistics(world.kernel);
            assert_int_equal(statistics.event_count, handled);
            assert_toys_equal(&world.toy, &expected);
            assert_int_equal(statistics.lookahead_ms, k == 0 ? UINT32_MAX : 40);
            if (k == 0)
                assert_int_equal(statistics.mail_count, 0);
            else
                assert_true(statistics.mail_count > 1000);
            toy_world_deinit(&world);
        }
    toy_deinit(&expected);
}

/** A run in several steps, some of them across nothing, is the run in one. */
static void test_steps_equal_one_run(void **state)
{
    (void)state;
    static const uint32_t steps_ms[] = {0, 1, 7, 1000, 2999, 3000, 3000, 3001, 9000, 15017, 20000};
    struct toy expected;
    uint64_t handled = expect(&expected, STOP_MS);

    for (uint32_t partitions = 1; partitions <= 16; partitions *= 4) {
        struct toy_world world;
        world_init(&world, 2, partitions);
        for (size_t i = 0; i < sizeof steps_ms / sizeof steps_ms[0]; i++)
            assert_int_equal(kernel_run_until(world.kernel, START_MS + steps_ms[i], &world.err),
                             STATUS_OK);
        assert_int_equal(kernel_statistics(world.kernel).event_count, handled);
        assert_toys_equal(&world.toy, &expected);
        toy_world_deinit(&world);
    }
    toy_deinit(&expected);
}

/** All events before the stop are handled, none at it or later, and a sync time there is held. */
static void test_stop_is_exclusive_for_events(void **state)
{
    (void)state;
    for (uint32_t stop_ms = START_MS; stop_ms <= START_MS + 2 * SYNC_MS; stop_ms += SYNC_MS / 4) {
        struct toy expected;
        uint64_t handled = expect(&expected, stop_ms);
        struct toy_world world;
        world_init(&world, 1, 4);
        assert_int_equal(kernel_run_until(world.kernel, stop_ms, &world.err), STATUS_OK);
        assert_int_equal(kernel_statistics(world.kernel).event_count, handled);
        assert_int_equal(world.toy.interval_count, (stop_ms - START_MS) / SYNC_MS);
        assert_toys_equal(&world.toy, &expected);
        toy_world_deinit(&world);
        toy_deinit(&expected);
    }
}

struct calls {
    uint32_t count, t_ms[64], who[64];
};

struct caller {
    struct calls *calls;
    uint32_t who;
};

static enum status caller_note(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    const struct caller *caller = self;
    (void)kernel, (void)err;
    caller->calls->t_ms[caller->calls->count] = t_ms;
    caller->calls->who[caller->calls->count++] = caller->who;
    return STATUS_OK;
}

/** Each hook at the multiples of its own interval after the start; together in the order of
 * registration. */
static void test_hooks_keep_their_intervals(void **state)
{
    (void)state;
    static const struct {
        uint32_t after_ms, who;
    } expected[] = {{400, 1}, {600, 0}, {800, 1}, {1200, 0}, {1200, 1}, {1600, 1}, {1800, 0}};
    struct toy_world world;
    struct calls calls = {0};
    struct caller callers[2] = {{&calls, 0}, {&calls, 1}};

    toy_world_init(&world, 1, 4, START_MS);
    kernel_add_sync(world.kernel, 600, caller_note, &callers[0], &world.err);
    kernel_add_sync(world.kernel, 400, caller_note, &callers[1], &world.err);
    assert_int_equal(kernel_run_until(world.kernel, START_MS + 1999, &world.err), STATUS_OK);
    assert_int_equal(calls.count, 7);
    for (uint32_t i = 0; i < 7; i++) {
        assert_int_equal(calls.t_ms[i], START_MS + expected[i].after_ms);
        assert_int_equal(calls.who[i], expected[i].who);
    }
    assert_int_equal(kernel_run_until(world.kernel, START_MS + 2000, &world.err), STATUS_OK);
    assert_int_equal(calls.count, 8);
    toy_world_deinit(&world);
}

/** Times of day: the first one may be the start, and there is a last one. */
static void test_hooks_at_times_of_day(void **state)
{
    (void)state;
    static const struct {
        uint32_t after_ms, who;
    } expected[] = {{0, 1}, {250, 0}, {300, 2}, {500, 1}, {550, 0}, {850, 0}, {1000, 1}};
    struct toy_world world;
    struct calls calls = {0};
    struct caller callers[3] = {{&calls, 0}, {&calls, 1}, {&calls, 2}};
    const struct sync_times times[3] = {{START_MS + 250, 300, START_MS + 900},
                                        {START_MS, 500, START_MS + 1000},
                                        {START_MS + 300, UINT32_MAX, START_MS + 300}};

    toy_world_init(&world, 1, 4, START_MS);
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(
            kernel_add_sync_times(world.kernel, times[i], caller_note, &callers[i], &world.err),
            STATUS_OK);
    assert_int_equal(kernel_run_until(world.kernel, START_MS, &world.err), STATUS_OK);
    assert_int_equal(calls.count, 1);
    assert_int_equal(kernel_run_until(world.kernel, START_MS + 5000, &world.err), STATUS_OK);
    assert_int_equal(calls.count, 7);
    for (uint32_t i = 0; i < 7; i++) {
        assert_int_equal(calls.t_ms[i], START_MS + expected[i].after_ms);
        assert_int_equal(calls.who[i], expected[i].who);
    }
    const struct sync_times early = {START_MS - 1, 1, UINT32_MAX};
    assert_int_equal(
        kernel_add_sync_times(world.kernel, early, caller_note, &callers[0], &world.err),
        STATUS_INTERNAL);
    toy_world_deinit(&world);
}

static enum status hook_fail(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    (void)self, (void)kernel;
    return error_fail(err, STATUS_USAGE, "hook at %u ms", t_ms);
}

static void test_failing_hook_ends_the_run(void **state)
{
    (void)state;
    struct toy_world world;
    struct calls calls = {0};
    struct caller caller = {&calls, 0};

    toy_world_init(&world, 1, 4, START_MS);
    kernel_add_sync(world.kernel, 500, hook_fail, NULL, &world.err);
    kernel_add_sync(world.kernel, 500, caller_note, &caller, &world.err);
    assert_int_equal(kernel_run_until(world.kernel, STOP_MS, &world.err), STATUS_USAGE);
    assert_string_equal(world.err.text, "hook at 3600500 ms");
    assert_int_equal(calls.count, 0);
    toy_world_deinit(&world);
}

/** Processes of several partitions fail in one window: the smallest key is reported, always the
 * same one. */
static void test_smallest_failure_wins(void **state)
{
    (void)state;
    for (uint32_t first = 0; first < 3; first++) {
        struct toy expected;
        struct toy_oracle oracle;
        oracle_init(&oracle, &expected);
        for (uint32_t p = first; p < TOY_COUNT; p += 4)
            expected.fail_from_ms[p] = START_MS + 2100 + (p * 7 + first) % 5;
        toy_oracle_run(&oracle, &expected, START_MS, STOP_MS, 0);
        mem_free(oracle.pending);
        assert_true(oracle.has_failed);
        char text[64];
        snprintf(text, sizeof text, "toy %u fails at %u ms", oracle.failed_process,
                 oracle.failed_ms);

        for (size_t t = 0; t < 4; t++)
            for (size_t k = 0; k < 4; k++) {
                struct toy_world world;
                world_init(&world, thread_counts[t], partition_counts[k]);
                memcpy(world.toy.fail_from_ms, expected.fail_from_ms, sizeof expected.fail_from_ms);
                assert_int_equal(kernel_run_until(world.kernel, STOP_MS, &world.err), STATUS_DATA);
                assert_string_equal(world.err.text, text);
                assert_int_equal(world.err.finding_count, 1);
                toy_world_deinit(&world);
            }
        toy_deinit(&expected);
    }
}

struct watched {
    uint32_t calls, last_ms, stop_from_ms;
    uint64_t last_count;
};

static bool watch(void *self, uint32_t t_ms, uint64_t event_count)
{
    struct watched *watched = self;
    assert_true(t_ms > watched->last_ms);
    assert_true(event_count >= watched->last_count);
    watched->calls++;
    watched->last_ms = t_ms;
    watched->last_count = event_count;
    return t_ms < watched->stop_from_ms;
}

/** The watch is called once a window; false stops there, and the run can go on as if nothing had
 * happened. */
static void test_watch_stops_and_the_run_goes_on(void **state)
{
    (void)state;
    struct toy expected;
    uint64_t handled = expect(&expected, STOP_MS);
    struct toy_world world;
    struct watched watched = {.stop_from_ms = START_MS + 5000};

    world_init(&world, 2, 16);
    kernel_set_watch(world.kernel, watch, &watched);
    assert_int_equal(kernel_run_until(world.kernel, STOP_MS, &world.err), STATUS_STOPPED);
    assert_int_equal(watched.calls, kernel_statistics(world.kernel).window_count);
    assert_in_range(watched.last_ms, START_MS + 5000, START_MS + 5040);
    assert_string_equal(world.err.text, "stopped on request at 3605 s of simulated time");

    error_reset(&world.err);
    watched.stop_from_ms = UINT32_MAX;
    assert_int_equal(kernel_run_until(world.kernel, STOP_MS, &world.err), STATUS_OK);
    assert_int_equal(watched.last_ms, STOP_MS);
    assert_int_equal(watched.last_count, handled);
    assert_int_equal(watched.calls, kernel_statistics(world.kernel).window_count);
    assert_toys_equal(&world.toy, &expected);
    toy_world_deinit(&world);
    toy_deinit(&expected);
}

static enum status sink_refuse(void *self, const struct record_kind *kind, const void *row,
                               struct error *err)
{
    (void)self, (void)row;
    return error_fail(err, STATUS_RESOURCE, "no room for %s", kind->group);
}

static void test_failing_sink_ends_the_run(void **state)
{
    (void)state;
    struct error err = {0};
    struct toy toy;
    struct team *team = team_create(1, &err);
    struct kernel *kernel = kernel_create(
        team, 1, START_MS, (struct record_sink){.self = NULL, .put = sink_refuse}, &err);

    toy_init(&toy);
    kernel_add_processes(kernel, &toy_kind, &toy, TOY_COUNT, &toy.first_process, &err);
    for (uint32_t i = 0; i < TOKENS; i++)
        kernel_post(kernel, toy_first_event(&toy, START_MS, i), &err);
    assert_int_equal(kernel_run_until(kernel, STOP_MS, &err), STATUS_RESOURCE);
    assert_string_equal(err.text, "no room for rows");
    kernel_destroy(kernel);
    team_destroy(team);
}

/** Nothing to do costs one window per sync time, not one per lookahead. */
static void test_empty_time_is_skipped(void **state)
{
    (void)state;
    struct toy_world world;

    toy_world_init(&world, 1, 16, 0);
    assert_int_equal(
        kernel_post(world.kernel, event_make(80000000, 3, TOY_TIMER, 0, 0), &world.err), STATUS_OK);
    assert_int_equal(kernel_add_sync(world.kernel, 3600000, toy_sync, &world.toy, &world.err),
                     STATUS_OK);
    assert_int_equal(kernel_run_until(world.kernel, 86400000, &world.err), STATUS_OK);
    assert_int_equal(kernel_statistics(world.kernel).event_count, 1);
    assert_int_equal(world.toy.interval_count, 24);
    /* The watch is asked every 5 minutes even then: 288 windows. */
    assert_in_range(kernel_statistics(world.kernel).window_count, 288, 290);
    toy_world_deinit(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matrix_equals_the_oracle),
        cmocka_unit_test(test_steps_equal_one_run),
        cmocka_unit_test(test_stop_is_exclusive_for_events),
        cmocka_unit_test(test_hooks_keep_their_intervals),
        cmocka_unit_test(test_hooks_at_times_of_day),
        cmocka_unit_test(test_failing_hook_ends_the_run),
        cmocka_unit_test(test_smallest_failure_wins),
        cmocka_unit_test(test_watch_stops_and_the_run_goes_on),
        cmocka_unit_test(test_failing_sink_ends_the_run),
        cmocka_unit_test(test_empty_time_is_skipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
