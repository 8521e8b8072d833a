// SPDX-License-Identifier: GPL-3.0-or-later
#include "settle_rows.h"

#include "validate/vickrey.h"

#include <math.h>

static void found_as_published_on_any_threads(void **state)
{
    (void)state;
    assert_settles_as_published(vickrey_run, 5);
}

static void comes_to_rest_with_other_draws(void **state)
{
    (void)state;
    for (uint64_t seed = 2; seed <= 3; seed++) {
        struct vickrey_found found;
        struct error err = {0};
        assert_int_equal(vickrey_find(seed, 2, &found, &err), STATUS_OK);
        assert_in_range(found.iterations, 20, 500);
        assert_true(found.relative_gap <= 0.0001);
        assert_true(fabs(found.mean_cost - 4.65612) <= 0.0466);
        assert_true(fabs(found.longest_wait_h - 0.72752) <= 1 / 60.0);
        assert_true(fabs(found.first_h - 1.19388) <= 1 / 60.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(found_as_published_on_any_threads),
        cmocka_unit_test(comes_to_rest_with_other_draws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
