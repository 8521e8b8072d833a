// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "import/gtfs_cells.h"
#include "import/gtfs_feed.h"

static void check_time(const char *text, bool is_good, int32_t expected)
{
    int32_t found = -1;
    assert_int_equal(gtfs_cell_time(text, &found), is_good);
    if (is_good)
        assert_int_equal(found, expected);
}

static void test_time(void **state)
{
    (void)state;
    check_time("06:05:04", true, 21904);
    check_time("6:05:04", true, 21904);
    check_time("25:00:00", true, 90000);
    check_time("100:00:00", true, 360000);
    check_time("", true, GTFS_NO_TIME);
    static const char *const bad[] = {"6:05",      "6:5:04",   "06:60:00", "06:00:60", "1000:00:00",
                                      "06:05:04x", "-1:00:00", " 6:00:00", "06;00:00", "::"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        check_time(bad[i], false, 0);
}

static void test_numbers(void **state)
{
    (void)state;
    int64_t count;
    double real;
    assert_true(gtfs_cell_count("0042", 7, &count));
    assert_int_equal(count, 42);
    assert_true(gtfs_cell_count("", 7, &count));
    assert_int_equal(count, 7);
    assert_false(gtfs_cell_count("-1", 7, &count));
    assert_false(gtfs_cell_count("1.0", 7, &count));
    assert_false(gtfs_cell_count("9999999999999", 7, &count));
    assert_true(gtfs_cell_real("-7.25", &real));
    assert_true(real == -7.25);
    assert_false(gtfs_cell_real("", &real));
    assert_false(gtfs_cell_real("nan", &real));
    assert_false(gtfs_cell_real("7,25", &real));
}

static void test_dates(void **state)
{
    (void)state;
    assert_true(gtfs_cell_date("20240229"));
    static const char *const bad[] = {"20260229", "2026-3-2", "20261301",
                                      "20260100", "2026030",  ""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(gtfs_cell_date(bad[i]));
    assert_int_equal(gtfs_weekday("20260302"), 0); /* a Monday */
    assert_int_equal(gtfs_weekday("20260301"), 6);
    assert_int_equal(gtfs_weekday("20240229"), 3);
    assert_int_equal(gtfs_weekday("20000101"), 5);
    assert_int_equal(gtfs_weekday("19000228"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_time), cmocka_unit_test(test_numbers),
                                       cmocka_unit_test(test_dates)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
