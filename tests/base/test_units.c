// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/units.h"

#include <math.h>
#include <string.h>

#define assert_near(value, expected, tolerance)                                                    \
    assert_true(fabs((value) - (expected)) <= (tolerance))

static double parse(enum quantity kind, const char *text)
{
    double value = -1;
    assert_true(quantity_parse(kind, text, &value));
    return value;
}

static void refuse(enum quantity kind, const char *text)
{
    double value = -7;
    assert_false(quantity_parse(kind, text, &value));
    assert_true(value == -7);
}

static void test_units_convert(void **state)
{
    (void)state;
    assert_near(parse(QUANTITY_TIME, "15 min"), 900, 0);
    assert_near(parse(QUANTITY_TIME, "1.5 h"), 5400, 0);
    assert_near(parse(QUANTITY_TIME, "90s"), 90, 0);
    assert_near(parse(QUANTITY_TIME, " 250 ms "), 0.25, 0);
    assert_near(parse(QUANTITY_LENGTH, "2.5 km"), 2500, 0);
    assert_near(parse(QUANTITY_LENGTH, "30 cm"), 0.3, 1e-15);
    assert_near(parse(QUANTITY_SPEED, "72 km/h"), 20, 1e-14);
    assert_near(parse(QUANTITY_SPEED, "3 m/s"), 3, 0);
    assert_near(parse(QUANTITY_FLOW, "1800 veh/h"), 0.5, 1e-15);
    assert_near(parse(QUANTITY_DENSITY, "150 veh/km"), 0.15, 1e-15);
    assert_near(parse(QUANTITY_SHARE, "25 %"), 0.25, 0);
}

static void test_bare_numbers_are_si(void **state)
{
    (void)state;
    assert_near(parse(QUANTITY_TIME, "90"), 90, 0);
    assert_near(parse(QUANTITY_SHARE, "0.25"), 0.25, 0);
    assert_near(parse(QUANTITY_NUMBER, "-1e3"), -1000, 0);
    assert_near(parse(QUANTITY_NUMBER, "+.5"), 0.5, 0);
    assert_near(parse(QUANTITY_NUMBER, "5."), 5, 0);
    refuse(QUANTITY_CLOCK, "450");
}

static void test_clock(void **state)
{
    (void)state;
    assert_near(parse(QUANTITY_CLOCK, "07:30"), 27000, 0);
    assert_near(parse(QUANTITY_CLOCK, "7:30"), 27000, 0);
    assert_near(parse(QUANTITY_CLOCK, "25:15:30"), 90930, 0);
    assert_near(parse(QUANTITY_CLOCK, "00:00"), 0, 0);
    static const char *const wrong[] = {"",       "7",       "07:60",  "07:30:60",   "07:3",
                                        "07:30:", "07:30:1", ":30",    "107:30",     "07.30",
                                        "-7:30",  "07:30x",  "07: 30", "07:30:00:00"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        refuse(QUANTITY_CLOCK, wrong[i]);
}

static void test_what_is_no_quantity(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",      " ",   "min", "15 km", "15 minutes", "1 5",
                                        "0x10",  "nan", "inf", "1e999", "--1",        "1,5",
                                        "1.2.3", ".",   "e5",  "15 Min"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        refuse(QUANTITY_TIME, wrong[i]);
    refuse(QUANTITY_NUMBER, "3 s");
    refuse(QUANTITY_SPEED, "3 km");
}

static void test_every_kind_reads_its_own_example_and_unit(void **state)
{
    (void)state;
    for (int kind = QUANTITY_NUMBER; kind <= QUANTITY_DENSITY; kind++) {
        const char *example = quantity_example((enum quantity)kind);
        char text[64];
        size_t size = strlen(example);
        assert_in_range(size, 3, 32);
        memcpy(text, example + 1, size - 2); /* without its quotes */
        text[size - 2] = '\0';
        assert_true(parse((enum quantity)kind, text) > 0);
        if (kind == QUANTITY_CLOCK)
            continue;
        strcpy(text, "2 ");
        strcat(text, quantity_unit((enum quantity)kind));
        assert_near(parse((enum quantity)kind, text), 2, 0);
    }
    assert_string_equal(quantity_unit(QUANTITY_SPEED), "m s-1");
    assert_string_equal(quantity_unit(QUANTITY_CLOCK), "s");
}

static void test_print(void **state)
{
    (void)state;
    static const struct {
        enum quantity kind;
        double value;
        const char *text;
    } cases[] = {
        {QUANTITY_TIME, 900, "15 min"},      {QUANTITY_TIME, 90, "90 s"},
        {QUANTITY_TIME, 0.25, "0.25 s"},     {QUANTITY_CLOCK, 27000, "07:30"},
        {QUANTITY_CLOCK, 90915, "25:15:15"}, {QUANTITY_SPEED, 70 / 3.6, "70 km/h"},
        {QUANTITY_SHARE, 0.25, "25 %"},      {QUANTITY_FLOW, 0.5, "1800 veh/h"},
        {QUANTITY_LENGTH, 2500, "2500 m"},   {QUANTITY_DENSITY, 0.15, "150 veh/km"},
        {QUANTITY_NUMBER, 3.5, "3.5"},       {QUANTITY_TIME, 0, "0 s"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[QUANTITY_TEXT_SIZE];
        quantity_print(cases[i].kind, cases[i].value, text);
        assert_string_equal(text, cases[i].text);
        assert_near(parse(cases[i].kind, text), cases[i].value, 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units_convert),
        cmocka_unit_test(test_bare_numbers_are_si),
        cmocka_unit_test(test_clock),
        cmocka_unit_test(test_what_is_no_quantity),
        cmocka_unit_test(test_every_kind_reads_its_own_example_and_unit),
        cmocka_unit_test(test_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
