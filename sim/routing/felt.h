// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROUTING_FELT_H
#define ROUTING_FELT_H

#include <stdint.h>

/** How long a way by public transport is felt to take beyond the time that it takes: for each
 * change, and for the time of all ways to, between and from stops. {0}: not at all. */
struct felt {
    uint32_t change_ms;
    uint32_t walk_permille;
};

/** Felt times are told in thousandths of a millisecond, so that sums are exact. */
#define FELT_PER_MS UINT64_C(1000)

/** A time of day, or from the start of it, and the walks until then as they are felt together. */
static inline uint64_t felt_time(uint64_t t_ms, uint32_t walk_ms, uint32_t walk_permille)
{
    return t_ms * FELT_PER_MS + (uint64_t)walk_ms * walk_permille;
}

#endif
