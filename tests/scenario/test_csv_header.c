// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/csv_header.h"

static const struct field fields[] = {{.name = "route", .type = FIELD_TEXT},
                                      {.name = "class", .type = FIELD_TEXT, .optional = true},
                                      FIELD_END};

static bool read_header(const char *text, struct csv_header *out, struct error *err)
{
    struct csv_line line;
    struct findings findings = {.err = err};
    csv_line_init(&line);
    assert_int_equal(csv_line_split(&line, text, strlen(text), "t.csv:1", err), STATUS_OK);
    bool is_good = csv_header_read(&line, fields, "t.csv:1", out, &findings);
    assert_int_equal(is_good, findings_end(&findings) == STATUS_OK);
    csv_line_deinit(&line);
    return is_good;
}

static void test_columns_in_any_order(void **state)
{
    (void)state;
    struct csv_header header;
    struct error err = {0};
    assert_true(read_header("note,class,quality,route,source", &header, &err));
    assert_int_equal(header.count, 5);
    assert_false(header.has_absent);
    assert_int_equal(csv_header_find(&header, "route"), 3);
    assert_int_equal(csv_header_find(&header, "class"), 1);
    assert_int_equal(csv_header_find(&header, "lanes"), -1);
    assert_ptr_equal(header.columns[3].field, &fields[0]);
    assert_int_equal(header.columns[0].role, CSV_IGNORED);
    assert_int_equal(header.columns[2].role, CSV_EVIDENCE);
    assert_int_equal(header.columns[4].role, CSV_EVIDENCE);
    assert_int_equal(header.columns[1].role, CSV_FIELD);
    assert_true(read_header("route", &header, &err));
    assert_int_equal(header.count, 1);
    assert_true(header.has_absent);
}

static void test_findings(void **state)
{
    (void)state;
    struct csv_header header;
    struct error err = {0};
    assert_false(read_header("clas,class,class,source", &header, &err));
    assert_string_equal(err.text,
                        "t.csv:1: unknown column 'clas', did you mean 'class'?\n"
                        "t.csv:1: column 'class' stands twice\n"
                        "t.csv:1: column 'route' is missing\n"
                        "t.csv:1: columns 'source' and 'quality' belong together, one is missing");
}

static void test_too_many(void **state)
{
    (void)state;
    char text[200];
    struct csv_header header;
    struct error err = {0};
    memset(text, ',', 128);
    text[128] = '\0';
    assert_false(read_header(text, &header, &err));
    assert_string_equal(err.text, "t.csv:1: has 129 columns, at most 128 are allowed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns_in_any_order),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
