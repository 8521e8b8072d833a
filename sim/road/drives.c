// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/drives.h"

#include "base/memory.h"

#include <string.h>

#define BLOCKS_MAX (UINT32_C(1) << (32 - DRIVES_BLOCK_BITS))

/** Makes room for `length` links in one block. */
static enum status drives_reserve_links(struct drives *drives, uint32_t length, struct error *err)
{
    if (drives->block_count > 0 && drives->block_used + length <= DRIVES_BLOCK_LINKS)
        return STATUS_OK;
    if (drives->block_count == BLOCKS_MAX)
        return error_fail(err, STATUS_RESOURCE,
                          "the routes of all drives have more than 2^32 links");
    enum status status =
        MEM_RESERVE(&drives->blocks, &drives->block_capacity, drives->block_count + 1, err);
    if (status != STATUS_OK)
        return status;
    uint32_t *block = mem_alloc(DRIVES_BLOCK_LINKS, sizeof *block, err);
    if (!block)
        return STATUS_RESOURCE;
    drives->blocks[drives->block_count++] = block;
    drives->block_used = 0;
    return STATUS_OK;
}

enum status drives_keep_route(struct drives *drives, const struct network *network,
                              const uint32_t *links, uint32_t length, struct kept_route *out,
                              struct error *err)
{
    enum status status = drives_reserve_links(drives, length, err);
    if (status != STATUS_OK)
        return status;
    double distance_m = 0;
    for (uint32_t i = 0; i < length; i++)
        distance_m += (double)network->links[links[i]].length_m;
    uint32_t last = (uint32_t)drives->block_count - 1;
    memcpy(drives->blocks[last] + drives->block_used, links, length * sizeof *links);
    *out = (struct kept_route){
        .start = last << DRIVES_BLOCK_BITS | drives->block_used,
        .from_node = network->links[links[0]].from,
        .to_node = network->links[links[length - 1]].to,
        .length = (uint16_t)length,
        .distance_m = (float)distance_m,
    };
    drives->block_used += length;
    return STATUS_OK;
}

enum status drives_add(struct drives *drives, const struct kept_route *route, uint8_t class,
                       uint32_t depart_ms, struct error *err)
{
    size_t needed = (size_t)drives->count + 1;
    if (needed > INT32_MAX)
        return error_fail(err, STATUS_RESOURCE, "more than 2^31 drives");
    enum status status = MEM_RESERVE(&drives->items, &drives->capacity, needed, err);
    if (status != STATUS_OK)
        return status;
    drives->items[drives->count++] = (struct planned_drive){
        .depart_ms = depart_ms,
        .route_start = route->start,
        .from_node = route->from_node,
        .to_node = route->to_node,
        .distance_m = route->distance_m,
        .route_length = route->length,
        .class = class,
    };
    return STATUS_OK;
}

void drives_deinit(struct drives *drives)
{
    for (size_t i = 0; i < drives->block_count; i++)
        mem_free(drives->blocks[i]);
    mem_free(drives->blocks);
    mem_free(drives->items);
    *drives = (struct drives){0};
}
