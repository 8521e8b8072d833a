// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_DRIVES_H
#define ROAD_DRIVES_H

#include "network/network.h"

#include <stddef.h>
#include <stdint.h>

/** A drive that is to be made: all that its gates need, side by side. */
struct planned_drive {
    uint32_t depart_ms;   /**< since midnight */
    uint32_t route_start; /**< position of the first link, see drives_route */
    uint32_t from_node, to_node;
    float distance_m;      /**< sum of the links' lengths */
    uint16_t route_length; /**< links */
    uint8_t class;         /**< enum vehicle_class */
};

/** Drives that a scenario gives one by one, frozen once the world is built: 24 bytes per drive and
 * 4 per link of a route. Several drives may share a route. Initialise with `{0}`. */
struct drives {
    uint32_t count;
    struct planned_drive *items; /**< [count] */
    size_t capacity;
    uint32_t **blocks; /**< [block_count] of DRIVES_BLOCK_LINKS links each; no route crosses two */
    size_t block_count, block_capacity;
    uint32_t block_used; /**< links in the last block */
};

#define DRIVES_BLOCK_BITS  20u
#define DRIVES_BLOCK_LINKS (1u << DRIVES_BLOCK_BITS)

/** A route that is kept, for one drive or several. */
struct kept_route {
    uint32_t start;
    uint32_t from_node, to_node;
    uint16_t length;
    float distance_m;
};

/** Keeps a copy of a checked route of `length` links (1 ... UINT16_MAX). O(length).
 * STATUS_RESOURCE, also beyond 2^32 links in all. */
enum status drives_keep_route(struct drives *drives, const struct network *network,
                              const uint32_t *links, uint32_t length, struct kept_route *out,
                              struct error *err);

/** Adds a drive; its id is the number of those before. Amortised O(1). STATUS_RESOURCE, also when
 * ids would not fit into results (2^31). */
enum status drives_add(struct drives *drives, const struct kept_route *route, uint8_t class,
                       uint32_t depart_ms, struct error *err);

/** The links of a drive, [route_length[drive]]. */
static inline const uint32_t *drives_route(const struct drives *drives, uint32_t drive)
{
    uint32_t start = drives->items[drive].route_start;
    return drives->blocks[start >> DRIVES_BLOCK_BITS] + (start & (DRIVES_BLOCK_LINKS - 1));
}

void drives_deinit(struct drives *drives);

#endif
