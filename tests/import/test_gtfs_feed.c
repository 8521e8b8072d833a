// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/feed_fixture.h"

#include "network/transit_tables.h"

#include <math.h>

static void test_rows(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make_small();
    struct gtfs_feed feed;
    struct error err = {0};
    feed_write(&folder, "stops.txt",
               "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
               "S,Station,51.5,7.4,1,\nA,Alpha,51.50,7.4,0,S\nB,,91,7.4,,\nB,Beta,51.51,7.4,,\n"
               "C,Gamma,51.52,7.4,9,\n,Nobody,51.5,7.4,,\nE,Zero,0,0,,\n");
    feed_write(&folder, "trips.txt",
               "trip_id,route_id,service_id,direction_id,block_id\n"
               "t1,r1,mo,0,b\nt2,r1,never,0,\nt3,r9,mo,1,\nt4,r2,mo,2,\n");
    feed_open(&folder, &feed, &err);
    assert_int_equal(gtfs_feed_read(&feed, &err), STATUS_OK);
    assert_int_equal(feed.stop_ids.count, 4);
    assert_int_equal(feed.stops[1].parent, 0);
    assert_int_equal(feed.stops[2].parent, NONE);
    assert_string_equal(feed.stops[2].name, "B");
    assert_false(feed.stops[2].has_point);
    assert_false(feed.stops[3].has_point);
    assert_string_equal(feed.routes[0].agency_name, "Xavier");
    assert_int_equal(feed.routes[1].mode, SERVICE_TRAM);
    assert_int_equal(feed.running_count, 1);
    assert_int_equal(feed.report.counts[IMPORT_ROW_BROKEN], 3);    /* C, Nobody, t4 */
    assert_int_equal(feed.report.counts[IMPORT_ROW_TWICE], 1);     /* B */
    assert_int_equal(feed.report.counts[IMPORT_ROW_REFERENCE], 2); /* t2, t3 */
    assert_int_equal(feed.report.counts[IMPORT_STOP_NO_POINT], 2);
    assert_int_equal(feed.report.counts[IMPORT_STOP_STATION], 1);
    assert_int_equal(feed.report.counts[IMPORT_TRIP_BLOCK], 1);
    feed_close(&feed);
    feed_remove(&folder);
}

static void test_route_types(void **state)
{
    (void)state;
    static const struct {
        long type;
        int mode;
        enum gtfs_vehicle vehicle;
    } cases[] = {{0, SERVICE_TRAM, GTFS_TRAM},
                 {1, SERVICE_LIGHT_RAIL, GTFS_METRO},
                 {2, SERVICE_RAIL, GTFS_TRAIN},
                 {3, SERVICE_BUS, GTFS_BUS},
                 {109, SERVICE_RAIL, GTFS_TRAIN},
                 {201, SERVICE_BUS, GTFS_COACH},
                 {705, SERVICE_NIGHT_BUS, GTFS_BUS},
                 {704, SERVICE_BUS, GTFS_BUS},
                 {1400, SERVICE_LIGHT_RAIL, GTFS_FUNICULAR}};
    int mode;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(gtfs_route_kind(cases[i].type, &mode), cases[i].vehicle);
        assert_int_equal(mode, cases[i].mode);
    }
    static const long unknown[] = {-1, 8, 13, 99, 118, 717, 1500, 1700};
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
        assert_int_equal(gtfs_route_kind(unknown[i], &mode), GTFS_VEHICLE_COUNT);
}

/** A hundredth of a degree of latitude on a sphere of 6371 km; as much of longitude at 60 degrees
 * is half of it. */
static void test_distance(void **state)
{
    (void)state;
    struct gtfs_stop a = {.lat = 60, .lon = 20}, north = {.lat = 60.01, .lon = 20},
                     east = {.lat = 60, .lon = 20.01};
    assert_true(fabs(gtfs_distance_m(&a, &north) - 1111.949) < 0.001);
    assert_true(fabs(gtfs_distance_m(&a, &east) - 555.975) < 0.001);
    assert_true(gtfs_distance_m(&a, &a) == 0);
}

static void test_no_service(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make_small();
    struct gtfs_feed feed;
    struct error err = {0};
    feed_open(&folder, &feed, &err);
    feed.date = "20260303";
    assert_int_equal(gtfs_feed_read(&feed, &err), STATUS_DATA);
    assert_string_equal(err.text, "no trip of the feed runs on 2026-03-03; its service is between "
                                  "2026-01-01 and 2026-12-31");
    assert_int_equal(feed.report.counts[IMPORT_TRIP_OTHER_DAY], 3);
    feed_close(&feed);
    feed_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows), cmocka_unit_test(test_route_types),
        cmocka_unit_test(test_distance), cmocka_unit_test(test_no_service)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
