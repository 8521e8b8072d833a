// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/validation_print.h"

static const struct ardey_validation_row rows[] = {
    {"one", "First", "Newell", "flow of a", "veh/s", "one vehicle", "Ours for theirs.", 0.8,
     0.79875, 0.00125, true},
    {"one", "First", "own", "trips", "trips", "", "Ours for theirs.", 250, 249, 0, false},
    {"two", "Second", "Erlang", "blocked", "1", "", "", 0.21458, 0.21458, 0, true},
};

static const char *print(enum validation_form form)
{
    static char text[8192];
    FILE *file = tmpfile();
    assert_non_null(file);
    struct validation_printer printer = {.file = file, .form = form};
    validation_print_begin(&printer);
    for (size_t i = 0; i < 3; i++)
        validation_print_row(&printer, &rows[i]);
    validation_print_end(&printer);
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_int_equal(printer.case_count, 2);
    return text;
}

static void lines(void **state)
{
    (void)state;
    assert_string_equal(
        print(VALIDATION_LINES),
        "pass  one: flow of a: expected 0.8, found 0.79875, tolerance 0.00125 veh/s (one vehicle); "
        "Newell\n"
        "FAIL  one: trips: expected 250, found 249, tolerance 0 trips; own\n"
        "pass  two: blocked: expected 0.21458, found 0.21458, tolerance 0 1; Erlang\n"
        "3 comparisons in 2 cases: 2 passed, 1 failed\n");
}

static void list(void **state)
{
    (void)state;
    assert_has(print(VALIDATION_LIST), "two                          Second (Erlang)\n");
}

static void markdown(void **state)
{
    (void)state;
    const char *text = print(VALIDATION_MARKDOWN);
    assert_int_equal(strncmp(text, "# Validation\n", 13), 0);
    assert_has(text, "\n## one\n\nFirst. Source: Newell.\nOurs for theirs.\n\n| quantity |");
    assert_has(text,
               "| flow of a | 0.8 | 0.79875 | 0.00125 | veh/s | one vehicle | Newell | pass |\n"
               "| trips | 250 | 249 | 0 | trips | exact | own | **FAIL** |\n\n## two\n");
    assert_has(text, "\n3 comparisons in 2 cases: 2 passed, 1 failed.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(list),
        cmocka_unit_test(markdown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
