// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/demand_people.h"
#include "people/population.h"

#include <string.h>

static void people_are_added_in_order(void **state)
{
    (void)state;
    struct error err = {0};
    struct demand_people people = {0};
    struct demand_person child = {3, 7, GROUP_CHILD}, senior = {4, 8, GROUP_SENIOR};
    assert_int_equal(demand_people_add(&people, 5, child, &err), STATUS_OK);
    assert_int_equal(demand_people_add(&people, 0, child, &err), STATUS_OK);
    assert_int_equal(demand_people_add(&people, 2, senior, &err), STATUS_OK);
    assert_int_equal(people.count, 7);
    assert_int_equal(people.persons[4].home, 3);
    assert_int_equal(people.persons[5].group, GROUP_SENIOR);
    demand_people_deinit(&people);
    assert_int_equal(people.count, 0);
}

static void too_many_people_are_refused(void **state)
{
    (void)state;
    struct error err = {0};
    struct demand_people people = {.count = 10};
    struct demand_person person = {0, 0, 0};
    assert_int_equal(demand_people_add(&people, UINT32_MAX, person, &err), STATUS_DATA);
    assert_int_equal(people.count, 10);
}

static void queues_hold_the_kept_by_place(void **state)
{
    (void)state;
    struct error err = {0};
    struct demand_people people = {0};
    for (uint32_t place = 0; place < 3; place++) {
        struct demand_person person = {2 - place, 0, GROUP_EMPLOYED};
        assert_int_equal(demand_people_add(&people, 40, person, &err), STATUS_OK);
    }
    uint8_t keep[120];
    for (uint32_t i = 0; i < 120; i++) {
        keep[i] = i % 4 != 0;
    }
    struct demand_queue queue, again;
    assert_int_equal(demand_queue_build(&people, keep, 4, 42, &queue, &err), STATUS_OK);
    assert_int_equal(demand_queue_build(&people, keep, 4, 42, &again, &err), STATUS_OK);
    const uint32_t first[] = {0, 30, 60, 90, 90};
    assert_memory_equal(queue.first, first, sizeof first);
    uint32_t in_order = 0;
    for (uint32_t i = 0; i < 90; i++) {
        assert_int_equal(people.persons[queue.persons[i]].home, i / 30);
        assert_true(keep[queue.persons[i]]);
        in_order += i % 30 > 0 && queue.persons[i] > queue.persons[i - 1] ? 1 : 0;
    }
    assert_in_range(in_order, 20, 67); /* of 87: neither ascending nor descending */
    assert_memory_equal(queue.persons, again.persons, 90 * sizeof *queue.persons);
    demand_queue_deinit(&queue);
    demand_queue_deinit(&again);
    demand_people_deinit(&people);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(people_are_added_in_order),
                                       cmocka_unit_test(too_many_people_are_refused),
                                       cmocka_unit_test(queues_hold_the_kept_by_place)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
