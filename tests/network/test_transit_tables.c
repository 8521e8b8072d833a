// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

static void test_columns(void **state)
{
    (void)state;
    static const char *const expected[][20] = {
        {"stops", "id", "name", "lat", "lon", "access_min"},
        {"lines", "id", "route", "mode", "operator", "vehicle", "hw_04_06", "hw_06_09", "hw_09_15",
         "hw_15_19", "hw_19_21", "hw_21_24", "hw_00_02", "first_dep0", "last_dep0", "first_dep1",
         "last_dep1", "priority", "way"},
        {"departures", "line", "direction", "depart", "variant"},
        {"line_stops", "line", "direction", "seq", "stop", "arrive_min", "depart_min", "km",
         "variant"},
        {"vehicles", "type", "seats", "standing", "doors_per_side", "length_m", "vmax_kmh",
         "accel_ms2", "decel_ms2", "power_kw", "traction", "mass_t", "energy_kwh_per_km",
         "bicycle_places"},
        {"transfers", "from_stop", "to_stop", "walk_m", "minutes"},
        {"place_stops", "place", "stop", "access_min"},
        {"delays", "line", "stop", "direction", "from", "until", "share", "distribution", "mean_s",
         "shape"},
        {"incidents", "line", "direction", "depart", "stop", "delay_s", "cancelled"},
        {"park_ride", "stop", "spaces"},
        {"closures", "line", "from_stop", "to_stop", "from", "until", "replacement",
         "replacement_minutes", "replacement_vehicle", "change_minutes"}};
    unsigned table_count = 0;
    for (; transit_table_kinds[table_count].key != NULL; table_count++) {
        const char *const *names = expected[table_count];
        assert_string_equal(transit_table_kinds[table_count].key, names[0]);
        const struct field *fields = transit_table_kinds[table_count].fields;
        unsigned count = 0;
        for (; names[count + 1] != NULL; count++)
            assert_non_null(fields_find(fields, names[count + 1]));
        assert_null(fields[count].name);
    }
    assert_int_equal(table_count, 11);
}

static void test_units(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    fixture_add(&f, "lines", "10,A - B,tram,City,bus,20,7.5,,,,,60,04:30,25:23,,\n");
    fixture_add(&f, "departures", "10,1,09:30\n");
    fixture_add(&f, "line_stops", "10,1,3,B,2.5,3,1.25\n");
    fixture_add(&f, "vehicles", "bus,35,50,3,12.0,72,1.0,1.2,220,diesel,11.5,4.0\n");
    fixture_add(&f, "transfers", "A,B,148,5.0\n");
    fixture_add(&f, "place_stops", "X01,A,6\n");
    uint32_t old_stops = f.tables.stops.count;
    fixture_add(&f, "stops", "T,Tunnel,51.5,7.5,1.5\nU,Street,51.5,7.5\n");

    const struct stop_row *tunnel = TABLE_ROW(&f.tables.stops, struct stop_row, old_stops);
    assert_near(tunnel[0].access_s, 90.0, 0.0);
    assert_near(tunnel[1].access_s, 0.0, 0.0);
    const struct line_row *line = TABLE_ROW(&f.tables.lines, struct line_row, 0);
    assert_int_equal(line->line, 2);
    assert_int_equal(line->mode, SERVICE_TRAM);
    assert_near(line->headway_s[0], 1200.0, 0.0);
    assert_near(line->headway_s[1], 450.0, 0.0);
    assert_near(line->headway_s[2], 0.0, 0.0);
    assert_near(line->headway_s[6], 3600.0, 0.0);
    assert_string_equal(line->operator_name, "City");
    assert_string_equal(line->last[0], "25:23");
    assert_string_equal(line->first[1], "");
    assert_near(TABLE_ROW(&f.tables.departures, struct departure_row, 0)->depart_s, 34200.0, 0.0);
    const struct line_stop_row *call = TABLE_ROW(&f.tables.line_stops, struct line_stop_row, 0);
    assert_near(call->arrive_s, 150.0, 0.0);
    assert_near(call->depart_s, 180.0, 0.0);
    assert_near(call->km, 1.25, 0.0);
    const struct transit_vehicle_row *bus =
        TABLE_ROW(&f.tables.vehicles, struct transit_vehicle_row, 0);
    assert_int_equal(bus->seats + bus->standing, 85);
    assert_near(bus->vmax_mps, 20.0, 1e-12);
    assert_near(bus->power_w, 220000.0, 1e-9);
    assert_near(bus->mass_kg, 11500.0, 1e-9);
    assert_near(bus->energy_j_per_m, 14400.0, 1e-9);
    assert_near(TABLE_ROW(&f.tables.transfers, struct transfer_row, 0)->walk_s, 300.0, 0.0);
    assert_near(TABLE_ROW(&f.tables.place_stops, struct place_stop_row, 0)->access_s, 360.0, 0.0);
    fixture_deinit(&f);
}

static void test_ranges(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    static char direction[] = "10,2,1,A,0,0,0", mode[] = "10,,bos,,bus",
                minute[] = "10,0,1,A,-1,0,0", latitude[] = "A,Alpha,91,7",
                seconds[] = "A,Alpha,51,7,90";
    assert_int_equal(fixture_row(&f.tables.line_stops, direction, &f.err), STATUS_DATA);
    assert_non_null(strstr(f.err.text, "direction is 2, must be between 0 and 1"));
    assert_int_equal(fixture_row(&f.tables.lines, mode, &f.err), STATUS_DATA);
    assert_non_null(strstr(f.err.text, "bus"));
    assert_int_equal(fixture_row(&f.tables.line_stops, minute, &f.err), STATUS_DATA);
    assert_int_equal(fixture_row(&f.tables.stops, latitude, &f.err), STATUS_DATA);
    assert_int_equal(fixture_row(&f.tables.stops, seconds, &f.err), STATUS_DATA);
    assert_non_null(strstr(f.err.text, "access_min is 90, must be between 0 and 30"));
    assert_int_equal(f.err.finding_count, 5);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns), cmocka_unit_test(test_units),
                                       cmocka_unit_test(test_ranges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
