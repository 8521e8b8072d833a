// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail_fixture.h"

/** The row of a section, by hand. */
static void assert_row(const struct rail_line *line, uint32_t index, int32_t section,
                       const double *times_s)
{
    const struct line_row_seen *row = &line->rows[index];
    assert_int_equal(row->run, 0);
    assert_int_equal(row->line, 1);
    assert_int_equal(row->section, section);
    assert_near(row->set_s, times_s[0], 0.003);
    if (isnan(times_s[1]))
        assert_true(isnan(row->enter_s));
    else
        assert_near(row->enter_s, times_s[1], 0.003);
    assert_near(row->clear_s, times_s[2], 0.003);
}

/** One train over one block, at 1:00: it asks for its station and for the block 10 s before, and at
 * 28.667 s for the next station (distant signal at 800 m, 46.667 s, less 18 s). It enters the block
 * after 28.284 s and the station 28.284 s before its arrival, both with 21.213 m/s. Its last
 * platform is free 60 s after the arrival. Rows stand in the order of giving back. */
static void test_rows(void **state)
{
    (void)state;
    struct rail_line line;
    line_init_round(&line, (struct line_plan){2, {1, 1}, {1}, {false}, 0, 0});
    uint32_t pattern = line_add_round(&line, (uint32_t[]){0, 1}, 2, 0);
    line.patterns[pattern].line = 1;
    line_add_run(&line, pattern, LINE_HOUR_MS);
    line_run(&line, 1, 2 * LINE_HOUR_MS);
    const double tail_s = 100 / 21.2132, head_s = 28.2843;
    assert_int_equal(line.row_count, 3);
    assert_row(&line, 0, 0, (double[]){3590, (double)NAN, 3600 + head_s + tail_s + 5});
    assert_row(&line, 1, 2, (double[]){3590, 3600 + head_s, 3710 - head_s + tail_s + 5});
    assert_row(&line, 2, 1, (double[]){3600 + 28.6667, 3710 - head_s, 3770});
    line_deinit(&line);
}

/** What the columns say. */
static void test_columns(void **state)
{
    (void)state;
    static const char *const names[] = {"run", "line", "section", "set", "enter", "clear"};
    uint32_t count = 0;
    for (; rail_occupation_record.columns[count].name != NULL; count++)
        assert_string_equal(rail_occupation_record.columns[count].name, names[count]);
    assert_int_equal(count, 6);
    assert_int_equal(rail_occupation_record.row_size, sizeof(struct line_row_seen));
    assert_string_equal(rail_occupation_record.columns[2].names_of, "rail/sections");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_columns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
