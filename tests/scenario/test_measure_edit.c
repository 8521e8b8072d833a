// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#include "scenario/measure_edit.h"

struct setup_edit {
    struct spec *spec;
    struct findings findings;
    struct measure_edit edit;
};

static void begin(struct setup_edit *setup, struct measured *measured)
{
    *setup = (struct setup_edit){.findings = {.err = &measured->err}};
    setup->spec =
        measure_apply(measured, "ardey.rolling_stock { line = 'RB53', vehicle = 'flirt4' }");
    error_reset(&measured->err);
    setup->edit =
        (struct measure_edit){.spec = setup->spec, .place = "here", .findings = &setup->findings};
}

static void test_changes_are_counted(void **state)
{
    struct setup_edit setup;
    begin(&setup, *state);
    double real = 1;
    int64_t whole = 2;
    int choice = 3;
    const char *text = NULL;
    for (int round = 0; round < 2; round++) {
        measure_set_real(&setup.edit, &real, 1.5);
        measure_set_int(&setup.edit, &whole, 5);
        measure_set_choice(&setup.edit, &choice, 1);
        measure_set_text(&setup.edit, &text, "x");
        assert_int_equal(setup.edit.changes, 4);
    }
    assert_true(real == 1.5 && whole == 5 && choice == 1 && strcmp(text, "x") == 0);
}

static bool is_closed(const void *row, const void *data)
{
    return strcmp(((const struct closure_row *)row)->line_id, data) == 0;
}

/** A table that the scenario leaves out gets its shape, and its rows the defaults. */
static void test_rows(void **state)
{
    struct setup_edit setup;
    struct error err = {0};
    begin(&setup, *state);
    struct table *table = &setup.spec->transit_tables.closures;
    assert_null(table->fields);
    static const char *const lines[] = {"a", "b", "a"};
    for (int i = 0; i < 3; i++) {
        struct closure_row *row = measure_add_row(&setup.edit, table);
        row->line_id = lines[i];
        assert_true(row->change_s == 300);
    }
    assert_string_equal(table->path, "transit.closures");
    assert_int_equal(setup.edit.changes, 3);
    assert_int_equal(table->origin_count, 1);
    uint32_t line = TABLE_ROW(table, struct closure_row, 1)->line;
    assert_string_equal(table_line_text(table, line).text, "here");
    assert_int_equal(table_fail(table, line, &err, "wrong %d", 7), STATUS_USAGE);
    assert_string_equal(err.text, "here: wrong 7");
    assert_int_equal(measure_remove_rows(&setup.edit, table, is_closed, "a"), 2);
    assert_int_equal(table->count, 1);
    assert_string_equal(TABLE_ROW(table, struct closure_row, 0)->line_id, "b");
    assert_int_equal(setup.edit.changes, 5);
}

static void test_lists(void **state)
{
    struct setup_edit setup;
    begin(&setup, *state);
    const char *rest = " a ;b c;;d";
    assert_string_equal(measure_list_take(&setup.edit, &rest), "a");
    assert_string_equal(measure_list_take(&setup.edit, &rest), "b c");
    assert_string_equal(measure_list_take(&setup.edit, &rest), "d");
    assert_null(measure_list_take(&setup.edit, &rest));
}

static void test_names(void **state)
{
    struct measured *measured = *state;
    struct setup_edit setup;
    begin(&setup, measured);
    const struct table *stops = &setup.spec->transit_tables.stops;
    uint32_t by_id = measure_find(&setup.edit, stops, &measure_stop_name, "r_esrt");
    assert_true(by_id != NONE);
    assert_int_equal(measure_find(&setup.edit, stops, &measure_stop_name, "Schwerte (Ruhr)"),
                     by_id);
    MEASURE_ROW(stops, struct stop_row, 0)->name = "Schwerte (Ruhr)";
    assert_int_equal(measure_find(&setup.edit, stops, &measure_stop_name, "Schwerte (Ruhr)"), NONE);
    assert_int_equal(measure_find(&setup.edit, stops, &measure_stop_name, "xyzxyzxyz"), NONE);
    assert_string_equal(measured->err.text,
                        "here: there are 2 stops called 'Schwerte (Ruhr)', name one by its id: "
                        "'do_abteistrasse', 'r_esrt'\n"
                        "here: no stop 'xyzxyzxyz'");
    const struct table empty = {0};
    assert_int_equal(measure_find(&setup.edit, &empty, &measure_line_name, "RB53"), NONE);
    assert_contains(measured->err.text, "here: no line 'RB53', the scenario has none");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_changes_are_counted),
        TEST(test_rows),
        TEST(test_lists),
        TEST(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
