// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/memory.h"
#include "import/import_report.h"

#include <string.h>

static void test_counts_and_examples(void **state)
{
    (void)state;
    struct error err = {0};
    struct import_report report = {.err = &err};
    struct page page = {.err = &err};
    import_report_count(&report, IMPORT_SHAPE, 0);
    import_report_count(&report, IMPORT_TIME_EQUAL, 41);
    for (int i = 0; i < 7; i++)
        import_report_add(&report, IMPORT_ROW_TWICE, "stops.txt:%d: stop_id 'A'", i + 3);
    import_report_write(&report, &page);
    assert_int_equal(page.status, STATUS_OK);
    assert_non_null(strstr(page.text, "| rows with the id of a row before | 7 | dropped |\n"));
    assert_non_null(strstr(page.text, "| stop times equal to the departure before | 41 | kept;"));
    assert_null(strstr(page.text, "shapes"));
    assert_non_null(strstr(page.text, "    stops.txt:7: stop_id 'A'\n"));
    assert_null(strstr(page.text, "stops.txt:8:")); /* five examples are enough */
    assert_int_equal(report.counts[IMPORT_ROW_TWICE], 7);
    import_report_deinit(&report);
    mem_free(page.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_counts_and_examples)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
