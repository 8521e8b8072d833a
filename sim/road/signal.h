// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_SIGNAL_H
#define ROAD_SIGNAL_H

#include "network/network.h"

#include <stdint.h>

/** The earliest time at or after `t_ms` at which the link has green: `t_ms` itself without a signal
 * or during green. O(greens of the link). */
uint32_t signal_green_at(const struct network *network, uint32_t link, uint32_t t_ms);

/** Mean wait for green of a lone vehicle that comes at a random time, ms: sum of red^2 / (2 cycle).
 *  Source: Webster 1958, uniform term at zero flow. */
uint32_t signal_mean_wait_ms(const struct network *network, uint32_t link);

/** Share of the cycle that is green, 1 without a signal. */
double signal_green_share(const struct network *network, uint32_t link);

#endif
