// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/feed_fixture.h"

#define CALENDAR                                                                                   \
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"

static bool runs(const struct gtfs_feed *feed, const char *service)
{
    uint32_t id = names_find(&feed->service_ids, service);
    assert_int_not_equal(id, NONE);
    return feed->service_runs[id];
}

static void test_days_and_exceptions(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make_small();
    struct gtfs_feed feed;
    struct error err = {0};
    feed_write(&folder, "calendar.txt",
               CALENDAR
               "mo,1,0,0,0,0,0,0,20260302,20260302\ntu,0,1,0,0,0,0,0,20260101,20261231\n"
               "past,1,1,1,1,1,1,1,20250101,20260301\noff,1,1,1,1,1,1,1,20260101,20261231\n"
               "mo,0,0,0,0,0,0,0,20260101,20261231\nbad,2,0,0,0,0,0,0,20260101,20261231\n"
               "worse,1,0,0,0,0,0,0,20260101,2026-31\n");
    feed_write(&folder, "calendar_dates.txt",
               "service_id,date,exception_type\ntu,20260302,1\noff,20260302,2\nonly,20270101,1\n"
               "past,20260303,1\noff,20260302,3\n");
    feed_open(&folder, &feed, &err);
    assert_int_equal(gtfs_calendar_read(&feed, &err), STATUS_OK);
    assert_true(runs(&feed, "mo"));
    assert_true(runs(&feed, "tu"));
    assert_false(runs(&feed, "past"));
    assert_false(runs(&feed, "off"));
    assert_false(runs(&feed, "only"));
    assert_int_equal(feed.service_ids.count, 5);
    assert_int_equal(feed.report.counts[IMPORT_ROW_TWICE], 1);
    assert_int_equal(feed.report.counts[IMPORT_ROW_BROKEN], 3);
    assert_string_equal(feed.first_date, "20250101");
    assert_string_equal(feed.last_date, "20270101");
    feed_close(&feed);
    feed_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_days_and_exceptions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
