// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/link_time.h"

#include "road/signal.h"

#include <math.h>

uint32_t link_free_ms(const struct network *network, const struct road *road, uint32_t link,
                      uint32_t t_ms)
{
    const struct road_link *at = &network->links[link];
    uint32_t run_ms = road_link_run_ms(road, link, VEHICLE_CAR);
    if (at->has_changes) {
        double speed_mps = (double)network_link_at(network, link, t_ms).speed_mps;
        run_ms = (uint32_t)ceil(run_ms * (double)at->speed_mps / speed_mps);
    }
    return run_ms + signal_mean_wait_ms(network, link);
}

uint32_t link_wait_ms(const struct network *network, uint32_t link, uint32_t t_ms)
{
    uint32_t open_ms = t_ms;
    struct link_now now = network_link_at(network, link, open_ms);
    while (!now.is_open && open_ms - t_ms < LINK_CLOSED_MOST_MS) {
        open_ms = now.until_ms;
        now = network_link_at(network, link, open_ms);
    }
    uint32_t wait_ms = open_ms - t_ms;
    return wait_ms < LINK_CLOSED_MOST_MS ? wait_ms : LINK_CLOSED_MOST_MS;
}
