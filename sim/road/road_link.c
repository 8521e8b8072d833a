// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road_link.h"

#include "base/names.h"
#include "road/signal.h"

void link_check_at(struct road *road, struct activation *act, uint32_t link, uint32_t t_ms)
{
    struct link_end *end = &road->links[link].end;
    if (t_ms >= end->check_ms)
        return;
    end->check_ms = t_ms;
    if (end->to_process == act->self)
        activation_schedule(act, t_ms, ROAD_CHECK, 0, link);
    else
        activation_send(act, event_make(t_ms, end->to_process, ROAD_CHECK, 0, link));
}

uint32_t link_due_ms(const struct road *road, uint32_t link, uint32_t now_ms)
{
    const struct road_link_state *at = &road->links[link];
    uint32_t due_ms = link_slot(road, &at->start, at->end.left)->t_ms;
    uint32_t free_ms = rate_free_ms(at->end.free_us);
    due_ms = due_ms > free_ms ? due_ms : free_ms;
    due_ms = due_ms > now_ms ? due_ms : now_ms;
    return at->end.has_signal ? signal_green_at(road->network, link, due_ms) : due_ms;
}

/** Takes in the space of those that left long enough ago. */
static void link_see_space(struct road *road, struct road_link_state *at, uint32_t now_ms)
{
    while (at->start.seen != at->end.left) {
        const struct slot *slot = link_slot(road, &at->start, at->start.seen);
        if (slot->t_ms + at->end.wave_ms > now_ms)
            return;
        at->start.free_units += (int32_t)road->units[slot_class(slot->ref)];
        at->start.seen++;
    }
}

bool link_has_room(struct road *road, uint32_t link, uint32_t units, uint32_t now_ms)
{
    struct road_link_state *at = &road->links[link];
    if (at->start.free_units >= (int32_t)units)
        return true;
    if (at->start.is_local)
        link_see_space(road, at, now_ms);
    return at->start.free_units >= (int32_t)units || at->start.seen == at->start.entered;
}

bool link_has_slot(struct road *road, uint32_t link, uint32_t now_ms)
{
    struct road_link_state *at = &road->links[link];
    if (at->start.is_local)
        link_see_space(road, at, now_ms);
    return at->start.entered - at->start.seen < 1u << at->start.slot_bits;
}

void link_await_room(struct road *road, struct activation *act, uint32_t link)
{
    struct road_link_state *at = &road->links[link];
    if (!at->start.is_local)
        return; /* every space is announced by mail */
    if (at->start.seen == at->end.left)
        at->end.is_awaited = true;
    else
        activation_schedule(
            act, link_slot(road, &at->start, at->start.seen)->t_ms + at->end.wave_ms, ROAD_SPACE, 0,
            link);
}

/** The time at which a vehicle will be at the end. On one lane nobody comes before those ahead;
 * elsewhere cars pass trucks and buses. Never two of a kind in one millisecond. */
static uint32_t link_ready_ms(struct link_start *start, uint32_t now_ms, uint32_t run_ms,
                              bool is_heavy)
{
    uint32_t ready_ms = now_ms + run_ms;
    uint32_t last_ms = start->ready_ms[is_heavy];
    if (start->is_one_lane && start->ready_ms[!is_heavy] > last_ms)
        last_ms = start->ready_ms[!is_heavy];
    if (ready_ms <= last_ms)
        ready_ms = last_ms + 1;
    start->ready_ms[is_heavy] = ready_ms;
    return ready_ms;
}

/** What the vehicles of a link are in order of: light before heavy within a millisecond. */
static uint64_t slot_order(struct slot slot)
{
    return (uint64_t)slot.t_ms * 2 + (slot_class(slot.ref) != VEHICLE_CAR);
}

/** Puts a vehicle where it belongs by its time at the end; returns its number. Whoever it passes
 * is not at the end yet, so the other end has not touched those slots. */
static uint32_t link_place(struct road *road, struct link_start *start, struct slot vehicle)
{
    uint64_t order = slot_order(vehicle);
    uint32_t index = start->entered++;
    bool passes = start->ready_ms[0] * UINT64_C(2) > order ||
                  start->ready_ms[1] * UINT64_C(2) + 1 > order;
    while (passes && index != start->seen) {
        struct slot ahead = *link_slot(road, start, index - 1);
        if (slot_order(ahead) < order)
            break;
        *link_slot(road, start, index) = ahead;
        index--;
    }
    *link_slot(road, start, index) = vehicle;
    return index;
}

void link_enter(struct road *road, struct activation *act, uint32_t link, uint32_t ref)
{
    struct road_link_state *at = &road->links[link];
    struct link_start *start = &at->start;
    uint32_t class = slot_class(ref), units = road->units[class];
    bool is_heavy = class != VEHICLE_CAR;
    uint32_t run_ms = is_heavy ? road_link_run_ms(road, link, class) : start->run_ms;
    uint32_t ready_ms = link_ready_ms(start, act->t_ms, run_ms, is_heavy);

    start->free_units -= (int32_t)units;
    rate_advance(&start->free_us, act->t_ms, headway_us(start->headway_us, units));
    start->entered_ms_sum += act->t_ms;
    uint32_t index = link_place(road, start, (struct slot){ref, ready_ms});
    if (!start->is_local) {
        activation_send(act, event_make(ready_ms, at->end.to_process, ROAD_ARRIVE, 0, link));
        return;
    }
    at->end.tail++;
    if (index == at->end.left && at->end.waits_for == NONE)
        link_check_at(road, act, link, link_due_ms(road, link, act->t_ms));
}

void link_leave(struct road *road, struct activation *act, uint32_t link)
{
    struct road_link_state *at = &road->links[link];
    struct link_end *end = &at->end;
    struct slot *slot = link_slot(road, &at->start, end->left);
    uint32_t class = slot_class(slot->ref), units = road->units[class];

    rate_advance(&end->free_us, act->t_ms, headway_us(end->headway_us, units));
    end->left++;
    end->left_ms_sum += act->t_ms;
    end->left_units += units;
    end->heavy_left += class != VEHICLE_CAR;
    if (!at->start.is_local) {
        activation_send(
            act, event_make(act->t_ms + end->wave_ms, end->from_process, ROAD_SPACE, units, link));
        return;
    }
    slot->t_ms = act->t_ms;
    if (end->is_awaited) {
        end->is_awaited = false;
        activation_send(act, event_make(act->t_ms + end->wave_ms, end->from_process, ROAD_SPACE, 0,
                                        link));
    }
}
