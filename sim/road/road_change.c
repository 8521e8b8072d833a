// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road_change.h"

#include "road/road_diagram.h"
#include "road/road_toll.h"

enum status road_change_post(const struct road *road, struct kernel *kernel, uint32_t link,
                             uint32_t t_ms, struct error *err)
{
    const struct link_end *end = &road->links[link].end;
    enum status status =
        kernel_post(kernel, event_make(t_ms, end->from_process, ROAD_CHANGE, 0, link), err);
    if (status == STATUS_OK)
        status = kernel_post(kernel, event_make(t_ms, end->to_process, ROAD_CHANGE, 0, link), err);
    return status;
}

enum status road_changes_post(const struct road *road, struct kernel *kernel, uint32_t first_row,
                              struct error *err)
{
    uint32_t now_ms = kernel_now_ms(kernel);
    for (uint32_t i = 0; i < road->network->change_count; i++) {
        const struct link_change *change = &road->network->changes[i];
        uint32_t from_ms = change->from_ms > now_ms ? change->from_ms : now_ms;
        if (change->until_ms <= now_ms || change->row < first_row)
            continue;
        enum status status = road_change_post(road, kernel, change->link, from_ms, err);
        if (status == STATUS_OK)
            status = road_change_post(road, kernel, change->link, change->until_ms, err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

void road_change_apply(struct road *road, const struct activation *act, uint32_t link)
{
    struct link_now now = network_link_at(road->network, link, act->t_ms);
    struct link_constants constants =
        road_diagram_changed(road, link, (double)now.speed_mps, (double)now.capacity_vps);
    struct road_link_state *at = &road->links[link];
    if (act->self == at->end.from_process) {
        at->start.run_ms = constants.run_ms[VEHICLE_CAR];
        at->start.headway_us = constants.inside_us;
        at->start.is_open = now.is_open;
        road_toll_apply(road, link, act->t_ms);
        for (uint32_t class = 0; class < VEHICLE_CLASS_COUNT; class ++)
            road->contests[link].run_ms[class] = constants.run_ms[class];
    }
    if (act->self == at->end.to_process)
        at->end.headway_us = constants.exit_us;
}
