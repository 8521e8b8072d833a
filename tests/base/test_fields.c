// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define assert_near(value, expected, tolerance)                                                    \
    assert_true(fabs((value) - (expected)) <= (tolerance))

enum colour { COLOUR_RED, COLOUR_GREEN, COLOUR_BLUE };

struct thing {
    uint32_t line;
    const char *name;
    double speed_mps, depart_s, patience_s, share;
    int64_t lanes;
    bool oneway;
    int colour;
};

static const char *const colour_names[] = {"red", "green", "blue", NULL};

#define AT(member) .offset = offsetof(struct thing, member)

static const struct field fields[] = {
    {.name = "name", .type = FIELD_TEXT, AT(name)},
    {.name = "speed_kmh",
     .type = FIELD_REAL,
     .quantity = QUANTITY_SPEED,
     AT(speed_mps),
     .min = 5 / 3.6,
     .max = 200 / 3.6,
     .scale = 1 / 3.6},
    {.name = "depart", .type = FIELD_REAL, .quantity = QUANTITY_CLOCK, AT(depart_s), .max = 172800},
    {.name = "patience",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     AT(patience_s),
     .optional = true,
     .min = 10,
     .max = INFINITY,
     .standard = "5 min"},
    {.name = "share", .type = FIELD_REAL, .quantity = QUANTITY_SHARE, AT(share), .optional = true},
    {.name = "lanes", .type = FIELD_INT, AT(lanes), .min = 1, .max = 9},
    {.name = "oneway", .type = FIELD_BOOL, AT(oneway), .optional = true, .standard = "true"},
    {.name = "colour",
     .type = FIELD_CHOICE,
     AT(colour),
     .optional = true,
     .standard = "green",
     .choices = colour_names},
    FIELD_END};

struct setup {
    struct thing thing;
    struct text_arena arena;
    struct error err;
};

static enum status set(struct setup *setup, const char *name, const char *text)
{
    error_reset(&setup->err);
    return field_set_text(fields_find(fields, name), &setup->thing, text, &setup->arena,
                          "links.csv:17", &setup->err);
}

static enum status set_number(struct setup *setup, const char *name, double value)
{
    error_reset(&setup->err);
    return field_set_number(fields_find(fields, name), &setup->thing, value, "a.lua:3: road",
                            &setup->err);
}

/** A clock whose column says its unit takes seconds besides a time of day; another one does not. */
static void test_clocks_with_a_unit_in_their_name(void **state)
{
    (void)state;
    struct setup setup = {0};
    const struct field clock = {.name = "from_s",
                                .type = FIELD_REAL,
                                .quantity = QUANTITY_CLOCK,
                                AT(depart_s),
                                .max = 172800,
                                .scale = 1};
    assert_int_equal(
        field_set_text(&clock, &setup.thing, "21600.5", &setup.arena, "c.csv:2", &setup.err),
        STATUS_OK);
    assert_near(setup.thing.depart_s, 21600.5, 0);
    assert_int_equal(
        field_set_text(&clock, &setup.thing, "07:30", &setup.arena, "c.csv:2", &setup.err),
        STATUS_OK);
    assert_near(setup.thing.depart_s, 27000, 0);
    assert_int_equal(
        field_set_text(&clock, &setup.thing, "172801", &setup.arena, "c.csv:2", &setup.err),
        STATUS_DATA);
    assert_int_equal(set(&setup, "depart", "21600"), STATUS_DATA);
}

static void test_texts_are_stored(void **state)
{
    (void)state;
    struct setup setup = {0};
    assert_int_equal(set(&setup, "name", "Hörder Straße"), STATUS_OK);
    assert_string_equal(setup.thing.name, "Hörder Straße");
    assert_int_equal(set(&setup, "speed_kmh", "72"), STATUS_OK);
    assert_near(setup.thing.speed_mps, 20, 1e-14);
    assert_int_equal(set(&setup, "speed_kmh", "30 m/s"), STATUS_OK);
    assert_near(setup.thing.speed_mps, 30, 0);
    assert_int_equal(set(&setup, "speed_kmh", "5"), STATUS_OK); /* the bound itself */
    assert_int_equal(set(&setup, "speed_kmh", "200"), STATUS_OK);
    assert_int_equal(set(&setup, "depart", "25:23"), STATUS_OK);
    assert_near(setup.thing.depart_s, 91380, 0);
    assert_int_equal(set(&setup, "lanes", "3"), STATUS_OK);
    assert_int_equal(setup.thing.lanes, 3);
    assert_int_equal(set(&setup, "oneway", "1"), STATUS_OK);
    assert_int_equal(setup.thing.oneway, 1);
    assert_int_equal(set(&setup, "oneway", "false"), STATUS_OK);
    assert_int_equal(setup.thing.oneway, 0);
    assert_int_equal(set(&setup, "colour", "blue"), STATUS_OK);
    assert_int_equal(setup.thing.colour, COLOUR_BLUE);
    text_arena_deinit(&setup.arena);
}

static void test_wrong_texts(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *finding;
    } cases[] = {
        {"name", "", "links.csv:17: name is empty, but it is required"},
        {"speed_kmh", "fast",
         "links.csv:17: speed_kmh is 'fast', must be a number or a text with a unit such as "
         "\"70 km/h\""},
        {"speed_kmh", "-5", "links.csv:17: speed_kmh is -5, must be between 5 and 200"},
        {"speed_kmh", "300", "links.csv:17: speed_kmh is 300, must be between 5 and 200"},
        {"patience", "5 s", "links.csv:17: patience is 5 s, must be at least 10 s"},
        {"depart", "7", "links.csv:17: depart is '7', must be a time of day such as \"07:30\""},
        {"lanes", "2.5", "links.csv:17: lanes is '2.5', must be a whole number"},
        {"lanes", "12", "links.csv:17: lanes is 12, must be between 1 and 9"},
        {"lanes", "99999999999999999999",
         "links.csv:17: lanes is '99999999999999999999', must be a whole number"},
        {"oneway", "yes", "links.csv:17: oneway is 'yes', must be 0, 1, true or false"},
        {"colour", "gren",
         "links.csv:17: colour is 'gren', did you mean 'green'? (one of red, green, blue)"},
        {"colour", "purple", "links.csv:17: colour is 'purple', must be one of red, green, blue"},
    };
    struct setup setup = {.thing = {.lanes = 4, .speed_mps = 8}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(set(&setup, cases[i].name, cases[i].text), STATUS_DATA);
        assert_string_equal(setup.err.text, cases[i].finding);
        assert_int_equal(setup.err.finding_count, 1);
    }
    assert_int_equal(setup.thing.lanes, 4); /* a wrong value changes nothing */
    assert_near(setup.thing.speed_mps, 8, 0);
    text_arena_deinit(&setup.arena);
}

static void test_numbers(void **state)
{
    (void)state;
    struct setup setup = {0};
    assert_int_equal(set_number(&setup, "patience", 60), STATUS_OK);
    assert_near(setup.thing.patience_s, 60, 0);
    assert_int_equal(set_number(&setup, "speed_kmh", 36), STATUS_OK);
    assert_near(setup.thing.speed_mps, 10, 1e-14);
    assert_int_equal(set_number(&setup, "lanes", 2), STATUS_OK);
    assert_int_equal(setup.thing.lanes, 2);
    assert_int_equal(set_number(&setup, "oneway", 1), STATUS_OK);
    assert_int_equal(set_number(&setup, "share", -3), STATUS_OK); /* no bounds given */
    assert_near(setup.thing.share, -3, 0);

    assert_int_equal(set_number(&setup, "patience", 5), STATUS_DATA);
    assert_string_equal(setup.err.text, "a.lua:3: road: patience is 5, must be at least 10 s");
    assert_int_equal(set_number(&setup, "lanes", 2.5), STATUS_DATA);
    assert_int_equal(set_number(&setup, "lanes", 1e300), STATUS_DATA);
    assert_int_equal(set_number(&setup, "share", (double)NAN), STATUS_DATA);
    assert_int_equal(set_number(&setup, "share", INFINITY), STATUS_DATA);
    assert_int_equal(set_number(&setup, "depart", 450), STATUS_DATA);
    assert_int_equal(set_number(&setup, "name", 1), STATUS_DATA);
    assert_string_equal(setup.err.text, "a.lua:3: road: name is the number 1, must be a text");
    assert_int_equal(set_number(&setup, "colour", 1), STATUS_DATA);
    assert_int_equal(set_number(&setup, "oneway", 2), STATUS_DATA);
}

static void test_standards(void **state)
{
    (void)state;
    struct setup setup = {.thing = {.lanes = 7, .oneway = false}};
    assert_int_equal(fields_set_standard(fields, &setup.thing, &setup.arena, &setup.err),
                     STATUS_OK);
    assert_near(setup.thing.patience_s, 300, 0);
    assert_near(setup.thing.share, 0, 0);
    assert_int_equal(setup.thing.lanes, 0);
    assert_int_equal(setup.thing.oneway, 1);
    assert_int_equal(setup.thing.colour, COLOUR_GREEN);
    assert_string_equal(setup.thing.name, "");
    setup.thing.patience_s = 1;
    assert_int_equal(set(&setup, "patience", ""), STATUS_OK);
    assert_near(setup.thing.patience_s, 300, 0);
    text_arena_deinit(&setup.arena);
}

static void test_names(void **state)
{
    (void)state;
    assert_ptr_equal(fields_find(fields, "lanes"), &fields[5]);
    assert_null(fields_find(fields, "lane"));
    assert_string_equal(fields_suggest(fields, "patiense"), "patience");
    assert_string_equal(fields_suggest(fields, "lane"), "lanes");
    assert_null(fields_suggest(fields, "zebra"));
}

static void test_printing(void **state)
{
    (void)state;
    const struct thing thing = {.name = "A1",
                                .speed_mps = 70 / 3.6,
                                .patience_s = 0.1,
                                .lanes = -9007199254740993,
                                .oneway = true,
                                .colour = COLOUR_BLUE};
    static const char *const expected[] = {"A1", "19.444444444444443", "0",    "0.1",
                                           "0",  "-9007199254740993",  "true", "blue"};
    for (size_t i = 0; fields[i].name; i++) {
        char text[64];
        field_print(&fields[i], &thing, text, sizeof text);
        assert_string_equal(text, expected[i]);
    }
    char text[8];
    double again;
    field_print(&fields[1], &thing, text, sizeof text);
    assert_int_equal(strlen(text), 7); /* cut, never written beyond */
    assert_true(quantity_parse(QUANTITY_NUMBER, "19.444444444444443", &again));
    assert_true(again == thing.speed_mps);
}

static void test_table_findings(void **state)
{
    (void)state;
    struct error err = {0};
    struct table table = {.path = "links.csv"};
    assert_int_equal(table_fail(&table, 12, &err, "node '%s' is not known", "N1"), STATUS_DATA);
    assert_string_equal(err.text, "links.csv:12: node 'N1' is not known");

    table.rows = mem_alloc(3, sizeof(struct thing), &err);
    table.row_size = sizeof(struct thing);
    table.count = 3;
    ((struct thing *)table.rows)[2].lanes = 8;
    assert_int_equal(TABLE_ROW(&table, struct thing, 2)->lanes, 8);
    assert_non_null(text_arena_copy(&table.text, "x", 1, &err));
    table_deinit(&table);
    assert_int_equal(table.count, 0);
    assert_null(table.rows);
}

/** Rows that stand in no file are named by where they were made; those of one place share it. */
static void test_made_rows(void **state)
{
    (void)state;
    struct error err = {0};
    struct table table = {.path = "links.csv", .row_size = sizeof(struct thing)};
    static const char *const places[] = {"a.lua:1", "a.lua:1", "a.lua:2"};
    for (int i = 0; i < 3; i++) {
        void *row;
        assert_int_equal(table_add_made_row(&table, places[i], &row, &err), STATUS_OK);
        assert_int_equal(((struct thing *)row)->lanes, 0);
    }
    assert_int_equal(table.count, 3);
    assert_int_equal(table.origin_count, 2);
    uint32_t line = TABLE_ROW(&table, struct thing, 2)->line;
    assert_int_equal(line, TABLE_LINE_MADE + 1);
    assert_string_equal(table_line_text(&table, line).text, "a.lua:2");
    assert_string_equal(table_line_text(&table, 17).text, "line 17");
    assert_int_equal(table_fail(&table, line, &err, "is wrong"), STATUS_USAGE);
    assert_string_equal(err.text, "a.lua:2: is wrong");
    table_deinit(&table);
    assert_null(table.origins);
}

static void test_print_with_units(void **state)
{
    (void)state;
    static const struct field clock = {.name = "t", .type = FIELD_REAL, .quantity = QUANTITY_CLOCK};
    static const struct field whole = {.name = "n", .type = FIELD_INT};
    char text[32];
    double t_s = 27000;
    int64_t n = 12;
    field_print_unit(&clock, &t_s, text, sizeof text);
    assert_string_equal(text, "07:30");
    field_print_unit(&whole, &n, text, sizeof text);
    assert_string_equal(text, "12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clocks_with_a_unit_in_their_name),
        cmocka_unit_test(test_texts_are_stored),
        cmocka_unit_test(test_wrong_texts),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_standards),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_printing),
        cmocka_unit_test(test_table_findings),
        cmocka_unit_test(test_made_rows),
        cmocka_unit_test(test_print_with_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
