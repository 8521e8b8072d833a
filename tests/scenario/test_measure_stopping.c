// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

/** The call of RB 53 at a stop, or NULL. */
static const struct line_stop_row *call(const struct spec *spec, int64_t direction,
                                        const char *stop)
{
    const struct table *table = &spec->transit_tables.line_stops;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct line_stop_row *row = TABLE_ROW(table, struct line_stop_row, i);
        if (strcmp(row->line_id, "RB53") == 0 && row->direction == direction &&
            strcmp(row->stop, stop) == 0)
            return row;
    }
    return NULL;
}

/** Aplerbeck Süd: 11.70 to 12.30 minutes, the next arrival 19.00; two minutes are saved. */
static void test_skip(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.stopping { line = 'RB53', skip = 'r_edau', time = '2 min' }");
    assert_null(call(spec, 0, "r_edau"));
    assert_null(call(spec, 1, "r_edau"));
    assert_near(call(spec, 0, "r_esrt")->arrive_s, 17.0 * 60, 1e-6);
    assert_near(call(spec, 0, "r_eil")->arrive_s, 43.0 * 60, 1e-6);
    assert_near(call(spec, 0, "r_edh")->arrive_s, 7.84 * 60, 1e-6);
    assert_near(call(spec, 1, "r_edo")->arrive_s, 43.0 * 60, 1e-6);
    uint32_t pieces = 0;
    const struct table *routes = &spec->rail_tables.routes;
    for (uint32_t i = 0; i < routes->count; i++) {
        const struct rail_route_row *row = TABLE_ROW(routes, struct rail_route_row, i);
        pieces += strcmp(row->line_id, "RB53") == 0 && strcmp(row->from_stop, "r_edh") == 0 &&
                  strcmp(row->to_stop, "r_esrt") == 0;
    }
    assert_int_equal(pieces, 3); /* 0 to 3.84, 3.84 to 7.524, 7.524 to 10.248 km */
}

/** Never less than the timetable stands: three minutes at Schwerte. */
static void test_skip_saves_the_stand(void **state)
{
    const struct spec *spec =
        measure_apply(*state, "ardey.stopping { line = 'RB53', skip = 'r_esrt', direction = 0 }");
    assert_near(call(spec, 0, "r_eerg")->arrive_s, 24.43 * 60, 1e-6);
    assert_non_null(call(spec, 1, "r_esrt"));
}

static void test_serve(void **state)
{
    const struct spec *spec = measure_apply(
        *state,
        "ardey.stop { id = 'heide', name = 'Schwerte Heide', lat = 51.4651, lon = 7.5605 "
        "},\n"
        "ardey.stopping { line = 'RB53', serve = 'Schwerte Heide', after = 'r_edau', time = "
        "'90 s' }");
    const struct line_stop_row *row = call(spec, 0, "heide");
    assert_non_null(row);
    assert_near(row->depart_s - row->arrive_s, 30, 1e-9);
    assert_true(row->arrive_s > 12.3 * 60 && row->depart_s < 20.5 * 60);
    assert_near(call(spec, 0, "r_esrt")->arrive_s, 20.5 * 60, 1e-6);
    row = call(spec, 1, "heide");
    assert_non_null(row);
    assert_near(call(spec, 1, "r_edau")->arrive_s, 33.8 * 60, 1e-6);
    assert_true(row->seq > call(spec, 1, "r_esrt")->seq && row->seq < call(spec, 1, "r_edau")->seq);
}

static void test_mistakes(void **state)
{
    measure_refuse(*state,
                   "ardey.stopping { line = 'RB53', skip = 'r_edo' , direction = 0 },\n"
                   "ardey.stopping { line = 'RB53', skip = 'do_hbf' },\n"
                   "ardey.stopping { line = 'RB53', serve = 'do_hbf' },\n"
                   "ardey.stopping { line = 'RB53', serve = 'do_hbf', after = 'r_eil' }",
                   "s.lua:2: measures[1] (stopping): line 'RB53' begins or ends at 'r_edo', so it "
                   "cannot skip it\n"
                   "s.lua:3: measures[2] (stopping): line 'RB53' does not call at 'do_hbf'\n"
                   "s.lua:4: measures[3] (stopping): needs either 'skip', or 'serve' with 'after'\n"
                   "s.lua:5: measures[4] (stopping): no place behind 'r_eil' in line 'RB53'");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_skip),
        TEST(test_skip_saves_the_stand),
        TEST(test_serve),
        TEST(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
