// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

/** Scenarios of public transport alone: a day of the small feed, imported and run. */

static const char *import_day(const struct api_folder *folder)
{
    const char *day = api_path(folder, "day");
    struct ardey_import_options options = {
        .feed = "tests/fixtures/gtfs", .date = "2026-03-02", .output = day, .near_m = 300};
    struct ardey_error err = {{0}};
    char *report = NULL;
    if (ardey_import_gtfs(&options, &report, &err) != ARDEY_OK)
        fail_msg("%s", err.text);
    assert_has(report, "16 runs of 4 lines with 51 stop times");
    ardey_free(report);
    return api_path(folder, "day/scenario.lua");
}

static void nobody_rides_and_every_run_ends(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    const char *one = api_path(&folder, "one.h5"), *many = api_path(&folder, "many.h5");
    struct ardey_options options = api_options(import_day(&folder), one);
    struct ardey_summary summary = api_run(&options);
    assert_int_equal(summary.persons, 0);
    assert_int_equal(summary.link_count, 0);
    assert_int_equal(summary.boardings, 0);
    assert_int_equal(summary.trips_planned, 0);
    options.output = many;
    options.threads = 2;
    options.partitions = 7;
    api_run(&options);
    assert_same_bytes(one, many);

    char *text = NULL;
    struct ardey_error err = {{0}};
    assert_int_equal(ardey_describe(one, &text, &err), ARDEY_OK);
    static const char *const lines[] = {"trains [call: 51]", "transit/stops [stop: 6]",
                                        "transit/lines [line: 4]", "network/nodes [node: 0]"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        assert_has(text, lines[i]);
    ardey_free(text);
    assert_int_equal(ardey_check(&options, &text, &err), ARDEY_OK);
    assert_has(text, "public transport: 4 lines, 6 stops, 16 departures\n");
    ardey_free(text);
    api_folder_remove(&folder);
}

/** What people need is still asked for. */
static void groups_that_are_missing(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    import_day(&folder);
    const char *path =
        api_write(&folder, "more.lua",
                  "local s = require 'day/scenario'\ns.traffic = { drives = 'x.csv' }\nreturn s\n");
    struct ardey_options options = api_options(path, NULL);
    struct ardey_simulation *simulation = NULL;
    struct ardey_error err = {{0}};
    assert_int_equal(ardey_open(&options, &simulation, &err), ARDEY_USAGE);
    assert_has(err.text, "'network' is missing");
    api_write(&folder, "more.lua", "local s = require 'day/scenario'\ns.transit = nil\nreturn s\n");
    err = (struct ardey_error){{0}};
    assert_int_equal(ardey_open(&options, &simulation, &err), ARDEY_USAGE);
    assert_has(err.text, "neither 'demand', 'traffic' nor 'transit' is given");
    api_folder_remove(&folder);
}

static void import_needs_a_feed_and_a_day(void **state)
{
    (void)state;
    struct ardey_import_options options = {.date = "2026-03-02"};
    struct ardey_error err = {{0}};
    char *report = NULL;
    assert_int_equal(ardey_import_gtfs(&options, &report, &err), ARDEY_USAGE);
    assert_string_equal(err.text, "no feed was given");
    options = (struct ardey_import_options){.feed = "tests/fixtures/gtfs"};
    assert_int_equal(ardey_import_gtfs(&options, &report, &err), ARDEY_USAGE);
    assert_string_equal(err.text, "no date was given");
    assert_null(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nobody_rides_and_every_run_ends),
                                       cmocka_unit_test(groups_that_are_missing),
                                       cmocka_unit_test(import_needs_a_feed_and_a_day)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
