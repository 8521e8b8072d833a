// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_CHOICE_SHUTTLE_H
#define DEMAND_CHOICE_SHUTTLE_H

#include "demand/choice_cost.h"

/** Whether some fleet would be asked for a trip that is wished when it is. O(fleets) */
bool choice_shuttle_serves(const struct choice_scene *scene, const struct choice_errand *errand);

/** By shuttle, asked for at `t_ms`: fare, wait, ride with its detours, and the refusals that one
 * must reckon with. A query; `is_least`: by road at its least time, without one. No way outside of
 * area and hours. */
struct choice_way choice_way_shuttle(const struct choice_scene *scene,
                                     const struct choice_errand *errand, uint32_t worker,
                                     uint32_t t_ms, bool is_least);

#endif
