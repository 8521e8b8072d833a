// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_REACH_H
#define DEMAND_DEMAND_REACH_H

#include "demand/demand_rules.h"
#include "network/network.h"

/** What draws people to a place. */
enum attraction {
    ATTRACTION_SHOPPING,
    ATTRACTION_LEISURE,
    ATTRACTION_RESIDENTS,
    ATTRACTION_JOBS,
    ATTRACTION_MIXED,     /**< residents and jobs */
    ATTRACTION_EDUCATION, /**< places of pupils and students */
    ATTRACTION_COUNT
};

/** Which places lie in which length band of each place, and how much they attract. Frozen after
 * build. */
struct demand_reach {
    uint32_t place_count, band_count;
    float *distance_m;    /**< [place x place] straight line times detour factor; 0 to itself */
    uint32_t *order;      /**< [place x place] the places by (band, id) */
    uint32_t *band_first; /**< [place x (band_count + 1)] into the place's part of `order` */
    float *
        cumulative; /**< [attraction x place x place] running sums within each band, like `order` */
    double *attraction;   /**< [attraction x place] */
    uint32_t *node;       /**< [place] road node */
    uint8_t *is_external; /**< [place] */
};

/** Precomputes all pairs of places: O(places^2 log places) time, O(places^2) memory (28 bytes per
 * pair; 3 MB for 300 places). The attraction of an external place is divided by its distance in km
 * (its far side is farther). The caller owns `*out` (`demand_reach_deinit`). */
enum status demand_reach_build(const struct network *network, const struct demand_rules *rules,
                               double detour_factor, struct demand_reach *out, struct error *err);
void demand_reach_deinit(struct demand_reach *reach);

/** The attraction that a purpose looks for. */
enum attraction demand_reach_attraction(enum purpose purpose);

/** Total attraction in a band around a place. */
double demand_reach_total(const struct demand_reach *reach, enum attraction attraction,
                          uint32_t from, uint32_t band);

/** A place of the band drawn by attraction; `unit` in [0, 1). The total must be positive. O(log
 * places). */
uint32_t demand_reach_draw(const struct demand_reach *reach, enum attraction attraction,
                           uint32_t from, uint32_t band, double unit);

static inline double demand_reach_distance_m(const struct demand_reach *reach, uint32_t from,
                                             uint32_t to)
{
    return (double)reach->distance_m[(size_t)from * reach->place_count + to];
}

/** Whether a car would not move: the same place, or two places at the same road node. */
static inline bool demand_reach_is_local(const struct demand_reach *reach, uint32_t from,
                                         uint32_t to)
{
    return reach->node[from] == reach->node[to];
}

#endif
