// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/oracle.h"
#include "support/toy_ring.h"

#define START_MS 3600000u
#define STOP_MS  (START_MS + 20000u)
#define SYNC_MS  3000u
#define TOKENS   150u

static void world_init(struct toy_world *world, uint32_t threads, uint32_t partitions)
{
    toy_world_init(world, threads, partitions, START_MS);
    toy_world_post(world, START_MS, TOKENS);
    assert_int_equal(kernel_add_sync(world->kernel, SYNC_MS, toy_sync, &world->toy, &world->err),
                     STATUS_OK);
}

/** States, rows and intervals are those of the kernel, on any number of threads and partitions. */
static void test_equals_the_kernel(void **state)
{
    (void)state;
    static const uint32_t threads[] = {1, 2, 3, 8}, partitions[] = {1, 4, 16, 64};
    struct toy_world expected;
    world_init(&expected, 1, 1);
    assert_int_equal(kernel_run_oracle(expected.kernel, STOP_MS, &expected.err), STATUS_OK);
    struct kernel_statistics handled = kernel_statistics(expected.kernel);
    assert_true(handled.event_count > 10000);
    assert_int_equal(kernel_now_ms(expected.kernel), STOP_MS);
    assert_int_equal(expected.toy.interval_count, 6);

    for (size_t i = 0; i < 4; i++) {
        struct toy_world world;
        world_init(&world, threads[i], partitions[i]);
        assert_int_equal(kernel_run_until(world.kernel, STOP_MS, &world.err), STATUS_OK);
        struct kernel_statistics found = kernel_statistics(world.kernel);
        assert_int_equal(found.event_count, handled.event_count);
        assert_int_equal(found.pending_count, handled.pending_count);
        assert_toys_equal(&world.toy, &expected.toy);
        toy_world_deinit(&world);
    }
    toy_world_deinit(&expected);
}

/** Steps of both kinds, in turn, are one run: also where a stop falls on a sync time. */
static void test_takes_turns_with_the_kernel(void **state)
{
    (void)state;
    static const uint32_t steps_ms[] = {0, 1, 1000, 2999, 3000, 3000, 3001, 9000, 15017, 20000};
    struct toy_world expected, world;
    world_init(&expected, 1, 1);
    world_init(&world, 1, 1);
    assert_int_equal(kernel_run_until(expected.kernel, STOP_MS, &expected.err), STATUS_OK);
    for (size_t i = 0; i < sizeof steps_ms / sizeof steps_ms[0]; i++) {
        uint32_t stop_ms = START_MS + steps_ms[i];
        assert_int_equal(i % 2 ? kernel_run_until(world.kernel, stop_ms, &world.err)
                               : kernel_run_oracle(world.kernel, stop_ms, &world.err),
                         STATUS_OK);
        assert_int_equal(kernel_now_ms(world.kernel), stop_ms);
        assert_int_equal(world.toy.interval_count, steps_ms[i] / SYNC_MS);
    }
    assert_toys_equal(&world.toy, &expected.toy);
    toy_world_deinit(&world);
    toy_world_deinit(&expected);
}

/** What a hook posts at its own time is handled after the hook and before the next one. */
struct poster {
    struct toy *toy;
    uint32_t count;
};

static enum status poster_post(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct poster *poster = self;
    uint32_t process = poster->toy->first_process + poster->count % TOY_COUNT;
    return kernel_post(kernel, event_make(t_ms, process, TOY_TIMER, 900 + poster->count++, 0), err);
}

static void test_hooks_may_post(void **state)
{
    (void)state;
    struct toy_world expected, world;
    struct poster posters[2] = {{&expected.toy, 0}, {&world.toy, 0}};
    world_init(&expected, 1, 1);
    world_init(&world, 2, 16);
    kernel_add_sync(expected.kernel, 700, poster_post, &posters[0], &expected.err);
    kernel_add_sync(world.kernel, 700, poster_post, &posters[1], &world.err);
    assert_int_equal(kernel_run_oracle(expected.kernel, STOP_MS, &expected.err), STATUS_OK);
    assert_int_equal(kernel_run_until(world.kernel, STOP_MS, &world.err), STATUS_OK);
    assert_int_equal(posters[0].count, 20000 / 700);
    assert_int_equal(posters[1].count, 20000 / 700);
    assert_toys_equal(&world.toy, &expected.toy);
    toy_world_deinit(&world);
    toy_world_deinit(&expected);
}

/** The failure with the smallest key ends the run, with the same words. */
static void test_fails_where_the_kernel_fails(void **state)
{
    (void)state;
    struct toy_world expected, world;
    world_init(&expected, 2, 16);
    world_init(&world, 1, 1);
    for (uint32_t p = 0; p < TOY_COUNT; p += 4)
        expected.toy.fail_from_ms[p] = world.toy.fail_from_ms[p] = START_MS + 2100 + p * 7 % 5;
    assert_int_equal(kernel_run_until(expected.kernel, STOP_MS, &expected.err), STATUS_DATA);
    assert_int_equal(kernel_run_oracle(world.kernel, STOP_MS, &world.err), STATUS_DATA);
    assert_string_equal(world.err.text, expected.err.text);
    toy_world_deinit(&world);
    toy_world_deinit(&expected);
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
    world_init(&world, 1, 1);
    kernel_add_sync(world.kernel, 500, hook_fail, NULL, &world.err);
    assert_int_equal(kernel_run_oracle(world.kernel, STOP_MS, &world.err), STATUS_USAGE);
    assert_string_equal(world.err.text, "hook at 3600500 ms");
    toy_world_deinit(&world);
}

static void test_refuses_partitions(void **state)
{
    (void)state;
    struct toy_world world;
    world_init(&world, 1, 4);
    assert_int_equal(kernel_run_oracle(world.kernel, STOP_MS, &world.err), STATUS_INTERNAL);
    assert_string_equal(world.err.text, "the oracle runs one partition, not 4");
    toy_world_deinit(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equals_the_kernel),
        cmocka_unit_test(test_takes_turns_with_the_kernel),
        cmocka_unit_test(test_hooks_may_post),
        cmocka_unit_test(test_fails_where_the_kernel_fails),
        cmocka_unit_test(test_failing_hook_ends_the_run),
        cmocka_unit_test(test_refuses_partitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
