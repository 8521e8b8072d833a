// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

static const struct extra_row *extra_at(const struct spec *spec, uint32_t index)
{
    return TABLE_ROW(&spec->demand_tables.extra, struct extra_row, index);
}

/** A row per zone with somebody, in all exactly as many as are given. */
static void test_a_match(void **state)
{
    const struct spec *spec = measure_apply(
        *state, "ardey.event { place = 'D01_06', visitors = 81365, from = '15:30', to = '17:20', "
                "arrive_before = '60 min', outside = 0.6, ticket_included = true }");
    double inside = 0, outside = 0;
    for (uint32_t i = 0; i < spec->demand_tables.extra.count; i++) {
        const struct extra_row *row = extra_at(spec, i);
        const struct zone_row *zone =
            measure_row(&spec->network_tables.zones, offsetof(struct zone_row, id), row->from);
        *(zone->kind == ZONE_EXTERNAL ? &outside : &inside) += row->persons;
        assert_string_equal(row->to, "D01_06");
        assert_int_equal(row->purpose, PURPOSE_EVENT);
        assert_int_equal(row->mode, EXTRA_CHOSEN);
        assert_true(row->persons >= 1 && row->ticket_share > 0.999);
        assert_near(row->per_car, 2.5, 1e-9);
    }
    assert_true(inside > 32545.5 && inside < 32546.5); /* 81,365 less 48,819 */
    assert_true(outside > 48818.5 && outside < 48819.5);
    const struct extra_row *city = extra_at(spec, 0); /* D00: 10,470 of 657,862 residents */
    assert_string_equal(city->from, "D00");
    assert_int_equal((int)city->persons, 518);
    assert_int_equal((int)city->from_s, 14 * 3600 + 1800);
    assert_int_equal((int)city->until_s, 15 * 3600 + 1800);
    assert_int_equal((int)city->back_from_s, 17 * 3600 + 1200);
    assert_int_equal((int)city->back_until_s, 17 * 3600 + 3000);
}

static void test_findings(void **state)
{
    measure_refuse(
        *state,
        "ardey.event { place = 'D01_60', visitors = 10, from = '15:30', to = '17:20' },\n"
        "ardey.event { place = 'D01_06', visitors = 10, from = '15:30', to = '15:20' }",
        "s.lua:2: measures[1] (event): no place 'D01_60', did you mean 'D01_06'?\n"
        "s.lua:3: measures[2] (event): from is 15:30, must be before to, which is 15:20");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_match, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_findings, measured_up, measured_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
