// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static void test_footpaths(void **state)
{
    struct measured *measured = *state;
    const struct spec *spec = measure_apply(
        measured, "ardey.stop { id = 'new', name = 'Neu', lat = 51.4423, lon = 7.5590 }");
    const struct table *stops = &spec->transit_tables.stops;
    const struct stop_row *stop = TABLE_ROW(stops, struct stop_row, stops->count - 1);
    assert_string_equal(stop->name, "Neu");
    assert_true(stop->lat == 51.4423 && stop->lon == 7.5590);
    uint32_t with = spec->transit_tables.transfers.count;
    const struct transfer_row *row =
        TABLE_ROW(&spec->transit_tables.transfers, struct transfer_row, with - 1);
    assert_string_equal(row->from_stop, "new");
    assert_true(row->walk_m > 0 && row->walk_m <= 390);
    assert_near(row->walk_s, row->walk_m * 3.6 / 4.8, 1e-9);
    spec = measure_apply(measured, "ardey.stop { id = 'new', name = 'Neu', lat = 51.4423, lon = "
                                   "7.5590, near = 0 }");
    assert_in_range(with - spec->transit_tables.transfers.count, 2, 20);
}

static void test_mistakes(void **state)
{
    measure_refuse(
        *state, "ardey.stop { id = 'r_esrt', name = 'Neu', lat = 51.4, lon = 7.5 }",
        "s.lua:2: measures[1] (stop): there is a stop 'r_esrt' already: Schwerte (Ruhr)");
    measure_refuse(*state, "ardey.stop { id = 'x', name = 'Neu', lat = 7.56, lon = 51.46 }",
                   "s.lua:2: measures[1] (stop): lat 7.56, lon 51.46 lies 6281 km from the nearest "
                   "stop; are the two exchanged?");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_footpaths),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
