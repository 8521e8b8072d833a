// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "support/network_fixture.h"

static void fixture_places(struct network_fixture *f)
{
    network_fixture_init(f);
    fixture_node(f, "A", 0, 0);
    fixture_node(f, "B", 900, 0);
    fixture_street(f, "ab", "A", "B");
    fixture_zone(f, "D00");
    fixture_place(f, "D00_01", "D00", "A", 0.5);
    fixture_place(f, "D00_02", "D00", "B", 0.5);
}

static void test_places_know_their_lot(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_places(&f);
    fixture_parking(&f, "D00_02", 40, 1.5);
    struct parking_row *row = f.tables.parking.rows;
    row->price_eur = 2.5;
    row->price_h_eur = 1.25;
    fixture_build(&f);
    assert_near((double)f.network->parking[0].price_eur, 2.5, 0);
    assert_near((double)f.network->parking[0].price_h_eur, 1.25, 0);
    assert_int_equal(f.network->parking_count, 1);
    assert_int_equal(f.network->places[0].parking, NONE);
    assert_int_equal(f.network->places[1].parking, 0);
    assert_int_equal(f.network->parking[0].place, 1);
    assert_int_equal(f.network->parking[0].spaces, 40);
    assert_near((double)f.network->parking[0].search_s, 1.5, 0);
    network_fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_places(&f);
    fixture_parking(&f, "D00_01", 40, 0);
    fixture_parking(&f, "D0_02", 40, 0);
    fixture_parking(&f, "D00_01", 10, 0);
    assert_int_equal(network_build(&f.tables, &f.network, &f.err), STATUS_DATA);
    assert_string_equal(f.err.text, "parking.csv:3: unknown place 'D0_02', did you mean 'D00_02'?\n"
                                    "parking.csv:4: place 'D00_01' has parking spaces already");
    assert_int_equal(f.err.finding_count, 2);
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_know_their_lot),
        cmocka_unit_test(test_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
