// SPDX-License-Identifier: GPL-3.0-or-later
#include "shuttle/shuttle_fixture.h"

static void test_town(void **state)
{
    (void)state;
    struct shuttle_town town;
    shuttle_town_init(&town);
    struct shuttle_row van = shuttle_row_of(30, 4, 600), taxi = shuttle_row_of(1, 2, 300);
    taxi.id = "taxi";
    taxi.area = " p ;q;";
    taxi.depot = "q";
    taxi.until_s = 12 * 3600;
    shuttle_town_add(&town, &van);
    shuttle_town_add(&town, &taxi);
    assert_int_equal(shuttle_town_build(&town, 0.25), STATUS_OK);
    const struct shuttle_fleets *fleets = &town.fleets;
    assert_int_equal(fleets->count, 2);
    assert_int_equal(fleets->items[0].vehicle_count, 8); /* of 7.5 */
    assert_int_equal(fleets->items[1].vehicle_count, 1); /* at least */
    assert_int_equal(fleets->items[1].first_vehicle, 8);
    assert_int_equal(fleets->vehicle_count, 9);
    assert_int_equal(fleets->items[0].depot_count, 2);
    assert_int_equal(fleets->items[0].depots[1], PLACE_R);
    assert_int_equal(fleets->items[0].wait_ms, 600000);
    assert_int_equal(shuttle_ride_most_ms(&fleets->items[0], 100000), 270000);

    assert_int_equal(shuttle_fleets_find(fleets, PLACE_P, PLACE_R, AT(8, 0, 0)), 0);
    assert_int_equal(shuttle_fleets_find(fleets, PLACE_P, PLACE_Q, AT(10, 59, 59)), 0);
    assert_int_equal(shuttle_fleets_find(fleets, PLACE_P, PLACE_Q, AT(11, 0, 0)), 1);
    assert_int_equal(shuttle_fleets_find(fleets, PLACE_P, PLACE_R, AT(11, 0, 0)), NONE);
    assert_int_equal(shuttle_fleets_find(fleets, PLACE_P, PLACE_Q, AT(7, 59, 59)), NONE);
    assert_int_equal(shuttle_fleets_find(fleets, PLACE_P, PLACE_X, AT(9, 0, 0)), NONE);
    shuttle_town_deinit(&town);
}

/** All mistakes of a table are told at once. */
static void test_mistakes(void **state)
{
    (void)state;
    struct shuttle_town town;
    shuttle_town_init(&town);
    struct shuttle_row first = shuttle_row_of(1, 4, 600), second = first, third = first;
    first.area = "im;p";
    second.depot = "p22";
    second.until_s = second.from_s;
    third.id = "c";
    third.area = ";";
    third.depot = "x";
    shuttle_town_add(&town, &first);
    shuttle_town_add(&town, &second);
    shuttle_town_add(&town, &third);
    assert_int_equal(shuttle_town_build(&town, 1), STATUS_DATA);
    assert_string_equal(town.world.roads.err.text,
                        "fleets.csv:2: area: no zone or place 'im', did you mean 'in'?\n"
                        "fleets.csv:3: fleet 'van' is given twice\n"
                        "fleets.csv:3: to is 28800 s after midnight, must be after from, which is "
                        "28800 s; hours above 24 are the next morning\n"
                        "fleets.csv:3: depot: no place 'p22', did you mean 'p2'?\n"
                        "fleets.csv:4: area: names no zone and no place\n"
                        "fleets.csv:4: depot: 'x' lies outside of the cities");
    assert_null(town.fleets.items);
    shuttle_town_deinit(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_town),
        cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
