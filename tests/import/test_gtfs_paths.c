// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/feed_fixture.h"

#include "import/gtfs_paths.h"

#include <math.h>

/** The paths of the small feed with other stops and transfers, as "a b minutes origin;". */
static void check(const char *stops, const char *transfers, double near_m, const char *expected)
{
    struct feed_folder folder = feed_make_small();
    struct gtfs_feed feed;
    struct gtfs_paths paths;
    struct error err = {0};
    char found[512] = "";
    feed_write(&folder, "stops.txt", stops);
    if (transfers)
        feed_write(&folder, "transfers.txt", transfers);
    feed_read_day(&folder, &feed, &err);
    assert_int_equal(gtfs_paths_make(&feed, near_m, &paths, &err), STATUS_OK);
    for (uint32_t i = 0; i < paths.count; i++) {
        const struct gtfs_path *path = &paths.items[i];
        size_t used = strlen(found);
        assert_true(path->a < path->b);
        snprintf(found + used, sizeof found - used, "%s %s %.1f %d;",
                 names_text(&feed.stop_ids, path->a), names_text(&feed.stop_ids, path->b),
                 path->walk_s / 60, (int)path->origin);
    }
    assert_string_equal(found, expected);
    gtfs_paths_deinit(&paths);
    feed_close(&feed);
    feed_remove(&folder);
}

#define HEADER  "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
#define STOPS   HEADER "A,,51.50,7.4,,\nB,,51.51,7.4,,\nC,,51.52,7.4,,\nU,,51.5,7.4,,\n"
#define STATION HEADER "S,,51.50,7.4,1,\nA,,51.50,7.4,,S\nB,,51.51,7.4,,S\nC,,51.52,7.4,,\n"
#define MOVES   "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_route_id\n"

static void test_made(void **state)
{
    (void)state;
    check(STOPS, NULL, 0, "");
    /* 1111.95 m x 1.3 / (4.8 km/h) = 18.07 min; nobody calls at U. */
    check(STOPS, NULL, 1112, "A B 18.1 3;B C 18.1 3;");
    check(STOPS, NULL, 1111, "");
    check(STATION, NULL, 0, "A B 18.1 3;");
}

static void test_transfers(void **state)
{
    (void)state;
    check(STOPS, MOVES "A,B,2,120,\nB,A,2,300,\nB,C,0,,\nC,B,1,60,\n", 2000,
          "A B 5.0 1;B C 18.1 2;");
    check(STOPS, MOVES "A,B,3,,\nA,C,2,10800,\nB,C,2,10801,\n", 2000, "A C 180.0 1;");
    check(STOPS,
          MOVES "A,A,2,120,\nA,B,2,60,r1\nA,B,4,,\nA,U,2,60,\nA,X,2,60,\nA,B,7,60,\n"
                "B,C,2,x,\n",
          0, "");
    /* The station stands for its stops, also against what would be made. */
    check(STATION, MOVES "S,C,2,600,\nS,S,2,90,\n", 0, "A B 18.1 3;A C 10.0 1;B C 10.0 1;");
    check(STATION, MOVES "S,C,2,600,\nA,B,3,,\n", 0, "A C 10.0 1;B C 10.0 1;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_made),
                                       cmocka_unit_test(test_transfers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
