// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/signal.h"
#include "support/network_fixture.h"

/** One link with the plan under test, one without a signal. */
struct plan {
    struct signal_plan plans[2];
    struct signal_green greens[3];
    struct network network;
};

static void plan_init(struct plan *plan, uint32_t offset_ms, const struct signal_green *greens,
                      uint32_t green_count)
{
    *plan = (struct plan){.plans = {{90000, offset_ms, 0, green_count}, {0, 0, 0, 0}}};
    memcpy(plan->greens, greens, green_count * sizeof *greens);
    plan->network = (struct network){.signals = plan->plans, .greens = plan->greens};
}

static bool is_green(const struct plan *plan, uint32_t t_ms)
{
    uint32_t phase_ms = (t_ms + 900000000 - plan->plans[0].offset_ms) % 90000;
    for (uint32_t i = 0; i < plan->plans[0].green_count; i++) {
        uint32_t from_ms = plan->greens[i].from_ms, until_ms = from_ms + plan->greens[i].length_ms;
        if ((phase_ms >= from_ms && phase_ms < until_ms) || phase_ms + 90000 < until_ms)
            return true;
    }
    return false;
}

static const struct signal_green half[] = {{0, 45000}};
static const struct signal_green late[] = {{70000, 40000}}; /* past the end of the cycle */
static const struct signal_green two[] = {{10000, 20000}, {50000, 30000}};
static const struct signal_green all[] = {{30000, 90000}};

/** Against stepping on in time until it is green. */
static void test_green_at_is_the_next_green(void **state)
{
    (void)state;
    static const struct {
        const struct signal_green *greens;
        uint32_t count;
    } cases[] = {{half, 1}, {late, 1}, {two, 2}, {all, 1}};
    static const uint32_t offsets_ms[] = {0, 17000, 89999, 90000, 500000};

    for (size_t c = 0; c < 4; c++)
        for (size_t o = 0; o < 5; o++) {
            struct plan plan;
            plan_init(&plan, offsets_ms[o], cases[c].greens, cases[c].count);
            for (uint32_t t_ms = 0; t_ms < 270000; t_ms += 499) {
                uint32_t expected_ms = t_ms;
                while (!is_green(&plan, expected_ms))
                    expected_ms++;
                assert_int_equal(signal_green_at(&plan.network, 0, t_ms), expected_ms);
            }
        }
}

static void test_edges_of_green(void **state)
{
    (void)state;
    struct plan plan;
    plan_init(&plan, 10000, half, 1);
    assert_int_equal(signal_green_at(&plan.network, 0, 10000), 10000);
    assert_int_equal(signal_green_at(&plan.network, 0, 54999), 54999);
    assert_int_equal(signal_green_at(&plan.network, 0, 55000), 100000);
    assert_int_equal(signal_green_at(&plan.network, 0, 99999), 100000);
    assert_int_equal(signal_green_at(&plan.network, 0, 9999), 10000);
    assert_int_equal(signal_green_at(&plan.network, 0, 0), 10000);
}

static void test_no_signal_is_always_green(void **state)
{
    (void)state;
    struct plan plan;
    plan_init(&plan, 0, half, 1);
    for (uint32_t t_ms = 0; t_ms < 200000; t_ms += 7777)
        assert_int_equal(signal_green_at(&plan.network, 1, t_ms), t_ms);
    assert_int_equal(signal_mean_wait_ms(&plan.network, 1), 0);
    assert_near(signal_green_share(&plan.network, 1), 1, 0);
}

/** Red squared over two cycles, summed over the reds; equal to the mean over the times of arrival.
 */
static void test_mean_wait(void **state)
{
    (void)state;
    static const struct {
        const struct signal_green *greens;
        uint32_t count, wait_ms;
    } cases[] = {
        {half, 1, 11250}, /* 45^2 / 180 s */
        {late, 1, 13888}, /* 50^2 / 180 s */
        {two, 2, 4444},   /* (20^2 + 20^2) / 180 s */
        {all, 1, 0},
    };
    for (size_t c = 0; c < 4; c++) {
        struct plan plan;
        double sum_ms = 0;
        plan_init(&plan, 33000, cases[c].greens, cases[c].count);
        for (uint32_t t_ms = 0; t_ms < 90000; t_ms += 10)
            sum_ms += signal_green_at(&plan.network, 0, t_ms) - t_ms;
        assert_int_equal(signal_mean_wait_ms(&plan.network, 0), cases[c].wait_ms);
        assert_near(sum_ms / 9000, cases[c].wait_ms, 10);
    }
}

static void test_green_share(void **state)
{
    (void)state;
    struct plan plan;
    plan_init(&plan, 0, half, 1);
    assert_near(signal_green_share(&plan.network, 0), 0.5, 1e-12);
    plan_init(&plan, 0, two, 2);
    assert_near(signal_green_share(&plan.network, 0), 5.0 / 9, 1e-12);
    plan_init(&plan, 0, all, 1);
    assert_near(signal_green_share(&plan.network, 0), 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_green_at_is_the_next_green),
        cmocka_unit_test(test_edges_of_green),
        cmocka_unit_test(test_no_signal_is_always_green),
        cmocka_unit_test(test_mean_wait),
        cmocka_unit_test(test_green_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
