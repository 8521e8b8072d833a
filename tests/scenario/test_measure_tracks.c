// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#include "scenario/measure_tracks.h"

/** The weekday, to be edited. */
static struct measure_edit begin(void **state)
{
    struct spec *spec =
        measure_apply(*state, "ardey.rolling_stock { line = 'RB53', vehicle = 'flirt4' }");
    return (struct measure_edit){.spec = spec, .place = "here"};
}

/** Hörde to Schwerte by way of Aplerbeck Süd: the three pieces of RB 53 on line 2113. */
static void test_way_over_several_hops(void **state)
{
    struct measure_edit edit = begin(state);
    struct measure_tracks tracks = {0};
    assert_true(measure_tracks_find(&edit, "r_edh", "r_esrt", &tracks));
    static const double km[4] = {0, 3.84, 7.524, 10.248};
    assert_int_equal(tracks.count, 3);
    for (int i = 0; i < 3; i++) {
        assert_string_equal(tracks.pieces[i].railway, "2113");
        assert_near(tracks.pieces[i].km_from, km[i], 1e-9);
        assert_near(tracks.pieces[i].km_to, km[i + 1], 1e-9);
    }
    assert_near(tracks.length_m, 10248, 1e-6);
    measure_tracks_deinit(&tracks);

    assert_true(measure_tracks_find(&edit, "r_esrt", "r_edh", &tracks));
    assert_int_equal(tracks.count, 3);
    for (int i = 0; i < 3; i++) {
        assert_near(tracks.pieces[i].km_from, km[3 - i], 1e-9);
        assert_near(tracks.pieces[i].km_to, km[2 - i], 1e-9);
    }
    measure_tracks_deinit(&tracks);
}

static void test_no_way(void **state)
{
    struct measure_edit edit = begin(state);
    struct measure_tracks tracks = {0};
    assert_false(measure_tracks_find(&edit, "r_edh", "do_hbf", &tracks));
    assert_int_equal(tracks.count, 0);
    measure_tracks_deinit(&tracks);
}

/** 10.248 km at no more than 100 km/h take 369 s; getting up to it and down again less than 90 s
 * more. */
static void test_running_time(void **state)
{
    struct measure_edit edit = begin(state);
    struct measure_tracks tracks = {0};
    assert_true(measure_tracks_find(&edit, "r_edh", "r_esrt", &tracks));
    double time_s = measure_tracks_time_s(&edit, &tracks, "pesa_link2");
    assert_true(time_s > 369 && time_s < 369 + 90);
    measure_tracks_deinit(&tracks);
}

/** A way is laid once, numbered along it; the other direction takes it backwards. */
static void test_lay(void **state)
{
    struct measure_edit edit = begin(state);
    const struct table *routes = &edit.spec->rail_tables.routes;
    static const char *const there[2] = {"r_edh", "r_esrt"}, *const back[2] = {"r_esrt", "r_edh"};
    struct measure_tracks tracks = {0};
    uint32_t count = routes->count;
    assert_true(measure_tracks_find(&edit, there[0], there[1], &tracks));
    measure_tracks_lay(&edit, "X2", there, &tracks);
    measure_tracks_lay(&edit, "X2", back, &tracks);
    assert_int_equal(routes->count, count + 3);
    const struct rail_route_row *row = TABLE_ROW(routes, struct rail_route_row, count + 2);
    assert_string_equal(row->line_id, "X2");
    assert_string_equal(row->to_stop, "r_esrt");
    assert_int_equal(row->seq, 3);
    measure_tracks_deinit(&tracks);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_way_over_several_hops),
        TEST(test_no_way),
        TEST(test_running_time),
        TEST(test_lay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
