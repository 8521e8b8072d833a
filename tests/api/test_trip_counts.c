// SPDX-License-Identifier: GPL-3.0-or-later
#include "target_fixture.h"

#include "api/trip_counts.h"

/** Two areas with a place each; a resident with two trips, of which one ended, a commuter from the
 * other area, and somebody who passes through. */
static void trips_and_persons_are_counted(void **state)
{
    (void)state;
    uint32_t start[] = {0, 1, 0}, main_place[] = {1, 0, 1}, first[] = {0, 2, 3, 4};
    uint8_t group[] = {GROUP_EMPLOYED, GROUP_COMMUTER, GROUP_THROUGH_CAR};
    struct planned_trip trips[] = {{.to_place = 1, .distance_m = 2500, .purpose = PURPOSE_WORK},
                                   {.to_place = 0, .distance_m = 2500},
                                   {.to_place = 0, .distance_m = 3000},
                                   {.to_place = 1, .distance_m = 9000}};
    struct trip_made made[] = {{7 * 3600000 + 1, MODE_PT}, {NONE, 0}, {0, MODE_CAR}, {0, MODE_CAR}};
    const struct population population = {.person_count = 3,
                                          .trip_count = 4,
                                          .start_place = start,
                                          .main_place = main_place,
                                          .first_trip = first,
                                          .group = group,
                                          .trips = trips};
    struct length_band_row bands[] = {{.from_m = 0}, {.from_m = 1000}, {.from_m = 2500}};
    const struct table table = {.rows = bands, .count = 3, .row_size = sizeof bands[0]};
    uint32_t areas[] = {0, 1};
    struct target_set set = {.area_of_place = areas};
    struct error err = {0};
    struct trip_counts counts;
    assert_int_equal(names_add(&set.areas, "A", &(uint32_t){0}, NULL, &err), STATUS_OK);
    assert_int_equal(names_add(&set.areas, "B", &(uint32_t){0}, NULL, &err), STATUS_OK);

    struct trip_counts_source source = {&population, made, &set, &table};
    assert_int_equal(trip_counts_build(&source, &counts, &err), STATUS_OK);
    assert_int_equal(counts.area_count, 2);
    assert_int_equal(counts.everybody[MODE_PT], 1);
    assert_int_equal(counts.everybody[MODE_CAR], 2);
    assert_int_equal(counts.band[2][MODE_PT], 1);
    assert_int_equal(counts.band[1][MODE_PT] + counts.band[2][MODE_CAR], 0);
    assert_int_equal(counts.hour[7], 1);
    assert_int_equal(counts.hour[0], 0);
    assert_int_equal(counts.home[0][MODE_PT], 1);
    assert_int_equal(counts.home[1][MODE_CAR], 0);
    assert_int_equal(counts.length_m[0], 2500);
    assert_int_equal(counts.residents[0], 1);
    assert_int_equal(counts.residents[1], 0);
    assert_int_equal(counts.workers[0 * 2 + 1], 1);
    assert_int_equal(counts.workers[1 * 2 + 0], 1);
    assert_int_equal(counts.between[0 * 2 + 1][MODE_PT], 1);
    assert_int_equal(counts.between[0 * 2 + 1][MODE_CAR], 1);
    assert_int_equal(counts.between[1 * 2 + 0][MODE_CAR], 1);
    assert_int_equal(counts.to_work[0 * 2 + 1][MODE_PT], 1);
    assert_int_equal(counts.to_work[0 * 2 + 1][MODE_CAR], 0);
    trip_counts_deinit(&counts);
    names_deinit(&set.areas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(trips_and_persons_are_counted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
