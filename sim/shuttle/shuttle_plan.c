// SPDX-License-Identifier: GPL-3.0-or-later
#include "shuttle/shuttle_plan.h"

#include <assert.h>
#include <string.h>

#define NEVER UINT32_MAX
/** Indices of places that ways lead between: the stops, the start of the vehicle, both new ends. */
#define AT_START  SHUTTLE_STOPS_MAX
#define AT_BOARD  (SHUTTLE_STOPS_MAX + 1u)
#define AT_ALIGHT (SHUTTLE_STOPS_MAX + 2u)
#define AT_COUNT  (SHUTTLE_STOPS_MAX + 3u)

/** A search: the plan, what it holds now, and times that were asked for. */
struct search {
    const struct shuttle_plan *plan;
    const struct shuttle_stop *ends;
    const struct shuttle_times *times;
    struct shuttle_schedule now;
    uint32_t asked_ms[AT_COUNT][AT_COUNT];
    bool is_asked[AT_COUNT][AT_COUNT];
};

static uint32_t sum_ms(uint32_t a_ms, uint32_t b_ms)
{
    return a_ms == NEVER || b_ms >= NEVER - a_ms ? NEVER : a_ms + b_ms;
}

static uint32_t way_ms(const struct shuttle_times *times, uint32_t from, uint32_t to)
{
    return from == to ? 0 : times->way_ms(times->self, from, to);
}

void shuttle_plan_follow(const struct shuttle_plan *plan, const struct shuttle_times *times,
                         struct shuttle_schedule *out)
{
    uint32_t node = plan->node, t_ms = plan->free_ms;
    for (uint32_t i = 0; i < plan->count; i++) {
        const struct shuttle_stop *stop = &plan->stops[i];
        t_ms = sum_ms(sum_ms(t_ms, way_ms(times, node, stop->node)), stop->door_ms);
        out->door_ms[i] = t_ms;
        t_ms = sum_ms(t_ms, plan->boarding_ms + stop->door_ms);
        node = stop->node;
    }
    out->end_ms = t_ms;
}

static const struct shuttle_stop *stop_at(const struct search *search, uint32_t at)
{
    return at == AT_BOARD    ? &search->ends[0]
           : at == AT_ALIGHT ? &search->ends[1]
                             : &search->plan->stops[at];
}

static uint32_t leg_ms(struct search *search, uint32_t from, uint32_t to)
{
    if (!search->is_asked[from][to]) {
        uint32_t node = from == AT_START ? search->plan->node : stop_at(search, from)->node;
        search->asked_ms[from][to] = way_ms(search->times, node, stop_at(search, to)->node);
        search->is_asked[from][to] = true;
    }
    return search->asked_ms[from][to];
}

/** The stop at a place of the plan with both new ends in it. */
static uint32_t place_of(uint32_t k, const struct shuttle_insertion *at)
{
    if (k == at->board || k == at->alight)
        return k == at->board ? AT_BOARD : AT_ALIGHT;
    return k - (k > at->board) - (k > at->alight);
}

/** Whether what was promised at a stop holds at `door_ms`, or is no worse than it is now. */
static bool holds(const struct search *search, uint32_t place, uint32_t door_ms,
                  uint32_t boarded_ms, const uint32_t *board_door_ms)
{
    const struct shuttle_stop *stop = stop_at(search, place);
    bool is_new = place == AT_BOARD || place == AT_ALIGHT;
    if (door_ms == NEVER)
        return false;
    if (stop->is_boarding)
        return door_ms <= stop->limit_ms || (!is_new && door_ms <= search->now.door_ms[place]);
    if (door_ms - boarded_ms <= stop->limit_ms)
        return true;
    if (is_new)
        return false;
    uint32_t was_boarded_ms = stop->boarded_ms != NEVER ? stop->boarded_ms : board_door_ms[place];
    return door_ms - boarded_ms <= search->now.door_ms[place] - was_boarded_ms;
}

/** The boarding that belongs to the alighting at place `k`, before it in the plan: its place, or
 * NEVER. */
static uint32_t boarding_before(const struct search *search, const struct shuttle_insertion *at,
                                uint32_t k)
{
    uint32_t request = stop_at(search, place_of(k, at))->request;
    for (uint32_t i = 0; i < k; i++) {
        const struct shuttle_stop *stop = stop_at(search, place_of(i, at));
        if (stop->is_boarding && stop->request == request)
            return i;
    }
    return NEVER;
}

/** Follows the plan with both ends in it: when it ends, or NEVER when something does not hold. */
static uint32_t try_ends(struct search *search, struct shuttle_insertion *at)
{
    const struct shuttle_plan *plan = search->plan;
    uint32_t doors_ms[SHUTTLE_STOPS_MAX], now_boarded_ms[SHUTTLE_STOPS_MAX] = {0};
    uint32_t t_ms = plan->free_ms, from = AT_START, aboard = plan->aboard;
    for (uint32_t k = 0; k < plan->count + 2; k++) {
        uint32_t place = place_of(k, at), boarded_ms = NEVER;
        const struct shuttle_stop *stop = stop_at(search, place);
        t_ms = sum_ms(sum_ms(t_ms, leg_ms(search, from, place)), stop->door_ms);
        doors_ms[k] = t_ms;
        if (!stop->is_boarding) {
            uint32_t before = boarding_before(search, at, k);
            boarded_ms = before == NEVER ? stop->boarded_ms : doors_ms[before];
            if (before != NEVER && place < AT_START)
                now_boarded_ms[place] = search->now.door_ms[place_of(before, at)];
        }
        if (!holds(search, place, t_ms, boarded_ms, now_boarded_ms))
            return NEVER;
        aboard = stop->is_boarding ? aboard + 1 : aboard - 1;
        if (aboard > plan->seats)
            return NEVER;
        if (place == AT_BOARD)
            at->promise_ms = t_ms;
        t_ms = sum_ms(t_ms, plan->boarding_ms + stop->door_ms);
        from = place;
    }
    return t_ms;
}

enum shuttle_misfit shuttle_plan_search(const struct shuttle_plan *plan,
                                        const struct shuttle_times *times,
                                        const struct shuttle_stop ends[2],
                                        struct shuttle_insertion *out)
{
    struct search search;
    uint32_t best_ms = NEVER;
    search.plan = plan;
    search.ends = ends;
    search.times = times;
    memset(search.is_asked, 0, sizeof search.is_asked);
    /* No way there is shorter than the direct one. */
    uint32_t first_ms = sum_ms(plan->free_ms, leg_ms(&search, AT_START, AT_BOARD));
    if (sum_ms(first_ms, ends[0].door_ms) > ends[0].limit_ms)
        return SHUTTLE_TOO_FAR;
    if (plan->count + 2 > SHUTTLE_STOPS_MAX)
        return SHUTTLE_TOO_FULL;
    shuttle_plan_follow(plan, times, &search.now);
    for (uint32_t board = plan->fixed; board <= plan->count; board++)
        for (uint32_t alight = board + 1; alight <= plan->count + 1; alight++) {
            struct shuttle_insertion at = {.board = board, .alight = alight};
            uint32_t end_ms = try_ends(&search, &at);
            if (end_ms >= best_ms)
                continue;
            best_ms = end_ms;
            at.more_ms = end_ms > search.now.end_ms ? end_ms - search.now.end_ms : 0;
            *out = at;
        }
    return best_ms == NEVER ? SHUTTLE_TOO_FULL : SHUTTLE_FITS;
}

void shuttle_plan_insert(struct shuttle_plan *plan, const struct shuttle_stop ends[2],
                         const struct shuttle_insertion *at)
{
    assert(plan->count + 2 <= SHUTTLE_STOPS_MAX);
    struct shuttle_stop old[SHUTTLE_STOPS_MAX];
    memcpy(old, plan->stops, plan->count * sizeof *old);
    plan->count += 2;
    for (uint32_t k = 0; k < plan->count; k++) {
        uint32_t place = place_of(k, at);
        plan->stops[k] = place == AT_BOARD ? ends[0] : place == AT_ALIGHT ? ends[1] : old[place];
    }
}

struct shuttle_stop shuttle_plan_take(struct shuttle_plan *plan)
{
    assert(plan->count > 0);
    struct shuttle_stop first = plan->stops[0];
    plan->count--;
    memmove(plan->stops, plan->stops + 1, plan->count * sizeof *plan->stops);
    plan->fixed = plan->fixed > 0 ? plan->fixed - 1 : 0;
    return first;
}
