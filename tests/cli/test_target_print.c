// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/target_print.h"

static const struct ardey_target rows[] = {
    {"com", "commuters", "A", "B", "persons", "fitted", "registered", "office", 50, 50, 0,
     (double)NAN, ARDEY_TARGET_MET},
    {"share", "mode_share", "A", "pt+car", "%", "compared", "", "survey", 21.7, 12.25, 2,
     (double)NAN, ARDEY_TARGET_COMPARED},
    {"count", "counter", "C1", "all", "veh/day", "fitted", "", "office", 24000, 48000, 5, 27.325,
     ARDEY_TARGET_MISSED},
    {"line", "line_boardings", "RB53", "", "persons/day", "compared", "", "none", (double)NAN, 1234,
     0, (double)NAN, ARDEY_TARGET_COMPARED},
};

static const char *print(bool is_markdown)
{
    static char text[8192];
    FILE *file = tmpfile();
    struct ardey_summary summary = {.sample = 0.1};
    assert_non_null(file);
    struct target_printer printer = {.file = file, .is_markdown = is_markdown};
    target_print_begin(&printer, "day.lua", &summary);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        target_print_row(&printer, &rows[i]);
    target_print_end(&printer);
    assert_int_equal(printer.judged, 2);
    assert_int_equal(printer.met, 1);
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void markdown(void **state)
{
    (void)state;
    const char *text = print(true);
    assert_has(text, "## Observed and simulated\n");
    assert_has(text, "`ardey targets day.lua --markdown`");
    assert_has(text, "### Registered commuters\n");
    assert_has(text,
               "| A: B | 50 | 50 | +0 | 0 | persons | fitted | met | registered | office |\n");
    assert_has(text, "| A: pt+car | 21.70 | 12.25 | -9.45 | - | % | compared | - |  | survey |\n");
    assert_has(text, "| C1 | 24000 | 48000 | +24000 | 27.3 | 5 | veh/day | fitted | **missed** |");
    assert_has(text, "| RB53 | - | 1234 | - | - | persons/day | compared | - |  | none |\n");
    assert_has(text, "\n1 of 2 rows with a verdict are met; 2 more are only compared.\n");
}

static void lines(void **state)
{
    (void)state;
    const char *text = print(false);
    assert_has(text, "day.lua, sample 0.1: observed and simulated\n");
    assert_has(text, "GEH 27.3  MISSED, tolerance 5\n");
    assert_has(text, "1 of 2 rows with a verdict are met; 2 more are only compared\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(markdown), cmocka_unit_test(lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
