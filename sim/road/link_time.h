// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_LINK_TIME_H
#define ROAD_LINK_TIME_H

#include "road/road.h"

#include <stdint.h>

/** What drivers reckon with who see the signs of a link but no traffic. */

/** Longest wait for the reopening of a closed link that drivers reckon with, ms. */
#define LINK_CLOSED_MOST_MS (2u * 3600u * MS_PER_S)

/** Time of a car on the empty link at a time of day, mean wait at its signal included, ms.
 * O(changes and greens of the link) */
uint32_t link_free_ms(const struct network *network, const struct road *road, uint32_t link,
                      uint32_t t_ms);

/** Wait at a link until it is open, at most LINK_CLOSED_MOST_MS; 0: it is. O(changes of the link)
 */
uint32_t link_wait_ms(const struct network *network, uint32_t link, uint32_t t_ms);

#endif
