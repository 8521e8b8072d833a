// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "validate/process_run.h"

enum { COUNT = 50 };
enum { TICK, TOCK };

struct clocks {
    uint32_t ticks[COUNT], tocks[COUNT], first_ms[COUNT];
    uint32_t broken; /**< the process that fails at its tenth tick; COUNT: none */
};

/** Process i ticks i + 10 times, once a second; a tock is single. */
static void clock_handle(struct activation *act, struct event event)
{
    struct clocks *clocks = act->model;
    uint32_t i = act->self;
    assert_in_range(i, 0, COUNT - 1);
    if (event_type(event) == TOCK) {
        clocks->tocks[i]++;
        return;
    }
    if (clocks->ticks[i]++ == 0)
        clocks->first_ms[i] = act->t_ms;
    if (i == clocks->broken && clocks->ticks[i] == 10)
        activation_fail(act, STATUS_DATA, "clock %u broke", i);
    if (clocks->ticks[i] < i + 10)
        activation_schedule(act, act->t_ms + MS_PER_S, TICK, 0, 0);
}

static const struct process_kind clock_kind = {.name = "clock", .handle = clock_handle};

static enum status run_clocks(struct clocks *clocks, uint32_t threads, struct error *err)
{
    static const uint8_t first_events[] = {TICK, TOCK};
    const struct process_run run = {.kind = &clock_kind,
                                    .model = clocks,
                                    .count = COUNT,
                                    .start_ms = 7,
                                    .first_events = first_events,
                                    .first_event_count = 2};
    return process_run(&run, threads, err);
}

static void test_each_process_runs_to_its_end(void **state)
{
    (void)state;
    for (uint32_t threads = 1; threads <= 3; threads++) {
        struct clocks clocks = {.broken = COUNT};
        struct error err = {0};
        assert_int_equal(run_clocks(&clocks, threads, &err), STATUS_OK);
        for (uint32_t i = 0; i < COUNT; i++) {
            assert_int_equal(clocks.ticks[i], i + 10);
            assert_int_equal(clocks.tocks[i], 1);
            assert_int_equal(clocks.first_ms[i], 7);
        }
    }
}

static void test_a_failure_ends_the_run(void **state)
{
    (void)state;
    struct clocks clocks = {.broken = 33};
    struct error err = {0};
    assert_int_equal(run_clocks(&clocks, 2, &err), STATUS_DATA);
    assert_string_equal(err.text, "clock 33 broke");
    assert_int_equal(clocks.ticks[33], 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_process_runs_to_its_end),
        cmocka_unit_test(test_a_failure_ends_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
