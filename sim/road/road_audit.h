// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_AUDIT_H
#define ROAD_ROAD_AUDIT_H

#include "road/road_state.h"

/** Conservation, audited in the running program: while the world stands still at `t_ms` (sync hook,
 * or after the run), every counter is compared with what is found by walking the vehicles.
 *
 * Of every link: the vehicles that entered and have not left are found on it, each with this link
 * in its route; they are in order of the times at its end, those that are reported there are there
 * and the others are not; those that left did so in order of time, before now (first in, first out,
 * time never backwards); its free space and the space of the vehicles whose space has not come back
 * are its storage; they have a slot each. Of every node: who left the links that reach it or
 * started here has entered a link that leaves it, arrived here, or waits to start.
 *
 * The first violation is STATUS_INTERNAL with the place, the time and both numbers.
 * O(links + nodes + vehicles). */
enum status road_audit(const struct road *road, uint32_t t_ms, struct error *err);

/** How often a run is audited, ms of simulated time; and at its end. */
#define ROAD_AUDIT_MS 900000u

/** Sync hook: the audit of a run. */
enum status road_audit_watch(void *road, struct kernel *kernel, uint32_t t_ms, struct error *err);

#endif
