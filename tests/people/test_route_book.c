// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/route_book.h"

#include "test_support.h"

#define TRIPS   500u
#define WORKERS 3u
#define LONGEST 2000u

/** The route that a trip gets at its n-th writing: tells whose it is. */
static uint32_t make_route(uint32_t trip, uint32_t writing, uint32_t *out)
{
    uint32_t length = (trip * 7919u + writing * 104729u) % LONGEST;
    for (uint32_t i = 0; i < length; i++)
        out[i] = trip * 1000003u + writing * 31u + i;
    return length;
}

static void assert_route(const struct route_book *book, uint32_t trip, uint32_t writing)
{
    uint32_t expected[LONGEST], length;
    uint32_t expected_length = make_route(trip, writing, expected);
    const uint32_t *route = route_book_read(book, trip, &length);
    assert_int_equal(length, expected_length);
    if (length > 0)
        assert_memory_equal(route, expected, length * sizeof *route);
    else
        assert_null(route);
}

/** Each trip has the route that was written last, before and after every packing. */
static void the_last_route_is_read(void **state)
{
    (void)state;
    struct route_book *book;
    struct error err = {0};
    uint32_t route[LONGEST], length;
    assert_int_equal(route_book_create(TRIPS, WORKERS, &book, &err), STATUS_OK);
    assert_null(route_book_read(book, 0, &length));
    assert_int_equal(length, 0);
    for (uint32_t writing = 0; writing < 6; writing++) {
        for (uint32_t trip = 0; trip < TRIPS; trip++) {
            length = make_route(trip, writing, route);
            assert_true(route_book_write(book, (trip + writing) % WORKERS, trip, route, length));
        }
        for (uint32_t trip = 0; trip < TRIPS; trip++)
            assert_route(book, trip, writing);
        assert_int_equal(route_book_pack(book, &err), STATUS_OK);
        for (uint32_t trip = 0; trip < TRIPS; trip++)
            assert_route(book, trip, writing);
    }
    route_book_destroy(book);
}

static void a_route_is_taken_back(void **state)
{
    (void)state;
    struct route_book *book;
    struct error err = {0};
    const uint32_t route[] = {3, 1, 4};
    uint32_t length;
    assert_int_equal(route_book_create(2, 1, &book, &err), STATUS_OK);
    assert_true(route_book_write(book, 0, 1, route, 3));
    assert_true(route_book_write(book, 0, 1, NULL, 0));
    assert_null(route_book_read(book, 1, &length));
    assert_int_equal(length, 0);
    assert_int_equal(route_book_pack(book, &err), STATUS_OK);
    assert_null(route_book_read(book, 1, &length));
    route_book_destroy(book);
    route_book_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_route_is_read),
        cmocka_unit_test(a_route_is_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
