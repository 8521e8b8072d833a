// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/feed_fixture.h"

#include "import/gtfs_write.h"

static void check_file(const struct feed_folder *folder, const char *name, const char *expected)
{
    char path[256];
    size_t size;
    feed_path(folder, name, path);
    char *text = feed_read(path, &size);
    assert_string_equal(text, expected);
    free(text);
}

static void check_scenario(const struct feed_folder *made)
{
    char path[256];
    size_t size;
    feed_path(made, "scenario.lua", path);
    char *text = feed_read(path, &size);
    assert_non_null(strstr(text, "  name = \"a _name_\",\n  title = \"feed.zip\",\n"
                                 "  date = \"2026-03-02\",\n  start = \"00:00\",\n"
                                 "  stop = \"26:00\",\n"));
    free(text);
}

static void test_files(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make_small(), made = feed_make();
    struct gtfs_feed feed;
    struct gtfs_lines lines;
    struct gtfs_paths paths;
    struct error err = {0};
    feed_write(&folder, "routes.txt",
               "route_id,route_short_name,route_long_name,route_type\n"
               "r1,1,\"There, \"\"fast\"\"\",3\nr2,2,Back,0\n");
    feed_write(&folder, "stop_times.txt",
               "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
               "t1,6:00:00,6:00:00,A,1\nt1,6:03:20,6:04:00,B,2\nt3,25:00:00,25:00:00,C,1\n"
               "t3,,,B,2\nt3,25:05:00,25:05:00,A,3\n");
    feed_read_day(&folder, &feed, &err);
    assert_int_equal(gtfs_lines_make(&feed, &lines, &err), STATUS_OK);
    assert_int_equal(gtfs_paths_make(&feed, 1200, &paths, &err), STATUS_OK);
    const struct gtfs_output output = {&feed,      &lines,       &paths,
                                       "feed.zip", "a \"name\"", "2026-03-02"};
    struct new_folder target = {.path = made.path};
    snprintf(target.aside, sizeof target.aside, "%s", made.path);
    assert_int_equal(gtfs_write(&output, &target, &err), STATUS_OK);
    check_file(&made, "stops.csv",
               "id,name,lat,lon,source,quality\nA,Alpha,51.5,7.4,feed.zip,published\n"
               "B,Beta,51.51,7.4,feed.zip,published\nC,Gamma,51.52,7.4,feed.zip,published\n");
    check_file(
        &made, "lines.csv",
        "id,route,mode,operator,vehicle,note,source,quality\n"
        "1,\"There, \"\"fast\"\"\",bus,Xavier,bus,r1,feed.zip,published; vehicle by "
        "route_type\n2,Back,tram,Xavier,tram,r2,feed.zip,published; vehicle by route_type\n");
    check_file(&made, "departures.csv",
               "line,direction,variant,depart,note,source,quality\n"
               "1,0,0,06:00:00,t1,feed.zip,published\n2,1,0,25:00:00,t3,feed.zip,published\n");
    check_file(&made, "line_stops.csv",
               "line,direction,variant,seq,stop,arrive_min,depart_min,km,source,quality\n"
               "1,0,0,1,A,0,0,0.000,feed.zip,published; km straight lines\n"
               "1,0,0,2,B,3.333333,4,1.112,feed.zip,published; km straight lines\n"
               "2,1,0,1,C,0,0,0.000,feed.zip,published; km straight lines\n"
               "2,1,0,2,B,2.500000,2.500000,1.112,feed.zip,time interpolated; km straight lines\n"
               "2,1,0,3,A,5,5,2.224,feed.zip,published; km straight lines\n");
    check_file(&made, "transfers.csv",
               "from_stop,to_stop,walk_m,minutes,source,quality\n"
               "A,B,1446,18.069,feed.zip,estimate: 1.3 times the straight line at 4.8 km/h\n"
               "B,C,1446,18.069,feed.zip,estimate: 1.3 times the straight line at 4.8 km/h\n");
    check_scenario(&made);
    target = (struct new_folder){.aside = "/nowhere/at/all"};
    assert_int_equal(gtfs_write(&output, &target, &err), STATUS_RESOURCE);
    assert_string_equal(err.text,
                        "/nowhere/at/all/stops.csv: cannot be written: No such file or directory");
    gtfs_paths_deinit(&paths);
    gtfs_lines_deinit(&lines);
    feed_close(&feed);
    feed_remove(&folder);
    feed_remove(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
