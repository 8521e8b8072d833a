// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_STREET_WAYS_H
#define NETWORK_STREET_WAYS_H

#include "network/network.h"

#include <stddef.h>
#include <stdint.h>

/** Links that follow each other. */
struct street_way {
    uint32_t first_link, link_count; /**< into `street_ways.links` */
    uint32_t free_ms;                /**< for a bus alone, at green everywhere */
    uint32_t wait_ms;                /**< mean wait at the signals, alone */
};

/** A part of a pattern that is driven over road links: from the node of one stop to that of a later
 * one. Stops in between lie along the way. */
struct street_stretch {
    uint32_t first_call, last_call; /**< ids of calls of one pattern */
    struct street_way way;
    struct street_way detour; /**< without the links of the network that are closed at some time;
                                 no links: none is needed, or there is none */
};

/** The stretches of all patterns in the street, in order of their calls; frozen once the world is
 * built. Initialise with `{0}`, then street_ways_begin. */
struct street_ways {
    uint32_t call_count, stretch_count, link_count;
    struct street_stretch *stretches;
    uint32_t *links;
    uint32_t *stretch_of_call;  /**< [call_count] the stretch of the hop after the call, or NONE */
    uint64_t hops, street_hops; /**< of all runs of the lines in the street; on links of these */
    double hops_m, street_hops_m; /**< the same, in metres along the straight lines between stops */
    size_t stretch_capacity, link_capacity;
};

enum status street_ways_begin(struct street_ways *ways, uint32_t call_count, struct error *err);
void street_ways_deinit(struct street_ways *ways);

/** Appends links to `links` and sets them in `way`. Amortised O(count). */
enum status street_ways_add_links(struct street_ways *ways, const uint32_t *links, uint32_t count,
                                  struct street_way *way, struct error *err);

/** Appends a stretch; its calls come after those of all stretches before. */
enum status street_ways_add(struct street_ways *ways, const struct street_stretch *stretch,
                            struct error *err);

/** The way that a bus takes that begins the stretch at `t_ms`: the detour when a link of the way is
 * closed then, and there is one. O(links of the way). */
const struct street_way *street_ways_choose(const struct street_ways *ways,
                                            const struct network *network, uint32_t stretch,
                                            uint32_t t_ms);

#endif
