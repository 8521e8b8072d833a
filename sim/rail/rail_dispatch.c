// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/rail_state.h"

#include "base/memory.h"

#include <stdlib.h>

static uint32_t planned_at(const struct rail *rail, uint32_t run, uint32_t spot)
{
    return rail->timetable->run_depart_ms[run] + rail->ways.spots[spot].planned_ms;
}

/* The passages of the timetable. */

/** A passage before it is sorted into its section. */
struct passage_entry {
    uint32_t section;
    struct rail_passage passage;
};

static int compare_entries(const void *a, const void *b)
{
    const struct passage_entry *x = a, *y = b;
    if (x->section != y->section)
        return x->section < y->section ? -1 : 1;
    if (x->passage.planned_ms != y->passage.planned_ms)
        return x->passage.planned_ms < y->passage.planned_ms ? -1 : 1;
    return (x->passage.run > y->passage.run) - (x->passage.run < y->passage.run);
}

/** Whether the spot before on the same way needs the section, too: then it is the same passage. */
static bool is_continued(const struct rail *rail, uint32_t spot, uint32_t first_spot,
                         uint32_t section)
{
    return spot != first_spot && rail_spot_needs(rail, spot - 1, section);
}

/** Lists the passages of a run; NULL `out`: only counts them. */
static uint32_t run_passages(const struct rail *rail, uint32_t run, struct passage_entry *out)
{
    const struct pattern *pattern = rail_pattern(rail, run);
    uint32_t count = 0, first_spot = rail_first_spot(rail, run);
    for (uint32_t seq = 0; seq < pattern->call_count; seq++) {
        uint32_t spot = rail->ways.hop_first_spot[pattern->first_call + seq];
        if (spot == NONE)
            continue;
        for (; spot < rail->ways.hop_end_spot[pattern->first_call + seq]; spot++) {
            const struct rail_step *step = rail_spot_step(rail, spot);
            for (uint32_t i = 0; i < step->need_count; i++) {
                uint32_t section = rail->network->needs[step->first_need + i];
                if (is_continued(rail, spot, first_spot, section))
                    continue;
                if (out != NULL)
                    out[count] = (struct passage_entry){
                        section,
                        {planned_at(rail, run, spot), run,
                         rail->timetable->run_depart_ms[run] < rail->start_ms}};
                count++;
            }
        }
    }
    return count;
}

enum status rail_passages_init(struct rail *rail, struct error *err)
{
    uint32_t count = 0;
    for (uint32_t run = 0; run < rail->timetable->run_count; run++)
        count += run_passages(rail, run, NULL);
    struct passage_entry *entries = mem_alloc(count, sizeof *entries, err);
    rail->passages = mem_alloc(count, sizeof *rail->passages, err);
    if (entries == NULL || rail->passages == NULL) {
        mem_free(entries);
        return STATUS_RESOURCE;
    }
    count = 0;
    for (uint32_t run = 0; run < rail->timetable->run_count; run++)
        count += run_passages(rail, run, entries + count);
    qsort(entries, count, sizeof *entries, compare_entries);
    for (uint32_t i = 0; i < count; i++) {
        struct section_state *section = &rail->sections[entries[i].section];
        if (section->passage_count++ == 0)
            section->first_passage = section->first_open = i;
        rail->passages[i] = entries[i].passage;
    }
    mem_free(entries);
    return STATUS_OK;
}

/** The passage of a run at a spot is over, or will not be. */
static void passage_close(struct rail *rail, uint32_t section, uint32_t run, uint32_t planned_ms)
{
    struct section_state *state = &rail->sections[section];
    uint32_t low = state->first_passage, end = low + state->passage_count, high = end;
    while (low < high) { /* the first one that is not before (planned, run) */
        uint32_t middle = low + (high - low) / 2;
        const struct rail_passage *at = &rail->passages[middle];
        if (at->planned_ms < planned_ms || (at->planned_ms == planned_ms && at->run < run))
            low = middle + 1;
        else
            high = middle;
    }
    if (low < end && rail->passages[low].run == run && rail->passages[low].planned_ms == planned_ms)
        rail->passages[low].is_past = true;
    while (state->first_open < end && rail->passages[state->first_open].is_past)
        state->first_open++;
}

static void spot_close(struct rail *rail, uint32_t run, uint32_t spot)
{
    const struct rail_step *step = rail_spot_step(rail, spot);
    for (uint32_t i = 0; i < step->need_count; i++)
        passage_close(rail, rail->network->needs[step->first_need + i], run,
                      planned_at(rail, run, spot));
}

void rail_passages_drop(struct rail *rail, uint32_t run, uint32_t spot)
{
    for (; spot < rail->trains[run].way_end; spot++)
        spot_close(rail, run, spot);
}

void rail_cancel(struct rail *rail, uint32_t run, uint32_t seq)
{
    const struct pattern *pattern = rail_pattern(rail, run);
    for (; seq < pattern->call_count; seq++) {
        uint32_t call_id = pattern->first_call + seq, end = rail->ways.hop_end_spot[call_id];
        for (uint32_t spot = rail->ways.hop_first_spot[call_id]; spot < end; spot++)
            spot_close(rail, run, spot);
    }
}

/* Who goes first. */

/** Whether the train has the section, or a part of the same single track: then the order over it is
 * decided, and nobody comes before it. */
static bool is_inside(const struct rail *rail, uint32_t run, uint32_t section)
{
    const struct rail_section *sections = rail->network->sections;
    const struct train *train = &rail->trains[run];
    uint32_t group = sections[section].group;
    for (uint32_t i = 0; i < train->hold_count; i++)
        if (train->holds[i].section == section ||
            (group != NONE && sections[train->holds[i].section].group == group))
            return true;
    return false;
}

/** Until when the train waits for one that is planned before it; 0: it does not. Parallel tracks
 * need no order. */
static uint32_t held_until_ms(const struct rail *rail, uint32_t run, uint32_t spot, uint32_t t_ms)
{
    const struct rail_step *step = rail_spot_step(rail, spot);
    uint32_t planned_ms = planned_at(rail, run, spot), until_ms = 0;
    for (uint32_t i = 0; i < step->need_count; i++) {
        uint32_t section = rail->network->needs[step->first_need + i];
        const struct section_state *state = &rail->sections[section];
        if (rail->network->sections[section].track_count > 1 || is_inside(rail, run, section))
            continue;
        for (uint32_t k = state->first_open; k < state->first_passage + state->passage_count; k++) {
            const struct rail_passage *passage = &rail->passages[k];
            uint32_t late_ms = passage->planned_ms + rail->hold_ms;
            if (passage->planned_ms >= planned_ms)
                break;
            if (!passage->is_past && passage->run != run && late_ms > t_ms && late_ms > until_ms)
                until_ms = late_ms;
        }
    }
    return until_ms;
}

static struct dispatch_request request_of(const struct rail *rail, uint32_t run)
{
    return (struct dispatch_request){
        .run = run,
        .asked_ms = rail->trains[run].asked_ms,
        .planned_ms = planned_at(rail, run, train_wanted_spot(rail, run)),
        .priority = rail->timetable->lines[rail_pattern(rail, run)->line].priority};
}

/** Whether one of two trains with these steps ahead keeps the other from a section or a single
 * track.
 */
static bool steps_collide(const struct rail *rail, const struct rail_step *a,
                          const struct rail_step *b)
{
    const struct rail_network *network = rail->network;
    for (uint32_t i = 0; i < a->need_count; i++)
        for (uint32_t k = 0; k < b->need_count; k++) {
            uint32_t x = network->needs[a->first_need + i], y = network->needs[b->first_need + k];
            uint32_t group = network->sections[x].group;
            bool is_same = x == y && network->sections[x].track_count == 1;
            if (is_same ||
                (group != NONE && group == network->sections[y].group && a->heading != b->heading))
                return true;
        }
    return false;
}

/** Until when the train waits for one that asked already and goes before it by the policy, so that
 * a stream in one direction does not keep it out for ever; 0: it does not. Whom the banker's rule
 * has refused may need others to go first. */
static uint32_t yields_until_ms(const struct rail *rail, uint32_t run, uint32_t spot, uint32_t t_ms)
{
    const struct rail_step *step = rail_spot_step(rail, spot);
    struct dispatch_request own = request_of(rail, run);
    uint32_t until_ms = 0;
    for (uint32_t i = 0; i < step->need_count; i++)
        if (is_inside(rail, run, rail->network->needs[step->first_need + i]))
            return 0;
    for (uint32_t i = 0; i < rail->waiting_count; i++) {
        uint32_t other = rail->waiting[i];
        struct dispatch_request request = request_of(rail, other);
        uint32_t spot_ahead = train_wanted_spot(rail, other);
        uint32_t late_ms = request.asked_ms + rail->hold_ms;
        if (other != run && !rail->trains[other].is_unsafe && late_ms > t_ms &&
            late_ms > until_ms && rail->policy->before(&request, &own) &&
            steps_collide(rail, step, rail_spot_step(rail, spot_ahead)))
            until_ms = late_ms;
    }
    return until_ms;
}

static void recheck_at(struct rail *rail, struct activation *act, uint32_t run, uint32_t t_ms)
{
    if (t_ms <= act->t_ms || rail->trains[run].recheck_ms == t_ms)
        return;
    rail->trains[run].recheck_ms = t_ms;
    activation_schedule(act, t_ms, RAIL_RECHECK, 0, 0);
}

/** Whether the train may have the spot that it wants, now. */
static bool may_have(struct rail *rail, struct activation *act, uint32_t run)
{
    uint32_t spot = train_wanted_spot(rail, run);
    if (!rail_tracks_free(rail, run, spot, act->t_ms)) {
        recheck_at(rail, act, run, rail_tracks_open_ms(rail, run, spot, act->t_ms));
        return false;
    }
    uint32_t until_ms = rail->policy->holds_for_planned
                            ? held_until_ms(rail, run, spot, act->t_ms)
                            : yields_until_ms(rail, run, spot, act->t_ms);
    if (until_ms > 0) {
        recheck_at(rail, act, run, until_ms);
        return false;
    }
    if (rail_is_safe(rail, run, spot))
        return true;
    rail->totals.refused_unsafe += !rail->trains[run].is_unsafe;
    rail->trains[run].is_unsafe = true;
    return false;
}

static void grant(struct rail *rail, struct activation *act, uint32_t run)
{
    uint32_t spot = train_wanted_spot(rail, run);
    rail_tracks_take(rail, run, spot, act->t_ms);
    spot_close(rail, run, spot);
    train_granted(rail, act, run);
}

void rail_ask(struct rail *rail, struct activation *act, uint32_t run)
{
    struct train *train = &rail->trains[run];
    train->asked_ms = act->t_ms;
    train->is_unsafe = false;
    if (may_have(rail, act, run)) {
        grant(rail, act, run);
        return;
    }
    rail->waiting[rail->waiting_count++] = run;
}

/** Puts those who wait into the order of the policy; they are few. */
static void waiting_sort(struct rail *rail)
{
    for (uint32_t i = 1; i < rail->waiting_count; i++) {
        uint32_t run = rail->waiting[i], at = i;
        struct dispatch_request request = request_of(rail, run);
        for (; at > 0; at--) {
            struct dispatch_request other = request_of(rail, rail->waiting[at - 1]);
            if (!rail->policy->before(&request, &other))
                break;
            rail->waiting[at] = rail->waiting[at - 1];
        }
        rail->waiting[at] = run;
    }
}

static void waiting_remove(struct rail *rail, uint32_t index)
{
    rail->waiting_count--;
    for (; index < rail->waiting_count; index++)
        rail->waiting[index] = rail->waiting[index + 1];
}

void rail_dispatch(struct rail *rail, struct activation *act)
{
    bool goes_on = true;
    while (goes_on) {
        goes_on = false;
        waiting_sort(rail);
        for (uint32_t i = 0; !goes_on && i < rail->waiting_count; i++) {
            uint32_t run = rail->waiting[i];
            if (!may_have(rail, act, run))
                continue;
            waiting_remove(rail, i);
            grant(rail, act, run); /* and perhaps asks anew: the list is another one now */
            goes_on = true;
        }
    }
}

void rail_waiting_drop(struct rail *rail, uint32_t run)
{
    for (uint32_t i = 0; i < rail->waiting_count; i++)
        if (rail->waiting[i] == run) {
            waiting_remove(rail, i);
            return;
        }
}
