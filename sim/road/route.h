// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROUTE_H
#define ROAD_ROUTE_H

#include "network/network.h"

#include <stddef.h>
#include <stdint.h>

/** Most links of a route that a table may give. */
#define ROUTE_LINKS_MAX UINT16_MAX

/** A route as it stands in a table: link names with single spaces between; not terminated. */
struct route_text {
    const char *text;
    size_t size;
    const char *path; /**< of the table, for findings */
    uint32_t line;
};

/** Reads routes of a network. After a link only few can follow, so their names are compared
 * instead of looking the name up among all: a link costs some 10 ns. */
struct route_reader;

/** 16 bytes per allowed turn. The network must outlive the reader. O(turns). */
enum status route_reader_create(const struct network *network, struct route_reader **out,
                                struct error *err);
void route_reader_destroy(struct route_reader *reader);

/** Finds the links of a route and checks that each may follow the one before. `out_links` has room
 * for ROUTE_LINKS_MAX; it may be written before a failure. STATUS_DATA with file, line, name and
 * what could have been meant; a NULL `err` saves the search for that. O(size). */
enum status route_read(const struct route_reader *reader, const struct route_text *route,
                       uint32_t *out_links, uint32_t *out_count, struct error *err);

#endif
