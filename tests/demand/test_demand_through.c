// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/demand_through.h"
#include "demand_fixture.h"

static void vehicles_are_rounded_and_in_order(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_people people = {0};
    fixture_init(&f);
    fixture_build(&f);
    assert_int_equal(demand_through_add(&f.demand_tables, f.network, &people, &f.err), STATUS_OK);
    assert_int_equal(people.count, 120 + 31 + 80);
    assert_int_equal(people.persons[119].group, GROUP_THROUGH_CAR);
    assert_int_equal(people.persons[120].group, GROUP_THROUGH_TRUCK);
    assert_int_equal(people.persons[120].home, 8);
    assert_int_equal(people.persons[120].main_place, 9);
    assert_int_equal(people.persons[151].home, 9);
    demand_people_deinit(&people);
    fixture_free(&f, NULL);
}

static void unknown_names_are_all_named(void **state)
{
    (void)state;
    static struct fixture f;
    struct demand_people people = {0};
    fixture_init(&f);
    fixture_build(&f);
    f.through[0].from_gate = "WESTT";
    f.through[1].to_gate = "EAST";
    assert_int_equal(demand_through_add(&f.demand_tables, f.network, &people, &f.err), STATUS_DATA);
    assert_finding(&f, "through.csv:2: unknown gate 'WESTT', did you mean 'WEST'?");
    assert_finding(&f, "through.csv:3: gates 'EAST' and 'EAST' are the same place");
    f.gates[0].place = "G3";
    assert_int_equal(demand_through_add(&f.demand_tables, f.network, &people, &f.err), STATUS_DATA);
    assert_finding(&f, "gates.csv:2: gate 'WEST': unknown place 'G3'");
    demand_people_deinit(&people);
    fixture_free(&f, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(vehicles_are_rounded_and_in_order),
                                       cmocka_unit_test(unknown_names_are_all_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
