// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_RAIL_AUDIT_H
#define RAIL_RAIL_AUDIT_H

#include "rail/rail.h"

/** Safety, audited in the running program: while the world stands still at `t_ms`, what trains have
 * is counted anew and compared. No section has more trains than tracks, and as many as its counter
 * says; a single track carries trains of one direction only; a train has just the sections that its
 * spots need; all trains on the tracks can come to their ends one after the other. The first
 * violation is STATUS_INTERNAL with names and numbers. O(trains x spots). */
enum status rail_audit(struct rail *rail, uint32_t t_ms, struct error *err);

/** How often a run is audited, ms of simulated time; and at its end. */
#define RAIL_AUDIT_MS 900000u

/** Sync hook: the audit of a run. */
enum status rail_audit_watch(void *rail, struct kernel *kernel, uint32_t t_ms, struct error *err);

#endif
