// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/courier.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { PIECES = 2000 };

/* What arrives; the courier's own thread writes it. */
struct arrival {
    uint32_t numbers[PIECES];
    size_t byte_count, largest;
    size_t fails_at; /* bytes after which nothing arrives any more */
    unsigned delay_us;
};

static int arrive(void *context, const void *bytes, size_t count)
{
    struct arrival *arrival = context;
    if (arrival->byte_count + count > arrival->fails_at)
        return ENOSPC;
    memcpy((char *)arrival->numbers + arrival->byte_count, bytes, count);
    arrival->byte_count += count;
    arrival->largest = count > arrival->largest ? count : arrival->largest;
    if (arrival->delay_us > 0)
        usleep(arrival->delay_us);
    return 0;
}

static void check_arrival(size_t capacity, unsigned delay_us)
{
    struct arrival arrival = {.fails_at = SIZE_MAX, .delay_us = delay_us};
    struct courier *courier = courier_create(capacity, arrive, &arrival, NULL);
    assert_non_null(courier);
    for (uint32_t i = 0; i < PIECES; i++) {
        assert_int_equal(courier_send(courier, &i, sizeof i), 0);
        if (i % 500 == 499) {
            assert_int_equal(courier_drain(courier), 0);
            assert_int_equal(arrival.byte_count, (i + 1) * sizeof i);
        }
    }
    courier_destroy(courier);
    assert_int_equal(arrival.byte_count, sizeof arrival.numbers);
    for (uint32_t i = 0; i < PIECES; i++)
        assert_int_equal(arrival.numbers[i], i);
    assert_true(arrival.largest <= capacity + sizeof(uint32_t));
}

static void everything_arrives_in_order(void **state)
{
    (void)state;
    check_arrival(1, 0);
    check_arrival(64, 50);
    check_arrival(1 << 20, 0);
}

static void what_waits_is_carried_before_the_end(void **state)
{
    (void)state;
    struct arrival arrival = {.fails_at = SIZE_MAX, .delay_us = 20000};
    struct courier *courier = courier_create(1000, arrive, &arrival, NULL);
    for (uint32_t i = 0; i < 20; i++)
        assert_int_equal(courier_send(courier, &i, sizeof i), 0);
    courier_destroy(courier);
    assert_int_equal(arrival.byte_count, 20 * sizeof(uint32_t));
    courier_destroy(NULL);
}

static void the_first_failure_sticks(void **state)
{
    (void)state;
    struct arrival arrival = {.fails_at = 100};
    struct courier *courier = courier_create(8, arrive, &arrival, NULL);
    int code = 0;
    for (uint32_t i = 0; code == 0 && i < PIECES; i++)
        code = courier_send(courier, &i, sizeof i);
    assert_int_equal(code, ENOSPC);
    assert_true(arrival.byte_count <= 100);
    arrival.fails_at = SIZE_MAX;
    assert_int_equal(courier_send(courier, &code, sizeof code), ENOSPC);
    assert_int_equal(courier_drain(courier), ENOSPC);
    courier_destroy(courier);
    assert_true(arrival.byte_count <= 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_arrives_in_order),
        cmocka_unit_test(what_waits_is_carried_before_the_end),
        cmocka_unit_test(the_first_failure_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
