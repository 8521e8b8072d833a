// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/event_order.h"
#include "kernel/random.h"

#include <stdlib.h>
#include <string.h>

enum { EVENTS_MAX = 20000, CHUNK_MAX = 30 };

static int event_compare(const void *left, const void *right)
{
    const struct event *a = left, *b = right;
    return event_before(*a, *b) ? -1 : event_before(*b, *a) ? 1 : 0;
}

/** Events of one stretch; of `few` milliseconds, receivers and subjects when that is not 0. */
static void fill(struct random_stream *random, struct event *events, uint32_t count, uint32_t few)
{
    uint32_t begin_ms = random_below(random, 1u << 20) * EVENT_ORDER_SPAN_MS;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t span = few ? few : EVENT_ORDER_SPAN_MS, wide = few ? few : UINT32_MAX;
        events[i] = event_make(
            begin_ms + (EVENT_ORDER_SPAN_MS - span) + random_below(random, span),
            random_below(random, wide), (uint8_t)random_below(random, few ? few : 256),
            random_below(random, wide), random_below(random, few ? few : EVENT_ARGUMENT_MAX));
    }
}

/** Sorts in four steps, the events in chunks of different sizes, and compares with qsort. */
static void check_sort(struct random_stream *random, uint32_t count, uint32_t few)
{
    struct event *events = calloc(count + 1, sizeof *events);
    struct event *out = calloc(count + 1, sizeof *out);
    struct event_order order = {0};
    assert_true(events && out);
    fill(random, events, count, few);

    uint32_t chunks[EVENTS_MAX + 1], chunk_count = 0;
    for (uint32_t used = 0; used < count;) {
        uint32_t size = random_below(random, CHUNK_MAX);
        size = size < count - used ? size : count - used;
        chunks[chunk_count++] = size ? size : 1;
        used += chunks[chunk_count - 1];
    }
    uint32_t first = 0;
    for (uint32_t i = 0; i < chunk_count; first += chunks[i++])
        event_order_count(&order, events + first, chunks[i]);
    assert_int_equal(event_order_begin(&order), count);
    first = 0;
    for (uint32_t i = 0; i < chunk_count; first += chunks[i++])
        event_order_place(&order, events + first, chunks[i], out);
    for (uint32_t i = 1; i < count; i++)
        assert_true(event_t_ms(out[i - 1]) <= event_t_ms(out[i]));
    event_order_finish(&order, out, count);
    qsort(events, count, sizeof *events, event_compare);
    assert_memory_equal(out, events, count * sizeof *events);
    free(events);
    free(out);
}

static void test_sorts_as_qsort(void **state)
{
    (void)state;
    struct random_stream random;
    random_stream_init(&random, 1, 0, RANDOM_TEST);
    for (uint32_t count = 1; count < 200; count++)
        check_sort(&random, count, 0);
    check_sort(&random, EVENTS_MAX, 0);
}

/** Whole towns do something in one millisecond, and some do the same. */
static void test_thousands_in_few_milliseconds(void **state)
{
    (void)state;
    struct random_stream random;
    random_stream_init(&random, 2, 0, RANDOM_TEST);
    for (uint32_t few = 1; few <= 7; few++)
        check_sort(&random, EVENTS_MAX, few);

    struct event *events = calloc(EVENTS_MAX, sizeof *events);
    struct event *expected = calloc(EVENTS_MAX, sizeof *expected);
    assert_true(events && expected);
    for (uint32_t shape = 0; shape < 3; shape++) { /* rising, falling, mixed */
        for (uint32_t i = 0; i < EVENTS_MAX; i++)
            events[i] = event_make(512,
                                   shape == 0   ? i
                                   : shape == 1 ? EVENTS_MAX - i
                                                : random_bits(&random),
                                   1, i, 0);
        memcpy(expected, events, EVENTS_MAX * sizeof *events);
        qsort(expected, EVENTS_MAX, sizeof *expected, event_compare);
        struct event_order order = {0};
        event_order_count(&order, events, EVENTS_MAX);
        event_order_begin(&order);
        event_order_finish(&order, events, EVENTS_MAX);
        assert_memory_equal(events, expected, EVENTS_MAX * sizeof *events);
    }
    free(events);
    free(expected);
}

static void test_nothing_to_sort(void **state)
{
    (void)state;
    struct event_order order = {0};
    assert_int_equal(event_order_begin(&order), 0);
    event_order_finish(&order, NULL, 0);
}

/** Pushes and pops in turn: always the smallest of those inside. */
static void test_heap_gives_the_smallest(void **state)
{
    (void)state;
    struct random_stream random;
    struct event heap[300], inside[300];
    size_t count = 0;
    random_stream_init(&random, 3, 0, RANDOM_TEST);
    for (uint32_t step = 0; step < 30000; step++) {
        bool grows = count == 0 || (count < 300 && random_below(&random, 10) < (step / 500) % 10);
        if (grows) {
            struct event event;
            fill(&random, &event, 1, step % 2 ? 0 : 5);
            inside[count] = event;
            event_heap_push(heap, count++, event);
        } else {
            size_t least = 0;
            for (size_t i = 1; i < count; i++)
                least = event_before(inside[i], inside[least]) ? i : least;
            assert_memory_equal(&heap[0], &inside[least], sizeof heap[0]);
            inside[least] = inside[count - 1];
            event_heap_pop(heap, count--);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sorts_as_qsort),
        cmocka_unit_test(test_thousands_in_few_milliseconds),
        cmocka_unit_test(test_nothing_to_sort),
        cmocka_unit_test(test_heap_gives_the_smallest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
