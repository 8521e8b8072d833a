// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road_now.h"

#include "road/road_change.h"
#include "road/road_state.h"

struct road_link_now road_link_now(const struct road *road, uint32_t link, uint32_t t_ms)
{
    const struct road_link_state *at = &road->links[link];
    struct road_link_now now = {0};
    for (uint32_t i = at->end.left; i != at->start.entered; i++) {
        const struct slot *slot = slot_at(road, &at->end.slots, i);
        bool is_bus = slot_class(slot->ref) == VEHICLE_BUS, is_queued = slot->t_ms < t_ms;
        now.vehicles++;
        now.buses += is_bus;
        now.queue += is_queued;
        now.queued_buses += is_bus && is_queued;
    }
    return now;
}

enum status road_change(const struct road *road, struct kernel *kernel, uint32_t link,
                        uint32_t until_ms, struct error *err)
{
    enum status status = road_change_post(road, kernel, link, kernel_now_ms(kernel), err);
    if (status == STATUS_OK && until_ms != UINT32_MAX)
        status = road_change_post(road, kernel, link, until_ms, err);
    return status;
}

enum status road_changes_begin(const struct road *road, struct kernel *kernel, uint32_t first_row,
                               struct error *err)
{
    return road_changes_post(road, kernel, first_row, err);
}
