// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_CHANGE_H
#define ROAD_ROAD_CHANGE_H

#include "road/road_state.h"

/** Links that are slower, narrower or closed for a part of the day (`network.changes`). A change is
 * an event at both ends of its link. Who is on the link keeps the time of arrival that it had; who
 * is in front of a closed link waits until it opens. */

/** Posts the beginnings and ends of changes from the kernel's time on, and what holds then: of
 * those that rows from `first_row` on of the table of changes say. */
enum status road_changes_post(const struct road *road, struct kernel *kernel, uint32_t first_row,
                              struct error *err);

/** Posts to both ends of a link that what the network says about it changes at `t_ms`. */
enum status road_change_post(const struct road *road, struct kernel *kernel, uint32_t link,
                             uint32_t t_ms, struct error *err);

/** What holds from now on at the end of the link that the node owns. */
void road_change_apply(struct road *road, const struct activation *act, uint32_t link);

#endif
