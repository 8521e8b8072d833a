// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand_fixture.h"

#include <math.h>

static void municipalities_come_first(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_world world;
    fixture_init(&f);
    fixture_world(&f, &world);
    const struct demand_areas *areas = &world.areas;
    assert_int_equal(areas->count, 6);
    assert_int_equal(areas->internal_count, 2);
    assert_string_equal(names_text(&areas->names, 0), "Aville");
    assert_string_equal(names_text(&areas->names, 2), "X1");
    assert_int_equal(areas->of_zone[1], 0);
    assert_int_equal(areas->of_zone[2], 1);
    assert_int_equal(areas->place[1], NONE);
    assert_int_equal(areas->place[3], 7);
    assert_true(fabs(areas->group_share[1][GROUP_SENIOR] - 0.22) < 1e-12);
    fixture_free(&f, &world);
}

static void commuters_are_as_published(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_world world;
    fixture_init(&f);
    fixture_world(&f, &world);
    const struct demand_areas *areas = &world.areas;
    assert_int_equal(areas->commuters[0 * 6 + 0], 500);
    assert_int_equal(areas->commuters[0 * 6 + 2], 110);
    assert_int_equal(areas->commuters[3 * 6 + 1], 40);
    assert_int_equal(areas->commuters[2 * 6 + 3], 0); /* X1 to X2: outside */
    fixture_free(&f, &world);
}

static void unknown_names_are_all_named(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_areas areas;
    fixture_init(&f);
    fixture_build(&f);
    f.commuters[0].from = "Avile";
    f.commuters[1].to = "Nowhere";
    f.group_shares[11].municipality = "X1";
    assert_int_equal(demand_areas_build(&f.demand_tables, f.network, &areas, &f.err), STATUS_DATA);
    assert_finding(&f,
                   "commuters.csv:2: 'Avile' is neither a municipality nor an external zone, did "
                   "you mean 'Aville'?");
    assert_finding(&f, "commuters.csv:3: 'Nowhere'");
    assert_finding(&f, "no internal zone is in municipality 'X1'");
    assert_finding(&f, "group shares of 'Bton' sum to 0.7800");
    assert_int_equal(f.err.finding_count, 4);
    fixture_free(&f, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(municipalities_come_first),
                                       cmocka_unit_test(commuters_are_as_published),
                                       cmocka_unit_test(unknown_names_are_all_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
