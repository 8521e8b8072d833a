// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/event_queue.h"

#include "base/memory.h"
#include "kernel/event_order.h"

#include <string.h>

#define NEAR_SHIFT   9u  /* a near bucket spans 512 ms */
#define PERIOD_SHIFT 22u /* a period spans 70 min: 8,192 near buckets */
#define NEAR_COUNT   (1u << (PERIOD_SHIFT - NEAR_SHIFT))
#define PERIOD_COUNT (1u << (32u - PERIOD_SHIFT))
#define WORD_BITS    64u
#define NO_BUCKET    UINT32_MAX
#define CHUNK_EVENTS 31u /* with `next` not quite 512 bytes */
#define SLAB_CHUNKS  64u

_Static_assert(1u << NEAR_SHIFT == EVENT_QUEUE_NEAR_MS, "the header tells the bucket's width");
_Static_assert(EVENT_QUEUE_NEAR_MS == EVENT_ORDER_SPAN_MS, "a run is one bucket");

/** A piece of a bucket. */
struct chunk {
    struct chunk *next; /**< filled before this one, or free after it */
    struct event events[CHUNK_EVENTS];
};

/** The events of a bucket: those of the chunk that is being filled, and full ones behind it. How
 * many there are stands here, where it is in the cache, and not in the chunk. */
struct chain {
    struct chunk *first; /**< or NULL */
    uint32_t count;      /**< of its events */
};

/** Memory for chunks, which never go back to the system before the end. */
struct slab {
    struct slab *before;
    struct chunk chunks[SLAB_CHUNKS];
};

struct event_queue {
    size_t count;
    bool is_broken; /**< memory ran out while a period was spread out: events are missing */

    /* What is taken from: the bucket `open`, sorted, and those pushed into its time since. */
    uint32_t open; /**< the first bucket that is not empty, or NO_BUCKET */
    struct event *run, *late;
    size_t run_place, run_count, run_capacity;
    size_t late_count, late_capacity;

    /* Buckets by their number since midnight: those of `near` that may be pushed to at once. */
    uint32_t first_near, near_span;

    uint32_t period;                              /**< the one that is spread over `near` */
    uint64_t near_filled[NEAR_COUNT / WORD_BITS]; /**< the open one is not among them */
    struct chain near[NEAR_COUNT];
    struct chain later[PERIOD_COUNT]; /**< by period; that of `period` is empty */
    struct chunk *free;
    struct slab *slabs;
};

/** The bucket that is sorted, or NO_BUCKET; what comes before it, or into it, is not for `near`. */
static void queue_set_open(struct event_queue *queue, uint32_t index)
{
    queue->open = index;
    queue->first_near = queue->period * NEAR_COUNT + (index == NO_BUCKET ? 0 : index + 1);
    queue->near_span = (queue->period + 1) * NEAR_COUNT - queue->first_near;
}

struct event_queue *event_queue_create(struct error *err)
{
    struct event_queue *queue = mem_alloc(1, sizeof *queue, err);
    if (queue)
        queue_set_open(queue, NO_BUCKET);
    return queue;
}

void event_queue_destroy(struct event_queue *queue)
{
    if (!queue)
        return;
    for (struct slab *slab = queue->slabs; slab;) {
        struct slab *before = slab->before;
        mem_free(slab);
        slab = before;
    }
    mem_free(queue->run);
    mem_free(queue->late);
    mem_free(queue);
}

size_t event_queue_count(const struct event_queue *queue)
{
    return queue->count;
}

static struct chunk *chunk_take(struct event_queue *queue, struct error *err)
{
    struct chunk *chunk = queue->free;
    if (!chunk) {
        struct slab *slab = mem_alloc(1, sizeof *slab, err);
        if (!slab)
            return NULL;
        slab->before = queue->slabs;
        queue->slabs = slab;
        for (uint32_t i = 0; i < SLAB_CHUNKS; i++)
            slab->chunks[i].next = i + 1 < SLAB_CHUNKS ? &slab->chunks[i + 1] : NULL;
        chunk = slab->chunks;
    }
    queue->free = chunk->next;
    return chunk;
}

/** What is behind the first chunk of a chain: full ones. */
static struct chain chain_rest(struct chain chain)
{
    return (struct chain){chain.first->next, chain.first->next ? CHUNK_EVENTS : 0};
}

/** Takes the first chunk off a chain, back into the store. */
static void chain_drop(struct event_queue *queue, struct chain *chain)
{
    struct chunk *chunk = chain->first;
    *chain = chain_rest(*chain);
    chunk->next = queue->free;
    queue->free = chunk;
}

static enum status chain_push(struct event_queue *queue, struct chain *chain, struct event event,
                              struct error *err)
{
    if (!chain->first || chain->count == CHUNK_EVENTS) {
        struct chunk *chunk = chunk_take(queue, err);
        if (!chunk)
            return STATUS_RESOURCE;
        chunk->next = chain->first;
        *chain = (struct chain){chunk, 0};
    }
    chain->first->events[chain->count++] = event;
    return STATUS_OK;
}

static uint32_t near_index(struct event event)
{
    return (event_t_ms(event) >> NEAR_SHIFT) % NEAR_COUNT;
}

static enum status near_push(struct event_queue *queue, struct event event, struct error *err)
{
    uint32_t index = near_index(event);
    queue->near_filled[index / WORD_BITS] |= UINT64_C(1) << index % WORD_BITS;
    return chain_push(queue, &queue->near[index], event, err);
}

/** Puts what is left of the open bucket back: something earlier has come, or another period. */
static enum status queue_close(struct event_queue *queue, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = queue->run_place; i < queue->run_count && status == STATUS_OK; i++)
        status = near_push(queue, queue->run[i], err);
    for (size_t i = 0; i < queue->late_count && status == STATUS_OK; i++)
        status = near_push(queue, queue->late[i], err);
    queue->run_place = queue->run_count = queue->late_count = 0;
    queue_set_open(queue, NO_BUCKET);
    return status;
}

/** Makes `period` the one that is spread out; the events of the old one go back to their list
 * first. */
static enum status queue_turn_to(struct event_queue *queue, uint32_t period, struct error *err)
{
    enum status status = queue_close(queue, err);
    for (uint32_t i = 0; i < NEAR_COUNT && status == STATUS_OK; i++)
        while (queue->near[i].first && status == STATUS_OK) {
            struct chain chain = queue->near[i];
            for (uint32_t k = 0; k < chain.count && status == STATUS_OK; k++)
                status =
                    chain_push(queue, &queue->later[queue->period], chain.first->events[k], err);
            chain_drop(queue, &queue->near[i]);
        }
    memset(queue->near_filled, 0, sizeof queue->near_filled);

    queue->period = period;
    queue_set_open(queue, NO_BUCKET);
    while (queue->later[period].first && status == STATUS_OK) {
        struct chain chain = queue->later[period];
        for (uint32_t k = 0; k < chain.count && status == STATUS_OK; k++)
            status = near_push(queue, chain.first->events[k], err);
        chain_drop(queue, &queue->later[period]);
    }
    return status;
}

static enum status late_push(struct event_queue *queue, struct event event, struct error *err)
{
    if (queue->late_count == queue->late_capacity) {
        enum status status =
            MEM_RESERVE(&queue->late, &queue->late_capacity, queue->late_count + 1, err);
        if (status != STATUS_OK)
            return status;
    }
    event_heap_push(queue->late, queue->late_count++, event);
    return STATUS_OK;
}

/** Buckets before the open one are empty, as time does not go back; but mail may come for a time
 * before the one that an early look has opened, even for a period before. */
static enum status queue_push_early(struct event_queue *queue, struct event event,
                                    struct error *err)
{
    uint32_t period = event_t_ms(event) >> PERIOD_SHIFT;
    enum status status =
        period < queue->period ? queue_turn_to(queue, period, err) : queue_close(queue, err);
    queue->is_broken = status != STATUS_OK;
    return status == STATUS_OK ? near_push(queue, event, err) : status;
}

/** A push that is not just another event of a bucket in use. */
static __attribute__((noinline)) enum status queue_push_rare(struct event_queue *queue,
                                                             struct event event, struct error *err)
{
    uint32_t period = event_t_ms(event) >> PERIOD_SHIFT, index = near_index(event);
    enum status status;

    if (period > queue->period)
        status = chain_push(queue, &queue->later[period], event, err);
    else if (period < queue->period || (queue->open != NO_BUCKET && index < queue->open))
        status = queue_push_early(queue, event, err);
    else if (index == queue->open)
        status = late_push(queue, event, err);
    else
        status = near_push(queue, event, err);
    if (status == STATUS_OK)
        queue->count++;
    return status;
}

enum status event_queue_push(struct event_queue *queue, struct event event, struct error *err)
{
    uint32_t bucket = event_t_ms(event) >> NEAR_SHIFT;
    if (bucket - queue->first_near < queue->near_span) {
        struct chain *chain = &queue->near[bucket % NEAR_COUNT];
        if (chain->first && chain->count < CHUNK_EVENTS) {
            chain->first->events[chain->count++] = event;
            queue->count++;
            return STATUS_OK;
        }
    }
    return queue_push_rare(queue, event, err);
}

static uint32_t near_first_filled(const struct event_queue *queue)
{
    for (uint32_t word = 0; word < NEAR_COUNT / WORD_BITS; word++)
        if (queue->near_filled[word])
            return word * WORD_BITS + (uint32_t)__builtin_ctzll(queue->near_filled[word]);
    return NO_BUCKET;
}

/** Sorts a bucket into the run. */
static enum status queue_open(struct event_queue *queue, uint32_t index)
{
    struct event_order order = {0};
    for (struct chain chain = queue->near[index]; chain.first; chain = chain_rest(chain))
        event_order_count(&order, chain.first->events, chain.count);
    size_t total = event_order_begin(&order);
    if (total > queue->run_capacity &&
        MEM_RESERVE(&queue->run, &queue->run_capacity, total, NULL) != STATUS_OK)
        return STATUS_RESOURCE;
    for (struct chain *chain = &queue->near[index]; chain->first; chain_drop(queue, chain))
        event_order_place(&order, chain->first->events, chain->count, queue->run);
    event_order_finish(&order, queue->run, total);

    queue->near_filled[index / WORD_BITS] &= ~(UINT64_C(1) << index % WORD_BITS);
    queue->run_place = 0;
    queue->run_count = total;
    queue_set_open(queue, index);
    return STATUS_OK;
}

/** Opens the bucket of the smallest event. The queue is not empty, the open bucket is used up. */
static bool queue_open_first(struct event_queue *queue)
{
    queue_set_open(queue, NO_BUCKET);
    uint32_t index = near_first_filled(queue);
    while (index == NO_BUCKET) {
        uint32_t period = queue->period + 1;
        while (!queue->later[period].first)
            period++;
        if (queue_turn_to(queue, period, NULL) != STATUS_OK) {
            queue->is_broken = true;
            return false;
        }
        index = near_first_filled(queue);
    }
    queue->is_broken = queue_open(queue, index) != STATUS_OK;
    return !queue->is_broken;
}

/** Whether the smallest event is of the heap beside the run. A bucket is open. */
static bool queue_late_is_first(const struct event_queue *queue)
{
    return queue->late_count > 0 && (queue->run_place == queue->run_count ||
                                     event_before(queue->late[0], queue->run[queue->run_place]));
}

bool event_queue_peek(struct event_queue *queue, struct event *out)
{
    if (queue->count == 0 || queue->is_broken)
        return false;
    bool is_used_up = queue->run_place == queue->run_count && queue->late_count == 0;
    if ((queue->open == NO_BUCKET || is_used_up) && !queue_open_first(queue))
        return false;
    *out = queue_late_is_first(queue) ? queue->late[0] : queue->run[queue->run_place];
    return true;
}

static __attribute__((noinline)) bool queue_take_rare(struct event_queue *queue, uint32_t limit_ms,
                                                      struct event *out)
{
    struct event first;
    if (!event_queue_peek(queue, &first) || event_t_ms(first) >= limit_ms)
        return false;
    if (queue_late_is_first(queue))
        event_heap_pop(queue->late, queue->late_count--);
    else
        queue->run_place++;
    queue->count--;
    *out = first;
    return true;
}

bool event_queue_take_before(struct event_queue *queue, uint32_t limit_ms, struct event *out)
{
    if (queue->run_place == queue->run_count)
        return queue_take_rare(queue, limit_ms, out);
    struct event first = queue->run[queue->run_place];
    if (queue->late_count > 0 && event_before(queue->late[0], first))
        return queue_take_rare(queue, limit_ms, out);
    if (event_t_ms(first) >= limit_ms)
        return false;
    queue->run_place++;
    queue->count--;
    *out = first;
    return true;
}

const struct event *event_queue_ahead(const struct event_queue *queue, size_t *out_count)
{
    *out_count = queue->run_count - queue->run_place;
    return queue->run + queue->run_place;
}

static void chain_save(struct chain chain, struct archive *archive)
{
    for (; chain.first; chain = chain_rest(chain))
        archive_save(archive, chain.first->events, chain.count * sizeof *chain.first->events);
}

static void queue_save(const struct event_queue *queue, struct archive *archive)
{
    size_t run_left = queue->run_count - queue->run_place;
    archive_save(archive, queue->run + queue->run_place, run_left * sizeof *queue->run);
    archive_save(archive, queue->late, queue->late_count * sizeof *queue->late);
    for (uint32_t i = 0; i < NEAR_COUNT; i++)
        chain_save(queue->near[i], archive);
    for (uint32_t i = 0; i < PERIOD_COUNT; i++)
        chain_save(queue->later[i], archive);
}

void event_queue_archive(struct event_queue *queue, struct archive *archive)
{
    uint64_t left = queue->count;
    ARCHIVE_VALUE(archive, left);
    if (!archive_is_loading(archive))
        queue_save(queue, archive);
    for (; archive_is_loading(archive) && left > 0 && archive_status(archive) == STATUS_OK;
         left--) {
        struct event event;
        ARCHIVE_VALUE(archive, event);
        if (archive_status(archive) == STATUS_OK)
            archive_keep(archive, event_queue_push(queue, event, archive->err));
    }
}
