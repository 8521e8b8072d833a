// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/blocking_time.h"

#include "base/memory.h"
#include "rail/rail_state.h"

/** Goes along the way of a pattern. */
struct blocking_walk {
    const struct rail *rail;
    const struct pattern *pattern;
    struct blocking_time *times;
    uint32_t count, most;
    uint32_t first_open; /**< blocking times before it have ended */
};

/** The train has left what this spot does not need. */
static void walk_end(struct blocking_walk *walk, uint32_t spot, int64_t t_ms)
{
    for (uint32_t i = walk->first_open; i < walk->count && i < walk->most; i++)
        if (walk->times[i].until_ms == INT64_MAX &&
            (spot == NONE || !rail_spot_needs(walk->rail, spot, walk->times[i].section)))
            walk->times[i].until_ms = t_ms;
}

/** The train asks for what this spot needs and it does not have. */
static void walk_begin(struct blocking_walk *walk, uint32_t spot, int64_t t_ms)
{
    const struct rail *rail = walk->rail;
    const struct rail_step *step = rail_spot_step(rail, spot);
    for (uint32_t i = 0; i < step->need_count; i++) {
        uint32_t section = rail->network->needs[step->first_need + i];
        bool has_it = false;
        for (uint32_t k = walk->first_open; k < walk->count && k < walk->most; k++)
            has_it |= walk->times[k].section == section && walk->times[k].until_ms == INT64_MAX;
        if (has_it)
            continue;
        if (walk->count < walk->most)
            walk->times[walk->count] = (struct blocking_time){section, t_ms, INT64_MAX};
        walk->count++;
    }
}

/** A hop that departs at `depart_ms`; returns the arrival. */
static int64_t walk_hop(struct blocking_walk *walk, uint32_t seq, int64_t depart_ms)
{
    const struct rail *rail = walk->rail;
    uint32_t call_id = walk->pattern->first_call + seq;
    const struct call *call = &rail->timetable->calls[call_id];
    uint32_t first = rail->ways.hop_first_spot[call_id], end = rail->ways.hop_end_spot[call_id];
    int64_t least_ms = rail->ways.spots[end - 1].leave_ms;
    int64_t run_ms = (int64_t)call[1].arrive_ms - call[0].depart_ms;
    int64_t before_ms = (int64_t)rail->sight_ms + rail->setting_ms;
    if (run_ms < least_ms)
        run_ms = least_ms;
    walk_begin(walk, first, depart_ms - rail->setting_ms);
    for (uint32_t spot = first + 1; spot < end; spot++) {
        const struct rail_spot *at = &rail->ways.spots[spot];
        int64_t ask_ms = depart_ms + at->ask_ms * run_ms / least_ms - before_ms;
        int64_t pass_ms = depart_ms + at->enter_ms * run_ms / least_ms;
        if (ask_ms < depart_ms - rail->setting_ms)
            ask_ms = depart_ms - rail->setting_ms;
        walk_begin(walk, spot, ask_ms);
        walk_end(walk, spot, pass_ms + at->tail_ms + rail->release_ms);
    }
    return depart_ms + run_ms;
}

uint32_t blocking_times(const struct rail *rail, uint32_t pattern, struct blocking_time *out,
                        uint32_t most)
{
    struct blocking_walk walk = {
        .rail = rail, .pattern = &rail->timetable->patterns[pattern], .times = out, .most = most};
    int64_t arrive_ms = INT64_MIN;
    for (uint32_t seq = 0; seq + 1 < walk.pattern->call_count; seq++) {
        uint32_t call_id = walk.pattern->first_call + seq;
        const struct call *call = &rail->timetable->calls[call_id];
        if (rail->ways.hop_first_spot[call_id] == NONE)
            continue;
        arrive_ms = walk_hop(&walk, seq, call->depart_ms > arrive_ms ? call->depart_ms : arrive_ms);
        bool is_end = seq + 2 == walk.pattern->call_count;
        if (is_end || rail->ways.hop_first_spot[call_id + 1] == NONE) {
            walk_end(&walk, NONE, is_end ? arrive_ms + rail->clear_ms : call[1].depart_ms);
            walk.first_open = walk.count;
        }
    }
    return walk.count;
}

enum status least_headway_find(const struct rail *rail, uint32_t pattern, struct least_headway *out,
                               struct error *err)
{
    uint32_t count = blocking_times(rail, pattern, NULL, 0);
    struct blocking_time *times = mem_alloc(count, sizeof *times, err);
    if (times == NULL)
        return STATUS_RESOURCE;
    struct least_headway least = {0, NONE};
    count = blocking_times(rail, pattern, times, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t tracks = rail->network->sections[times[i].section].track_count;
        int64_t ms = (times[i].until_ms - times[i].from_ms + tracks - 1) / tracks;
        if (ms > least.headway_ms)
            least = (struct least_headway){(uint32_t)ms, times[i].section};
    }
    mem_free(times);
    *out = least;
    return STATUS_OK;
}
