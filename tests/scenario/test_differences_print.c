// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "scenario/spec_diff.h"

static struct difference items[] = {
    {DIFFERENCE_PARAMETER, "road.patience", "", "", "2 min", "3 min"},
    {DIFFERENCE_CELL, "transit.lines", "RB53", "vehicle", "a", "b"},
    {DIFFERENCE_CELL, "transit.lines", "RB53", "route", "", "Iserlohn"},
    {DIFFERENCE_ROW_REMOVED, "transit.lines", "X1", "", "id X1", ""},
    {DIFFERENCE_ROW_ADDED, "transit.stops", "q", "", "", "id q, name \"Q\\\n"},
    {DIFFERENCE_MEASURE_REMOVED, "link", "", "", "link L1", ""},
    {DIFFERENCE_MEASURE_ADDED, "link", "", "", "", "link L2"},
    {DIFFERENCE_MEASURE_ORDER, "measures", "", "", "", ""},
};
static const struct differences all = {.items = items, .count = sizeof items / sizeof items[0]};

static void test_lines(void **state)
{
    (void)state;
    struct error err = {0};
    struct page page = {.err = &err};
    differences_print(&all, &page);
    assert_string_equal(page.text, "road.patience: 2 min -> 3 min\n"
                                   "transit.lines: 1 rows changed, 0 added, 1 removed\n"
                                   "  RB53: vehicle a -> b\n"
                                   "  RB53: route nothing -> Iserlohn\n"
                                   "  - id X1\n"
                                   "transit.stops: 0 rows changed, 1 added, 0 removed\n"
                                   "  + id q, name \"Q\\\n\n"
                                   "- measure link: link L1\n"
                                   "+ measure link: link L2\n"
                                   "measures: the same in another order\n");
    mem_free(page.text);
}

static void test_long_tables_are_cut(void **state)
{
    (void)state;
    struct difference rows[20];
    struct error err = {0};
    struct page page = {.err = &err};
    for (int i = 0; i < 20; i++)
        rows[i] = (struct difference){DIFFERENCE_ROW_ADDED, "a.b", "k", "", "", "k"};
    const struct differences many = {.items = rows, .count = 20};
    differences_print(&many, &page);
    assert_string_equal(page.text, "a.b: 0 rows changed, 20 added, 0 removed\n"
                                   "  + k\n  + k\n  + k\n  + k\n  + k\n  + k\n  + k\n  + k\n"
                                   "  and 12 more rows\n");
    mem_free(page.text);
}

static void test_json(void **state)
{
    (void)state;
    struct error err = {0};
    struct page page = {.err = &err};
    differences_print_json(&all, &page);
    assert_string_equal(
        page.text,
        "{\"parameters\": [\n"
        "  {\"change\": \"changed\", \"name\": \"road.patience\", \"before\": \"2 min\", "
        "\"after\": \"3 min\"}],\n"
        " \"rows\": [\n"
        "  {\"change\": \"changed\", \"name\": \"transit.lines\", \"row\": \"RB53\", \"column\": "
        "\"vehicle\", \"before\": \"a\", \"after\": \"b\"},\n"
        "  {\"change\": \"changed\", \"name\": \"transit.lines\", \"row\": \"RB53\", \"column\": "
        "\"route\", \"before\": \"\", \"after\": \"Iserlohn\"},\n"
        "  {\"change\": \"removed\", \"name\": \"transit.lines\", \"row\": \"X1\", \"before\": "
        "\"id "
        "X1\", \"after\": \"\"},\n"
        "  {\"change\": \"added\", \"name\": \"transit.stops\", \"row\": \"q\", \"before\": \"\", "
        "\"after\": \"id q, name \\\"Q\\\\\\u000a\"}],\n"
        " \"measures\": [\n"
        "  {\"change\": \"removed\", \"kind\": \"link\", \"before\": \"link L1\", \"after\": "
        "\"\"},\n"
        "  {\"change\": \"added\", \"kind\": \"link\", \"before\": \"\", \"after\": \"link L2\"},\n"
        "  {\"change\": \"moved\", \"kind\": \"measures\", \"before\": \"\", \"after\": "
        "\"\"}]}\n");
    mem_free(page.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_long_tables_are_cut),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
