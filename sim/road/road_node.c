// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/names.h"
#include "road/road_change.h"
#include "road/road_gridlock.h"
#include "road/road_link.h"
#include "road/road_turn.h"

static void approach_check(struct road *road, struct activation *act, uint32_t id);

/** The vehicle at the head of an approach, as in struct slot; false when nobody is there. */
static bool approach_head(const struct road *road, uint32_t id, uint32_t *out_ref)
{
    if (approach_is_link(road, id)) {
        const struct slot *slot = link_head(road, id);
        if (slot)
            *out_ref = slot->ref;
        return slot != NULL;
    }
    uint32_t vehicle = road->approaches[id].head;
    if (vehicle != NONE)
        *out_ref = road->starters[vehicle].ref;
    return vehicle != NONE;
}

/** Takes the head out of its queue. */
static void approach_pop(struct road *road, struct activation *act, uint32_t id)
{
    if (approach_is_link(road, id)) {
        link_leave(road, act, id, slot_class(link_head(road, id)->ref));
        return;
    }
    struct approach *approach = &road->approaches[id];
    const struct starter *starter = &road->starters[approach->head];
    approach->started_units += road->units[slot_class(starter->ref)];
    approach->head = starter->next;
}

/** The link that an approach waits for, or NONE. */
static uint32_t approach_waits_for(const struct road *road, uint32_t id)
{
    if (approach_is_link(road, id))
        return road->links[id].end.waits_for;
    return road->approaches[id].blocked_since_ms == UINT32_MAX ? NONE : id - road->link_count;
}

static void approach_wait_for(struct road *road, struct activation *act, uint32_t id, uint32_t link)
{
    struct approach *approach = &road->approaches[id];
    struct link_start *start = &road->links[link].start;

    turn_join(road, id, link, act->t_ms);
    if (approach_is_link(road, id))
        road->links[id].end.waits_for = link;
    approach->blocked_since_ms = act->t_ms;
    approach->next_waiting = start->first_waiting;
    start->first_waiting = id;
}

void approach_stop_waiting(struct road *road, uint32_t id, uint32_t link)
{
    struct approach *approach = &road->approaches[id];
    uint32_t *place = &road->links[link].start.first_waiting;
    while (*place != id)
        place = &road->approaches[*place].next_waiting;
    *place = approach->next_waiting;
    approach->next_waiting = NONE;
    approach->blocked_since_ms = UINT32_MAX;
    if (approach_is_link(road, id))
        road->links[id].end.waits_for = NONE;
}

/** The head of the approach, `ref`, enters the link. */
static void vehicle_enter(struct road *road, struct activation *act, uint32_t id, uint32_t link,
                          uint32_t ref)
{
    approach_pop(road, act, id);
    link_enter(road, act, link, (struct newcomer){ref + 1, slot_class(ref), id});
}

/** The head of the approach is at the end of its route. */
static void vehicle_finish(struct road *road, struct activation *act, uint32_t id, uint32_t ref)
{
    approach_pop(road, act, id);
    if (road->log)
        vehicle_note(road, act, EVENT_END_DRIVE, id, ref);
    struct route_end end = route_store_finish(road->routes, act->worker, slot_cursor(ref));
    road->nodes[act->self - road->first_process].finished++;
    activation_send(act,
                    event_make(act->t_ms + ROAD_EGRESS_MS, end.process, end.type, end.vehicle, 0));
}

/** Of the approaches that wait for the link and could go now, the one whose turn it is; NONE if
 * there is none. Those that have red are woken when they get green. */
static uint32_t entrance_next(struct road *road, struct activation *act, uint32_t link)
{
    uint32_t best = NONE;
    uint64_t best_us = 0;
    for (uint32_t id = road->links[link].start.first_waiting; id != NONE;
         id = road->approaches[id].next_waiting) {
        if (approach_is_link(road, id)) {
            uint32_t due_ms = link_due_ms(road, id, act->t_ms);
            if (due_ms > act->t_ms) {
                link_check_at(road, act, id, due_ms);
                continue;
            }
        }
        uint64_t time_us = turn_time_us(road, id, link);
        if (best == NONE || time_us < best_us || (time_us == best_us && id < best)) {
            best = id;
            best_us = time_us;
        }
    }
    return best;
}

static void entrance_serve_at(struct road *road, struct activation *act, uint32_t link,
                              uint32_t t_ms)
{
    struct contest *contest = &road->contests[link];
    if (t_ms >= contest->serve_ms)
        return;
    contest->serve_ms = t_ms;
    activation_schedule(act, t_ms, ROAD_SERVE, 0, link);
}

/** Lets waiting vehicles into the link while it takes them, and sees to it that the next one is
 * looked at when it can go. */
static void entrance_serve(struct road *road, struct activation *act, uint32_t link)
{
    struct link_start *start = &road->links[link].start;

    while (start->first_waiting != NONE && start->is_open) {
        uint32_t id = entrance_next(road, act, link), ref;
        if (id == NONE || !approach_head(road, id, &ref))
            return;
        if (!link_has_room(road, link, slot_class(ref), act->t_ms)) {
            link_await_room(road, act, link);
            return;
        }
        uint32_t free_ms = rate_free_ms(link_entry_us(start, id));
        if (free_ms > act->t_ms) {
            entrance_serve_at(road, act, link, free_ms);
            return;
        }
        turn_take(road, id, link);
        approach_stop_waiting(road, id, link);
        vehicle_enter(road, act, id, link, ref);
        approach_check(road, act, id);
    }
}

/** Whether a vehicle of the approach may enter without waiting. */
static bool entrance_is_free(struct road *road, uint32_t id, uint32_t link, uint32_t class,
                             uint32_t now_ms)
{
    const struct link_start *start = &road->links[link].start;
    return start->first_waiting == NONE && start->is_open &&
           link_is_free(start, id, (uint64_t)now_ms * US_PER_MS) &&
           link_has_room(road, link, class, now_ms);
}

/** Does what can be done now for the head of the approach, and sees to it that it is looked at
 * again. */
static void approach_check(struct road *road, struct activation *act, uint32_t id)
{
    uint32_t ref;
    while (approach_waits_for(road, id) == NONE && approach_head(road, id, &ref)) {
        if (approach_is_link(road, id)) {
            uint32_t due_ms = link_due_ms(road, id, act->t_ms);
            if (due_ms > act->t_ms) {
                link_check_at(road, act, id, due_ms);
                return;
            }
        }
        uint32_t link = *route_word_at(road->words, slot_cursor(ref));
        if (link & ROUTE_END_FLAG) {
            vehicle_finish(road, act, id, ref);
        } else if (entrance_is_free(road, id, link, slot_class(ref), act->t_ms)) {
            vehicle_enter(road, act, id, link, ref);
        } else {
            approach_wait_for(road, act, id, link);
            entrance_serve(road, act, link);
            return;
        }
    }
}

/** A vehicle wants to enter its first link. */
static void vehicle_depart(struct road *road, struct activation *act, uint32_t vehicle)
{
    struct starter *starter = &road->starters[vehicle];
    uint32_t id = road->link_count + *route_word_at(road->words, slot_cursor(starter->ref));
    struct approach *approach = &road->approaches[id];

    road->nodes[act->self - road->first_process].started++;
    starter->next = NONE;
    if (approach->head == NONE)
        approach->head = vehicle;
    else
        road->starters[approach->tail].next = vehicle;
    approach->tail = vehicle;
    if (road->log)
        vehicle_note(road, act, EVENT_START_DRIVE, id - road->link_count, starter->ref);
    approach_check(road, act, id);
}

/** Moves the head of an approach into its full link: a gridlock must not last. */
static void approach_force(struct road *road, struct activation *act, uint32_t id)
{
    uint32_t link = approach_waits_for(road, id), ref;
    if (link == NONE || !approach_head(road, id, &ref) ||
        act->t_ms - road->approaches[id].blocked_since_ms < road->patience_ms ||
        !link_has_slot(road, link, act->t_ms))
        return;
    forced_move_record(road, act, id, link, ref);
    road->nodes[act->self - road->first_process].forced++;
    turn_take(road, id, link);
    approach_stop_waiting(road, id, link);
    vehicle_enter(road, act, id, link, ref);
    approach_check(road, act, id);
}

/** The next vehicle of a link from another partition is at its end. */
static void link_arrive(struct road *road, struct activation *act, uint32_t link)
{
    struct link_end *end = &road->links[link].end;
    if (end->tail++ == end->left)
        link_check_at(road, act, link, link_due_ms(road, link, act->t_ms));
}

/** Space has come back from the end of a link in another partition. Who waits for it is served when
 * all of this millisecond is there, as it is seen at once within a partition. */
static void link_space(struct road *road, struct activation *act, uint32_t link, uint32_t units)
{
    struct link_start *start = &road->links[link].start;
    start->free_units += (int32_t)units;
    start->seen++;
    if (start->awaits_room)
        activation_schedule(act, act->t_ms, ROAD_ROOM, 0, link);
}

/** Who waits for space is served; who waits for something else is not, or space would be served
 * before vehicles that come in the same millisecond, depending on whether it was announced by
 * mail. */
static void link_room(struct road *road, struct activation *act, uint32_t link)
{
    struct link_start *start = &road->links[link].start;
    if (!start->awaits_room)
        return;
    start->awaits_room = false;
    entrance_serve(road, act, link);
}

/** The next head of a link is looked at when it is due. */
static void link_check_next(struct road *road, struct activation *act, uint32_t link)
{
    struct link_end *end = &road->links[link].end;
    if (end->left == end->tail)
        return;
    /* It may have queued while the stream saved up: then it is due now. */
    uint32_t ready_ms = slot_at(road, &end->slots, end->left)->t_ms;
    uint64_t due_us = most_u64((uint64_t)ready_ms * US_PER_MS, (uint64_t)act->t_ms * US_PER_MS);
    uint32_t due_ms = rate_free_ms(most_u64(due_us, end->free_us));
    end->check_ms = due_ms;
    activation_schedule(act, due_ms, ROAD_CHECK, 0, link);
}

/** The head, a car, goes on to its next link if nothing is in its way: what nearly all do, in few
 * steps. False when it may be otherwise, and nothing has changed. No ROAD_CHECK is under way. */
static inline bool link_pass(struct road *road, struct activation *act, uint32_t link)
{
    const struct link_end *end = &road->links[link].end;
    uint64_t now_us = (uint64_t)act->t_ms * US_PER_MS;
    if (UNLIKELY(end->waits_for != NONE || end->has_signal || end->left == end->tail))
        return false;
    const struct slot *slot = slot_at(road, &end->slots, end->left);
    uint32_t ref = slot->ref, next = *route_word_at(road->words, slot_cursor(ref));
    if (UNLIKELY(slot->t_ms > act->t_ms || end->free_us > now_us || next & ROUTE_END_FLAG ||
                 slot_class(ref) != VEHICLE_CAR))
        return false;

    const struct link_start *start = &road->links[next].start;
    if (UNLIKELY(start->first_waiting != NONE || !start->is_open ||
                 !link_is_free(start, link, now_us) ||
                 start->free_units < (int32_t)road->units[VEHICLE_CAR]))
        return false;
    link_leave(road, act, link, VEHICLE_CAR);
    link_enter(road, act, next, (struct newcomer){ref + 1, VEHICLE_CAR, link});
    link_check_next(road, act, link);
    return true;
}

static void link_check(struct road *road, struct activation *act, uint32_t link)
{
    struct link_end *end = &road->links[link].end;
    if (UNLIKELY(end->check_ms != act->t_ms))
        return; /* an earlier one has taken its place */
    end->check_ms = UINT32_MAX;
    if (LIKELY(link_pass(road, act, link)))
        return;
    if (end->waits_for != NONE)
        entrance_serve(road, act, end->waits_for);
    else
        approach_check(road, act, link);
}

static void road_node_handle(struct activation *act, struct event event)
{
    struct road *road = act->model;
    uint32_t argument = event_argument(event);

    if (LIKELY(event_type(event) == ROAD_CHECK)) { /* nearly all are */
        link_check(road, act, argument);
        return;
    }
    switch ((enum road_event)event_type(event)) {
    case ROAD_ARRIVE:
        link_arrive(road, act, argument);
        break;
    case ROAD_SPACE:
        link_space(road, act, argument, event_subject(event));
        break;
    case ROAD_ROOM:
        link_room(road, act, argument);
        break;
    case ROAD_CHANGE:
        road_change_apply(road, act, argument);
        if (act->self == road->links[argument].end.from_process)
            entrance_serve(road, act, argument);
        break;
    case ROAD_DEPART:
        vehicle_depart(road, act, event_subject(event));
        break;
    case ROAD_CHECK:
        break;
    case ROAD_SERVE:
        if (road->contests[argument].serve_ms == act->t_ms)
            road->contests[argument].serve_ms = UINT32_MAX;
        entrance_serve(road, act, argument);
        break;
    case ROAD_FORCE:
        approach_force(road, act, argument);
        break;
    }
}

/* How many events ahead each part of a traversal is fetched: it needs what the one before it
 * brought. */
#define AHEAD_END   16u
#define AHEAD_SLOT  12u
#define AHEAD_ROUTE 8u
#define AHEAD_NEXT  5u
#define AHEAD_PLACE 2u

/** The link of a ROAD_CHECK, or for any other event the one behind the last, which nobody uses: so
 * no branch has to be guessed. No other kind of process uses the number of the event. */
static inline uint32_t foreseen_link(const struct road *road, const struct event *event)
{
    uint32_t link = (uint32_t)event->what & EVENT_ARGUMENT_MAX;
    return event->what >> 56 == ROAD_CHECK ? link : road->link_count;
}

/** The link that the head of this one goes to, or the one behind the last. */
static inline uint32_t foreseen_next(const struct road *road, uint32_t link)
{
    const struct slot *slot = link_head(road, link);
    uint32_t next = slot ? *route_word_at(road->words, slot_cursor(slot->ref)) : NONE;
    return next < road->link_count ? next : road->link_count;
}

static void road_node_foresee(const void *model, const struct event *ahead, size_t count)
{
    const struct road *road = model;
    if (count <= AHEAD_END)
        return;
    __builtin_prefetch(&road->links[foreseen_link(road, &ahead[AHEAD_END])].end);

    const struct link_end *end = &road->links[foreseen_link(road, &ahead[AHEAD_SLOT])].end;
    __builtin_prefetch(slot_at(road, &end->slots, end->left));

    const struct slot *slot = link_head(road, foreseen_link(road, &ahead[AHEAD_ROUTE]));
    if (slot)
        __builtin_prefetch(route_word_at(road->words, slot_cursor(slot->ref)));

    const struct road_link_state *next =
        &road->links[foreseen_next(road, foreseen_link(road, &ahead[AHEAD_NEXT]))];
    __builtin_prefetch(&next->start);
    __builtin_prefetch(&next->end);

    next = &road->links[foreseen_next(road, foreseen_link(road, &ahead[AHEAD_PLACE]))];
    __builtin_prefetch(slot_at(road, &next->end.slots, next->start.entered));
}

const struct process_kind road_node_kind = {
    .name = "road node", .handle = road_node_handle, .foresee = road_node_foresee};
