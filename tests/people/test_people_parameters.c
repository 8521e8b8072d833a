// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "people/people_parameters.h"

#include <math.h>

static void assert_close(double found, double expected)
{
    if (!(fabs(found - expected) <= 1e-9))
        fail_msg("%.12g is not %.12g", found, expected);
}

static void defaults_are_in_si_units(void **state)
{
    (void)state;
    struct people_parameters parameters;
    struct text_arena arena = {0};
    struct error err = {0};

    assert_int_equal(fields_set_standard(people_parameter_fields, &parameters, &arena, &err),
                     STATUS_OK);
    assert_close(parameters.walk_speed_mps, 4.8 / 3.6);
    assert_close(parameters.bike_speed_mps, 15 / 3.6);
    assert_close(parameters.local_speed_mps, 20 / 3.6);
    assert_close(parameters.detour_factor, 1.3);
    assert_close(parameters.access_radius_m, 1000);
    assert_close(parameters.bike_radius_m, 4000);
    assert_close(parameters.stop_slack_s, 120);
    assert_close(parameters.search_window_s, 10800);
    assert_close(parameters.bicycle_aboard, 0.03);
    assert_close(parameters.guidance_s, 600);
    assert_close(parameters.indifference, 0.2);
    assert_close(parameters.parking_search_s, 1);
    assert_close(parameters.parking_most_s, 900);
    text_arena_deinit(&arena);
}

static void every_default_is_within_its_bounds(void **state)
{
    (void)state;
    struct people_parameters parameters;
    struct text_arena arena = {0};
    int count = 0;

    for (const struct field *field = people_parameter_fields; field->name; field++) {
        struct error err = {0};
        assert_int_equal(field_set_text(field, &parameters, field->standard, &arena, "here", &err),
                         STATUS_OK);
        double value = *(const double *)(const void *)((const char *)&parameters + field->offset);
        assert_true(value >= field->min && value <= field->max);
        assert_true(field->optional);
        assert_non_null(field->doc);
        count++;
    }
    assert_int_equal(count, 13);
    assert_int_equal(sizeof parameters, (size_t)count * sizeof(double));
    text_arena_deinit(&arena);
}

static void values_out_of_bounds_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
    } wrong[] = {{"walk_speed", "0.2"},     {"walk_speed", "20 km/h"},  {"bike_speed", "60 km/h"},
                 {"local_speed", "0"},      {"detour_factor", "0.99"},  {"access_radius", "6 km"},
                 {"stop_slack", "-1"},      {"search_window", "9 min"}, {"guidance", "30 s"},
                 {"search_window", "9 km"}, {"guidance", "soon"}};
    struct people_parameters parameters = {0};
    struct text_arena arena = {0};

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct error err = {0};
        const struct field *field = fields_find(people_parameter_fields, wrong[i].name);
        assert_non_null(field);
        assert_int_not_equal(
            field_set_text(field, &parameters, wrong[i].text, &arena, "here", &err), STATUS_OK);
        assert_int_equal(err.finding_count, 1);
        assert_close(*(const double *)(const void *)((const char *)&parameters + field->offset), 0);
    }
    assert_string_equal(fields_suggest(people_parameter_fields, "walk_sped"), "walk_speed");
    text_arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_in_si_units),
        cmocka_unit_test(every_default_is_within_its_bounds),
        cmocka_unit_test(values_out_of_bounds_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
