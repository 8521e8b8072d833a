// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/rail_network_fixture.h"

static void test_columns(void **state)
{
    (void)state;
    static const char *const expected[][16] = {
        {"blocks", "id", "line", "direction", "km_from", "km_to", "kind", "station", "vmax_kmh",
         "exclusive_group"},
        {"platforms", "station", "platform_tracks", "platform_length_m"},
        {"rail_route", "line", "seq", "from_stop", "to_stop", "db_line", "km_from", "km_to",
         "vmax_kmh", "from_op", "to_op", "from_lat", "from_lon", "to_lat", "to_lon"},
        {"crossings", "id", "line", "km_from", "km_to", "branch", "crossed"},
        {"changes", "line", "direction", "km_from", "km_to", "from_s", "until_s", "speed_kmh",
         "open", "reason"}};
    unsigned table_count = 0;
    for (; rail_table_kinds[table_count].key != NULL; table_count++) {
        const char *const *names = expected[table_count];
        const struct table_kind *kind = &rail_table_kinds[table_count];
        assert_string_equal(kind->key, names[0]);
        assert_true(kind->optional);
        unsigned count = 0;
        for (; names[count + 1] != NULL; count++)
            assert_non_null(fields_find(kind->fields, names[count + 1]));
        assert_null(kind->fields[count].name);
    }
    assert_int_equal(table_count, 5);
}

static void test_units(void **state)
{
    (void)state;
    struct rail_fixture f;
    rail_fixture_init(&f);
    rail_fixture_add(&f, "blocks", "b1,2841,both,0.600,4.661,line,,90,SGL\n");
    rail_fixture_add(&f, "platforms", "Kalthof,2,180\n");
    rail_fixture_add(&f, "rail_route", "RB53,3,a,b,2113,7.524,3.84,72,Heide,Sued,51,7,52,8\n");
    rail_fixture_add(&f, "crossings", "x,2103,1,1.25,2113,decreasing_km\n");
    rail_fixture_add(&f, "changes", "2113,increasing_km,1,2,07:30,28800,36,,points\n");

    const struct rail_block_row *block = TABLE_ROW(&f.tables.blocks, struct rail_block_row, 0);
    assert_int_equal(block->line, 2);
    assert_string_equal(block->railway, "2841");
    assert_int_equal(block->direction, RAIL_BOTH);
    assert_int_equal(block->kind, RAIL_BLOCK_LINE);
    assert_near(block->speed_mps, 25.0, 1e-12);
    assert_near(block->km_to, 4.661, 0.0);
    assert_string_equal(block->group, "SGL");
    assert_int_equal(TABLE_ROW(&f.tables.platforms, struct rail_platform_row, 0)->tracks, 2);
    const struct rail_route_row *route = TABLE_ROW(&f.tables.routes, struct rail_route_row, 0);
    assert_int_equal(route->seq, 3);
    assert_near(route->speed_mps, 20.0, 1e-12);
    assert_near(route->km_from - route->km_to, 3.684, 1e-12);
    assert_int_equal(TABLE_ROW(&f.tables.crossings, struct rail_crossing_row, 0)->crossed,
                     RAIL_DECREASING);
    const struct rail_change_row *change = TABLE_ROW(&f.tables.changes, struct rail_change_row, 0);
    assert_near(change->from_s, 27000.0, 0.0);
    assert_near(change->until_s, 28800.0, 0.0);
    assert_near(change->speed_mps, 10.0, 1e-12);
    assert_true(change->is_open);
    rail_fixture_deinit(&f);
}

static void test_ranges(void **state)
{
    (void)state;
    struct rail_fixture f;
    rail_fixture_init(&f);
    struct error *err = &f.transit.err;
    static char kind[] = "b,1,both,0,1,lane,,90,", tracks[] = "A,0,", speed[] = "b,1,,0,1,line,,0,",
                direction[] = "x,1,0,1,2,up";
    assert_int_equal(fixture_row(&f.tables.blocks, kind, err), STATUS_DATA);
    assert_non_null(strstr(err->text, "line"));
    assert_int_equal(fixture_row(&f.tables.platforms, tracks, err), STATUS_DATA);
    assert_non_null(strstr(err->text, "platform_tracks is 0, must be between 1 and 100"));
    assert_int_equal(fixture_row(&f.tables.blocks, speed, err), STATUS_DATA);
    assert_int_equal(fixture_row(&f.tables.crossings, direction, err), STATUS_DATA);
    assert_int_equal(err->finding_count, 4);
    rail_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns), cmocka_unit_test(test_units),
                                       cmocka_unit_test(test_ranges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
