// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road_gridlock.h"

#include "base/names.h"
#include "road/road_link.h"

#include <string.h>

struct forced_row {
    double t_s;
    int32_t person, drive, run, node, from_link, to_link;
};

static const struct column forced_columns[] = {
    {"time", COLUMN_F64, offsetof(struct forced_row, t_s), RECORD_CLOCK, "time of the move", NULL,
     NULL},
    {"person", COLUMN_I32, offsetof(struct forced_row, person), NULL,
     "driver, -1 for any other vehicle", NULL, "persons"},
    {"drive", COLUMN_I32, offsetof(struct forced_row, drive), NULL,
     "number of the drive, -1 for any other vehicle", NULL, NULL},
    {"run", COLUMN_I32, offsetof(struct forced_row, run), NULL,
     "run of public transport, -1 for any other vehicle", NULL, NULL},
    {"node", COLUMN_I32, offsetof(struct forced_row, node), NULL, "node", NULL, "network/nodes"},
    {"from_link", COLUMN_I32, offsetof(struct forced_row, from_link), NULL,
     "link that was left, -1 at the start of a drive", NULL, "network/links"},
    {"to_link", COLUMN_I32, offsetof(struct forced_row, to_link), NULL,
     "link that was entered although it was full", NULL, "network/links"},
    {0},
};

const struct record_kind road_forced_record = {"forced_moves", "move",
                                               "Vehicles moved by force to end a gridlock",
                                               forced_columns, sizeof(struct forced_row)};

struct gridlock_row {
    double t_s, since_s;
    int32_t gridlock, step, link, next_link, node, person, drive, run;
    int8_t is_forced;
};

static const char *const forced_names[] = {"no", "yes", NULL};

static const struct column gridlock_columns[] = {
    {"time", COLUMN_F64, offsetof(struct gridlock_row, t_s), RECORD_CLOCK,
     "time at which the cycle was found", NULL, NULL},
    {"gridlock", COLUMN_I32, offsetof(struct gridlock_row, gridlock), NULL,
     "number of the gridlock", NULL, NULL},
    {"step", COLUMN_I32, offsetof(struct gridlock_row, step), NULL, "place in the cycle", NULL,
     NULL},
    {"link", COLUMN_I32, offsetof(struct gridlock_row, link), NULL, "link whose head waits", NULL,
     "network/links"},
    {"next_link", COLUMN_I32, offsetof(struct gridlock_row, next_link), NULL,
     "full link that it waits to enter: the one of the next step", NULL, "network/links"},
    {"node", COLUMN_I32, offsetof(struct gridlock_row, node), NULL, "node between the two", NULL,
     "network/nodes"},
    {"person", COLUMN_I32, offsetof(struct gridlock_row, person), NULL,
     "driver of the waiting vehicle, -1 for any other vehicle", NULL, "persons"},
    {"drive", COLUMN_I32, offsetof(struct gridlock_row, drive), NULL,
     "number of the drive, -1 for any other vehicle", NULL, NULL},
    {"run", COLUMN_I32, offsetof(struct gridlock_row, run), NULL,
     "run of public transport, -1 for any other vehicle", NULL, NULL},
    {"since", COLUMN_F64, offsetof(struct gridlock_row, since_s), RECORD_CLOCK,
     "time since which the head waits", NULL, NULL},
    {"is_forced", COLUMN_I8, offsetof(struct gridlock_row, is_forced), NULL,
     "whether this head is moved by force", forced_names, NULL},
    {0},
};

const struct record_kind road_gridlock_record = {"gridlocks", "wait",
                                                 "Waits of the cycles in which nobody could move",
                                                 gridlock_columns, sizeof(struct gridlock_row)};

void forced_move_record(const struct road *road, struct activation *act, uint32_t approach,
                        uint32_t link, uint32_t ref)
{
    uint32_t vehicle = route_store_end(road->routes, slot_cursor(ref)).vehicle;
    struct event_subject owner = vehicle_owner(road, vehicle);
    struct forced_row row = {.t_s = act->t_ms / 1000.0,
                             .person = owner.person,
                             .drive = owner.drive,
                             .run = owner.run,
                             .node = (int32_t)(act->self - road->first_process),
                             .from_link = approach_is_link(road, approach) ? (int32_t)approach : -1,
                             .to_link = (int32_t)link};
    activation_record(act, &road_forced_record, &row);
}

uint32_t gridlock_every_ms(const struct road *road)
{
    return road->patience_ms / 2 > MS_PER_S ? road->patience_ms / 2 : MS_PER_S;
}

/** Whether somebody who waits for the link finds no room: perhaps not the one that is looked at,
 * but a truck whose turn comes first. */
static bool link_is_full(struct road *road, uint32_t link, uint32_t t_ms)
{
    for (uint32_t id = road->links[link].start.first_waiting; id != NONE;
         id = road->approaches[id].next_waiting) {
        uint32_t ref = approach_is_link(road, id) ? link_head(road, id)->ref
                                                  : road->starters[road->approaches[id].head].ref;
        /* Space that comes back in this very millisecond is not there yet. */
        if (!link_has_room(road, link, slot_class(ref), t_ms - 1))
            return true;
    }
    return false;
}

/** The full link that the head of this one has waited for longer than the patience, or NONE. */
static uint32_t link_stuck_behind(struct road *road, uint32_t link, uint32_t t_ms)
{
    uint32_t next = road->links[link].end.waits_for;
    if (next == NONE || t_ms - road->approaches[link].blocked_since_ms < road->patience_ms ||
        !road->links[next].start.is_open || !link_is_full(road, next, t_ms))
        return NONE;
    return next;
}

/** The link of the cycle whose head is moved: the smallest id that has a slot to go to, or NONE. */
static uint32_t cycle_choose(struct road *road, uint32_t first, uint32_t t_ms)
{
    uint32_t chosen = NONE, link = first;
    do {
        uint32_t next = road->links[link].end.waits_for;
        if (link < chosen && link_has_slot(road, next, t_ms - 1))
            chosen = link;
        link = next;
    } while (link != first);
    return chosen;
}

static enum status cycle_record(struct road *road, struct kernel *kernel, uint32_t first,
                                uint32_t forced, struct error *err)
{
    uint32_t link = first, gridlock = road->gridlock_count++, step = 0;
    do {
        uint32_t ref = link_head(road, link)->ref;
        struct event_subject owner =
            vehicle_owner(road, route_store_end(road->routes, slot_cursor(ref)).vehicle);
        struct gridlock_row row = {
            .t_s = kernel_now_ms(kernel) / 1000.0,
            .since_s = road->approaches[link].blocked_since_ms / 1000.0,
            .gridlock = (int32_t)gridlock,
            .step = (int32_t)step++,
            .link = (int32_t)link,
            .next_link = (int32_t)road->links[link].end.waits_for,
            .node = (int32_t)road->network->links[link].to,
            .person = owner.person,
            .drive = owner.drive,
            .run = owner.run,
            .is_forced = link == forced,
        };
        enum status status = kernel_record(kernel, &road_gridlock_record, &row, err);
        if (status != STATUS_OK)
            return status;
        link = road->links[link].end.waits_for;
    } while (link != first);
    return STATUS_OK;
}

/** Follows who waits for whom from a link on, marking the way with the number of the walk; a link
 * that this walk comes to again is in a cycle. Returns it, or NONE. */
static uint32_t cycle_find(struct road *road, uint32_t link, uint32_t walk, uint32_t t_ms)
{
    while (link != NONE && road->walks[link] == 0) {
        road->walks[link] = walk;
        link = link_stuck_behind(road, link, t_ms);
    }
    return link != NONE && road->walks[link] == walk ? link : NONE;
}

enum status gridlock_watch(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct road *road = self;
    memset(road->walks, 0, road->link_count * sizeof *road->walks);
    for (uint32_t i = 0; i < road->link_count; i++) {
        if (road->links[i].end.waits_for == NONE || road->walks[i] != 0)
            continue;
        uint32_t first = cycle_find(road, i, i + 1, t_ms);
        if (first == NONE)
            continue;
        uint32_t forced = cycle_choose(road, first, t_ms);
        enum status status = cycle_record(road, kernel, first, forced, err);
        if (status == STATUS_OK && forced != NONE)
            status = kernel_post(
                kernel, event_make(t_ms, road->links[forced].end.to_process, ROAD_FORCE, 0, forced),
                err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}
