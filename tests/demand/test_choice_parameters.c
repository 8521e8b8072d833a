// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/choice_parameters.h"

#include <math.h>
#include <string.h>

static void assert_close(double found, double expected)
{
    if (!(fabs(found - expected) <= 1e-9))
        fail_msg("%.12g is not %.12g", found, expected);
}

static void test_felt(void **state)
{
    (void)state;
    struct choice_parameters parameters = {.transfer_s = 450, .access_weight = 1.75};
    assert_int_equal(choice_felt(&parameters).change_ms, 450000);
    assert_int_equal(choice_felt(&parameters).walk_permille, 750);
    parameters.access_weight = 0.5;
    assert_int_equal(choice_felt(&parameters).walk_permille, 0);
}

static void test_defaults(void **state)
{
    (void)state;
    struct choice_parameters parameters;
    struct text_arena arena = {0};
    struct error err = {0};
    int count = 0;
    assert_int_equal(fields_set_standard(choice_parameter_fields, &parameters, &arena, &err),
                     STATUS_OK);
    for (const struct field *field = choice_parameter_fields; field->name; field++, count++) {
        double value = *(const double *)(const void *)((const char *)&parameters + field->offset);
        assert_true(value >= field->min && value <= field->max);
        assert_true(field->optional);
    }
    assert_int_equal(count, 21);
    assert_int_equal(sizeof parameters, 21 * sizeof(double));
    assert_close(parameters.value_of_time_eur_h, 6);
    assert_close(parameters.transfer_s, 450);
    assert_close(parameters.early, 0.609);
    assert_close(parameters.late, 2.377);
    assert_close(parameters.shift_step_s, 900);
    assert_close(parameters.shift_most_s, 3600);
    assert_close(parameters.car_eur_km, 0.149);
    assert_close(parameters.pt_eur_day, 2.35);
    assert_close(parameters.battery_eur_km, 0.08);
    assert_close(parameters.pt_eur_trip, 0);
    assert_close(parameters.ticket_eur_day, 1.63);
    text_arena_deinit(&arena);
}

static const struct demand_rules rules = {
    .band_count = 3, .band_from_m = {0, 1000, 5000}, .band_to_m = {1000, 5000, 1e6}};

static void test_constants(void **state)
{
    (void)state;
    struct mode_constant_row rows[] = {
        {2, MODE_CAR, 0, 1.5}, {3, MODE_CAR, 5000, -2}, {4, MODE_PARK_RIDE, 1000, 0.25}};
    struct table table = {
        .path = "mode_constants.csv", .row_size = sizeof rows[0], .rows = rows, .count = 3};
    struct choice_constants constants;
    struct error err = {0};
    assert_int_equal(choice_constants_build(&table, &rules, &constants, &err), STATUS_OK);
    assert_close(constants.eur[MODE_CAR][0], 1.5);
    assert_close(constants.eur[MODE_CAR][1], 0);
    assert_close(constants.eur[MODE_CAR][2], -2);
    assert_close(constants.eur[MODE_PARK_RIDE][1], 0.25);
    assert_close(constants.eur[MODE_WALK][2], 0);
    assert_int_equal(choice_constants_build(NULL, &rules, &constants, &err), STATUS_OK);
    assert_close(constants.eur[MODE_CAR][0], 0);
}

static void test_findings(void **state)
{
    (void)state;
    struct mode_constant_row rows[] = {
        {2, MODE_CAR, 0, 1}, {3, MODE_PT, 1500, 1}, {4, MODE_CAR, 0, 2}};
    struct table table = {
        .path = "mode_constants.csv", .row_size = sizeof rows[0], .rows = rows, .count = 3};
    struct choice_constants constants = {.eur[MODE_CAR][0] = 7};
    struct error err = {0};
    assert_int_equal(choice_constants_build(&table, &rules, &constants, &err), STATUS_DATA);
    assert_int_equal(err.finding_count, 2);
    assert_non_null(strstr(err.text, "mode_constants.csv:3: no length band starts at 1500 m, the "
                                     "nearest below starts at 1000 m"));
    assert_non_null(strstr(err.text, "mode_constants.csv:4: the constant of mode 'car' from 0 m "
                                     "is given twice"));
    assert_close(constants.eur[MODE_CAR][0], 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_felt),
        cmocka_unit_test(test_constants),
        cmocka_unit_test(test_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
