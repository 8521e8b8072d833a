// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/route_book.h"

#include "base/memory.h"

#include <string.h>

/** Links of a page; a longer route gets a page of its own. */
#define PAGE_LINKS (1u << 18)

struct page {
    struct page *previous;
    size_t used, size;
    uint32_t links[];
};

struct entry {
    const uint32_t *route;
    uint32_t length;
};

struct route_book {
    uint32_t trip_count, worker_count;
    struct entry *entries; /**< [trip_count] */
    struct page **pages;   /**< [worker_count] the page that each worker writes to */
};

static void pages_free(struct page *page)
{
    while (page) {
        struct page *previous = page->previous;
        mem_free(page);
        page = previous;
    }
}

/** Room for links in the newest page of a list, or in one more; NULL when memory is short. */
static uint32_t *pages_take(struct page **pages, size_t length, struct error *err)
{
    struct page *page = *pages;
    if (!page || page->size - page->used < length) {
        size_t size = length > PAGE_LINKS ? length : PAGE_LINKS;
        page = mem_alloc(sizeof *page + size * sizeof *page->links, 1, err);
        if (!page)
            return NULL;
        page->previous = *pages;
        page->size = size;
        *pages = page;
    }
    page->used += length;
    return page->links + page->used - length;
}

enum status route_book_create(uint32_t trip_count, uint32_t worker_count, struct route_book **out,
                              struct error *err)
{
    struct route_book *book = mem_alloc(1, sizeof *book, err);
    if (!book)
        return STATUS_RESOURCE;
    book->trip_count = trip_count;
    book->worker_count = worker_count;
    book->entries = mem_alloc(trip_count, sizeof *book->entries, err);
    book->pages = mem_alloc(worker_count, sizeof(struct page *), err);
    if (!book->entries || !book->pages) {
        route_book_destroy(book);
        return STATUS_RESOURCE;
    }
    *out = book;
    return STATUS_OK;
}

void route_book_destroy(struct route_book *book)
{
    if (!book)
        return;
    for (uint32_t i = 0; book->pages && i < book->worker_count; i++)
        pages_free(book->pages[i]);
    mem_free(book->pages);
    mem_free(book->entries);
    mem_free(book);
}

const uint32_t *route_book_read(const struct route_book *book, uint32_t trip, uint32_t *out_length)
{
    *out_length = book->entries[trip].length;
    return book->entries[trip].route;
}

bool route_book_write(struct route_book *book, uint32_t worker, uint32_t trip,
                      const uint32_t *route, uint32_t length)
{
    struct error ignored = {0};
    uint32_t *room = NULL;
    if (length > 0) {
        room = pages_take(&book->pages[worker], length, &ignored);
        if (!room)
            return false;
        memcpy(room, route, length * sizeof *room);
    }
    book->entries[trip] = (struct entry){room, length};
    return true;
}

enum status route_book_pack(struct route_book *book, struct error *err)
{
    size_t written = 0, in_use = 0;
    for (uint32_t i = 0; i < book->worker_count; i++)
        for (const struct page *page = book->pages[i]; page; page = page->previous)
            written += page->used;
    for (uint32_t i = 0; i < book->trip_count; i++)
        in_use += book->entries[i].length;
    if (written <= 2 * in_use)
        return STATUS_OK;

    struct page *packed = NULL;
    uint32_t *room = pages_take(&packed, in_use, err);
    if (!room)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < book->trip_count; i++) {
        struct entry *entry = &book->entries[i];
        if (entry->length > 0)
            memcpy(room, entry->route, entry->length * sizeof *room);
        entry->route = entry->length > 0 ? room : NULL;
        room += entry->length;
    }
    for (uint32_t i = 0; i < book->worker_count; i++) {
        pages_free(book->pages[i]);
        book->pages[i] = i == 0 ? packed : NULL;
    }
    return STATUS_OK;
}

static void entry_archive(struct route_book *book, struct entry *entry, struct archive *archive)
{
    uint32_t length = entry->length;
    ARCHIVE_VALUE(archive, length);
    if (!archive_is_loading(archive)) {
        archive_save(archive, entry->route, length * sizeof *entry->route);
        return;
    }
    *entry = (struct entry){0};
    if (archive_status(archive) != STATUS_OK || length == 0)
        return;
    if (length > archive->stream.left(archive->stream.self) / sizeof *entry->route) {
        archive_fail(archive, "a route of %u links goes beyond its end", length);
        return;
    }
    uint32_t *room = pages_take(&book->pages[0], length, archive->err);
    if (!room) {
        archive_keep(archive, STATUS_RESOURCE);
        return;
    }
    archive_bytes(archive, room, length * sizeof *room);
    *entry = (struct entry){room, length};
}

void route_book_archive(struct route_book *book, struct archive *archive)
{
    archive_section(archive, "route book");
    archive_expect(archive, book->trip_count, "trips");
    for (uint32_t i = 0; i < book->trip_count; i++)
        entry_archive(book, &book->entries[i], archive);
}
