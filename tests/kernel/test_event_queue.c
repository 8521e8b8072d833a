// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/event_queue.h"
#include "kernel/random.h"

#include <stdlib.h>
#include <string.h>

#define PERIOD_MS (1u << 22) /* of the queue's later level */

enum { EVENT_COUNT = 100000 };

static int event_compare(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    return event_before(*y, *x) - event_before(*x, *y);
}

static struct event_queue *queue_of(const struct event *events, uint32_t count)
{
    struct error err = {0};
    struct event_queue *queue = event_queue_create(&err);
    assert_non_null(queue);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(event_queue_push(queue, events[i], &err), STATUS_OK);
    assert_int_equal(event_queue_count(queue), count);
    return queue;
}

static void assert_event(struct event found, struct event expected)
{
    assert_memory_equal(&found, &expected, sizeof found);
}

static void assert_drains_sorted(struct event_queue *queue, struct event *events, uint32_t count)
{
    struct event event;
    qsort(events, count, sizeof *events, event_compare);
    for (uint32_t i = 0; i < count; i++) {
        assert_true(event_queue_peek(queue, &event));
        assert_event(event, events[i]);
        assert_true(event_queue_take_before(queue, UINT32_MAX, &event));
        assert_event(event, events[i]);
    }
    assert_int_equal(event_queue_count(queue), 0);
    assert_false(event_queue_peek(queue, &event));
    assert_false(event_queue_take_before(queue, UINT32_MAX, &event));
}

static struct event random_event(struct random_stream *random, uint32_t from_ms, uint32_t span_ms)
{
    return event_make(from_ms + random_below(random, span_ms), random_below(random, 50),
                      (uint8_t)random_below(random, 4), random_below(random, 1000),
                      random_below(random, 100));
}

static void test_key_parts(void **state)
{
    (void)state;
    struct event event = event_make(123456789, 987654, 200, 0xfedcba98, 0xabcdef);

    assert_int_equal(event_t_ms(event), 123456789);
    assert_int_equal(event_receiver(event), 987654);
    assert_int_equal(event_type(event), 200);
    assert_int_equal(event_subject(event), 0xfedcba98);
    assert_int_equal(event_argument(event), 0xabcdef);
    assert_int_equal(event_argument(event_make(1, 2, 3, 4, 0x1000005)), 5); /* 24 bits */
    assert_int_equal(sizeof event, 16);
}

/** Time, receiver, type, subject, argument: in this order of significance. */
static void test_key_order(void **state)
{
    (void)state;
    static const uint32_t rising[][5] = {{1, 9, 9, 9, 9}, {2, 1, 9, 9, 9}, {2, 2, 1, 9, 9},
                                         {2, 2, 2, 1, 9}, {2, 2, 2, 2, 1}, {2, 2, 2, 2, 2}};
    for (size_t i = 0; i < 6; i++)
        for (size_t k = 0; k < 6; k++) {
            const uint32_t *a = rising[i], *b = rising[k];
            assert_int_equal(event_before(event_make(a[0], a[1], (uint8_t)a[2], a[3], a[4]),
                                          event_make(b[0], b[1], (uint8_t)b[2], b[3], b[4])),
                             i < k);
        }
}

static void test_drain_over_several_periods(void **state)
{
    (void)state;
    static struct event events[EVENT_COUNT];
    struct random_stream random;

    random_stream_init(&random, 1, 1, RANDOM_TEST);
    for (uint32_t i = 0; i < EVENT_COUNT; i++)
        events[i] = random_event(&random, 0, 7 * PERIOD_MS);
    struct event_queue *queue = queue_of(events, EVENT_COUNT);
    assert_drains_sorted(queue, events, EVENT_COUNT);
    event_queue_destroy(queue);
}

/** Many events in few milliseconds, each several times. */
static void test_duplicates_come_as_often_as_pushed(void **state)
{
    (void)state;
    static struct event events[EVENT_COUNT];
    struct random_stream random;

    random_stream_init(&random, 2, 1, RANDOM_TEST);
    for (uint32_t i = 0; i < EVENT_COUNT; i++)
        events[i] = event_make(PERIOD_MS - 50 + random_below(&random, 100),
                               random_below(&random, 3), 1, random_below(&random, 5), 0);
    struct event_queue *queue = queue_of(events, EVENT_COUNT);
    assert_drains_sorted(queue, events, EVENT_COUNT);
    event_queue_destroy(queue);
}

/** The whole range of the clock, ends included. */
static void test_ends_of_the_clock(void **state)
{
    (void)state;
    struct event events[] = {event_make(UINT32_MAX - 1, 0, 0, 0, 0),
                             event_make(0, 0, 0, 0, 0),
                             event_make(0, UINT32_MAX, 255, UINT32_MAX, EVENT_ARGUMENT_MAX),
                             event_make(PERIOD_MS - 1, 3, 0, 0, 0),
                             event_make(PERIOD_MS, 2, 0, 0, 0),
                             event_make(UINT32_MAX - 1, 0, 0, 0, 1)};
    struct event_queue *queue = queue_of(events, 6);
    assert_drains_sorted(queue, events, 6);
    event_queue_destroy(queue);
}

/** Pushes and takes in turn, as a run does: new events lie after the one just taken, near or far.
 * The reference is the sorted list of all that was ever pushed. */
static void test_mixed_pushes_and_takes(void **state)
{
    (void)state;
    static struct event all[EVENT_COUNT];
    static struct event taken[EVENT_COUNT];
    struct random_stream random;
    struct error err = {0};
    struct event_queue *queue = event_queue_create(&err);
    uint32_t pushed = 0, count = 0, now_ms = 0;
    static const uint32_t spans[] = {2, 400, 3000, PERIOD_MS / 4, 3 * PERIOD_MS};

    random_stream_init(&random, 3, 1, RANDOM_TEST);
    while (count < EVENT_COUNT) {
        for (uint32_t n = random_below(&random, 4); n > 0 && pushed < EVENT_COUNT; n--) {
            all[pushed] = random_event(&random, now_ms, spans[random_below(&random, 5)]);
            /* Not before the one just taken: its whole key, so that the sorted list is the truth.
             */
            if (count > 0 && event_before(all[pushed], taken[count - 1]))
                all[pushed].when_where += UINT64_C(1) << 32;
            assert_int_equal(event_queue_push(queue, all[pushed++], &err), STATUS_OK);
        }
        if (event_queue_take_before(queue, UINT32_MAX, &taken[count]))
            now_ms = event_t_ms(taken[count++]);
        assert_int_equal(event_queue_count(queue), pushed - count);
    }
    qsort(all, EVENT_COUNT, sizeof *all, event_compare);
    assert_memory_equal(all, taken, sizeof all);
    event_queue_destroy(queue);
}

/** Windows: take before a limit, peek (which may turn to a later period), then mail for an earlier
 * period, down to the limit, comes in. */
static void test_pushes_before_what_was_peeked(void **state)
{
    (void)state;
    enum { WINDOW_COUNT = 400, MOST = 400 * 60 };
    static struct event all[MOST], taken[MOST];
    struct random_stream random;
    struct error err = {0};
    struct event_queue *queue = event_queue_create(&err);
    uint32_t pushed = 0, count = 0;

    random_stream_init(&random, 4, 1, RANDOM_TEST);
    for (uint32_t window = 0; window < WINDOW_COUNT; window++) {
        uint32_t limit_ms = window * (PERIOD_MS / 50);
        struct event event;
        while (event_queue_take_before(queue, limit_ms, &event)) {
            assert_true(event_t_ms(event) < limit_ms);
            taken[count++] = event;
        }
        if (event_queue_peek(queue, &event))
            assert_true(event_t_ms(event) >= limit_ms);
        for (uint32_t n = random_below(&random, 60); n > 0; n--) {
            uint32_t span_ms = random_below(&random, 4) ? PERIOD_MS / 50 : 9 * PERIOD_MS;
            all[pushed] = random_event(&random, limit_ms, span_ms);
            assert_int_equal(event_queue_push(queue, all[pushed++], &err), STATUS_OK);
            if (n % 8 == 0)
                event_queue_peek(queue, &event);
        }
    }
    while (event_queue_take_before(queue, UINT32_MAX, &taken[count]))
        count++;
    assert_int_equal(count, pushed);
    assert_true(pushed > 10000);
    qsort(all, pushed, sizeof *all, event_compare);
    assert_memory_equal(all, taken, pushed * sizeof *all);
    event_queue_destroy(queue);
}

static void test_earlier_period_after_a_peek(void **state)
{
    (void)state;
    struct error err = {0};
    struct event_queue *queue = event_queue_create(&err);
    struct event late = event_make(5 * PERIOD_MS + 17, 1, 0, 0, 0), event;
    struct event middle = event_make(3 * PERIOD_MS + 4, 2, 0, 0, 0);
    struct event early = event_make(12, 3, 0, 0, 0);

    assert_int_equal(event_queue_push(queue, late, &err), STATUS_OK);
    assert_true(event_queue_peek(queue, &event));
    assert_event(event, late);
    assert_int_equal(event_queue_push(queue, middle, &err), STATUS_OK);
    assert_true(event_queue_peek(queue, &event));
    assert_event(event, middle);
    assert_int_equal(event_queue_push(queue, early, &err), STATUS_OK);
    struct event events[] = {late, middle, early};
    assert_drains_sorted(queue, events, 3);
    event_queue_destroy(queue);
}

/** A limit is exclusive. */
static void test_take_before_the_limit_only(void **state)
{
    (void)state;
    struct event events[] = {event_make(1000, 0, 0, 0, 0), event_make(2000, 0, 0, 0, 0)}, event;
    struct event_queue *queue = queue_of(events, 2);

    assert_false(event_queue_take_before(queue, 1000, &event));
    assert_true(event_queue_take_before(queue, 1001, &event));
    assert_false(event_queue_take_before(queue, 2000, &event));
    assert_int_equal(event_queue_count(queue), 1);
    event_queue_destroy(queue); /* gives back what is left in it */
    event_queue_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_key_parts),
        cmocka_unit_test(test_key_order),
        cmocka_unit_test(test_drain_over_several_periods),
        cmocka_unit_test(test_duplicates_come_as_often_as_pushed),
        cmocka_unit_test(test_ends_of_the_clock),
        cmocka_unit_test(test_mixed_pushes_and_takes),
        cmocka_unit_test(test_pushes_before_what_was_peeked),
        cmocka_unit_test(test_earlier_period_after_a_peek),
        cmocka_unit_test(test_take_before_the_limit_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
