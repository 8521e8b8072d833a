// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/event_queue.h"

#include "base/memory.h"

#define NEAR_SHIFT   9u  /* a near bucket spans 512 ms */
#define PERIOD_SHIFT 22u /* a period spans 70 min: 8,192 near buckets */
#define NEAR_COUNT   (1u << (PERIOD_SHIFT - NEAR_SHIFT))
#define PERIOD_COUNT (1u << (32u - PERIOD_SHIFT))
#define WORD_BITS    64u
#define NO_BUCKET    UINT32_MAX

_Static_assert(1u << NEAR_SHIFT == EVENT_QUEUE_NEAR_MS, "the header tells the bucket's width");

struct bucket {
    struct event *events;
    size_t count, capacity;
};

struct event_queue {
    size_t count;
    bool is_broken;  /**< memory ran out while a period was spread out: events are missing */
    uint32_t period; /**< the one that is spread over `near` */
    uint32_t
        ordered; /**< the near bucket that is a heap: the first that is not empty; or NO_BUCKET */
    uint64_t near_filled[NEAR_COUNT / WORD_BITS];
    struct bucket near[NEAR_COUNT];
    struct bucket later[PERIOD_COUNT]; /**< by period; that of `period` is empty */
};

struct event_queue *event_queue_create(struct error *err)
{
    struct event_queue *queue = mem_alloc(1, sizeof *queue, err);
    if (queue)
        queue->ordered = NO_BUCKET;
    return queue;
}

void event_queue_destroy(struct event_queue *queue)
{
    if (!queue)
        return;
    for (uint32_t i = 0; i < NEAR_COUNT; i++)
        mem_free(queue->near[i].events);
    for (uint32_t i = 0; i < PERIOD_COUNT; i++)
        mem_free(queue->later[i].events);
    mem_free(queue);
}

size_t event_queue_count(const struct event_queue *queue)
{
    return queue->count;
}

static enum status bucket_push(struct bucket *bucket, struct event event, struct error *err)
{
    if (bucket->count == bucket->capacity) {
        enum status status =
            MEM_RESERVE(&bucket->events, &bucket->capacity, bucket->count + 1, err);
        if (status != STATUS_OK)
            return status;
    }
    bucket->events[bucket->count++] = event;
    return STATUS_OK;
}

static void heap_sift_up(struct event *heap, size_t place)
{
    struct event event = heap[place];
    while (place > 0) {
        size_t parent = (place - 1) / 2;
        if (!event_before(event, heap[parent]))
            break;
        heap[place] = heap[parent];
        place = parent;
    }
    heap[place] = event;
}

static void heap_sift_down(struct event *heap, size_t count, size_t place)
{
    struct event event = heap[place];
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= count)
            break;
        if (child + 1 < count && event_before(heap[child + 1], heap[child]))
            child++;
        if (!event_before(heap[child], event))
            break;
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = event;
}

/** Puts an event of the current period into its near bucket. */
static enum status near_push(struct event_queue *queue, struct event event, struct error *err)
{
    uint32_t index = (event_t_ms(event) >> NEAR_SHIFT) % NEAR_COUNT;
    struct bucket *bucket = &queue->near[index];

    enum status status = bucket_push(bucket, event, err);
    if (status != STATUS_OK)
        return status;
    queue->near_filled[index / WORD_BITS] |= UINT64_C(1) << index % WORD_BITS;
    if (index == queue->ordered)
        heap_sift_up(bucket->events, bucket->count - 1);
    else if (queue->ordered != NO_BUCKET && index < queue->ordered)
        queue->ordered = NO_BUCKET; /* found and ordered again when next looked at */
    return STATUS_OK;
}

/** Makes `period` the one that is spread out; the events of the old one go back to their list
 * first. */
static enum status queue_turn_to(struct event_queue *queue, uint32_t period, struct error *err)
{
    struct bucket *old = &queue->later[queue->period];
    for (uint32_t i = 0; i < NEAR_COUNT; i++) {
        for (size_t k = 0; k < queue->near[i].count; k++) {
            enum status status = bucket_push(old, queue->near[i].events[k], err);
            if (status != STATUS_OK)
                return status;
        }
        queue->near[i].count = 0;
    }
    for (uint32_t word = 0; word < NEAR_COUNT / WORD_BITS; word++)
        queue->near_filled[word] = 0;

    queue->period = period;
    queue->ordered = NO_BUCKET;
    struct bucket *bucket = &queue->later[period];
    for (size_t k = 0; k < bucket->count; k++) {
        enum status status = near_push(queue, bucket->events[k], err);
        if (status != STATUS_OK)
            return status;
    }
    mem_free(bucket->events);
    *bucket = (struct bucket){0};
    return STATUS_OK;
}

enum status event_queue_push(struct event_queue *queue, struct event event, struct error *err)
{
    uint32_t period = event_t_ms(event) >> PERIOD_SHIFT;
    enum status status = STATUS_OK;

    /* Mail may come for a period before the one that an early look had turned to. */
    if (period < queue->period) {
        status = queue_turn_to(queue, period, err);
        queue->is_broken = status != STATUS_OK;
    }
    if (status == STATUS_OK)
        status = period == queue->period ? near_push(queue, event, err)
                                         : bucket_push(&queue->later[period], event, err);
    if (status == STATUS_OK)
        queue->count++;
    return status;
}

static uint32_t near_first_filled(const struct event_queue *queue)
{
    for (uint32_t word = 0; word < NEAR_COUNT / WORD_BITS; word++)
        if (queue->near_filled[word])
            return word * WORD_BITS + (uint32_t)__builtin_ctzll(queue->near_filled[word]);
    return NO_BUCKET;
}

/** Finds and orders the bucket of the smallest event. The queue is not empty. */
static bool queue_find_first(struct event_queue *queue)
{
    uint32_t index = near_first_filled(queue);
    while (index == NO_BUCKET) {
        uint32_t period = queue->period + 1;
        while (queue->later[period].count == 0)
            period++;
        if (queue_turn_to(queue, period, NULL) != STATUS_OK) {
            queue->is_broken = true;
            return false;
        }
        index = near_first_filled(queue);
    }
    struct bucket *bucket = &queue->near[index];
    for (size_t place = bucket->count / 2; place-- > 0;)
        heap_sift_down(bucket->events, bucket->count, place);
    queue->ordered = index;
    return true;
}

bool event_queue_peek(struct event_queue *queue, struct event *out)
{
    if (queue->count == 0 || queue->is_broken)
        return false;
    if (queue->ordered == NO_BUCKET && !queue_find_first(queue))
        return false;
    *out = queue->near[queue->ordered].events[0];
    return true;
}

bool event_queue_take_before(struct event_queue *queue, uint32_t limit_ms, struct event *out)
{
    struct event first;
    if (!event_queue_peek(queue, &first) || event_t_ms(first) >= limit_ms)
        return false;

    struct bucket *bucket = &queue->near[queue->ordered];
    bucket->events[0] = bucket->events[--bucket->count];
    if (bucket->count > 0) {
        heap_sift_down(bucket->events, bucket->count, 0);
    } else {
        queue->near_filled[queue->ordered / WORD_BITS] &=
            ~(UINT64_C(1) << queue->ordered % WORD_BITS);
        queue->ordered = NO_BUCKET;
    }
    queue->count--;
    *out = first;
    return true;
}
