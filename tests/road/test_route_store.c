// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/random.h"
#include "road/route_store.h"

#include <stdlib.h>

static struct error err;

/** The links of route `number`: a function of it. */
static uint32_t link_of(uint32_t number, uint32_t place)
{
    return (number * 2654435761u + place * 40503u) & 0x7fffffffu;
}

static uint32_t add(struct route_store *store, uint32_t worker, uint32_t number, uint32_t count)
{
    uint32_t *links = malloc(count * sizeof *links), cursor = 0;
    struct route_end end = {number, number * 3, (uint8_t)(number % 251)};
    assert_non_null(links);
    for (uint32_t i = 0; i < count; i++)
        links[i] = link_of(number, i);
    assert_int_equal(
        route_store_add(store, worker, (struct route_links){links, count}, &end, &cursor, &err),
        STATUS_OK);
    assert_true(cursor < 1u << ROUTE_CURSOR_BITS);
    free(links);
    return cursor;
}

static void assert_end(struct route_end end, uint32_t number)
{
    assert_int_equal(end.vehicle, number);
    assert_int_equal(end.process, number * 3);
    assert_int_equal(end.type, number % 251);
}

/** The words of a route from its cursor on, and what every place of it leads to. */
static void assert_route(const struct route_store *store, uint32_t cursor, uint32_t number,
                         uint32_t count)
{
    const struct route_words *words = route_store_words(store);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(*route_word_at(words, cursor + i), link_of(number, i));
    assert_true(*route_word_at(words, cursor + count) & ROUTE_END_FLAG);
    for (uint32_t i = 0; i <= count; i += 1 + i / 8)
        assert_end(route_store_end(store, cursor + i), number);
    assert_end(route_store_end(store, cursor + count), number);
}

static void test_a_route_is_read_and_given_back(void **state)
{
    (void)state;
    struct route_store *store = route_store_create(1, &err);
    for (uint32_t count = 1; count < 300; count++) {
        uint32_t cursor = add(store, 0, count, count);
        assert_route(store, cursor, count, count);
        assert_end(route_store_finish(store, 0, cursor + count), count);
    }
    route_store_destroy(store);
}

enum { WORKERS = 3, ROUTES = 20000 };

struct held {
    uint32_t cursor, number, count;
};

/** Thousands of routes come and go, over several chunks; who gives one back is not who took it. */
static void test_routes_do_not_touch_each_other(void **state)
{
    (void)state;
    struct route_store *store = route_store_create(WORKERS, &err);
    struct held *held = calloc(ROUTES, sizeof *held);
    struct random_stream random;
    uint32_t held_count = 0, chunk_last = 0;
    assert_non_null(held);
    random_stream_init(&random, 1, 0, RANDOM_TEST);
    for (uint32_t step = 0; step < 4 * ROUTES; step++) {
        uint32_t worker = random_below(&random, WORKERS);
        bool grows = step < ROUTES || (step < 3 * ROUTES && random_below(&random, 2));
        if (grows && held_count < ROUTES) {
            uint32_t count = 1 + random_below(&random, step % 100 == 0 ? 5000 : 120);
            uint32_t cursor = add(store, worker, step, count);
            chunk_last =
                cursor >> ROUTE_CHUNK_BITS > chunk_last ? cursor >> ROUTE_CHUNK_BITS : chunk_last;
            held[held_count++] = (struct held){cursor, step, count};
        } else if (held_count > 0) {
            uint32_t i = random_below(&random, held_count);
            struct held gone = held[i];
            assert_route(store, gone.cursor, gone.number, gone.count);
            assert_end(route_store_finish(store, worker, gone.cursor + gone.count), gone.number);
            held[i] = held[--held_count];
        }
    }
    assert_true(chunk_last > WORKERS); /* every worker has opened several */
    for (uint32_t i = 0; i < held_count; i++)
        assert_route(store, held[i].cursor, held[i].number, held[i].count);
    free(held);
    route_store_destroy(store);
}

/** The memory follows the routes under way, not those of the day. */
static void test_blocks_are_used_again(void **state)
{
    (void)state;
    struct route_store *store = route_store_create(2, &err);
    for (uint32_t i = 0; i < 1000000; i++) {
        uint32_t count = 1 + i % 60, cursor = add(store, 1, i, count);
        assert_int_equal(cursor >> ROUTE_CHUNK_BITS, 1); /* the worker's first chunk */
        assert_end(route_store_finish(store, 1, cursor + count), i);
    }
    route_store_destroy(store);
}

static void test_the_length_of_a_route_is_limited(void **state)
{
    (void)state;
    struct route_store *store = route_store_create(1, &err);
    uint32_t *links = calloc(ROUTE_LINKS_MAX + 1, sizeof *links), cursor;
    struct route_end end = {0};
    assert_non_null(links);
    cursor = add(store, 0, 7, ROUTE_LINKS_MAX);
    assert_route(store, cursor, 7, ROUTE_LINKS_MAX);
    struct error found = {0};
    assert_int_equal(
        route_store_add(store, 0, (struct route_links){links, 0}, &end, &cursor, &found),
        STATUS_DATA);
    assert_string_equal(found.text, "a route of 0 links: must have 1 to 65536");
    error_reset(&found);
    assert_int_equal(route_store_add(store, 0, (struct route_links){links, ROUTE_LINKS_MAX + 1},
                                     &end, &cursor, &found),
                     STATUS_DATA);
    assert_string_equal(found.text, "a route of 65537 links: must have 1 to 65536");
    free(links);
    route_store_destroy(store);
}

/** As many workers as chunks: each has one, and when it is full, it is told so; what comes back can
 * be used again. */
static void test_a_full_store_says_so(void **state)
{
    (void)state;
    const uint32_t workers = 1u << (ROUTE_CURSOR_BITS - ROUTE_CHUNK_BITS), last = workers - 1;
    struct route_store *store = route_store_create(workers, &err);
    uint32_t *links = calloc(ROUTE_LINKS_MAX, sizeof *links), cursors[64], count = 0, cursor;
    struct route_links route = {links, ROUTE_LINKS_MAX};
    struct route_end end = {0};
    struct error found = {0};
    assert_non_null(links);
    while (route_store_add(store, last, route, &end, &cursor, &found) == STATUS_OK) {
        assert_in_range(count, 0, 63);
        assert_int_equal(cursor >> ROUTE_CHUNK_BITS, last);
        cursors[count++] = cursor;
    }
    assert_true(count >= 2);
    assert_int_equal(found.status, STATUS_RESOURCE);
    assert_string_equal(found.text,
                        "routes of the vehicles under way need more than 1073741824 words");
    route_store_finish(store, last, cursors[0] + ROUTE_LINKS_MAX);
    assert_int_equal(route_store_add(store, last, route, &end, &cursor, &err), STATUS_OK);
    assert_int_equal(cursor, cursors[0]);
    assert_int_equal(route_store_add(store, 0, route, &end, &cursor, &err), STATUS_OK);
    free(links);
    route_store_destroy(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_route_is_read_and_given_back),
        cmocka_unit_test(test_routes_do_not_touch_each_other),
        cmocka_unit_test(test_blocks_are_used_again),
        cmocka_unit_test(test_the_length_of_a_route_is_limited),
        cmocka_unit_test(test_a_full_store_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
