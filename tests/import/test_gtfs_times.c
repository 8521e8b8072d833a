// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/feed_fixture.h"

#define HEADER "trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled\n"
#define T2     "t2,7:00:00,7:00:00,A,1,\nt2,7:06:00,7:06:00,C,3,\n"

/** Reads the small feed with the stop times of t1 in place of its own. */
static struct gtfs_feed read_times(struct feed_folder *folder, const char *t1)
{
    static struct error err;
    char text[1024];
    struct gtfs_feed feed;
    *folder = feed_make_small();
    snprintf(text, sizeof text, HEADER T2 "%s", t1);
    feed_write(folder, "stop_times.txt", text);
    err = (struct error){0};
    feed_read_day(folder, &feed, &err);
    return feed;
}

/** The times of t1 as "stop arrive depart;", seconds after 6:00. */
static void check(const char *t1, const char *expected)
{
    struct feed_folder folder;
    char found[256] = "";
    struct gtfs_feed feed = read_times(&folder, t1);
    for (uint32_t i = 0; i < feed.trips[0].count && feed.trips[0].is_running; i++) {
        const struct gtfs_time *time = &feed.times[feed.trips[0].first + i];
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s %d %d;",
                 names_text(&feed.stop_ids, time->stop), time->arrive_s - 21600,
                 time->depart_s - 21600);
    }
    assert_string_equal(found, expected);
    uint64_t kept = 0;
    for (uint32_t i = 0; i < feed.trip_ids.count; i++)
        kept += feed.trips[i].is_running ? feed.trips[i].count : 0;
    assert_int_equal(feed.time_row_count,
                     kept + feed.report.counts[IMPORT_TIME_DROPPED] +
                         feed.report.counts[IMPORT_TIME_SAME_STOP] +
                         feed.report.counts[IMPORT_TIME_OTHER_DAY] +
                         feed.report.counts[IMPORT_ROW_REFERENCE] * (expected[0] != '\0'));
    feed_close(&feed);
    feed_remove(&folder);
}

static void test_complete(void **state)
{
    (void)state;
    check("t1,6:04:00,6:04:00,C,30,\nt1,6:00:00,6:01:00,A,4,\nt1,,6:03:00,B,5,\n",
          "A 60 60;B 180 180;C 240 240;");
    /* B lies half way between A and C; by the feed's own measure at a quarter. */
    check("t1,6:00:00,6:00:00,A,1,\nt1,,,B,2,\nt1,6:04:00,,C,3,\n", "A 0 0;B 120 120;C 240 240;");
    check("t1,6:00:00,6:00:00,A,1,5\nt1,,,B,2,6\nt1,6:04:00,,C,3,9\n", "A 0 0;B 60 60;C 240 240;");
    check("t1,6:00:00,6:00:00,A,1,9\nt1,,,B,2,6\nt1,6:04:00,,C,3,5\n",
          "A 0 0;B 120 120;C 240 240;");
    /* No way at all between the stops: evenly. */
    check("t1,6:00:00,6:00:00,A,1,1\nt1,,,B,2,1\nt1,,,A,3,1\nt1,6:06:00,,C,4,1\n",
          "A 0 0;B 120 120;A 240 240;C 360 360;");
    check("t1,6:00:00,6:00:00,A,1,\nt1,6:01:00,6:01:00,A,2,\nt1,6:02:00,6:03:00,B,3,\n"
          "t1,6:04:00,6:05:00,B,4,\n",
          "A 60 60;B 120 300;");
    check("t1,6:00:00,6:00:00,A,1,\nt1,30:00:00,30:00:00,B,2,\n", "A 0 0;B 86400 86400;");
}

static void test_dropped(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "t1,6:00:00,6:00:00,A,1,\nt1,6:02:00,6:01:00,B,2,\n", /* leaves before it arrives */
        "t1,6:00:00,6:00:00,A,1,\nt1,5:59:00,6:01:00,B,2,\n",
        "t1,6:00:00,6:00:00,A,1,\nt1,,,B,2,\n",
        "t1,,,A,1,\nt1,6:00:00,6:00:00,B,2,\n",
        "t1,6:00:00,6:00:00,A,1,\nt1,6:01:00,6:01:00,B,1,\n",
        "t1,6:00:00,6:00:00,A,1,\nt1,6:01:00,6:01:00,A,2,\n",
        "t1,6:00:00,6:00:00,A,1,\nt1,6.01,6:01:00,B,2,\nt1,6:02:00,6:02:00,C,3,\n",
        "t1,6:00:00,6:00:00,A,1,\nt1,6:01:00,6:01:00,X,2,\nt1,6:02:00,6:02:00,C,3,\n",
        "t1,6:00:00,6:00:00,A,-1,\nt1,6:01:00,6:01:00,B,2,\n",
        "t1,6:00:00,6:00:00,A,1,x\nt1,6:01:00,6:01:00,B,2,\n",
        "t1,6:00:00,6:00:00,A,1,\nt1,30:00:01,30:00:01,B,2,\n",
        "t1,46:00:00,46:00:00,A,1,\nt1,47:00:01,47:00:01,B,2,\n",
        "",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        check(bad[i], "");
}

static void test_frequencies(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make_small();
    struct gtfs_feed feed;
    struct error err = {0};
    feed_write(&folder, "frequencies.txt",
               "trip_id,start_time,end_time,headway_secs\nt1,06:00:00,06:30:00,600\n"
               "t1,46:50:00,47:00:00,300\nt3,6:00:00,6:00:00,600\nt2,6:00:00,7:00:00,5\n"
               "tx,6:00:00,7:00:00,600\n");
    feed_read_day(&folder, &feed, &err);
    static const int32_t expected_s[] = {21600, 22200, 22800, 25200, 168600};
    static const uint32_t expected_trip[] = {0, 0, 0, 1, 0};
    assert_int_equal(feed.run_count, 5);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(feed.runs[i].depart_s, expected_s[i]);
        assert_int_equal(feed.runs[i].trip, expected_trip[i]);
    }
    assert_int_equal(feed.report.counts[IMPORT_TRIP_FREQUENCY], 4);
    assert_int_equal(feed.report.counts[IMPORT_TRIP_TOO_LATE], 1); /* 46:55 + 6 min */
    assert_int_equal(feed.report.counts[IMPORT_ROW_BROKEN], 1);
    assert_int_equal(feed.report.counts[IMPORT_ROW_REFERENCE], 1);
    assert_int_equal(feed.report.counts[IMPORT_TRIP_BROKEN], 1); /* t3 never runs */
    feed_close(&feed);
    feed_remove(&folder);
}

static void test_nothing_left(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make_small();
    struct gtfs_feed feed;
    struct error err = {0};
    feed_write(&folder, "stop_times.txt", HEADER);
    feed_open(&folder, &feed, &err);
    assert_int_equal(gtfs_feed_read(&feed, &err), STATUS_OK);
    assert_int_equal(gtfs_times_read(&feed, &err), STATUS_DATA);
    assert_string_equal(err.text, "none of the 3 trips that run on 20260302 can be used");
    feed_close(&feed);
    feed_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_complete), cmocka_unit_test(test_dropped),
        cmocka_unit_test(test_frequencies), cmocka_unit_test(test_nothing_left)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
