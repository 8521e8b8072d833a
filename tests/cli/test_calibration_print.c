// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/calibration_print.h"

static void rows_and_the_worst_of_them(void **state)
{
    (void)state;
    static const struct ardey_calibration_row rows[] = {
        {"band_0_bike", "%", 8.92, 12, 9, -0.25, "EUR"},
        {"count", "veh/day", 1000, 990, 1020, (double)NAN, ""}};
    char text[2048];
    FILE *file = tmpfile();
    assert_non_null(file);
    struct calibration_printer printer = {.file = file};
    calibration_print_row(&printer, &rows[0]);
    calibration_print_row(&printer, &rows[1]);
    calibration_print_end(&printer, "x.csv");
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_has(text, "band_0_bike                      8.92        12.00         9.00  %, moved by "
                     "-0.250 EUR\n");
    assert_has(text, "count                            1000          990         1020  veh/day\n");
    assert_has(text, "greatest difference: 10.00 before, 20.00 after; written to x.csv\n");
    assert_int_equal(printer.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_and_the_worst_of_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
