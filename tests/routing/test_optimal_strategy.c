// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "routing/optimal_strategy.h"

#include <math.h>

#define LINKS_MAX 8u

static double found_s[4], found_share[LINKS_MAX];

static void find(const struct strategy_link *links, uint32_t count, double alpha)
{
    struct error err = {0};
    struct strategy_graph graph = {4, count, links};
    if (optimal_strategy_find(&graph, 3, alpha, found_s, found_share, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

/** Two lines of 10 and 12 min every 10 min: together a wait of 2.5 min, each takes half. A third
 * one of 14 min is slower than waiting for them, however often it comes; with twice the wait it
 * helps. */
static void common_lines(void **state)
{
    (void)state;
    const struct strategy_link links[] = {{0, 3, 840, 60}, {0, 3, 600, 600}, {0, 3, 720, 600}};
    find(links, 3, 0.5);
    assert_true(fabs(found_s[0] - 810) < 1e-9);
    assert_true(fabs(found_share[0]) < 1e-12);
    assert_true(fabs(found_share[1] - 0.5) < 1e-12);
    assert_true(fabs(found_share[2] - 0.5) < 1e-12);
    find(links, 3, 1); /* (1 + 1 + 1.2) / (2/600) = 960 without it, and 840 is less */
    double all = 2.0 / 600 + 1.0 / 60;
    assert_true(fabs(found_s[0] - (1 + 1 + 1.2 + 14) / all) < 1e-9);
    assert_true(fabs(found_share[0] - 1.0 / 60 / all) < 1e-12);
}

/** A way on foot that is always there: nobody waits for what is slower, nor for what is not so much
 * faster; links that are given in any order, and nodes without a way. */
static void links_without_wait(void **state)
{
    (void)state;
    const struct strategy_link walk[] = {{0, 1, 100, 0}, {1, 3, 100, 0}, {0, 3, 150, 60}};
    find(walk, 3, 0.5);
    assert_true(fabs(found_s[1] - 100) < 1e-12);
    assert_true(fabs(found_s[0] - 180) < 1e-9);
    assert_true(fabs(found_share[2] - 1) < 1e-12);
    assert_true(isinf(found_s[2]));
    const struct strategy_link slow[] = {{0, 3, 150, 120}, {0, 1, 100, 0}, {1, 3, 100, 0}};
    find(slow, 3, 0.5);
    assert_true(fabs(found_s[0] - 200) < 1e-9);
    assert_true(fabs(found_share[0]) < 1e-12);
    assert_true(fabs(found_share[1] - 1) < 1e-12);
}

static void mistakes(void **state)
{
    (void)state;
    struct error err = {0};
    const struct strategy_link wrong = {0, 9, 1, 1};
    struct strategy_graph graph = {4, 1, &wrong};
    assert_int_equal(optimal_strategy_find(&graph, 3, 0.5, found_s, NULL, &err), STATUS_USAGE);
    assert_string_equal(err.text, "link 0 from 0 to 9 takes 1 s every 1 s: ends must be below 4, "
                                  "times 0 or more");
    assert_int_equal(optimal_strategy_find(&graph, 4, 0.5, found_s, NULL, &err), STATUS_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(common_lines),
                                       cmocka_unit_test(links_without_wait),
                                       cmocka_unit_test(mistakes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
