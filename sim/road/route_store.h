// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROUTE_STORE_H
#define ROAD_ROUTE_STORE_H

#include "base/archive.h"
#include "base/error.h"

#include <stdint.h>

/** The routes of the vehicles under way, in blocks of words. A place in a route is a cursor of 30
 * bits, so that a vehicle on a link is eight bytes and its next link one access. Each worker takes
 * blocks from, and gives them back to, its own lists, so no lock is needed and the memory follows
 * the vehicles on the road, not the trips of the day. A cursor depends on the workers: it must
 * never decide a result. */
struct route_store;

/** What a route leads to. */
struct route_end {
    uint32_t vehicle;
    uint32_t process; /**< whom to tell */
    uint8_t type;     /**< of the event that tells */
};

#define ROUTE_CURSOR_BITS 30u
#define ROUTE_CHUNK_BITS  19u
#define ROUTE_CHUNK_WORDS (1u << ROUTE_CHUNK_BITS)
#define ROUTE_LINKS_MAX   65536u
/** Set in the word behind the last link; no link id has it. */
#define ROUTE_END_FLAG 0x80000000u
/** A cursor at the end of a route of no links: for whoever must look at some route. */
#define ROUTE_NOWHERE 0u

struct route_store *route_store_create(uint32_t worker_count, struct error *err);
void route_store_destroy(struct route_store *store);

/** The links of a route in order; borrowed. */
struct route_links {
    const uint32_t *links;
    uint32_t count;
};

/** Copies a route of 1 ... ROUTE_LINKS_MAX links (else STATUS_DATA); `*out_cursor` stands at the
 * first. O(links). */
enum status route_store_add(struct route_store *store, uint32_t worker, struct route_links route,
                            const struct route_end *end, uint32_t *out_cursor, struct error *err);

/** Gives back the route whose end the cursor has reached, and returns what it led to. */
struct route_end route_store_finish(struct route_store *store, uint32_t worker, uint32_t cursor);

/** What the route at this cursor leads to. O(links left). */
struct route_end route_store_end(const struct route_store *store, uint32_t cursor);

/** Saves or loads all routes; cursors stay what they are. There may be another number of workers
 * then: those who are gone leave their free blocks to others. */
void route_store_archive(struct route_store *store, struct archive *archive);

/** Where the words of the chunks are: `chunks[cursor >> ROUTE_CHUNK_BITS]`, for route_store_word.
 */
struct route_words {
    uint32_t *chunks[1u << (ROUTE_CURSOR_BITS - ROUTE_CHUNK_BITS)];
};
const struct route_words *route_store_words(const struct route_store *store);

static inline const uint32_t *route_word_at(const struct route_words *words, uint32_t cursor)
{
    return words->chunks[cursor >> ROUTE_CHUNK_BITS] + cursor % ROUTE_CHUNK_WORDS;
}

#endif
