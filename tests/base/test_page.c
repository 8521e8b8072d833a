// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/memory.h"
#include "base/page.h"

#include <string.h>

static void test_grows(void **state)
{
    (void)state;
    struct error err = {0};
    struct page page = {.err = &err};
    for (int i = 0; i < 1000; i++)
        page_add(&page, "%d,", i % 10);
    page_add(&page, "%s", "");
    assert_int_equal(page.status, STATUS_OK);
    assert_int_equal(page.size, 2000);
    assert_int_equal(strlen(page.text), 2000);
    assert_string_equal(page.text + 1990, "5,6,7,8,9,");
    mem_free(page.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_grows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
