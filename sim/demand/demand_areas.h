// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_AREAS_H
#define DEMAND_DEMAND_AREAS_H

#include "base/names.h"
#include "demand/demand_rules.h"
#include "demand/demand_tables.h"
#include "network/network.h"

/** What the commuter table counts between: first the municipalities of the internal zones, in the
 * order of the zones, then the external zones. */
struct demand_areas {
    struct names names;
    uint32_t count, internal_count;
    uint32_t *of_zone;   /**< [zone_count of the network] */
    uint32_t *place;     /**< [count] place of an external area; NONE for a municipality */
    uint32_t *commuters; /**< [count x count] from, to; 0 between two external areas */
    double (*group_share)[DEMAND_GROUPS]; /**< [internal_count], sums to 1 */
};

/** Matches municipalities, external zones, group shares and commuter rows. Rows between two
 * external zones are left out, since those trips are not part of the simulated area. Rows of the
 * same pair are added. Findings are collected (STATUS_DATA), with a suggestion for an unknown name.
 * The caller owns `*out` (`demand_areas_deinit`). */
enum status demand_areas_build(const struct demand_tables *tables, const struct network *network,
                               struct demand_areas *out, struct error *err);
void demand_areas_deinit(struct demand_areas *areas);

#endif
