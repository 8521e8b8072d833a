// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

/** Scenarios with roads and vehicles, without people and without public transport. */

static void assert_refused(const struct ardey_options *options, enum ardey_status expected,
                           const char *finding)
{
    struct ardey_simulation *simulation = NULL;
    struct ardey_error err = {{0}};
    assert_int_equal(ardey_open(options, &simulation, &err), expected);
    assert_null(simulation);
    assert_has(err.text, finding);
}

/** 2 x 50 s for the car; 50 s for each of the flow, and for the truck, which may drive 85 km/h. */
static void summary_and_file(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    const char *output = api_path(&folder, "out.h5");
    struct ardey_options options = api_options(api_roads(&folder, ""), output);
    struct ardey_summary summary = api_run(&options);
    assert_int_equal(summary.persons, 0);
    assert_int_equal(summary.drives.given, API_DRIVES);
    assert_int_equal(summary.drives.departed, API_DRIVES);
    assert_int_equal(summary.drives.arrived, API_DRIVES);
    assert_int_equal(summary.drives.under_way, 0);
    assert_int_equal(summary.link_traversals, API_DRIVES + 1);
    assert_true(fabs(summary.drives.mean_minutes - (100 + 13 * 50) / 14.0 / 60) < 1e-9);
    assert_true(fabs(summary.drives.mean_km - 15.0 / 14) < 1e-9);
    assert_int_equal(summary.counter_count, 0);
    assert_int_equal(summary.run_count, 0);

    char *text = NULL;
    struct ardey_error err = {{0}};
    assert_int_equal(ardey_describe(output, &text, &err), ARDEY_OK);
    static const char *const lines[] = {"drives [row: 14]",          "persons [person: 0]",
                                        "trips [trip: 0]",           "network/zones [zone: 0]",
                                        "transit/stops [stop: 0]",   "counters [counter: 0]",
                                        "links [time: 4] [link: 3]", "indicators [indicator: 66]"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        assert_has(text, lines[i]);
    ardey_free(text);
    api_folder_remove(&folder);
}

/** A run that ends before they do: rows for those under way. */
static void drives_under_way(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_options options =
        api_options(api_roads(&folder, "s.start, s.stop = '00:01', '00:02'"), NULL);
    struct ardey_summary summary = api_run(&options);
    /* Due at 0, 30, 90, 110, 150 s ...: two before the start, two under way, ten too late. */
    assert_int_equal(summary.drives.before_start, 2);
    assert_int_equal(summary.drives.departed, 2);
    assert_int_equal(summary.drives.under_way, 2);
    assert_int_equal(summary.drives.not_started, 10);
    api_folder_remove(&folder);
}

static void check_tells_the_drives(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_options options = api_options(api_roads(&folder, ""), NULL);
    struct ardey_error err = {{0}};
    char *text = NULL;
    assert_int_equal(ardey_check(&options, &text, &err), ARDEY_OK);
    assert_has(text, "roads: 3 nodes, 3 links, 0 counters\nzones: 0 with 0 places\n"
                     "public transport: 0 lines, 0 stops, 0 departures\ntraffic: 14 drives\n");
    ardey_free(text);
    api_write(&folder, "drives.csv", "depart_s,route\n1,a x\n");
    api_write(&folder, "flows.csv", "route,from_s,until_s,flow_vph\nb a,0,720,60\n");
    assert_int_equal(ardey_check(&options, &text, &err), ARDEY_DATA);
    assert_has(err.text, "drives.csv:2: route: unknown link 'x', did you mean 'a'?\n");
    assert_has(err.text, "flows.csv:2: route: link 'a' starts at 'P', but 'b' before it ends at "
                         "'R'");
    api_folder_remove(&folder);
}

static void what_is_refused(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_options options = api_options(api_roads(&folder, "s.traffic = nil"), NULL);
    assert_refused(
        &options, ARDEY_USAGE,
        "roads.lua:4: neither 'demand', 'traffic' nor 'transit' is given, so nothing would move");
    options.scenario = api_roads(&folder, "");
    options.sample = 0.5;
    assert_refused(&options, ARDEY_USAGE,
                   "roads.lua: sample is 0.5, but drives and flows of 'traffic' are simulated as "
                   "they are: leave 'traffic' out or set sample to 1");
    api_folder_remove(&folder);
}

/** The town and two vehicles more. */
static void people_and_drives_together(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    api_write(&folder, "drives.csv", "depart_s,route\n25000,L6\n25100,L6r\n");
    const char *path = api_scenario(&folder, "s.traffic = { drives = here .. '/drives.csv' }");
    static const char *const names[] = {"0.h5", "1.h5", "2.h5"};
    for (uint32_t i = 0; i < 3; i++) {
        struct ardey_options options = api_options(path, api_path(&folder, names[i]));
        options.threads = i + 1;
        options.partitions = i == 0 ? 1 : 8 * i;
        struct ardey_summary summary = api_run(&options);
        assert_int_equal(summary.persons, SMALL_PERSONS);
        assert_int_equal(summary.drives.arrived, 2);
        assert_true(summary.modes[2].arrived > 100);
        assert_same_bytes(api_path(&folder, names[0]), api_path(&folder, names[i]));
    }
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(summary_and_file),           cmocka_unit_test(drives_under_way),
        cmocka_unit_test(check_tells_the_drives),     cmocka_unit_test(what_is_refused),
        cmocka_unit_test(people_and_drives_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
