// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/road_now.h"
#include "road/road_toll.h"
#include "support/road_fixture.h"

static void init(struct road_fixture *f)
{
    road_fixture_init(f);
    fixture_chain(f, (const double[]){0.8, 0.8}, 2);
}

static void toll(struct road_fixture *f, const char *link, double from_s, double until_s,
                 double toll_eur)
{
    fixture_change(&f->net,
                   (struct link_change_row){
                       .link = link, .from_s = from_s, .until_s = until_s, .toll_eur = toll_eur});
}

static uint64_t sum_meur(const struct road_fixture *f, const char *link)
{
    return road_toll_sum_meur(f->road, fixture_link_id(&f->net, link));
}

/** L2 is entered 50 s after L1. Whoever enters from 100 s on and before 400 s pays 2.50, at the
 * second link 0.75 from 200 s on; a truck as a car, a bus nothing. */
static void test_who_enters_meanwhile_pays(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 3; partitions += 2) {
        struct road_fixture f;
        init(&f);
        toll(&f, "L1", 100, 400, 2.5);
        toll(&f, "L2", 200, 1000, 0.75);
        fixture_build(&f.net);
        assert_true(f.net.network->has_tolls);
        static const struct {
            uint32_t depart_ms, paid_meur;
            enum vehicle_class class;
        } cases[] = {{99999, 0, VEHICLE_CAR},     {102000, 2500, VEHICLE_CAR},
                     {152000, 3250, VEHICLE_CAR}, {200000, 3250, VEHICLE_TRUCK},
                     {300000, 0, VEHICLE_BUS},    {399999, 3250, VEHICLE_CAR},
                     {402000, 750, VEHICLE_CAR},  {1000000, 0, VEHICLE_CAR}};
        for (size_t i = 0; i < 8; i++)
            trip_over(&f, "L1 L2", cases[i].depart_ms, cases[i].class);
        road_fixture_build(&f, 1, partitions);
        assert_int_equal(kernel_run_until(f.kernel, 1200000, &f.net.err), STATUS_OK);
        for (uint32_t i = 0; i < 8; i++) {
            assert_int_equal(road_toll_paid_meur(f.road, i), cases[i].paid_meur);
            assert_int_equal(road_toll_take(f.road, i), cases[i].paid_meur);
            assert_int_equal(road_toll_take(f.road, i), 0);
        }
        assert_int_equal(sum_meur(&f, "L1"), 4 * 2500);
        assert_int_equal(sum_meur(&f, "L2"), 4 * 750);
        road_fixture_deinit(&f);
    }
}

/** A toll that is set during the day holds in place of that of the tables, for its time. */
static void test_a_toll_that_is_set(void **state)
{
    (void)state;
    struct road_fixture f;
    init(&f);
    toll(&f, "L1", 300, 900, 1);
    fixture_build(&f.net);
    uint32_t link = fixture_link_id(&f.net, "L1");
    for (uint32_t i = 0; i < 4; i++)
        trip_over(&f, "L1", 100000 + i * 200000, VEHICLE_CAR);
    road_fixture_build(&f, 1, 1);
    assert_int_equal(kernel_run_until(f.kernel, 200000, &f.net.err), STATUS_OK);
    const struct link_change change = {
        .link = link, .from_ms = 200000, .until_ms = 600000, .is_open = true, .toll_meur = 4000};
    assert_int_equal(network_changes_put(f.net.network, &change, &f.net.err), STATUS_OK);
    assert_int_equal(road_change(f.road, f.kernel, link, 600000, &f.net.err), STATUS_OK);
    assert_int_equal(road_toll_meur(f.road, link, 250000), 4000);
    assert_int_equal(road_toll_meur(f.road, link, 899999), 1000);
    assert_int_equal(road_toll_meur(f.road, link, 900000), 0);
    assert_int_equal(kernel_run_until(f.kernel, 1000000, &f.net.err), STATUS_OK);
    static const uint32_t paid_meur[] = {0, 4000, 4000, 1000};
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(road_toll_paid_meur(f.road, i), paid_meur[i]);
    assert_int_equal(sum_meur(&f, "L1"), 9000);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_enters_meanwhile_pays),
        cmocka_unit_test(test_a_toll_that_is_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
