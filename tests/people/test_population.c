// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/memory.h"
#include "people/population.h"

#include <string.h>

static int count_names(const char *const *names)
{
    int count = 0;
    while (names[count])
        count++;
    return count;
}

static void names_are_complete_and_different(void **state)
{
    (void)state;
    const char *const *const lists[] = {person_group_names, purpose_names, mode_names};
    const int counts[] = {10, 11, 9};

    for (int l = 0; l < 3; l++) {
        assert_int_equal(count_names(lists[l]), counts[l]);
        for (int i = 0; i < counts[l]; i++)
            for (int k = 0; k < i; k++)
                assert_string_not_equal(lists[l][i], lists[l][k]);
    }
    assert_int_equal(GROUP_COUNT, 10);
    assert_int_equal(PURPOSE_COUNT, 11);
    assert_int_equal(MODE_COUNT, 9);
}

/** The tables and the results carry these words: changing one breaks both. */
static void names_stand_at_their_numbers(void **state)
{
    (void)state;
    assert_string_equal(person_group_names[GROUP_CHILD], "child_0_5");
    assert_string_equal(person_group_names[GROUP_SENIOR], "senior_65plus");
    assert_string_equal(person_group_names[GROUP_THROUGH_TRUCK], "through_truck");
    assert_string_equal(purpose_names[PURPOSE_HOME], "home");
    assert_string_equal(purpose_names[PURPOSE_PERSONAL_BUSINESS], "personal_business");
    assert_string_equal(purpose_names[PURPOSE_THROUGH], "through");
    assert_string_equal(purpose_names[PURPOSE_EVENT], "event");
    assert_string_equal(person_group_names[GROUP_VISITOR], "visitor");
    assert_string_equal(mode_names[MODE_WALK], "walk");
    assert_string_equal(mode_names[MODE_RIDE], "ride");
    assert_string_equal(mode_names[MODE_BIKE_RIDE], "bike_ride");
    assert_string_equal(mode_names[MODE_TRUCK], "truck");
}

static void a_planned_trip_takes_twenty_four_bytes(void **state)
{
    (void)state;
    assert_int_equal(sizeof(struct planned_trip), 24);
}

static void deinit_frees_and_forgets(void **state)
{
    (void)state;
    struct error err = {0};
    struct population population = {.person_count = 2, .trip_count = 3};
    population.start_place = mem_alloc(2, sizeof *population.start_place, &err);
    population.first_trip = mem_alloc(3, sizeof *population.first_trip, &err);
    population.trips = mem_alloc(3, sizeof *population.trips, &err);
    population.group = mem_alloc(2, sizeof *population.group, &err);
    assert_int_equal(err.finding_count, 0);

    population_deinit(&population);
    assert_int_equal(population.person_count, 0);
    assert_int_equal(population.trip_count, 0);
    assert_null(population.trips);
    assert_null(population.group);
    population_deinit(&population); /* an empty one is allowed */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_complete_and_different),
        cmocka_unit_test(names_stand_at_their_numbers),
        cmocka_unit_test(a_planned_trip_takes_twenty_four_bytes),
        cmocka_unit_test(deinit_frees_and_forgets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
