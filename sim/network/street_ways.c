// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/street_ways.h"

#include "base/memory.h"

#include <string.h>

enum status street_ways_begin(struct street_ways *ways, uint32_t call_count, struct error *err)
{
    ways->call_count = call_count;
    ways->stretch_of_call = mem_alloc(call_count, sizeof *ways->stretch_of_call, err);
    if (!ways->stretch_of_call)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < call_count; i++)
        ways->stretch_of_call[i] = NONE;
    return STATUS_OK;
}

void street_ways_deinit(struct street_ways *ways)
{
    mem_free(ways->stretches);
    mem_free(ways->links);
    mem_free(ways->stretch_of_call);
    *ways = (struct street_ways){0};
}

enum status street_ways_add_links(struct street_ways *ways, const uint32_t *links, uint32_t count,
                                  struct street_way *way, struct error *err)
{
    enum status status =
        MEM_RESERVE(&ways->links, &ways->link_capacity, (size_t)ways->link_count + count, err);
    if (status != STATUS_OK)
        return status;
    memcpy(ways->links + ways->link_count, links, count * sizeof *links);
    way->first_link = ways->link_count;
    way->link_count = count;
    ways->link_count += count;
    return STATUS_OK;
}

enum status street_ways_add(struct street_ways *ways, const struct street_stretch *stretch,
                            struct error *err)
{
    enum status status = MEM_RESERVE(&ways->stretches, &ways->stretch_capacity,
                                     (size_t)ways->stretch_count + 1, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t call = stretch->first_call; call < stretch->last_call; call++)
        ways->stretch_of_call[call] = ways->stretch_count;
    ways->stretches[ways->stretch_count++] = *stretch;
    return STATUS_OK;
}

const struct street_way *street_ways_choose(const struct street_ways *ways,
                                            const struct network *network, uint32_t stretch,
                                            uint32_t t_ms)
{
    const struct street_stretch *chosen = &ways->stretches[stretch];
    const uint32_t *links = ways->links + chosen->way.first_link;
    for (uint32_t i = 0; chosen->detour.link_count > 0 && i < chosen->way.link_count; i++)
        if (!network_link_at(network, links[i], t_ms).is_open)
            return &chosen->detour;
    return &chosen->way;
}
