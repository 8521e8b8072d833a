// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "rail/dispatch_policy.h"
#include "rail/rail_parameters.h"

#include <math.h>
#include <string.h>

static void assert_real(double found, double expected)
{
    if (fabs(found - expected) > 1e-12)
        fail_msg("%.17g is not %.17g", found, expected);
}

static void test_standards(void **state)
{
    (void)state;
    struct rail_parameters parameters = {.dispatching = 7};
    struct text_arena arena = {0};
    struct error err = {0};
    assert_int_equal(fields_set_standard(rail_parameter_fields, &parameters, &arena, &err),
                     STATUS_OK);
    assert_string_equal(dispatch_policy_names[parameters.dispatching], "timetable");
    assert_real(parameters.route_setting_s, 12);
    assert_real(parameters.release_s, 6);
    assert_real(parameters.sight_s, 9);
    assert_real(parameters.approach_m, 1000);
    assert_real(parameters.hold_s, 300);
    assert_real(parameters.clear_s, 180);
    assert_real(parameters.axle_load_kg, 14000);
    assert_real(parameters.front_m2, 10);
    assert_real(parameters.rotating, 1.08);
    text_arena_deinit(&arena);
}

/** What the model could not work with is refused: a route set at once, an end that clears at once.
 */
static void test_bounds(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double least, below, most, above;
    } bounds[] = {{"route_setting", 1, 0, 120, 121},
                  {"release", 0, -1, 120, 121},
                  {"sight", 0, -1, 60, 61},
                  {"approach", 0, -1, 5000, 5001},
                  {"hold", 0, -1, 7200, 7201},
                  {"clear", 1, 0, 7200, 7201},
                  {"axle_load", 1000, 999, 50000, 50001},
                  {"front", 0, -1, 50, 51},
                  {"rotating", 1, 0.9, 2, 2.1}};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        struct rail_parameters parameters = {0};
        const struct field *field = fields_find(rail_parameter_fields, bounds[i].name);
        assert_non_null(field);
        const double values[] = {bounds[i].least, bounds[i].below, bounds[i].most, bounds[i].above};
        for (int k = 0; k < 4; k++) {
            struct error err = {0};
            assert_int_equal(field_set_number(field, &parameters, values[k], "x", &err),
                             k % 2 == 0 ? STATUS_OK : STATUS_DATA);
        }
    }
}

static void test_dispatching(void **state)
{
    (void)state;
    struct rail_parameters parameters = {0};
    struct text_arena arena = {0};
    struct error err = {0};
    const struct field *field = fields_find(rail_parameter_fields, "dispatching");
    assert_int_equal(field_set_text(field, &parameters, "priority", &arena, "x", &err), STATUS_OK);
    assert_int_equal(parameters.dispatching, 2);
    assert_int_equal(field_set_text(field, &parameters, "frist_come", &arena, "x", &err),
                     STATUS_DATA);
    assert_non_null(strstr(err.text, "first_come"));
    assert_int_equal(parameters.dispatching, 2);
    text_arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_standards),
                                       cmocka_unit_test(test_bounds),
                                       cmocka_unit_test(test_dispatching)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
