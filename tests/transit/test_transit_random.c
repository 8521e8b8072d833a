// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/random_day.h"

#define TIMETABLES 2000

/** A random timetable with tiny vehicles of all kinds. */
static void random_service(struct fixture *f, struct random_stream *random)
{
    random_tables(f, random);
    add_shuttle(f, random);
    add_disruptions(f, random);
    fixture_build(f);
    random_vehicles(f, random);
    for (uint32_t i = 0; i < f->timetable->line_count; i++)
        f->timetable->lines[i].mode = (uint8_t)random_below(random, 5);
}

/** The same random service and day in a world of the given size. */
static void world_random(struct world *world, struct finder *finder, const struct fixture *f,
                         uint32_t n, struct world_size size)
{
    struct random_stream random;
    random_stream_init(&random, 13, n, RANDOM_TEST);
    struct transit_parameters parameters = random_parameters(&random, n);
    size.parameters = &parameters;
    finder_init(finder, f->timetable);
    world_init(world, f->timetable, PERSONS, 0, size);
    world->find_way = finder_find;
    world->finder = finder;
    persons_plan(world, finder, &random);
    assert_int_equal(world_run(world, DAY_END), STATUS_OK);
}

static void test_properties(void **state)
{
    (void)state;
    struct outcome sum = {0};
    for (uint32_t n = 0; n < TIMETABLES; n++) {
        struct random_stream random;
        struct fixture f;
        struct world world;
        struct finder finder;
        random_stream_init(&random, 12, n, RANDOM_TEST);
        random_service(&f, &random);
        world_random(&world, &finder, &f, n, WORLD_ALONE);
        check_world(&world, f.timetable, &sum);
        world_deinit(&world);
        finder_deinit(&finder);
        fixture_deinit(&f);
    }
    /* All of it happened. */
    assert_true(sum.boarded > 10000);
    assert_true(sum.denied > 1000);
    assert_true(sum.cancelled > 500);
    assert_true(sum.bicycles > 100);
    assert_true(sum.turnarounds > 1000);
    assert_true(sum.primary > 10000);
}

/** The same rows for any number of threads and partitions. */
static void test_same_bits(void **state)
{
    (void)state;
    static const struct world_size sizes[] = {
        {1, 1, 0, 0, NULL}, {1, 6, 0, 0, NULL}, {WORKERS, 4, 0, 0, NULL}, {WORKERS, 9, 0, 0, NULL}};
    for (uint32_t n = 0; n < 50; n++) {
        struct random_stream random;
        struct fixture f;
        struct world worlds[4];
        struct finder finders[4];
        random_stream_init(&random, 12, n, RANDOM_TEST);
        random_service(&f, &random);
        for (int i = 0; i < 4; i++) {
            world_random(&worlds[i], &finders[i], &f, n, sizes[i]);
            assert_int_equal(worlds[i].row_count, worlds[0].row_count);
            assert_memory_equal(worlds[i].rows, worlds[0].rows,
                                worlds[0].row_count * sizeof *worlds[0].rows);
            assert_memory_equal(worlds[i].persons, worlds[0].persons,
                                PERSONS * sizeof *worlds[0].persons);
        }
        for (int i = 0; i < 4; i++) {
            world_deinit(&worlds[i]);
            finder_deinit(&finders[i]);
        }
        fixture_deinit(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_properties),
                                       cmocka_unit_test(test_same_bits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
