// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/route_store.h"

#include "base/memory.h"
#include "base/names.h"

/* A block: vehicle, process, type of the end, then the links, then ROUTE_END_FLAG | count. Blocks
 * are of 8, 16, 24 ... 64 words, then of twice as many each; a free one holds the cursor of the
 * next free one. Fine steps where most routes are: what lies closer together is found faster. */

#define HEAD_WORDS  3u
#define EXTRA_WORDS (HEAD_WORDS + 1u)
#define FINE_WORDS  8u
#define FINE_COUNT  8u
#define CLASS_COUNT (ROUTE_CHUNK_BITS + 2u)
#define CHUNK_COUNT (1u << (ROUTE_CURSOR_BITS - ROUTE_CHUNK_BITS))

/** What one worker has; on a cache line of its own. */
struct route_worker {
    _Alignas(64) uint32_t free[CLASS_COUNT]; /**< cursors of blocks, or NONE */
    uint32_t next_chunk;                     /**< that this worker opens */
    uint32_t used, end;                      /**< of the open chunk, as cursors */
};

struct route_store {
    struct route_words words;
    uint32_t worker_count;
    struct route_worker *workers;
};

/** Opens the next of a worker's chunks; their ids are dealt out to the workers in turn. */
static enum status chunk_open(struct route_store *store, uint32_t worker, struct error *err)
{
    struct route_worker *own = &store->workers[worker];
    /* After a checkpoint some of them are there already, opened by whoever there was before. */
    while (own->next_chunk < CHUNK_COUNT && store->words.chunks[own->next_chunk])
        own->next_chunk += store->worker_count;
    if (own->next_chunk >= CHUNK_COUNT)
        return error_fail(err, STATUS_RESOURCE,
                          "routes of the vehicles under way need more than %u words",
                          1u << ROUTE_CURSOR_BITS);
    uint32_t *chunk = mem_alloc(ROUTE_CHUNK_WORDS, sizeof *chunk, err);
    if (!chunk)
        return STATUS_RESOURCE;
    store->words.chunks[own->next_chunk] = chunk;
    own->used = own->next_chunk << ROUTE_CHUNK_BITS;
    own->end = own->used + ROUTE_CHUNK_WORDS;
    own->next_chunk += store->worker_count;
    return STATUS_OK;
}

static void worker_reset(struct route_worker *worker, uint32_t index)
{
    *worker = (struct route_worker){.next_chunk = index};
    for (uint32_t class = 0; class < CLASS_COUNT; class ++)
        worker->free[class] = NONE;
}

struct route_store *route_store_create(uint32_t worker_count, struct error *err)
{
    struct route_store *store = mem_alloc(1, sizeof *store, err);
    if (!store)
        return NULL;
    store->worker_count = worker_count;
    store->workers = mem_alloc(worker_count, sizeof *store->workers, err);
    if (!store->workers) {
        mem_free(store);
        return NULL;
    }
    for (uint32_t i = 0; i < worker_count; i++)
        worker_reset(&store->workers[i], i);
    if (chunk_open(store, 0, err) != STATUS_OK) {
        route_store_destroy(store);
        return NULL;
    }
    store->words.chunks[0][ROUTE_NOWHERE] = ROUTE_END_FLAG;
    store->workers[0].used += HEAD_WORDS;
    return store;
}

void route_store_destroy(struct route_store *store)
{
    if (!store)
        return;
    for (uint32_t i = 0; i < CHUNK_COUNT; i++)
        mem_free(store->words.chunks[i]);
    mem_free(store->workers);
    mem_free(store);
}

const struct route_words *route_store_words(const struct route_store *store)
{
    return &store->words;
}

static uint32_t *word_at(const struct route_store *store, uint32_t cursor)
{
    return store->words.chunks[cursor >> ROUTE_CHUNK_BITS] + cursor % ROUTE_CHUNK_WORDS;
}

static uint32_t block_words(uint32_t class)
{
    return class < FINE_COUNT ? FINE_WORDS * (class + 1)
                              : FINE_WORDS * FINE_COUNT << (class + 1 - FINE_COUNT);
}

static uint32_t block_class(uint32_t links)
{
    uint32_t words = links + EXTRA_WORDS, class = (words - 1) / FINE_WORDS;
    class = class < FINE_COUNT ? class : FINE_COUNT;
    while (block_words(class) < words)
        class ++;
    return class;
}

/** The cursor of a block's first word. */
static enum status block_take(struct route_store *store, uint32_t worker, uint32_t class,
                              uint32_t *out, struct error *err)
{
    struct route_worker *own = &store->workers[worker];
    uint32_t block = own->free[class], size = block_words(class);
    if (block != NONE) {
        own->free[class] = *word_at(store, block);
        *out = block;
        return STATUS_OK;
    }
    if (own->end - own->used < size) {
        enum status status = chunk_open(store, worker, err);
        if (status != STATUS_OK)
            return status;
    }
    *out = own->used;
    own->used += size;
    return STATUS_OK;
}

enum status route_store_add(struct route_store *store, uint32_t worker, struct route_links route,
                            const struct route_end *end, uint32_t *out_cursor, struct error *err)
{
    uint32_t block, count = route.count;
    if (count < 1 || count > ROUTE_LINKS_MAX)
        return error_fail(err, STATUS_DATA, "a route of %u links: must have 1 to %u", count,
                          ROUTE_LINKS_MAX);
    enum status status = block_take(store, worker, block_class(count), &block, err);
    if (status != STATUS_OK)
        return status;
    uint32_t *words = word_at(store, block);
    words[0] = end->vehicle;
    words[1] = end->process;
    words[2] = end->type;
    for (uint32_t i = 0; i < count; i++)
        words[HEAD_WORDS + i] = route.links[i];
    words[HEAD_WORDS + count] = ROUTE_END_FLAG | count;
    *out_cursor = block + HEAD_WORDS;
    return STATUS_OK;
}

struct route_end route_store_end(const struct route_store *store, uint32_t cursor)
{
    const uint32_t *word = word_at(store, cursor);
    while (!(*word & ROUTE_END_FLAG))
        word++;
    const uint32_t *head = word - (*word & ~ROUTE_END_FLAG) - HEAD_WORDS;
    return (struct route_end){head[0], head[1], (uint8_t)head[2]};
}

struct route_end route_store_finish(struct route_store *store, uint32_t worker, uint32_t cursor)
{
    struct route_worker *own = &store->workers[worker];
    struct route_end end = route_store_end(store, cursor);
    uint32_t count = *word_at(store, cursor) & ~ROUTE_END_FLAG;
    uint32_t block = cursor - count - HEAD_WORDS, class = block_class(count);
    *word_at(store, block) = own->free[class];
    own->free[class] = block;
    return end;
}

/** Takes over what a worker of the saved run had. */
static void worker_adopt(struct route_store *store, struct route_worker *own,
                         const struct route_worker *saved)
{
    for (uint32_t class = 0; class < CLASS_COUNT; class ++) {
        uint32_t last = saved->free[class];
        if (last == NONE)
            continue;
        while (*word_at(store, last) != NONE)
            last = *word_at(store, last);
        *word_at(store, last) = own->free[class];
        own->free[class] = saved->free[class];
    }
    if (own->end - own->used < saved->end - saved->used) {
        own->used = saved->used;
        own->end = saved->end;
    }
}

/** Words of a chunk that were ever used; 0 without the chunk. */
static uint32_t chunk_used(const struct route_store *store, uint32_t id)
{
    for (uint32_t i = 0; i < store->worker_count; i++) {
        const struct route_worker *worker = &store->workers[i];
        if (worker->end > 0 && (worker->end - 1) >> ROUTE_CHUNK_BITS == id)
            return worker->used - (id << ROUTE_CHUNK_BITS);
    }
    return store->words.chunks[id] ? ROUTE_CHUNK_WORDS : 0;
}

static void chunk_archive(struct route_store *store, uint32_t id, struct archive *archive)
{
    uint32_t used = chunk_used(store, id);
    ARCHIVE_VALUE(archive, used);
    if (archive_status(archive) != STATUS_OK || used == 0)
        return;
    if (used > ROUTE_CHUNK_WORDS) {
        archive_fail(archive, "a chunk of %u words", used);
        return;
    }
    if (archive_is_loading(archive) && !store->words.chunks[id]) {
        store->words.chunks[id] = mem_alloc(ROUTE_CHUNK_WORDS, sizeof(uint32_t), archive->err);
        if (!store->words.chunks[id]) {
            archive_keep(archive, STATUS_RESOURCE);
            return;
        }
    }
    archive_bytes(archive, store->words.chunks[id], used * sizeof(uint32_t));
}

void route_store_archive(struct route_store *store, struct archive *archive)
{
    uint32_t saved_count = store->worker_count;
    archive_section(archive, "routes under way");
    for (uint32_t i = 0; i < CHUNK_COUNT; i++)
        chunk_archive(store, i, archive);
    ARCHIVE_VALUE(archive, saved_count);
    for (uint32_t i = 0; archive_is_loading(archive) && i < store->worker_count; i++)
        worker_reset(&store->workers[i], i);
    for (uint32_t i = 0; i < saved_count && archive_status(archive) == STATUS_OK; i++) {
        struct route_worker *own = &store->workers[i % store->worker_count], saved = *own;
        ARCHIVE_VALUE(archive, saved);
        if (archive_is_loading(archive) && archive_status(archive) == STATUS_OK)
            worker_adopt(store, own, &saved);
    }
}
