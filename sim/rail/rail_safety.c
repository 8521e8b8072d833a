// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/rail_state.h"

#include "base/memory.h"

#include <string.h>

/* Trains on the tracks are safe when there is a list of moves, one train after the other, that
 * brings all of them to their ends: the plan. A move takes a train to a station where it leaves a
 * track free, or to the end of its way. Whoever stands first in the plan can always go on, so
 * nobody waits for ever; and a train gets a section only if a plan is known for what comes then. */

enum status rail_safety_init(struct rail_safety *safety, const struct rail *rail, struct error *err)
{
    const struct rail_network *network = rail->network;
    uint32_t run_count = rail->timetable->run_count, most = 0;
    for (uint32_t run = 0; run < run_count; run++) {
        const struct pattern *pattern = rail_pattern(rail, run);
        for (uint32_t seq = 0; seq < pattern->call_count; seq++)
            most += network->hops[pattern->first_call + seq].step_count;
    }
    safety->free_tracks = mem_alloc(network->section_count, sizeof *safety->free_tracks, err);
    safety->groups = mem_alloc(network->group_count, sizeof *safety->groups, err);
    safety->at = mem_alloc(run_count, sizeof *safety->at, err);
    safety->plan_size = (size_t)most + run_count;
    safety->plan = mem_alloc(safety->plan_size, sizeof *safety->plan, err);
    safety->draft = mem_alloc(safety->plan_size, sizeof *safety->draft, err);
    safety->trains = mem_alloc((size_t)run_count + 1, sizeof *safety->trains, err);
    return safety->free_tracks && safety->groups && safety->at && safety->plan && safety->draft &&
                   safety->trains
               ? STATUS_OK
               : STATUS_RESOURCE;
}

void rail_safety_deinit(struct rail_safety *safety)
{
    mem_free(safety->free_tracks);
    mem_free(safety->groups);
    mem_free(safety->at);
    mem_free(safety->plan);
    mem_free(safety->draft);
    mem_free(safety->trains);
}

/** Gives what a train has at a spot back to the scratch, or takes it. */
static void spot_give(struct rail *rail, uint32_t spot, bool is_given)
{
    struct rail_safety *safety = &rail->safety;
    const struct rail_step *step = rail_spot_step(rail, spot);
    for (uint32_t i = 0; i < step->need_count; i++) {
        uint32_t section = rail->network->needs[step->first_need + i];
        uint32_t group = rail->network->sections[section].group;
        safety->free_tracks[section] += is_given ? 1u : UINT32_MAX;
        if (group != NONE)
            safety->groups[group].occupied[step->heading] += is_given ? UINT32_MAX : 1u;
    }
}

static bool spot_is_free(const struct rail *rail, uint32_t spot)
{
    const struct rail_step *step = rail_spot_step(rail, spot);
    for (uint32_t i = 0; i < step->need_count; i++) {
        uint32_t section = rail->network->needs[step->first_need + i];
        uint32_t group = rail->network->sections[section].group;
        if (rail->safety.free_tracks[section] == 0)
            return false;
        if (group != NONE && rail->safety.groups[group].occupied[!step->heading] > 0)
            return false;
    }
    return true;
}

/** Moves a train to `target` in the scratch, or to its end, when all of the way is free. */
static bool move(struct rail *rail, struct rail_move to)
{
    const struct train *train = &rail->trains[to.run];
    uint32_t last = to.spot < train->way_end ? to.spot : train->way_end - 1;
    spot_give(rail, rail->safety.at[to.run], true);
    for (uint32_t spot = rail->safety.at[to.run] + 1; spot <= last; spot++)
        if (!spot_is_free(rail, spot)) {
            spot_give(rail, rail->safety.at[to.run], false);
            return false;
        }
    rail->safety.at[to.run] = to.spot;
    if (to.spot < train->way_end)
        spot_give(rail, to.spot, false);
    return true;
}

static bool is_through(const struct rail *rail, uint32_t run)
{
    return rail->safety.at[run] >= rail->trains[run].way_end;
}

/** The tracks, once all trains have come to where they have their ways set to and nothing is behind
 * them any more; with `run` at `spot`. The trains, `run` first. */
static void scratch_fill(struct rail *rail, uint32_t run, uint32_t spot)
{
    struct rail_safety *safety = &rail->safety;
    for (uint32_t i = 0; i < rail->network->section_count; i++)
        safety->free_tracks[i] = rail->network->sections[i].track_count;
    memset(safety->groups, 0, rail->network->group_count * sizeof *safety->groups);
    safety->train_count = 0;
    if (run != NONE) {
        safety->trains[safety->train_count++] = run;
        safety->at[run] = spot;
    }
    for (uint32_t i = 0; i < rail->active_count; i++)
        if (rail->active[i] != run) {
            safety->trains[safety->train_count++] = rail->active[i];
            safety->at[rail->active[i]] = rail->trains[rail->active[i]].head;
        }
    for (uint32_t i = 0; i < safety->train_count; i++)
        spot_give(rail, safety->at[safety->trains[i]], false);
}

/** Whether the known plan still brings everybody home; the asking train, when it is not in it,
 * last. */
static bool plan_holds(struct rail *rail)
{
    struct rail_safety *safety = &rail->safety;
    for (uint32_t i = 0; i < safety->plan_count; i++) {
        struct rail_move next = safety->plan[i];
        if (rail->trains[next.run].phase != TRAIN_ABSENT && safety->at[next.run] < next.spot &&
            !move(rail, next))
            return false;
    }
    for (uint32_t i = 0; i < safety->train_count; i++) {
        struct rail_move end = {safety->trains[i], rail->trains[safety->trains[i]].way_end};
        if (is_through(rail, end.run))
            continue;
        if (!move(rail, end))
            return false;
        safety->plan[safety->plan_count++] = end;
    }
    return true;
}

/** Drops the moves that are done. */
static void plan_tidy(struct rail *rail)
{
    struct rail_safety *safety = &rail->safety;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < safety->plan_count; i++) {
        const struct train *train = &rail->trains[safety->plan[i].run];
        if (train->phase != TRAIN_ABSENT && train->phase != TRAIN_ENTERING &&
            train->head < safety->plan[i].spot)
            safety->plan[kept++] = safety->plan[i];
    }
    safety->plan_count = kept;
}

/** The next station on the way of the train with a track to spare for it and another one; NONE:
 * there is none, or the way to it is not free. */
static uint32_t next_refuge(const struct rail *rail, uint32_t run)
{
    for (uint32_t spot = rail->safety.at[run] + 1; spot < rail->trains[run].way_end; spot++) {
        const struct rail_step *step = rail_spot_step(rail, spot);
        uint32_t section = rail->network->needs[step->first_need];
        bool stands_there = rail_spot_needs(rail, spot - 1, section);
        if (step->need_count == 1 && !stands_there && rail->safety.free_tracks[section] >= 2)
            return spot;
    }
    return NONE;
}

static bool draft_move(struct rail *rail, struct rail_move next)
{
    struct rail_safety *safety = &rail->safety;
    if (!move(rail, next))
        return false;
    safety->draft[safety->draft_count++] = next;
    return true;
}

/** Looks for a plan: whoever can come to the end does so; when nobody can, somebody goes to the
 * next refuge. Not every safe state is found to be so; then a train waits longer than it would have
 * to. */
static bool plan_search(struct rail *rail)
{
    struct rail_safety *safety = &rail->safety;
    uint32_t left = safety->train_count;
    bool goes_on = true;
    safety->draft_count = 0;
    while (left > 0 && goes_on) {
        goes_on = false;
        for (uint32_t i = 0; i < safety->train_count; i++) {
            uint32_t run = safety->trains[i];
            if (is_through(rail, run) ||
                !draft_move(rail, (struct rail_move){run, rail->trains[run].way_end}))
                continue;
            left--;
            goes_on = true;
        }
        for (uint32_t i = 0; !goes_on && i < safety->train_count; i++) {
            uint32_t run = safety->trains[i];
            uint32_t refuge = is_through(rail, run) ? NONE : next_refuge(rail, run);
            goes_on = refuge != NONE && draft_move(rail, (struct rail_move){run, refuge});
        }
    }
    return left == 0;
}

bool rail_is_safe(struct rail *rail, uint32_t run, uint32_t spot)
{
    struct rail_safety *safety = &rail->safety;
    plan_tidy(rail);
    uint32_t plan_count = safety->plan_count;
    scratch_fill(rail, run, spot);
    if (plan_holds(rail))
        return true;
    safety->plan_count = plan_count;
    scratch_fill(rail, run, spot);
    if (!plan_search(rail))
        return false;
    struct rail_move *old = safety->plan;
    safety->plan = safety->draft;
    safety->plan_count = safety->draft_count;
    safety->draft = old;
    return true;
}

bool rail_state_is_safe(struct rail *rail)
{
    plan_tidy(rail);
    uint32_t plan_count = rail->safety.plan_count;
    scratch_fill(rail, NONE, NONE);
    bool is_safe = plan_holds(rail);
    rail->safety.plan_count = plan_count;
    return is_safe;
}
