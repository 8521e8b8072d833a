// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/team.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ITEM_COUNT = 1000, TEAM_MAX = 8 };

struct work {
    uint32_t calls[ITEM_COUNT];
    uint32_t per_worker[TEAM_MAX];
    atomic_uint busy[TEAM_MAX];
    atomic_uint clashes, strangers;
    uint32_t size;
};

static void work_task(void *context, uint32_t item, uint32_t worker)
{
    struct work *work = context;
    if (worker >= work->size) {
        atomic_fetch_add(&work->strangers, 1);
        return;
    }
    if (atomic_exchange(&work->busy[worker], 1))
        atomic_fetch_add(&work->clashes, 1);
    work->calls[item]++;
    work->per_worker[worker]++; /* safe when the index is unique, which is what is tested */
    atomic_store(&work->busy[worker], 0);
}

static void test_every_item_once(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {1, 2, 3, TEAM_MAX};

    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        struct error err = {0};
        struct team *team = team_create(sizes[s], &err);
        assert_non_null(team);
        assert_int_equal(team_size(team), sizes[s]);
        for (uint32_t count = 0; count <= ITEM_COUNT; count = count ? count * 10 : 1) {
            struct work work = {.size = sizes[s]};
            team_run(team, count, work_task, &work);
            uint32_t sum = 0;
            for (uint32_t i = 0; i < ITEM_COUNT; i++)
                assert_int_equal(work.calls[i], i < count);
            for (uint32_t w = 0; w < TEAM_MAX; w++)
                sum += work.per_worker[w];
            assert_int_equal(sum, count);
            assert_int_equal(work.clashes, 0);
            assert_int_equal(work.strangers, 0);
        }
        team_destroy(team);
    }
}

static void order_task(void *context, uint32_t item, uint32_t worker)
{
    uint32_t *next = context;
    assert_int_equal(worker, 0);
    assert_int_equal(item, *next);
    ++*next;
}

/** One worker goes through the items in order, as worker 0. */
static void test_one_worker_keeps_order(void **state)
{
    (void)state;
    struct error err = {0};
    struct team *team = team_create(1, &err);
    uint32_t next = 0;

    team_run(team, 500, order_task, &next);
    assert_int_equal(next, 500);
    team_destroy(team);
    team_destroy(NULL);
}

static void test_zero_takes_what_there_is(void **state)
{
    (void)state;
    struct error err = {0};
    struct team *team = team_create(0, &err);

    assert_non_null(team);
    assert_in_range(team_size(team), 1, 65536);
    team_destroy(team);
}

/** A job that is bound to one processor gets one worker, unless it says otherwise. */
static void test_zero_keeps_to_the_affinity(void **state)
{
    (void)state;
    struct error err = {0};
    cpu_set_t all, one;
    unsetenv("OMP_NUM_THREADS");
    assert_int_equal(sched_getaffinity(0, sizeof all, &all), 0);
    CPU_ZERO(&one);
    for (size_t cpu = 0; CPU_COUNT(&one) == 0; cpu++)
        if (CPU_ISSET(cpu, &all))
            CPU_SET(cpu, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    struct team *bound = team_create(0, &err), *asked = team_create(3, &err);
    assert_int_equal(sched_setaffinity(0, sizeof all, &all), 0);
    assert_int_equal(team_size(bound), 1);
    assert_int_equal(team_size(asked), 3);
    team_destroy(bound);
    team_destroy(asked);
}

struct own_work {
    uint32_t calls[TEAM_MAX];
    pid_t threads[TEAM_MAX];
    uint32_t first_failing; /**< and all after it */
    atomic_uint strangers;
};

static enum status own_task(void *context, uint32_t worker, struct error *err)
{
    struct own_work *work = context;
    work->calls[worker]++;
    work->threads[worker] = gettid();
    return worker < work->first_failing
               ? STATUS_OK
               : error_fail(err, worker % 2 ? STATUS_DATA : STATUS_USAGE, "worker %u", worker);
}

static void thread_task(void *context, uint32_t item, uint32_t worker)
{
    struct own_work *work = context;
    (void)item;
    if (work->threads[worker] != gettid())
        atomic_fetch_add(&work->strangers, 1);
}

/** What a worker makes for itself it makes in the thread that will use it. */
static void test_each_in_its_own_thread(void **state)
{
    (void)state;
    for (uint32_t size = 1; size <= TEAM_MAX; size += 1 + size % 2) {
        struct error err = {0};
        struct team *team = team_create(size, &err);
        struct own_work work = {.first_failing = TEAM_MAX};
        assert_int_equal(team_each(team, own_task, &work, &err), STATUS_OK);
        for (uint32_t w = 0; w < TEAM_MAX; w++)
            assert_int_equal(work.calls[w], w < size);
        for (uint32_t w = 1; w < size; w++)
            for (uint32_t v = 0; v < w; v++)
                assert_true(work.threads[w] != work.threads[v]);
        team_run(team, ITEM_COUNT, thread_task, &work);
        assert_int_equal(work.strangers, 0);

        work.first_failing = size / 2;
        char text[32];
        snprintf(text, sizeof text, "worker %u", size / 2);
        assert_int_equal(team_each(team, own_task, &work, &err),
                         size / 2 % 2 ? STATUS_DATA : STATUS_USAGE);
        assert_string_equal(err.text, text);
        team_destroy(team);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_item_once),
        cmocka_unit_test(test_one_worker_keeps_order),
        cmocka_unit_test(test_zero_takes_what_there_is),
        cmocka_unit_test(test_zero_keeps_to_the_affinity),
        cmocka_unit_test(test_each_in_its_own_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
