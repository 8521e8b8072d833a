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
    const struct link_end *end = &road->links[link].end;
    uint32_t due_ms = slot_at(road, &end->slots, end->left)->t_ms;
    due_ms = due_ms > now_ms ? due_ms : now_ms;
    if (end->free_us > (uint64_t)due_ms * US_PER_MS)
        due_ms = rate_free_ms(end->free_us);
    return end->has_signal ? signal_green_at(road->network, link, due_ms) : due_ms;
}

/** Takes in the space of those that left long enough ago. */
static void link_see_space(struct road *road, struct road_link_state *at, uint32_t now_ms)
{
    if (!at->start.is_local)
        return; /* mail brings it */
    while (at->start.seen != at->end.left) {
        const struct slot *slot = slot_at(road, &at->end.slots, at->start.seen);
        if (slot->t_ms + at->end.wave_ms > now_ms)
            return;
        at->start.free_units += (int32_t)road->units[slot_class(slot->ref)];
        at->start.seen++;
    }
}

/** A bus of a sample takes less room than a simulated car, but a slot as well: it must leave one
 * for each car that still fits. */
static bool link_has_bus_slot(const struct road *road, const struct road_link_state *at)
{
    int32_t rest_units = at->start.free_units - (int32_t)road->units[VEHICLE_BUS];
    uint32_t cars = rest_units > 0 ? (uint32_t)rest_units / road->units[VEHICLE_CAR] : 0;
    uint32_t slots = at->end.slots.mask + 1 - (at->start.entered - at->start.seen);
    return slots > cars;
}

bool link_find_room(struct road *road, uint32_t link, uint32_t class, uint32_t now_ms)
{
    struct road_link_state *at = &road->links[link];
    link_see_space(road, at, now_ms);
    bool is_room =
        at->start.free_units >= (int32_t)road->units[class] || at->start.seen == at->start.entered;
    return is_room && (class != VEHICLE_BUS || link_has_bus_slot(road, at));
}

bool link_has_slot(struct road *road, uint32_t link, uint32_t now_ms)
{
    struct road_link_state *at = &road->links[link];
    link_see_space(road, at, now_ms);
    return at->start.entered - at->start.seen <= at->end.slots.mask;
}

void link_await_room(struct road *road, struct activation *act, uint32_t link)
{
    struct road_link_state *at = &road->links[link];
    if (at->start.awaits_room)
        return; /* it is under way */
    at->start.awaits_room = true;
    if (!at->start.is_local)
        return; /* every space is announced by mail */
    if (at->start.seen == at->end.left)
        at->end.is_awaited = true;
    else
        activation_schedule(act,
                            slot_at(road, &at->end.slots, at->start.seen)->t_ms + at->end.wave_ms,
                            ROAD_ROOM, 0, link);
}

/** What the vehicles of a link are in order of: light before heavy within a millisecond. */
static uint64_t slot_order(struct slot slot)
{
    return (uint64_t)slot.t_ms * 2 + (slot_class(slot.ref) != VEHICLE_CAR);
}

uint32_t link_overtake(struct road *road, uint32_t link, struct slot vehicle)
{
    const struct link_start *start = &road->links[link].start;
    const struct slot_range *slots = &road->links[link].end.slots;
    uint32_t number = start->entered - 1;
    while (number != start->seen) {
        struct slot ahead = *slot_at(road, slots, number - 1);
        if (slot_order(ahead) < slot_order(vehicle))
            break;
        *slot_at(road, slots, number) = ahead;
        number--;
    }
    *slot_at(road, slots, number) = vehicle;
    return number;
}

void link_send_space(struct road *road, struct activation *act, uint32_t link, uint32_t units)
{
    struct link_end *end = &road->links[link].end;
    uint32_t t_ms = act->t_ms + end->wave_ms;
    end->is_awaited = false;
    if (end->is_local) /* the start looks itself */
        activation_send(act, event_make(t_ms, end->from_process, ROAD_ROOM, 0, link));
    else
        activation_send(act, event_make(t_ms, end->from_process, ROAD_SPACE, units, link));
}

void link_break(struct road *road, struct activation *act, uint32_t link)
{
    const struct link_end *end = &road->links[link].end;
    activation_fail(act, STATUS_INTERNAL,
                    "a vehicle leaves link '%s' at %u ms, but is at its end at %u ms and may leave "
                    "at %u ms",
                    names_text(&road->network->link_names, link), act->t_ms,
                    slot_at(road, &end->slots, end->left)->t_ms, rate_free_ms(end->free_us));
}
