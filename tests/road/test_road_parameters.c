// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/road_parameters.h"
#include "support/network_fixture.h"

static struct road_parameters standard(void)
{
    static struct text_arena arena;
    struct road_parameters parameters = {0};
    struct error err = {0};
    assert_int_equal(fields_set_standard(road_parameter_fields, &parameters, &arena, &err),
                     STATUS_OK);
    text_arena_deinit(&arena);
    return parameters;
}

static enum status set(struct road_parameters *parameters, const char *name, const char *text,
                       struct error *err)
{
    struct text_arena arena = {0};
    const struct field *field = fields_find(road_parameter_fields, name);
    assert_non_null(field);
    return field_set_text(field, parameters, text, &arena, "weekday.lua:9", err);
}

static void test_standard_values(void **state)
{
    (void)state;
    struct road_parameters parameters = standard();
    assert_near(parameters.jam_spacing_m, 7.5, 0);
    assert_near(parameters.saturation_vps, 0.5, 1e-12);
    assert_near(parameters.street_factor, 1, 0);
    assert_near(parameters.truck_units, 2.5, 0);
    assert_near(parameters.truck_speed_mps, 85 / 3.6, 1e-12);
    assert_near(parameters.patience_s, 300, 0);
}

/** The standard of each field obeys the field's own range. */
static void test_standards_are_within_their_ranges(void **state)
{
    (void)state;
    uint32_t count = 0;
    struct road_parameters parameters = standard();
    for (const struct field *field = road_parameter_fields; field->name; field++, count++) {
        double value;
        assert_int_equal(field->type, FIELD_REAL);
        assert_true(field->optional);
        assert_true(strlen(field->doc) > 5);
        assert_in_range(field->offset, 0, sizeof parameters - sizeof value);
        memcpy(&value, (const char *)&parameters + field->offset, sizeof value);
        assert_true(value >= field->min && value <= field->max && field->min < field->max);
    }
    assert_in_range(count, 6, 20);
    assert_null(fields_find(road_parameter_fields, "weight")); /* follows from the sample */
}

static void test_units_are_read(void **state)
{
    (void)state;
    struct road_parameters parameters = standard();
    struct error err = {0};
    assert_int_equal(set(&parameters, "saturation", "1980 veh/h", &err), STATUS_OK);
    assert_int_equal(set(&parameters, "truck_speed", "72 km/h", &err), STATUS_OK);
    assert_int_equal(set(&parameters, "patience", "10 min", &err), STATUS_OK);
    assert_int_equal(set(&parameters, "jam_spacing", "8", &err), STATUS_OK);
    assert_near(parameters.saturation_vps, 0.55, 1e-12);
    assert_near(parameters.truck_speed_mps, 20, 1e-12);
    assert_near(parameters.patience_s, 600, 0);
    assert_near(parameters.jam_spacing_m, 8, 0);
}

static void test_ranges_are_kept(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        {"jam_spacing", "2.9 m"}, {"jam_spacing", "31 m"}, {"saturation", "6000 veh/h"},
        {"saturation", "0"},      {"truck_units", "0.5"},  {"truck_speed", "200 km/h"},
        {"patience", "9 s"},      {"patience", "25 h"},    {"patience", "5 km"},
        {"truck_speed", "85 s"},  {"street_factor", "-1"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct road_parameters parameters = standard(), before = parameters;
        struct error err = {0};
        assert_true(set(&parameters, wrong[i][0], wrong[i][1], &err) != STATUS_OK);
        assert_int_equal(err.finding_count, 1);
        assert_memory_equal(err.text, "weekday.lua:9", 13);
        assert_non_null(strstr(err.text, wrong[i][0]));
        assert_memory_equal(&parameters, &before, sizeof before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_standard_values),
        cmocka_unit_test(test_standards_are_within_their_ranges),
        cmocka_unit_test(test_units_are_read),
        cmocka_unit_test(test_ranges_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
