// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/rail_state.h"

/** The sections of a spot. */
static const uint32_t *spot_needs(const struct rail *rail, uint32_t spot, uint32_t *out_count)
{
    const struct rail_step *step = rail_spot_step(rail, spot);
    *out_count = step->need_count;
    return &rail->network->needs[step->first_need];
}

struct rail_hold *rail_hold_find(struct train *train, uint32_t section)
{
    for (uint32_t i = 0; i < train->hold_count; i++)
        if (train->holds[i].section == section)
            return &train->holds[i];
    return NULL;
}

static bool section_is_open(const struct rail *rail, uint32_t section, uint32_t t_ms,
                            uint32_t *out_open_ms)
{
    uint32_t count;
    const struct rail_change *changes =
        rail_network_section_changes(rail->network, section, &count);
    for (uint32_t i = 0; i < count; i++)
        if (!changes[i].is_open && changes[i].from_ms <= t_ms && t_ms < changes[i].until_ms) {
            *out_open_ms = changes[i].until_ms;
            return false;
        }
    return true;
}

uint32_t rail_tracks_open_ms(const struct rail *rail, uint32_t run, uint32_t spot, uint32_t t_ms)
{
    uint32_t count, open_ms = 0, latest_ms = 0;
    const uint32_t *needs = spot_needs(rail, spot, &count);
    for (uint32_t i = 0; i < count; i++)
        if (rail_hold_find(&rail->trains[run], needs[i]) == NULL &&
            !section_is_open(rail, needs[i], t_ms, &open_ms) && latest_ms < open_ms)
            latest_ms = open_ms;
    return latest_ms;
}

/** Whether nobody goes against the train over the single track. What it has of the spot itself
 * turns with it. */
static bool group_is_free(const struct rail *rail, uint32_t run, uint32_t spot, uint32_t group)
{
    uint32_t count, own = 0;
    uint8_t heading = rail_spot_step(rail, spot)->heading;
    const uint32_t *needs = spot_needs(rail, spot, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct rail_hold *hold = rail_hold_find(&rail->trains[run], needs[i]);
        own += hold != NULL && hold->heading != heading &&
               rail->network->sections[needs[i]].group == group;
    }
    return rail->groups[group].occupied[!heading] == own;
}

bool rail_tracks_free(const struct rail *rail, uint32_t run, uint32_t spot, uint32_t t_ms)
{
    struct train *train = &rail->trains[run];
    uint32_t count, hold_count = train->hold_count;
    const uint32_t *needs = spot_needs(rail, spot, &count);
    if (rail_tracks_open_ms(rail, run, spot, t_ms) > 0)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const struct rail_section *section = &rail->network->sections[needs[i]];
        if (section->group != NONE && !group_is_free(rail, run, spot, section->group))
            return false;
        if (rail_hold_find(train, needs[i]) != NULL)
            continue;
        if (rail->sections[needs[i]].occupied >= section->track_count)
            return false;
        hold_count++;
    }
    return hold_count <= RAIL_HOLDS_MAX;
}

void rail_tracks_take(struct rail *rail, uint32_t run, uint32_t spot, uint32_t t_ms)
{
    struct train *train = &rail->trains[run];
    uint32_t count;
    uint8_t heading = rail_spot_step(rail, spot)->heading;
    const uint32_t *needs = spot_needs(rail, spot, &count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t group = rail->network->sections[needs[i]].group;
        struct rail_hold *hold = rail_hold_find(train, needs[i]);
        if (hold == NULL) {
            hold = &train->holds[train->hold_count++];
            *hold = (struct rail_hold){
                .section = needs[i], .set_ms = t_ms, .enter_ms = UINT32_MAX, .heading = heading};
            rail->sections[needs[i]].occupied++;
        } else if (group != NONE) {
            rail->groups[group].occupied[hold->heading]--;
            hold->heading = heading;
        }
        if (group != NONE)
            rail->groups[group].occupied[heading]++;
    }
    if (train->phase == TRAIN_ENTERING) {
        uint32_t at = rail->active_count++;
        for (; at > 0 && rail->active[at - 1] > run; at--)
            rail->active[at] = rail->active[at - 1];
        rail->active[at] = run;
        train->tail = spot;
    }
    train->head = spot;
}

bool rail_spot_needs(const struct rail *rail, uint32_t spot, uint32_t section)
{
    uint32_t count;
    const uint32_t *needs = spot_needs(rail, spot, &count);
    for (uint32_t i = 0; i < count; i++)
        if (needs[i] == section)
            return true;
    return false;
}

/** Whether a spot in [first, last] needs the section. */
static bool spots_need(const struct rail *rail, uint32_t first, uint32_t last, uint32_t section)
{
    for (uint32_t spot = first; spot <= last; spot++)
        if (rail_spot_needs(rail, spot, section))
            return true;
    return false;
}

static void hold_end(struct rail *rail, struct activation *act, uint32_t run, uint32_t index)
{
    struct train *train = &rail->trains[run];
    struct rail_hold hold = train->holds[index];
    uint32_t group = rail->network->sections[hold.section].group;
    rail_records_occupation(act, rail, run, &hold);
    rail->sections[hold.section].occupied--;
    if (group != NONE)
        rail->groups[group].occupied[hold.heading]--;
    train->hold_count--;
    for (uint32_t i = index; i < train->hold_count; i++)
        train->holds[i] = train->holds[i + 1];
}

void rail_tracks_give_back(struct rail *rail, struct activation *act, uint32_t run, uint32_t first)
{
    struct train *train = &rail->trains[run];
    for (uint32_t i = 0; i < train->hold_count;)
        if (spots_need(rail, first, train->head, train->holds[i].section))
            i++;
        else
            hold_end(rail, act, run, i);
    train->tail = first;
}

void rail_tracks_leave(struct rail *rail, struct activation *act, uint32_t run)
{
    struct train *train = &rail->trains[run];
    while (train->hold_count > 0)
        hold_end(rail, act, run, 0);
    train->phase = TRAIN_ABSENT;
    uint32_t at = 0;
    while (rail->active[at] != run)
        at++;
    rail->active_count--;
    for (; at < rail->active_count; at++)
        rail->active[at] = rail->active[at + 1];
}
