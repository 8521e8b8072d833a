// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#include "scenario/spec_diff.h"

struct compared {
    struct spec *specs[2];
    struct differences differences;
    struct error err;
};

/** Reads two scenarios, the weekday with `changes` each, and compares them. */
static void compare(struct measured *measured, struct compared *compared,
                    const char *const changes[2])
{
    static const char *const folders[] = {"scenarios", NULL};
    *compared = (struct compared){0};
    for (int i = 0; i < 2; i++) {
        char text[4096];
        snprintf(text, sizeof text, "local s = require 'weekday'\n%s\nreturn s\n", changes[i]);
        const char *path = folder_write(&measured->folder, "s.lua", text);
        if (scenario_read_plain(path, folders, &compared->specs[i], &compared->err) != STATUS_OK)
            fail_msg("%s", compared->err.text);
    }
    assert_int_equal(
        spec_diff(compared->specs[0], compared->specs[1], &compared->differences, &compared->err),
        STATUS_OK);
}

static void compared_deinit(struct compared *compared)
{
    differences_deinit(&compared->differences);
    spec_destroy(compared->specs[0]);
    spec_destroy(compared->specs[1]);
}

static void assert_difference(const struct difference *found, const struct difference *expected)
{
    assert_int_equal(found->kind, expected->kind);
    assert_string_equal(found->where, expected->where);
    assert_string_equal(found->row, expected->row);
    assert_string_equal(found->column, expected->column);
    assert_string_equal(found->before, expected->before);
    assert_string_equal(found->after, expected->after);
}

static void test_equal(void **state)
{
    struct compared compared;
    const char *const changes[2] = {"", "s.people = {}"};
    compare(*state, &compared, changes);
    assert_int_equal(compared.differences.count, 0);
    compared_deinit(&compared);
}

#define CHANGE(link, rest) "{ link = '" link "', from_s = 3600, until_s = 7200, " rest " }"

static void test_parameters_and_rows(void **state)
{
    struct compared compared;
    const char *const changes[2] = {
        "s.network.changes = { " CHANGE("L1", "open = false") ", " CHANGE("L2",
                                                                          "speed_kmh = 30") " }",
        "s.network.changes = { " CHANGE("L2", "speed_kmh = 50, reason = 'ice'") ", " CHANGE(
            "L3", "open = false") " } s.road.patience = '3 min'"};
    compare(*state, &compared, changes);
    static const struct difference expected[] = {
        {DIFFERENCE_CELL, "network.changes", "L2", "speed_kmh", "30 km/h", "50 km/h"},
        {DIFFERENCE_CELL, "network.changes", "L2", "reason", "", "ice"},
        {DIFFERENCE_ROW_REMOVED, "network.changes", "L1", "",
         "link L1, from_s 01:00, until_s 02:00, open false", ""},
        {DIFFERENCE_ROW_ADDED, "network.changes", "L3", "", "",
         "link L3, from_s 01:00, until_s 02:00, open false"},
        {DIFFERENCE_PARAMETER, "road.patience", "", "", "2 min", "3 min"},
    };
    assert_int_equal(compared.differences.count, 5);
    for (int i = 0; i < 5; i++)
        assert_difference(&compared.differences.items[i], &expected[i]);
    compared_deinit(&compared);
}

/** A row is known by as many first columns as tell all rows apart. */
static void test_keys_of_two_columns(void **state)
{
    struct compared compared;
    const char *const changes[2] = {
        "s.network.changes = { { link = 'L1', from_s = 0, until_s = 60, open = false }, { link = "
        "'L1', from_s = 60, until_s = 120, open = false } }",
        "s.network.changes = { { link = 'L1', from_s = 60, until_s = 180, open = false }, { link = "
        "'L1', from_s = 0, until_s = 60, open = false } }"};
    compare(*state, &compared, changes);
    static const struct difference expected = {DIFFERENCE_CELL, "network.changes", "L1 00:01",
                                               "until_s",       "00:02",           "00:03"};
    assert_int_equal(compared.differences.count, 1);
    assert_difference(&compared.differences.items[0], &expected);
    compared_deinit(&compared);
}

/** Of equal rows one is missing. */
static void test_equal_rows(void **state)
{
    struct compared compared;
    const char *const changes[2] = {
        "s.network.changes = { " CHANGE("L1", "open = false") ", " CHANGE(
            "L1", "open = false") ", " CHANGE("L2", "open = false") " }",
        "s.network.changes = { " CHANGE("L1", "open = false") ", " CHANGE("L2",
                                                                          "open = false") " }"};
    compare(*state, &compared, changes);
    assert_int_equal(compared.differences.count, 1);
    assert_int_equal(compared.differences.items[0].kind, DIFFERENCE_ROW_REMOVED);
    assert_string_equal(compared.differences.items[0].before,
                        "link L1, from_s 01:00, until_s 02:00, open false");
    compared_deinit(&compared);
}

#define STOCK(line, vehicle) "ardey.rolling_stock { line = '" line "', vehicle = '" vehicle "' }"

static void test_measures(void **state)
{
    struct compared compared;
    const char *const changes[2] = {"s.measures = { " STOCK("RB53", "flirt4") ", " STOCK(
                                        "RB59", "et422") ", " STOCK("RB53", "flirt4") " }",
                                    "s.measures = { " STOCK("RB59", "et422") ", " STOCK(
                                        "RB53", "flirt4") ", " STOCK("RB51", "flirt4") " }"};
    compare(*state, &compared, changes);
    static const struct difference expected[] = {
        {DIFFERENCE_MEASURE_REMOVED, "rolling_stock", "", "", "line RB53, vehicle flirt4", ""},
        {DIFFERENCE_MEASURE_ADDED, "rolling_stock", "", "", "", "line RB51, vehicle flirt4"},
    };
    assert_int_equal(compared.differences.count, 2);
    for (int i = 0; i < 2; i++)
        assert_difference(&compared.differences.items[i], &expected[i]);
    compared_deinit(&compared);
    const char *const moved[2] = {
        "s.measures = { " STOCK("RB53", "flirt4") ", " STOCK("RB59", "et422") " }",
        "s.measures = { " STOCK("RB59", "et422") ", " STOCK("RB53", "flirt4") " }"};
    compare(*state, &compared, moved);
    assert_int_equal(compared.differences.count, 1);
    assert_int_equal(compared.differences.items[0].kind, DIFFERENCE_MEASURE_ORDER);
    compared_deinit(&compared);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_equal),
        TEST(test_parameters_and_rows),
        TEST(test_keys_of_two_columns),
        TEST(test_equal_rows),
        TEST(test_measures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
