// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_LINK_H
#define ROAD_ROAD_LINK_H

#include "base/guess.h"
#include "road/road_state.h"
#include "road/road_toll.h"

/** A link between its two ends: Newell's simplified kinematic waves, vehicle by vehicle. Whoever
 * enters at t is at the end at t + length / speed; the space of whoever leaves at t is at the start
 * at t + length / wave speed. Both delays are what lets the two ends run apart: within a partition
 * the start looks for the space when it needs it, between partitions mail brings the news of both.
 * Source: Newell 1993, parts I-III; Yperman 2007. */

/** Takes in the space that has come back since it was last asked, and says whether the link has
 * room for a vehicle of the class as seen from its start now; an empty link takes any. Amortised
 * O(1). */
bool link_find_room(struct road *road, uint32_t link, uint32_t class, uint32_t now_ms);

/** The same, without looking far when there is room anyway. */
static inline bool link_has_room(struct road *road, uint32_t link, uint32_t class, uint32_t now_ms)
{
    bool is_room = road->links[link].start.free_units >= (int32_t)road->units[class];
    return (is_room && class != VEHICLE_BUS) || link_find_room(road, link, class, now_ms);
}

/** Sees to it that ROAD_ROOM comes to the start when the next space is free there. */
void link_await_room(struct road *road, struct activation *act, uint32_t link);

/** Whether a slot is left for a vehicle that is moved by force. */
bool link_has_slot(struct road *road, uint32_t link, uint32_t now_ms);

/** The vehicle at the head, or NULL when none is on the link. */
static inline struct slot *link_head(const struct road *road, uint32_t link)
{
    const struct link_end *end = &road->links[link].end;
    return end->left == end->tail ? NULL : slot_at(road, &end->slots, end->left);
}

/** Earliest time at which the head may cross the stop line, if the next link lets it; there is one.
 */
uint32_t link_due_ms(const struct road *road, uint32_t link, uint32_t now_ms);

/** Schedules ROAD_CHECK for the link's end, unless an earlier one is under way. */
void link_check_at(struct road *road, struct activation *act, uint32_t link, uint32_t t_ms);

/** Moves a rate limit on by one vehicle without losing the fraction of a millisecond that was
 * rounded up. Of the time in which nobody came, at most `saved_us` counts for those who come now.
 */
static inline void rate_advance(uint64_t *free_us, uint32_t now_ms, uint64_t headway_us,
                                uint64_t saved_us)
{
    uint64_t now_us = (uint64_t)now_ms * US_PER_MS;
    bool is_idle = now_us >= *free_us + saved_us + US_PER_MS;
    *free_us = either_u64(is_idle, now_us - saved_us, *free_us) + headway_us;
}

/** What a stream may save up in a sample: see `saved_permille`. */
static inline uint64_t rate_saved_us(const struct road *road, uint32_t car_us)
{
    if (LIKELY(road->saved_permille == 0))
        return 0;
    return (uint64_t)car_us * road->saved_permille / 1000;
}

/** The first millisecond at or after a rate limit. */
static inline uint32_t rate_free_ms(uint64_t free_us)
{
    return (uint32_t)((free_us + US_PER_MS - 1) / US_PER_MS);
}

/** Headway of a vehicle, given that of a car. */
static inline uint64_t headway_us(const struct road *road, uint32_t car_us, uint32_t class)
{
    if (LIKELY(class == VEHICLE_CAR))
        return car_us;
    return (uint64_t)car_us * road->units[class] / road->units[VEHICLE_CAR];
}

/** Moves the vehicle that was just put behind the last one to where it belongs by its time at the
 * end; returns its number. Whoever it passes is not at the end yet, so the other end has not
 * touched those slots. O(vehicles passed). */
uint32_t link_overtake(struct road *road, uint32_t link, struct slot vehicle);

/** Tells the start of the link of the space of a vehicle of so many units that has left. */
void link_send_space(struct road *road, struct activation *act, uint32_t link, uint32_t units);

/** Fails the run: the head of the link would leave before its time. */
void link_break(struct road *road, struct activation *act, uint32_t link);

/* The two halves of a traversal are inline: most of the run's time is here. */

/** Whether the flow into the link lets in a vehicle of an approach. Without a branch: it would be
 * guessed wrong every other time. */
static inline bool link_is_free(const struct link_start *start, uint32_t from, uint64_t now_us)
{
    bool is_in_flow = start->free_us <= now_us + (uint64_t)MERGE_HEADWAYS * start->headway_us;
    bool is_other_stream = start->last_from != from, is_in_stream = start->stream_us <= now_us;
    return is_in_flow & (is_other_stream | is_in_stream);
}

/** When it does, us. */
static inline uint64_t link_entry_us(const struct link_start *start, uint32_t from)
{
    uint64_t early_us = (uint64_t)MERGE_HEADWAYS * start->headway_us;
    uint64_t entry_us = start->free_us > early_us ? start->free_us - early_us : 0;
    return start->last_from == from && start->stream_us > entry_us ? start->stream_us : entry_us;
}

/** The time at the end of a vehicle that enters now. On one lane nobody is there before those
 * ahead; elsewhere cars pass trucks and buses. Never two of a kind in one millisecond. */
static inline uint32_t link_ready_ms(const struct link_start *start, uint32_t ready_ms,
                                     bool is_heavy)
{
    uint32_t last_ms = start->ready_ms[is_heavy];
    uint32_t other_ms = start->is_one_lane ? start->ready_ms[!is_heavy] : 0;
    last_ms = either_u32(other_ms > last_ms, other_ms, last_ms);
    return either_u32(ready_ms > last_ms, ready_ms, last_ms + 1);
}

/** A vehicle that enters a link, and the approach that it comes from. */
struct newcomer {
    uint32_t ref; /**< as in struct slot, for the new link */
    uint32_t class, from;
};

/** Puts a vehicle that comes from an approach on the link, now; it must fit into the slots
 * (link_has_slot). O(1), where vehicles overtake O(slower ones ahead). */
static inline void link_enter(struct road *road, struct activation *act, uint32_t link,
                              struct newcomer newcomer)
{
    struct road_link_state *at = &road->links[link];
    struct link_start *start = &at->start;
    uint32_t class = newcomer.class, from = newcomer.from, units = road->units[class];
    uint32_t now_ms = act->t_ms;
    bool is_heavy = class != VEHICLE_CAR;
    uint64_t gap_us = headway_us(road, start->headway_us, class);

    if (UNLIKELY(road->log != NULL))
        vehicle_note(road, act, EVENT_ENTER_LINK, link, newcomer.ref);
    uint32_t run_ms = is_heavy ? road->contests[link].run_ms[class] : start->run_ms;
    uint32_t ready_ms = link_ready_ms(start, now_ms + run_ms, is_heavy);
    bool overtakes = ready_ms <= start->ready_ms[!is_heavy];
    start->ready_ms[is_heavy] = ready_ms;

    start->stream_us = either_u64(start->last_from == from, start->stream_us, 0);
    start->last_from = from;
    uint64_t saved_us = rate_saved_us(road, start->headway_us);
    rate_advance(&start->stream_us, now_ms, gap_us, saved_us);
    rate_advance(&start->free_us, now_ms, gap_us, saved_us);
    start->free_units -= (int32_t)units;
    start->entered_ms_sum += now_ms;
    if (UNLIKELY(class == VEHICLE_BUS)) {
        road->buses[link].entered++;
        road->buses[link].entered_ms_sum += now_ms;
    }
    if (UNLIKELY(start->is_tolled))
        road_toll_charge(road, link, newcomer.ref);
    uint32_t number = start->entered++;
    struct slot vehicle = {newcomer.ref, ready_ms};
    *slot_at(road, &at->end.slots, number) = vehicle;
    if (UNLIKELY(overtakes))
        number = link_overtake(road, link, vehicle);
    if (UNLIKELY(!start->is_local)) {
        activation_send(act, event_make(ready_ms, at->end.to_process, ROAD_ARRIVE, 0, link));
        return;
    }
    at->end.tail++;
    if (number == at->end.left && at->end.waits_for == NONE)
        link_check_at(road, act, link, link_due_ms(road, link, now_ms));
}

/** Takes the head, of this class, off the link, now. Fails the run when it would leave before its
 * time. O(1). */
static inline void link_leave(struct road *road, struct activation *act, uint32_t link,
                              uint32_t class)
{
    struct link_end *end = &road->links[link].end;
    struct slot *slot = slot_at(road, &end->slots, end->left);
    uint32_t units = road->units[class], now_ms = act->t_ms;

    if (UNLIKELY(road->log != NULL))
        vehicle_note(road, act, EVENT_LEAVE_LINK, link, slot->ref);
    if (UNLIKELY(slot->t_ms > now_ms || end->free_us > (uint64_t)now_ms * US_PER_MS))
        link_break(road, act, link);
    uint64_t saved_us = end->has_signal ? 0 : rate_saved_us(road, end->headway_us);
    rate_advance(&end->free_us, now_ms, headway_us(road, end->headway_us, class), saved_us);
    end->left++;
    end->left_ms_sum += now_ms;
    end->left_units += units;
    if (UNLIKELY(class != VEHICLE_CAR))
        road->approaches[link].heavy_left++;
    if (UNLIKELY(class == VEHICLE_BUS)) {
        road->buses[link].left++;
        road->buses[link].left_ms_sum += now_ms;
    }
    if (LIKELY(end->is_local))
        slot->t_ms = now_ms;
    if (UNLIKELY(!end->is_local || end->is_awaited))
        link_send_space(road, act, link, units);
}

#endif
