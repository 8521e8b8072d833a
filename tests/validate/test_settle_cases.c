// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "validate/settle_cases.h"

#include <string.h>

static void cases_have_names_of_their_own(void **state)
{
    (void)state;
    assert_string_equal(settle_cases[0].name, "settle-braess");
    assert_string_equal(settle_cases[1].name, "settle-equil");
    assert_string_equal(settle_cases[2].name, "settle-vickrey");
    assert_null(settle_cases[3].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cases_have_names_of_their_own)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
