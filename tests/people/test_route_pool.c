// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "people/route_pool.h"

static uint32_t *take(struct route_pool *pool, uint32_t length)
{
    struct error err = {0};
    uint32_t *route = route_pool_take(pool, length, &err);
    assert_non_null(route);
    return route;
}

/** A block given back serves every length of its size class, and no other. */
static void blocks_are_reused_by_size_class(void **state)
{
    (void)state;
    static const struct {
        uint32_t least, most;
    } classes[] = {{1, 8}, {9, 16}, {17, 32}, {1025, 2048}, {16385, 32768}};
    struct route_pool pool = {0};

    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        uint32_t *first = take(&pool, classes[i].least);
        route_pool_give(&pool, first, classes[i].least);
        uint32_t *other = take(&pool, classes[i].most + 1 > ROUTE_LENGTH_MAX ? classes[i].least - 1
                                                                             : classes[i].most + 1);
        assert_ptr_not_equal(other, first);
        assert_ptr_equal(take(&pool, classes[i].most), first);
        assert_ptr_not_equal(take(&pool, classes[i].most), first);
    }
    assert_int_equal(ROUTE_LENGTH_MAX, 32768);
    route_pool_deinit(&pool);
}

/** The last block given back is the first one taken: its memory is still warm. */
static void free_blocks_form_a_stack(void **state)
{
    (void)state;
    struct route_pool pool = {0};
    uint32_t *blocks[5];

    for (int i = 0; i < 5; i++)
        blocks[i] = take(&pool, 8);
    for (int i = 0; i < 5; i++)
        route_pool_give(&pool, blocks[i], 3);
    for (int i = 4; i >= 0; i--)
        assert_ptr_equal(take(&pool, 5), blocks[i]);
    route_pool_deinit(&pool);
}

/** Blocks do not overlap: each keeps what was written to it. More than one chunk is needed. */
static void blocks_keep_what_was_written(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    struct route_pool pool = {0};
    static uint32_t *blocks[COUNT];

    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t length = 1 + i * 37 % 500;
        blocks[i] = take(&pool, length);
        assert_int_equal((uintptr_t)blocks[i] % sizeof(void *), 0);
        for (uint32_t k = 0; k < length; k++)
            blocks[i][k] = i * 1000 + k;
    }
    for (uint32_t i = 0; i < COUNT; i++)
        for (uint32_t k = 0; k < 1 + i * 37 % 500; k++)
            assert_int_equal(blocks[i][k], i * 1000 + k);
    route_pool_deinit(&pool);
}

/** One worker takes, another one gives back: the block serves the second pool from then on, and
 * memory does not grow as long as as many come back as leave. */
static void blocks_move_between_pools(void **state)
{
    (void)state;
    struct route_pool a = {0}, b = {0};
    uint32_t *first = take(&a, 100);
    const struct route_chunk *chunk = a.chunks;

    for (uint32_t round = 0; round < 10000; round++) {
        uint32_t *route = round ? take(&a, 100) : first;
        route_pool_give(&b, route, 100);
        route = take(&b, 100);
        route_pool_give(&a, route, 100);
    }
    assert_ptr_equal(a.chunks, chunk);
    assert_int_equal(a.chunk_used, 128);
    assert_null(b.chunks);
    assert_ptr_equal(take(&a, 65), first);
    route_pool_deinit(&a);
    route_pool_deinit(&b);
    assert_null(a.chunks);
    assert_int_equal(a.chunk_used, 0);
}

/** 1,000 routes of 100 links stand in one chunk of 262,144; the 2,049th of 128 opens the next. */
static void chunks_are_filled_before_the_next(void **state)
{
    (void)state;
    struct route_pool pool = {0};
    for (uint32_t i = 0; i < 2048; i++)
        take(&pool, 128);
    const struct route_chunk *first = pool.chunks;
    assert_int_equal(pool.chunk_used, 262144);
    take(&pool, 128);
    assert_ptr_not_equal(pool.chunks, first);
    assert_int_equal(pool.chunk_used, 128);
    route_pool_deinit(&pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_reused_by_size_class),
        cmocka_unit_test(free_blocks_form_a_stack),
        cmocka_unit_test(blocks_keep_what_was_written),
        cmocka_unit_test(blocks_move_between_pools),
        cmocka_unit_test(chunks_are_filled_before_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
