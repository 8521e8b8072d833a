// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road_turn.h"

#include "base/names.h"

static struct turn *turn_of(const struct road *road, uint32_t approach, uint32_t link)
{
    uint32_t exit = approach_is_link(road, approach) ? road->contests[link].exit : 0u;
    return &road->turns[road->approaches[approach].first_turn + exit];
}

/** Units of all that have left the approach; wraps. */
static uint32_t approach_units(const struct road *road, uint32_t approach)
{
    return approach_is_link(road, approach) ? road->links[approach].end.left_units
                                            : road->approaches[approach].started_units;
}

uint64_t turn_time_us(const struct road *road, uint32_t approach, uint32_t link)
{
    const struct turn *turn = turn_of(road, approach, link);
    uint32_t units = approach_units(road, approach) - turn->units;
    return turn->time_us + (uint64_t)units * road->approaches[approach].turn_us / UNITS_PER_CAR;
}

void turn_join(struct road *road, uint32_t approach, uint32_t link, uint32_t now_ms)
{
    struct contest *contest = &road->contests[link];
    const struct link_start *start = &road->links[link].start;
    uint64_t time_us = turn_time_us(road, approach, link);
    uint64_t most_us = (uint64_t)TURNS_MAX * road->approaches[approach].turn_us;

    /* Whoever entered without waiting has moved on without the clock. */
    if (start->last_from != NONE) {
        uint64_t last_us = turn_time_us(road, start->last_from, link);
        uint32_t turn_us = road->approaches[start->last_from].turn_us;
        if (last_us > contest->clock_us + turn_us)
            contest->clock_us = last_us - turn_us;
    }
    bool is_idle =
        (uint64_t)now_ms * US_PER_MS > start->free_us + (uint64_t)TURNS_MAX * start->headway_us;
    if (time_us + most_us < contest->clock_us)
        time_us = contest->clock_us - most_us;
    if (time_us > contest->clock_us + most_us)
        time_us = contest->clock_us + most_us;
    if (is_idle)
        time_us = contest->clock_us;
    *turn_of(road, approach, link) = (struct turn){time_us, approach_units(road, approach)};
}

void turn_take(struct road *road, uint32_t approach, uint32_t link)
{
    struct contest *contest = &road->contests[link];
    uint64_t time_us = turn_time_us(road, approach, link);
    if (time_us > contest->clock_us)
        contest->clock_us = time_us;
}
