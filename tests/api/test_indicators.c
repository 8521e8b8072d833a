// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "api/indicators.h"
#include "api/summary.h"
#include "results/results_read.h"

#include <math.h>

/** The small town, run from 6:00 to 9:00, with its result file. */
static void run_town(struct api_folder *folder, double sample, struct ardey_summary *summary,
                     struct results_reading *reading)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    struct ardey_error err = {{0}};
    struct error inner = {0};
    const struct ardey_options options = {.scenario = api_scenario(folder, ""),
                                          .scenario_path = folders,
                                          .threads = 1,
                                          .sample = sample,
                                          .output = api_path(folder, "out.h5")};
    if (ardey_run(&options, summary, &err) != ARDEY_OK)
        fail_msg("%s", err.text);
    if (results_read(api_path(folder, "out.h5"), reading, &inner) != STATUS_OK)
        fail_msg("%s", inner.text);
}

static double value_of(const struct results_reading *reading, const char *name)
{
    for (uint32_t i = 0; i < reading->indicator_count; i++)
        if (strcmp(reading->indicators[i].name, name) == 0)
            return reading->indicators[i].value;
    fail_msg("there is no indicator %s", name);
    return NAN;
}

static void figures_agree_with_the_summary(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_summary summary;
    struct results_reading reading;
    run_town(&folder, 1, &summary, &reading);
    double departed = 0, shares = 0, km_shares = 0;
    for (int m = 0; m < MODE_SHUTTLE; m++) { /* there are no shuttles here */
        char name[ARDEY_NAME_SIZE];
        departed += (double)summary.modes[m].departed;
        snprintf(name, sizeof name, "share_of_trips_%s", summary.modes[m].name);
        shares += value_of(&reading, name);
        snprintf(name, sizeof name, "share_of_km_%s", summary.modes[m].name);
        km_shares += value_of(&reading, name);
    }
    assert_true(fabs(shares - 1) < 1e-9 && fabs(km_shares - 1) < 1e-9);
    assert_true(fabs(value_of(&reading, "share_of_trips_walk") -
                     (double)summary.modes[0].departed / departed) < 1e-12);
    double hours = value_of(&reading, "vehicle_time");
    double lost = value_of(&reading, "vehicle_time_lost");
    assert_true(lost > 0 && lost < hours);
    assert_true(value_of(&reading, "vehicle_distance") > 100);
    assert_true(value_of(&reading, "trains_ended") > 5);
    assert_true(value_of(&reading, "trains_late") <= value_of(&reading, "trains_ended"));
    assert_true(fabs(value_of(&reading, "trains_mean_late")) < 10);
    results_reading_deinit(&reading);
    api_folder_remove(&folder);
}

/** In a sample of a half, cars stand for two each. */
static void road_figures_are_scaled_to_everybody(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_summary summary;
    struct results_reading all, half;
    run_town(&folder, 1, &summary, &all);
    run_town(&folder, 0.5, &summary, &half);
    double ratio = value_of(&half, "vehicle_distance") / value_of(&all, "vehicle_distance");
    assert_true(fabs(ratio - 1) < 0.2);
    results_reading_deinit(&all);
    results_reading_deinit(&half);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_agree_with_the_summary),
        cmocka_unit_test(road_figures_are_scaled_to_everybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
