// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/queue_cases.h"

static void cases_pass(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t rows;
        double first_expected;
    } cases[] = {{"queue-mm2", 1, 1.77778}, {"queue-bus-wait", 3, 300}};
    for (uint32_t i = 0; i < 2; i++) {
        struct kept_rows kept;
        builtin_run(queue_cases, cases[i].name, &kept);
        assert_int_equal(kept.count, cases[i].rows);
        assert_near(kept.rows[0].expected, cases[i].first_expected, 1e-9);
    }
}

/** Erlang's formula by its recursion gives the published shares. */
static void parking_lot(void **state)
{
    (void)state;
    static const uint32_t spaces[] = {10, 50, 100}, offered[] = {10, 45, 90};
    struct kept_rows kept;
    builtin_run(queue_cases, "queue-parking-lot", &kept);
    assert_int_equal(kept.count, 9);
    for (uint32_t i = 0; i < 9; i++) {
        double blocked = 1;
        for (uint32_t k = 1; k <= spaces[i / 3]; k++)
            blocked = offered[i / 3] * blocked / (k + offered[i / 3] * blocked);
        assert_near(kept.rows[i].expected, blocked, 6e-6);
    }
    assert_string_equal(kept.rows[4].quantity, "blocked, 50 spaces, offered 45, constant stays");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_pass),
        cmocka_unit_test(parking_lot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
