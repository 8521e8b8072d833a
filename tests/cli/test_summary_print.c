// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/summary_print.h"

static struct ardey_summary example(void)
{
    static const char *const names[] = {"walk",      "bike",      "car",   "ride",   "pt",
                                        "park_ride", "bike_ride", "truck", "shuttle"};
    struct ardey_summary summary = {.persons = 1320,
                                    .trips_planned = 1010,
                                    .trips_not_started = 10,
                                    .no_service = 3,
                                    .stranded = 4,
                                    .replanned = 2,
                                    .boardings = 55,
                                    .denied_boardings = 6,
                                    .forced_moves = 7,
                                    .local_drives = 8,
                                    .link_traversals = 9000,
                                    .sample = 0.5,
                                    .link_count = 1,
                                    .counter_count = 3,
                                    .run_count = 1,
                                    .events = 3000000,
                                    .threads = 2,
                                    .partitions = 16,
                                    .lookahead_s = 0.25,
                                    .build_seconds = 1.5,
                                    .days = 4,
                                    .relative_gap = 0.00297,
                                    .settle_seconds = 181.4,
                                    .run_seconds = 2};
    for (int m = 0; m < ARDEY_MODES; m++)
        summary.modes[m] = (struct ardey_mode_summary){names[m], 0, 0, 0, 0, 0};
    summary.modes[0] = (struct ardey_mode_summary){"walk", 250, 249, 1, 18.44, 1.466};
    summary.modes[2] = (struct ardey_mode_summary){"car", 750, 700, 50, 21.05, 12.345};
    summary.links[0] = (struct ardey_link_summary){"L1 A1: P - Q", 47150.4};
    summary.counters[0] = (struct ardey_counter_summary){"Hagen", 57450, 101222};
    summary.counters[1] = (struct ardey_counter_summary){"new", 1000, 0};
    summary.counters[2] = (struct ardey_counter_summary){"none", 0, 0};
    summary.trains[0] = (struct ardey_run_summary){"RE3 from Hamm", 90060, 11, 529};
    memcpy(summary.digest, "0123abcd", 9);
    return summary;
}

static void print(const struct ardey_summary *summary, char *out, size_t size)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    summary_print(file, summary, 72.4);
    rewind(file);
    out[fread(out, 1, size - 1, file)] = '\0';
    fclose(file);
}

static void figures_stand_in_their_lines(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "people settled in 4 days, 181 s: all together could save 0.30 % of what they spend\n",
        "persons          1320 (sample 0.5)\n",
        "trips            1010 planned, 10 not started before the end\n",
        "walk            250   25.0%        249          1      18.4     1.47\n",
        "car             750   75.0%        700         50      21.1    12.35\n",
        "truck             0    0.0%          0          0       0.0     0.00\n",
        "all            1000  100.0%        949         51\n",
        "public transport: 55 boardings, 6 denied, 3 trips without service, 4 stranded, 2 "
        "replanned\n",
        "roads: 9000 link traversals, 7 moves by force, 8 drives within one node\n",
        "      47150  L1 A1: P - Q\n",
        ("3000000 events in 2.0 s (1.50 million per second; build 1.5 s), 2 threads, 16 "
         "partitions, lookahead 0.2 s, 72 MB\n"),
        "digest 0123abcd\n"};
    struct ardey_summary summary = example();
    char text[4096];
    print(&summary, text, sizeof text);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        assert_has(text, lines[i]);
}

/** A line about drives when there are any, and none about people when there is nobody. */
static void drives_stand_in_their_line(void **state)
{
    (void)state;
    struct ardey_summary summary = example();
    char text[4096];
    print(&summary, text, sizeof text);
    assert_null(strstr(text, "drives:"));
    summary.drives = (struct ardey_drives_summary){100, 5, 15, 80, 70, 10, 12.34, 5.678};
    print(&summary, text, sizeof text);
    assert_has(text,
               "drives: 100 given, 80 departed = 70 arrived + 10 under way, mean 12.3 min and "
               "5.68 km\n        5 due before the start and left out, 15 not started before "
               "the end\n");
    assert_has(text, "persons          1320");
    summary.drives.before_start = summary.drives.not_started = 0;
    summary.persons = 0;
    summary.counter_count = summary.run_count = 0;
    print(&summary, text, sizeof text);
    assert_has(text, "5.68 km\nroads: 9000 link traversals");
    assert_null(strstr(text, "left out"));
    assert_null(strstr(text, "persons"));
    assert_null(strstr(text, "counters"));
    assert_null(strstr(text, "trains"));
}

/** A line about buses in the street when there were any. */
static void buses_stand_in_their_line(void **state)
{
    (void)state;
    struct ardey_summary summary = example();
    char text[4096];
    print(&summary, text, sizeof text);
    assert_null(strstr(text, "buses:"));
    summary.street = (struct ardey_street_summary){100, 98, 2, 16.4, 0.9, 0.978};
    print(&summary, text, sizeof text);
    assert_has(text, "buses: 98% of the km of their lines on road links; 100 ways begun, 98 ended, "
                     "2 on the road, 16 s late each\nroads:");
}

/** A line about runs when there were any, also without passengers. */
static void runs_stand_in_their_line(void **state)
{
    (void)state;
    struct ardey_summary summary = {.sample = 1};
    char text[4096];
    print(&summary, text, sizeof text);
    assert_null(strstr(text, "vehicles of"));
    summary.runs_begun = 1130;
    summary.runs_ended = 1129;
    summary.runs_cancelled = 2;
    print(&summary, text, sizeof text);
    assert_has(text, "vehicles of public transport: 1130 runs begun, 1129 ended, 2 cancelled\n");
}

/** A line about trains when some ran on blocks. */
static void trains_on_blocks_stand_in_their_line(void **state)
{
    (void)state;
    struct ardey_summary summary = example();
    char text[4096];
    print(&summary, text, sizeof text);
    assert_null(strstr(text, "blocks"));
    summary.rail = (struct ardey_rail_summary){50, 49, 1, 400, 12, 34.6, 3};
    print(&summary, text, sizeof text);
    assert_has(text,
               "trains on blocks: 50 begun, 49 ended, 1 on the tracks; 12 of 400 ways from stop "
               "to stop hindered, 35 min lost\n");
}

/** GEH of hourly volumes: sqrt(2 (2,393.75 - 4,217.6)^2 / 6,611.3) = 31.7; without a count
 * there is no difference in per cent, without any traffic no GEH. */
static void counters_are_compared(void **state)
{
    (void)state;
    struct ardey_summary summary = example();
    char text[4096];
    print(&summary, text, sizeof text);
    assert_has(text, "      57450    101222    -43%   31.7  Hagen\n");
    assert_has(text, "       1000         0     +0%    9.1  new\n");
    assert_has(text, "          0         0     +0%    0.0  none\n");
}

/** 11 of a sample of one half stand for 22 passengers; 90,060 s are 25:01. */
static void trains_are_scaled_to_everybody(void **state)
{
    (void)state;
    struct ardey_summary summary = example();
    char text[4096];
    print(&summary, text, sizeof text);
    assert_has(text, "      22 of  529  RE3 from Hamm at 25:01\n");
}

static void an_empty_day_divides_by_nothing(void **state)
{
    (void)state;
    struct ardey_summary summary = {.sample = 1};
    char text[4096];
    for (int m = 0; m < ARDEY_MODES; m++)
        summary.modes[m].name = "walk";
    print(&summary, text, sizeof text);
    assert_null(strstr(text, "nan"));
    assert_null(strstr(text, "inf"));
    assert_null(strstr(text, "digest"));
    assert_has(text, "0 events in 0.0 s (0.00 million per second");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_stand_in_their_lines),
        cmocka_unit_test(drives_stand_in_their_line),
        cmocka_unit_test(buses_stand_in_their_line),
        cmocka_unit_test(runs_stand_in_their_line),
        cmocka_unit_test(trains_on_blocks_stand_in_their_line),
        cmocka_unit_test(counters_are_compared),
        cmocka_unit_test(trains_are_scaled_to_everybody),
        cmocka_unit_test(an_empty_day_divides_by_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
