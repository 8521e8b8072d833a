// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/comparison_print.h"

#define NO ((double)NAN)

static const struct ardey_comparison_row pairs[] = {
    {"boardings", "1", false, "day", "\"late\"", 3, 3, 3, 100, 110, 10, 4},
    {"mean_travel_time", "min", true, "day", "\"late\"", 3, 3, 3, 20, 22.5, 2.5, 0.5},
    {"denied_boardings", "1", true, "day", "\"late\"", 3, 3, 3, 8, 7, -1, 2.5},
    {"persons", "1", false, "day", "\"late\"", 3, 3, 3, 1000, 1000, 0, 0},
    {"toll", "EUR", false, "day", "\"late\"", 3, 3, 3, NO, 5, NO, NO},
    {"boardings", "1", false, "day", "no bus", 3, 2, 1, 100, 90, -10, NO},
};

static const char *print(enum comparison_form form, bool is_all,
                         const struct ardey_comparison_row *rows, size_t count)
{
    static char text[8192];
    FILE *file = tmpfile();
    assert_non_null(file);
    struct comparison_printer printer = {
        .file = file, .form = form, .confidence = 0.95, .is_all = is_all};
    for (size_t i = 0; i < count; i++)
        comparison_print_row(&printer, &rows[i]);
    comparison_print_end(&printer);
    assert_int_equal(printer.row_count, count);
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void verdicts(void **state)
{
    (void)state;
    static const char *const expected[] = {"higher", "worse", "", "", "", ""};
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(comparison_verdict(&pairs[i]), expected[i]);
    struct ardey_comparison_row row = pairs[1];
    row.difference = -2.5;
    assert_string_equal(comparison_verdict(&row), "better");
    row.is_lower_better = false;
    assert_string_equal(comparison_verdict(&row), "lower");
}

static void table(void **state)
{
    (void)state;
    const char *text = print(COMPARISON_TABLE, false, pairs, 6);
    assert_has(text, "\"late\" against day (the base, because the first file is of it): mean of 3 "
                     "pairs of runs with the same seed, interval at "
                     "95 %\n");
    assert_has(text,
               "mean_travel_time                         20.00         22.50       +2.5000    "
               "+12.50        0.5000  min    worse\n");
    assert_has(text,
               "toll                                         -        5.0000             -         "
               "-             -  EUR    \n");
    assert_has(text, "1 indicators do not differ (--all shows them)\n\nno bus against day (the "
                     "base, because the first file is of it): one pair of "
                     "runs, so that nothing is known of chance");
    assert_has(text, "3 runs have no partner of the same seed and are left out\n");
    assert_null(strstr(text, "persons"));
    assert_has(print(COMPARISON_TABLE, true, pairs, 6), "persons   ");
}

static void one_variant(void **state)
{
    (void)state;
    static const struct ardey_comparison_row row = {"boardings", "1", false, "day", NULL, 4,
                                                    0,           4,   100,   NO,    NO,   3.25};
    const char *text = print(COMPARISON_TABLE, false, &row, 1);
    assert_has(text, "day: mean of 4 runs, interval at 95 %\n");
    assert_has(text, "boardings                               100.00");
    assert_has(text, "3.2500  1");
    assert_has(print(COMPARISON_JSON, false, &row, 1), "\"variant\": null, ");
}

static void lists(void **state)
{
    (void)state;
    const char *json = print(COMPARISON_JSON, false, pairs, 6);
    assert_has(json, "[\n  {\"base\": \"day\", \"variant\": \"\\\"late\\\"\", \"indicator\": "
                     "\"boardings\", \"unit\": \"1\", \"better\": \"neutral\", \"pairs\": 3, "
                     "\"base_mean\": 100, \"variant_mean\": 110, \"difference\": 10, "
                     "\"half_width\": 4, \"verdict\": \"higher\"},\n");
    assert_has(json, "\"base_mean\": null, \"variant_mean\": 5, \"difference\": null");
    const char *csv = print(COMPARISON_CSV, false, pairs, 6);
    assert_has(csv, "base,variant,indicator,unit,better,pairs,base_mean,");
    assert_has(csv,
               "\n\"day\",\"\"\"late\"\"\",mean_travel_time,min,lower,3,20,22.5,2.5,0.5,worse\n");
    assert_has(csv, "\n\"day\",\"no bus\",boardings,1,neutral,1,100,90,-10,,\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts),
        cmocka_unit_test(table),
        cmocka_unit_test(one_variant),
        cmocka_unit_test(lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
