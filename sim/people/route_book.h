// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_ROUTE_BOOK_H
#define PEOPLE_ROUTE_BOOK_H

#include "base/archive.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/** Routes that drivers have decided on, by trip of the population. Workers write side by side, each
 * into its own pages; where a route lies in memory changes no result. */
struct route_book;

enum status route_book_create(uint32_t trip_count, uint32_t worker_count, struct route_book **out,
                              struct error *err);
void route_book_destroy(struct route_book *book); /**< NULL is allowed */

/** The route of a trip, `*out_length` links; NULL and 0 where none was decided on. Holds until the
 * trip is written again or the book is packed. */
const uint32_t *route_book_read(const struct route_book *book, uint32_t trip, uint32_t *out_length);

/** Decides on a route (copied); length 0 takes it back. Only one worker at a time writes a trip.
 * False when memory is short: the old route is kept. O(length) */
bool route_book_write(struct route_book *book, uint32_t worker, uint32_t trip,
                      const uint32_t *route, uint32_t length);

/** Saves or loads all routes. O(all links) */
void route_book_archive(struct route_book *book, struct archive *archive);

/** Gives back what overwritten routes take, once they take more than those in use. Nobody else uses
 * the book meanwhile. O(all links) */
enum status route_book_pack(struct route_book *book, struct error *err);

#endif
