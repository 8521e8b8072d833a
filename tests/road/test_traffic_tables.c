// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/road.h"
#include "road/traffic_tables.h"

#include <math.h>
#include <string.h>

static void test_kinds(void **state)
{
    (void)state;
    assert_string_equal(traffic_table_kinds[0].key, "drives");
    assert_true(traffic_table_kinds[0].is_streamed);
    assert_int_equal(traffic_table_kinds[0].offset, offsetof(struct traffic_tables, drives));
    assert_string_equal(traffic_table_kinds[1].key, "flows");
    assert_false(traffic_table_kinds[1].is_streamed);
    assert_int_equal(traffic_table_kinds[1].offset, offsetof(struct traffic_tables, flows));
    assert_null(traffic_table_kinds[2].key);
    assert_true(traffic_table_kinds[0].optional && traffic_table_kinds[1].optional);
}

static void test_every_class_has_a_name(void **state)
{
    (void)state;
    for (int i = 0; i < VEHICLE_CLASS_COUNT; i++)
        assert_non_null(vehicle_class_names[i]);
    assert_null(vehicle_class_names[VEHICLE_CLASS_COUNT]);
    assert_string_equal(vehicle_class_names[VEHICLE_CAR], "car");
    assert_string_equal(vehicle_class_names[VEHICLE_TRUCK], "truck");
    assert_string_equal(vehicle_class_names[VEHICLE_BUS], "bus");
}

/** A flow stands per hour in the table and per second in the program; what is left out is an even
 * flow of cars. */
static void test_fields_of_a_flow(void **state)
{
    (void)state;
    const struct field *fields = traffic_table_kinds[1].fields;
    static const char *const texts[][2] = {{"route", "a b"},     {"class", ""},
                                           {"from_s", "60.5"},   {"until_s", "172800"},
                                           {"flow_vph", "1800"}, {"spacing", ""}};
    struct flow_row row = {.class = 7, .spacing = 7};
    struct text_arena arena = {0};
    struct error err = {0};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_int_equal(field_set_text(fields_find(fields, texts[i][0]), &row, texts[i][1], &arena,
                                        "t.csv:2", &err),
                         STATUS_OK);
    assert_string_equal(row.route, "a b");
    assert_int_equal(row.class, VEHICLE_CAR);
    assert_int_equal(row.spacing, FLOW_EVEN);
    assert_true(fabs(row.flow_vps - 0.5) < 1e-12);
    assert_true(row.from_s == 60.5 && row.until_s == 172800);
    assert_int_equal(
        field_set_text(fields_find(fields, "until_s"), &row, "172801", &arena, "t.csv:2", &err),
        STATUS_DATA);
    assert_string_equal(err.text, "t.csv:2: until_s is 172801, must be between 0 and 172800 s");
    text_arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_every_class_has_a_name),
        cmocka_unit_test(test_fields_of_a_flow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
