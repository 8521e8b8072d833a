// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "api/ardey.h"

#include <stdlib.h>
#include <string.h>

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in:\n%s", part, text);
}

static char *check(const char *scenario, double sample)
{
    static const char *const folders[] = {"scenarios", NULL};
    struct ardey_error err = {0};
    struct ardey_options options = {
        .scenario = scenario, .scenario_path = folders, .sample = sample};
    char *text = NULL;
    if (ardey_check(&options, &text, &err) != ARDEY_OK)
        fail_msg("%s", err.text);
    return text;
}

/** The number before `unit` in the line of the forecast. */
static double forecast_number(const char *text, const char *unit)
{
    const char *line = strstr(text, "\na run: ");
    assert_non_null(line);
    const char *end = strstr(line, unit);
    assert_non_null(end);
    const char *start = end - 1;
    while (start > line && *(start - 1) != ' ')
        start--;
    return strtod(start, NULL);
}

static void a_weekday_is_summed_up(void **state)
{
    (void)state;
    char *whole = check("scenarios/weekday.lua", 0), *part = check("scenarios/weekday.lua", 0.1);
    assert_int_equal(strncmp(whole, "scenarios/weekday.lua: A Monday in March", 40), 0);
    assert_has(whole, "\nroads: 6");
    assert_has(whole, "\nzones: 7");
    assert_has(whole, " days until people have settled\n");
    assert_has(part, "(sample 0.1)");
    double persons = forecast_number(whole, " persons");
    assert_true(persons > 900000 && persons < 1200000);
    assert_true(forecast_number(part, " persons") < 0.11 * persons);
    assert_true(forecast_number(part, " MB of") < forecast_number(whole, " MB of"));
    ardey_free(whole);
    ardey_free(part);
}

static void shuttles_are_counted(void **state)
{
    (void)state;
    char *whole = check("scenarios/library/night_shuttle", 0);
    char *part = check("scenarios/library/night_shuttle", 0.1);
    assert_has(whole, "\nshuttles on demand: 1 fleets with 20 vehicles\n");
    assert_has(part, "\nshuttles on demand: 1 fleets with 2 vehicles\n");
    ardey_free(whole);
    ardey_free(part);
}

static void roads_alone_have_no_people(void **state)
{
    (void)state;
    char *text = check("scenarios/examples/two_roads.lua", 0);
    assert_has(text, "\ntraffic: ");
    assert_int_equal((int)forecast_number(text, " persons"), 0);
    assert_null(strstr(text, "settled"));
    ardey_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_weekday_is_summed_up),
        cmocka_unit_test(shuttles_are_counted),
        cmocka_unit_test(roads_alone_have_no_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
