// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_RAIL_MEETINGS_H
#define VALIDATE_RAIL_MEETINGS_H

#include "network/rail_network.h"
#include "validate/transit_rows.h"

/** Meetings of trains, counted from what was recorded alone: the control centre's own counters have
 * no part in it. Both sort the rows. */

/** Occupations that began while as many trains as the section has tracks still had it. O(n log n +
 * pairs in a section). */
uint32_t rail_meetings_too_many(const struct rail_network *network, struct transit_rows *rows);

/** Pairs of occupations of sections of one single track, in opposite headings, that overlap in
 * time. O(n^2) of the occupations on single tracks. */
uint32_t rail_meetings_opposed(const struct rail_network *network, struct transit_rows *rows);

#endif
