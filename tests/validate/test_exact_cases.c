// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/exact_cases.h"

static void cases_pass(void **state)
{
    (void)state;
    struct kept_rows kept;
    builtin_run(exact_cases, "node-fluid", &kept);
    assert_int_equal(kept.count, 4);
    assert_near(kept.rows[1].found, 0.68483412, 5e-9);
    assert_near(kept.rows[3].found, 0.80568720, 5e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
