// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/csv_line.h"

static enum status split(struct csv_line *line, const char *text, struct error *err)
{
    error_reset(err);
    return csv_line_split(line, text, strlen(text), "t.csv:3", err);
}

static void test_cells(void **state)
{
    (void)state;
    struct csv_line line;
    struct error err = {0};
    csv_line_init(&line);
    assert_int_equal(split(&line, "a,,\"b,\"\"c\"\"\",d e", &err), STATUS_OK);
    assert_int_equal(line.count, 4);
    assert_string_equal(csv_line_cell(&line, 0), "a");
    assert_string_equal(csv_line_cell(&line, 1), "");
    assert_string_equal(csv_line_cell(&line, 2), "b,\"c\"");
    assert_string_equal(csv_line_cell(&line, 3), "d e");
    assert_int_equal(split(&line, "x", &err), STATUS_OK);
    assert_int_equal(line.count, 1);
    csv_line_deinit(&line);
}

/** More cells than are kept are counted. */
static void test_many_cells(void **state)
{
    (void)state;
    char text[400];
    struct csv_line line;
    struct error err = {0};
    memset(text, ',', 299);
    text[299] = '\0';
    csv_line_init(&line);
    assert_int_equal(split(&line, text, &err), STATUS_OK);
    assert_int_equal(line.count, 300);
    csv_line_deinit(&line);
}

static void test_findings(void **state)
{
    (void)state;
    struct csv_line line;
    struct error err = {0};
    csv_line_init(&line);
    assert_int_equal(split(&line, "a\rb", &err), STATUS_DATA);
    assert_string_equal(err.text, "t.csv:3: has a carriage return inside the line");
    assert_int_equal(split(&line, "a\xff", &err), STATUS_DATA);
    assert_string_equal(err.text, "t.csv:3: is not UTF-8 text");
    assert_int_equal(split(&line, "a,\"b", &err), STATUS_DATA);
    assert_string_equal(err.text, "t.csv:3: a quote is misplaced, or a quoted field does not end "
                                  "on its line");
    assert_int_equal(split(&line, "a,b", &err), STATUS_OK); /* the next line is read again */
    assert_int_equal(line.count, 2);
    csv_line_deinit(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_many_cells),
        cmocka_unit_test(test_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
