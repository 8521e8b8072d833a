// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/feed_fixture.h"

#include "import/gtfs_lines.h"

static void test_patterns(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make_small();
    struct gtfs_feed feed;
    struct gtfs_lines lines;
    struct error err = {0};
    /* t4 takes longer than t1 and t2, t5 equals t2, t6 is the other way. */
    feed_write(&folder, "trips.txt",
               "route_id,service_id,trip_id,direction_id\nr1,mo,t1,0\nr1,mo,t2,0\nr2,mo,t3,1\n"
               "r1,mo,t4,0\nr1,mo,t5,0\nr1,mo,t6,1\n");
    feed_write(&folder, "stop_times.txt",
               "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
               "t1,6:00:00,6:00:00,A,1\nt1,6:03:00,6:03:00,B,2\n"
               "t2,7:00:00,7:00:00,A,1\nt2,7:03:00,7:03:00,B,2\n"
               "t3,5:00:00,5:00:00,C,1\nt3,5:05:00,5:05:00,A,2\n"
               "t4,6:30:00,6:30:00,A,1\nt4,6:34:00,6:34:00,B,2\n"
               "t5,7:00:00,7:00:00,A,1\nt5,7:03:00,7:03:00,B,2\n"
               "t6,8:00:00,8:00:00,B,1\nt6,8:03:00,8:03:00,A,2\n");
    feed_read_day(&folder, &feed, &err);
    assert_int_equal(gtfs_lines_make(&feed, &lines, &err), STATUS_OK);
    assert_int_equal(lines.ids.count, 2);
    assert_int_equal(lines.pattern_count, 5);
    static const uint32_t line[] = {1, 0, 0, 0, 0}, direction[] = {1, 0, 0, 0, 1},
                          variant[] = {0, 0, 1, 2, 0}, trip[] = {2, 0, 3, 4, 5};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(lines.patterns[i].line, line[i]);
        assert_int_equal(lines.patterns[i].direction, direction[i]);
        assert_int_equal(lines.patterns[i].variant, variant[i]);
        assert_int_equal(lines.patterns[i].trip, trip[i]);
    }
    static const uint32_t pattern[] = {0, 1, 2, 1, 3, 4};
    for (int i = 0; i < 6; i++)
        assert_int_equal(lines.departures[i].pattern, pattern[i]);
    assert_int_equal(feed.report.counts[IMPORT_TRIP_TWICE], 1);
    gtfs_lines_deinit(&lines);
    feed_close(&feed);
    feed_remove(&folder);
}

static void test_names(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make_small();
    struct gtfs_feed feed;
    struct gtfs_lines lines;
    struct error err = {0};
    /* The unused r0 takes no name; r1 and r2 are made unique; r3's own name is what r1 would be. */
    feed_write(&folder, "routes.txt",
               "route_id,route_short_name,route_type\nr0,1,3\nr1,1,3\n"
               "r2,1,3\nr3,1_r1,3\nr4,,3\n");
    feed_write(&folder, "trips.txt",
               "route_id,service_id,trip_id\nr1,mo,t1\nr2,mo,t2\nr3,mo,t3\n"
               "r4,mo,t4\n");
    feed_write(&folder, "stop_times.txt",
               "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
               "t1,6:00:00,6:00:00,A,1\nt1,6:03:00,6:03:00,B,2\n"
               "t2,7:00:00,7:00:00,A,1\nt2,7:03:00,7:03:00,B,2\n"
               "t3,5:00:00,5:00:00,C,1\nt3,5:05:00,5:05:00,A,2\n"
               "t4,5:00:00,5:00:00,C,1\nt4,5:05:00,5:05:00,A,2\n");
    feed_read_day(&folder, &feed, &err);
    assert_int_equal(gtfs_lines_make(&feed, &lines, &err), STATUS_OK);
    static const char *const ids[] = {"1_r1", "1_r1_", "1_r2", "r4"};
    static const uint32_t routes[] = {3, 1, 2, 4};
    assert_int_equal(lines.ids.count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_string_equal(names_text(&lines.ids, i), ids[i]);
        assert_int_equal(lines.line_routes[i], routes[i]);
        assert_int_equal(feed.routes[routes[i]].line, i);
    }
    assert_int_equal(feed.routes[0].line, NONE);
    assert_int_equal(feed.report.counts[IMPORT_ROUTE_RENAMED], 3);
    gtfs_lines_deinit(&lines);
    feed_close(&feed);
    feed_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_patterns),
                                       cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
