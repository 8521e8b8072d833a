// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/queue_fixture.h"

enum { RUNS = 3, HOPS = 2 };

/** Buses with two seats and one standing place. Three of five get in at 6:00, one of them gets off
 * at B; two are left behind and sit in the bus at 6:20; that at 6:40 is empty. */
static void test_queue(void **state)
{
    (void)state;
    struct fixture f;
    struct world world, first;
    uint16_t permille[RUNS * HOPS];
    world_queue(&f, &first, 1.0);
    struct transit_parameters parameters = {
        .change_s = 60, .seated_crowding = 1.3, .standing_crowding = 2.5};
    world_init(&world, f.timetable, PERSONS, 60,
               (struct world_size){.threads = 1, .partitions = 1, .parameters = &parameters});
    memcpy(world.persons, first.persons, PERSONS * sizeof *world.persons);
    assert_int_equal(f.timetable->run_first_hop[RUNS], RUNS * HOPS);
    transit_crowding_write(world.transit, permille);
    for (uint32_t i = 0; i < RUNS * HOPS; i++)
        assert_int_equal(permille[i], 0);
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    transit_crowding_write(world.transit, permille);
    /* Full: one stands (+ 1.5), two sit among standees (+ 0.3 each). */
    assert_int_equal(permille[0], 700);
    for (uint32_t i = 1; i < RUNS * HOPS; i++)
        assert_int_equal(permille[i], 0);
    world_deinit(&first);
    world_deinit(&world);
    fixture_deinit(&f);
}

/** Two seats and six standing places, of which three are taken: half as full for those who sit. */
static void test_half_full(void **state)
{
    (void)state;
    struct fixture f;
    struct world world, first;
    uint16_t permille[RUNS * HOPS];
    world_queue(&f, &first, 1.0);
    f.timetable->lines[0].standing = 6;
    struct transit_parameters parameters = {
        .change_s = 60, .seated_crowding = 1.2, .standing_crowding = 2.0};
    world_init(&world, f.timetable, PERSONS, 60,
               (struct world_size){.threads = 1, .partitions = 1, .parameters = &parameters});
    memcpy(world.persons, first.persons, PERSONS * sizeof *world.persons);
    assert_int_equal(world_run(&world, DAY_END), STATUS_OK);
    transit_crowding_write(world.transit, permille);
    /* A-B: (3 * 1.0 + 2 * 3/6 * 0.2) / 5. B-C: (2 * 1.0 + 2 * 2/6 * 0.2) / 4 = 0.5333. */
    assert_int_equal(permille[0], 640);
    assert_int_equal(permille[1], 533);
    world_deinit(&first);
    world_deinit(&world);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_queue),
                                       cmocka_unit_test(test_half_full)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
