// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#define assert_same(found, expected) assert_near(found, expected, 1e-9)

static double ticket_share(const struct spec *spec, const char *municipality)
{
    const struct ticket_row *row = measure_row(
        &spec->demand_tables.tickets, offsetof(struct ticket_row, municipality), municipality);
    return row->share;
}

static double trait_share(const struct spec *spec, int group, bool has_car)
{
    const struct table *traits = &spec->demand_tables.traits;
    for (uint32_t i = 0; i < traits->count; i++) {
        const struct trait_row *row = TABLE_ROW(traits, struct trait_row, i);
        if (row->group == group && row->has_car == has_car)
            return row->ticket_share;
    }
    fail_msg("no row of traits");
    return -1;
}

/** Of the residents, children need none. */
static void test_a_share(void **state)
{
    const struct spec *spec = measure_apply(*state, "ardey.ticket { share = 0.6, month = 29 }");
    double children = 0;
    for (uint32_t i = 0; i < spec->demand_tables.group_shares.count; i++) {
        const struct group_share_row *row =
            TABLE_ROW(&spec->demand_tables.group_shares, struct group_share_row, i);
        if (row->group == GROUP_CHILD && strcmp(row->municipality, "Dortmund") == 0)
            children = row->share;
    }
    assert_true(children > 0.03 && children < 0.1);
    assert_same(ticket_share(spec, "Dortmund"), 0.6 * (1 - children));
    assert_true(ticket_share(spec, "Schwerte") > 0.5);
    assert_same(trait_share(spec, GROUP_COMMUTER, true), 0.6);
    assert_same(spec->choice.ticket_eur_day, 29.0 / 30);
}

static void test_everybody(void **state)
{
    const struct spec *spec = measure_apply(*state, "ardey.ticket { share = '100 %' }");
    assert_int_equal(spec->demand_tables.tickets.count, 0);
    assert_same(trait_share(spec, GROUP_SENIOR, false), 1);
    assert_same(trait_share(spec, GROUP_COMMUTER, true), 1);
    assert_same(trait_share(spec, GROUP_CHILD, false), 0);
    assert_same(spec->choice.ticket_eur_day, 1.63);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_share, measured_up, measured_down),
        cmocka_unit_test_setup_teardown(test_everybody, measured_up, measured_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
