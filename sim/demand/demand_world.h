// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_WORLD_H
#define DEMAND_DEMAND_WORLD_H

#include "demand/demand_areas.h"
#include "demand/demand_reach.h"
#include "demand/demand_rules.h"

/** What every step of the synthesis looks at, frozen. */
struct demand_world {
    const struct network *network;
    struct demand_rules rules;
    struct demand_areas areas;
    struct demand_reach reach;
};

#endif
