// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/rail_state.h"

#include <string.h>

/** Adds a train's sections to the scratch as free, or takes them from it. */
static void scratch_give(struct rail *rail, const struct train *train, bool is_given)
{
    for (uint32_t spot = train->tail; spot <= train->head; spot++) {
        const struct rail_step *step = &rail->network->steps[rail->ways.spots[spot].step];
        for (uint32_t i = 0; i < step->need_count; i++) {
            uint32_t section = rail->network->needs[step->first_need + i];
            bool is_counted = false; /* by an earlier spot of the train */
            for (uint32_t earlier = train->tail; !is_counted && earlier < spot; earlier++) {
                const struct rail_step *other =
                    &rail->network->steps[rail->ways.spots[earlier].step];
                for (uint32_t k = 0; k < other->need_count; k++)
                    is_counted |= rail->network->needs[other->first_need + k] == section;
            }
            if (is_counted)
                continue;
            uint32_t group = rail->network->sections[section].group;
            rail->free_tracks[section] += is_given ? 1u : UINT32_MAX;
            if (group != NONE)
                rail->group_scratch[group].occupied[step->heading] += is_given ? UINT32_MAX : 1u;
        }
    }
}

/** Whether the train can go all its way while nobody else moves. Its own sections are given back
 * in the scratch already. */
static bool way_is_free(const struct rail *rail, const struct train *train)
{
    for (uint32_t spot = train->head + 1; spot < train->way_end; spot++) {
        const struct rail_step *step = &rail->network->steps[rail->ways.spots[spot].step];
        for (uint32_t i = 0; i < step->need_count; i++) {
            uint32_t section = rail->network->needs[step->first_need + i];
            uint32_t group = rail->network->sections[section].group;
            if (rail->free_tracks[section] == 0)
                return false;
            if (group != NONE && rail->group_scratch[group].occupied[!step->heading] > 0)
                return false;
        }
    }
    return true;
}

/** Whether a train can come to its end now; if so, its sections stay free. */
static bool train_finishes(struct rail *rail, uint32_t run)
{
    const struct train *train = &rail->trains[run];
    scratch_give(rail, train, true);
    if (way_is_free(rail, train))
        return true;
    scratch_give(rail, train, false);
    return false;
}

/** Sends the trains to their ends, one after the other, until `run` is through or nobody can go any
 * more; NONE: until all are through. Whether it came to that. */
static bool all_finish(struct rail *rail, uint32_t run)
{
    uint32_t left = rail->active_count;
    bool goes_on = true;
    for (uint32_t i = 0; i < rail->active_count; i++)
        rail->is_done[rail->active[i]] = false;
    while (goes_on && left > 0) {
        goes_on = false;
        if (run != NONE && train_finishes(rail, run))
            return true;
        for (uint32_t i = 0; i < rail->active_count; i++) {
            uint32_t other = rail->active[i];
            if (other == run || rail->is_done[other] || !train_finishes(rail, other))
                continue;
            rail->is_done[other] = true;
            left--;
            goes_on = true;
        }
    }
    return run == NONE ? left == 0 : train_finishes(rail, run);
}

static void scratch_fill(struct rail *rail)
{
    for (uint32_t i = 0; i < rail->network->section_count; i++)
        rail->free_tracks[i] = rail->network->sections[i].track_count - rail->sections[i].occupied;
    memcpy(rail->group_scratch, rail->groups,
           rail->network->group_count * sizeof *rail->group_scratch);
}

bool rail_state_is_safe(struct rail *rail)
{
    scratch_fill(rail);
    return all_finish(rail, NONE);
}

/* Once the asking train is through, the others stand as they stood before it got anything, less
 * those who are through: and that was safe. So it is enough that the asking train comes through. */
bool rail_is_safe(struct rail *rail, uint32_t run, uint32_t spot)
{
    struct train *train = &rail->trains[run];
    const struct train before = *train;
    scratch_fill(rail);
    if (train->phase == TRAIN_ENTERING)
        train->tail = spot;
    else
        scratch_give(rail, train, true);
    train->head = spot;
    scratch_give(rail, train, false);
    bool is_safe = all_finish(rail, run);
    *train = before;
    return is_safe;
}
