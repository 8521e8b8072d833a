// SPDX-License-Identifier: GPL-3.0-or-later
#include "settle_rows.h"

#include "validate/nine_routes.h"

static void found_as_published_on_any_threads(void **state)
{
    (void)state;
    assert_settles_as_published(nine_routes_run, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(found_as_published_on_any_threads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
