// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/names.h"
#include "road/road_state.h"
#include "road/signal.h"

#define US_PER_MS      1000u
#define TAG_SCALE      UINT64_C(1000000)
#define TURNS_OWED_MAX UINT64_C(8)

struct forced_row {
    double t_s;
    int32_t person, node, from_link, to_link;
};

static const struct column forced_columns[] = {
    {"time", COLUMN_F64, offsetof(struct forced_row, t_s), RECORD_CLOCK, "time of the move", NULL,
     NULL},
    {"person", COLUMN_I32, offsetof(struct forced_row, person), NULL, "driver", NULL, "persons"},
    {"node", COLUMN_I32, offsetof(struct forced_row, node), NULL, "node", NULL, "network/nodes"},
    {"from_link", COLUMN_I32, offsetof(struct forced_row, from_link), NULL,
     "link that was left, -1 at the start of a drive", NULL, "network/links"},
    {"to_link", COLUMN_I32, offsetof(struct forced_row, to_link), NULL,
     "link that was entered although it was full", NULL, "network/links"},
    {0},
};

const struct record_kind road_forced_record = {
    "forced_moves", "move", "Vehicles moved by force after waiting longer than the patience",
    forced_columns, sizeof(struct forced_row)};

static void approach_check(struct road *road, struct activation *act, uint32_t id);

static bool approach_is_link(const struct road *road, uint32_t id)
{
    return id < road->link_count;
}

/** The link that the vehicle enters next, or NONE when it is on its last one. */
static uint32_t vehicle_next_link(const struct road *road, uint32_t approach, uint32_t vehicle)
{
    const struct vehicle *v = &road->vehicles[vehicle];
    uint32_t next = approach_is_link(road, approach) ? v->position + 1u : 0u;
    return next < v->route_length ? v->route[next] : NONE;
}

static void approach_push(struct road *road, uint32_t id, uint32_t vehicle)
{
    struct approach *approach = &road->approaches[id];
    road->vehicles[vehicle].next = NONE;
    if (approach->head == NONE)
        approach->head = vehicle;
    else
        road->vehicles[approach->tail].next = vehicle;
    approach->tail = vehicle;
}

/** Earliest time at which the head may cross the stop line, if the next link lets it. */
static uint32_t approach_ready_ms(const struct road *road, uint32_t id, uint32_t now_ms)
{
    const struct approach *approach = &road->approaches[id];
    uint32_t ready_ms = (uint32_t)((approach->free_us + US_PER_MS - 1) / US_PER_MS);
    if (ready_ms < now_ms)
        ready_ms = now_ms;
    return approach_is_link(road, id) ? signal_green_at(road->network, id, ready_ms) : ready_ms;
}

static void approach_wake_at(struct road *road, struct activation *act, uint32_t id, uint32_t t_ms)
{
    struct approach *approach = &road->approaches[id];
    if (approach->wake_ms == t_ms)
        return;
    approach->wake_ms = t_ms;
    activation_schedule(act, t_ms, ROAD_APPROACH, 0, id);
}

/** Moves a rate limit on by one vehicle without losing the fraction of a millisecond that was
 * rounded up. */
static void rate_advance(uint64_t *free_us, uint32_t now_ms, uint64_t headway_us)
{
    uint64_t now_us = (uint64_t)now_ms * US_PER_MS;
    if (now_us >= *free_us + US_PER_MS)
        *free_us = now_us;
    *free_us += headway_us;
}

static void approach_stop_waiting(struct road *road, uint32_t id)
{
    struct approach *approach = &road->approaches[id];
    uint32_t *place = &road->entrances[approach->waits_for].first_waiting;
    while (*place != id)
        place = &road->approaches[*place].next_waiting;
    *place = approach->next_waiting;
    approach->waits_for = approach->next_waiting = NONE;
}

/** Takes the head out of its queue; behind a link, counts it and sends its space back up the link.
 */
static uint32_t approach_pop(struct road *road, struct activation *act, uint32_t id)
{
    struct approach *approach = &road->approaches[id];
    uint32_t vehicle = approach->head;
    struct vehicle *v = &road->vehicles[vehicle];

    if (approach->waits_for != NONE)
        approach_stop_waiting(road, id);
    approach->head = v->next;
    if (approach->head == NONE)
        approach->tail = NONE;
    if (approach_is_link(road, id)) {
        const struct link_constants *link = &road->constants[id];
        struct exit_counts *exit = &road->exits[id];
        uint64_t units = road->units[v->class];
        rate_advance(&approach->free_us, act->t_ms, link->exit_us * units / UNITS_PER_CAR);
        exit->left++;
        exit->left_ms_sum += act->t_ms;
        exit->travel_ms_sum += act->t_ms - v->entered_ms;
        exit->heavy_left += v->class == VEHICLE_TRUCK;
        activation_send(act, event_make(act->t_ms + link->wave_ms, link->from_process, ROAD_SPACE,
                                        (uint32_t)units, id));
    }
    return vehicle;
}

/** The head of the approach enters the link. */
static void vehicle_enter(struct road *road, struct activation *act, uint32_t approach,
                          uint32_t into)
{
    struct entrance *entrance = &road->entrances[into];
    const struct link_constants *link = &road->constants[into];
    bool was_on_link = approach_is_link(road, approach);
    uint32_t vehicle = approach_pop(road, act, approach);
    struct vehicle *v = &road->vehicles[vehicle];
    uint32_t units = road->units[v->class];

    v->position = (uint16_t)(v->position + was_on_link);
    v->entered_ms = act->t_ms;
    entrance->free_units -= (int32_t)units;
    rate_advance(&entrance->free_us, act->t_ms, (uint64_t)link->entry_us * units / UNITS_PER_CAR);
    entrance->entered++;
    entrance->entered_ms_sum += act->t_ms;

    uint32_t arrival_ms = act->t_ms + link->run_ms[v->class];
    /* Never in the same millisecond, where the smaller vehicle id would go first. */
    if (link->one_lane && arrival_ms <= entrance->last_arrival_ms)
        arrival_ms = entrance->last_arrival_ms + 1;
    entrance->last_arrival_ms = arrival_ms;
    activation_send(act, event_make(arrival_ms, link->to_process, ROAD_ARRIVE, vehicle, into));
}

/** The head of the approach is at the end of its route. */
static void vehicle_finish(struct road *road, struct activation *act, uint32_t approach)
{
    uint32_t vehicle = approach_pop(road, act, approach);
    const struct vehicle *v = &road->vehicles[vehicle];
    road->nodes[act->self - road->first_process].finished++;
    activation_send(act, event_make(act->t_ms + ROAD_EGRESS_MS, v->arrived_process, v->arrived_type,
                                    vehicle, 0));
}

/** Whether a link has room for the vehicle; an empty link takes any. */
static bool entrance_has_room(const struct road *road, uint32_t link, uint32_t vehicle)
{
    const struct entrance *entrance = &road->entrances[link];
    return entrance->free_units >= (int32_t)road->units[road->vehicles[vehicle].class] ||
           entrance->free_units >= road->constants[link].storage_units;
}

/** Of the approaches that wait for the link and could go now, the one whose turn it is; NONE if
 * there is none. Those that cannot go yet are woken when they can. */
static uint32_t entrance_next(struct road *road, struct activation *act, uint32_t link)
{
    uint32_t best = NONE;
    for (uint32_t id = road->entrances[link].first_waiting; id != NONE;
         id = road->approaches[id].next_waiting) {
        uint32_t ready_ms = approach_ready_ms(road, id, act->t_ms);
        if (ready_ms > act->t_ms)
            approach_wake_at(road, act, id, ready_ms);
        else if (best == NONE || road->approaches[id].tag < road->approaches[best].tag ||
                 (road->approaches[id].tag == road->approaches[best].tag && id < best))
            best = id;
    }
    return best;
}

/** Virtual time that so many units of the approach take: the higher its priority, the less.
 * Priorities are capacities (Daganzo 1995). */
static uint64_t approach_turn(const struct road *road, uint32_t id, uint64_t units)
{
    uint32_t own = approach_is_link(road, id) ? id : id - road->link_count;
    double priority_vps = (double)road->network->links[own].capacity_vps;
    return (uint64_t)((double)(units * TAG_SCALE / UNITS_PER_CAR) / priority_vps);
}

/** Advances the approach's virtual time by one vehicle at its share of the link, so that its next
 * turn comes sooner the higher its priority (self-clocked fair queueing, Golestani 1994). */
static void approach_take_turn(struct road *road, uint32_t id, uint32_t link)
{
    struct approach *approach = &road->approaches[id];
    road->entrances[link].tag_now = approach->tag;
    approach->tag += approach_turn(road, id, road->units[road->vehicles[approach->head].class]);
}

/** Lets waiting vehicles into the link while it takes them. */
static void entrance_serve(struct road *road, struct activation *act, uint32_t link)
{
    struct entrance *entrance = &road->entrances[link];

    while (entrance->first_waiting != NONE) {
        uint32_t free_ms = (uint32_t)((entrance->free_us + US_PER_MS - 1) / US_PER_MS);
        if (free_ms > act->t_ms) {
            if (entrance->wake_ms != free_ms)
                activation_schedule(act, free_ms, ROAD_SERVE, 0, link);
            entrance->wake_ms = free_ms;
            return;
        }
        uint32_t id = entrance_next(road, act, link);
        if (id == NONE || !entrance_has_room(road, link, road->approaches[id].head))
            return;
        approach_take_turn(road, id, link);
        vehicle_enter(road, act, id, link);
        approach_check(road, act, id);
    }
}

static void approach_wait_for(struct road *road, struct activation *act, uint32_t id, uint32_t link)
{
    struct approach *approach = &road->approaches[id];
    struct entrance *entrance = &road->entrances[link];

    approach->waits_for = link;
    approach->next_waiting = entrance->first_waiting;
    entrance->first_waiting = id;
    approach->blocked_since_ms = act->t_ms;
    if (approach->tag < entrance->tag_now)
        approach->tag = entrance->tag_now;
    /* The clocks of two links run apart. What an approach has had from one must not shut it out of
     * the other for long. */
    uint64_t latest =
        entrance->tag_now + approach_turn(road, id, TURNS_OWED_MAX * road->units[VEHICLE_CAR]);
    if (approach->tag > latest)
        approach->tag = latest;
}

/** A head that is still blocked after being served starts the clock of its patience. */
static void approach_start_patience(struct road *road, struct activation *act, uint32_t id)
{
    struct approach *approach = &road->approaches[id];
    if (approach->waits_for != NONE && !approach->patience_runs) {
        approach->patience_runs = true;
        activation_schedule(act, approach->blocked_since_ms + road->patience_ms, ROAD_PATIENCE, 0,
                            id);
    }
}

/** Does what can be done now for the head of the approach, and sees to it that it is looked at
 * again. */
static void approach_check(struct road *road, struct activation *act, uint32_t id)
{
    struct approach *approach = &road->approaches[id];

    while (approach->head != NONE && approach->waits_for == NONE) {
        uint32_t ready_ms = approach_ready_ms(road, id, act->t_ms);
        if (ready_ms > act->t_ms) {
            approach_wake_at(road, act, id, ready_ms);
            return;
        }
        uint32_t link = vehicle_next_link(road, id, approach->head);
        if (link == NONE) {
            vehicle_finish(road, act, id);
        } else {
            approach_wait_for(road, act, id, link);
            entrance_serve(road, act, link);
            approach_start_patience(road, act, id);
            return;
        }
    }
}

/** Moves a head that has waited too long into its full link: gridlock must not last, but it is
 * counted. Who only waits for green, for a turn or for a headway waits on. */
static void approach_lose_patience(struct road *road, struct activation *act, uint32_t id)
{
    struct approach *approach = &road->approaches[id];
    uint32_t link = approach->waits_for;

    approach->patience_runs = false;
    if (link == NONE)
        return;
    uint32_t ready_ms = approach_ready_ms(road, id, act->t_ms);
    uint32_t lost_ms = approach->blocked_since_ms + road->patience_ms;
    if (lost_ms <= act->t_ms && ready_ms == act->t_ms &&
        !entrance_has_room(road, link, approach->head)) {
        uint32_t node = act->self - road->first_process;
        struct forced_row row = {act->t_ms / 1000.0, (int32_t)approach->head, (int32_t)node,
                                 approach_is_link(road, id) ? (int32_t)id : -1, (int32_t)link};
        activation_record(act, &road_forced_record, &row);
        road->nodes[node].forced++;
        vehicle_enter(road, act, id, link);
        approach_check(road, act, id);
    } else {
        uint32_t again_ms = lost_ms > ready_ms ? lost_ms : ready_ms;
        approach->patience_runs = true;
        activation_schedule(act, again_ms > act->t_ms ? again_ms : act->t_ms + MS_PER_S,
                            ROAD_PATIENCE, 0, id);
    }
}

static void road_node_handle(struct activation *act, struct event event)
{
    struct road *road = act->model;
    uint32_t argument = event_argument(event), subject = event_subject(event);
    uint32_t id = argument;

    switch ((enum road_event)event_type(event)) {
    case ROAD_ARRIVE:
        approach_push(road, argument, subject);
        approach_check(road, act, argument);
        break;
    case ROAD_SPACE:
        road->entrances[argument].free_units += (int32_t)subject;
        entrance_serve(road, act, argument);
        break;
    case ROAD_DEPART:
        id = road->link_count + road->vehicles[subject].route[0];
        road->nodes[act->self - road->first_process].started++;
        approach_push(road, id, subject);
        approach_check(road, act, id);
        break;
    case ROAD_APPROACH:
        if (road->approaches[id].wake_ms == act->t_ms)
            road->approaches[id].wake_ms = UINT32_MAX;
        if (road->approaches[id].waits_for != NONE)
            entrance_serve(road, act, road->approaches[id].waits_for);
        else
            approach_check(road, act, id);
        break;
    case ROAD_SERVE:
        if (road->entrances[argument].wake_ms == act->t_ms)
            road->entrances[argument].wake_ms = UINT32_MAX;
        entrance_serve(road, act, argument);
        break;
    case ROAD_PATIENCE:
        approach_lose_patience(road, act, argument);
        break;
    }
}

const struct process_kind road_node_kind = {.name = "road node", .handle = road_node_handle};
