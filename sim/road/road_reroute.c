// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road_reroute.h"

#include "base/memory.h"
#include "base/names.h"
#include "road/road_link.h"
#include "road/road_state.h"

/* A sync hook runs alone: it may use any worker's memory. */
#define WORKER 0u

struct reroute {
    struct road *road;
    struct kernel *kernel;
    road_choose_rest *choose;
    void *self;
    uint32_t count;
    uint32_t *route; /**< [1 + ROAD_REST_MOST] */
};

static uint32_t links_left(const struct road *road, uint32_t cursor)
{
    const uint32_t *word = route_word_at(road->words, cursor);
    uint32_t count = 0;
    while (!(word[count] & ROUTE_END_FLAG))
        count++;
    return count;
}

/** Asks about the vehicle of `*ref`; `link` as in struct road_vehicle. It keeps the link before the
 * rest in its route, where whoever checks the books looks for it. */
static enum status vehicle_reroute(struct reroute *reroute, uint32_t link, bool is_on_link,
                                   uint32_t *ref, struct error *err)
{
    struct road *road = reroute->road;
    uint32_t kept = link != NONE, cursor = slot_cursor(*ref), fresh = 0;
    uint32_t rest = cursor + kept - is_on_link, left = links_left(road, cursor);
    struct route_end end = route_store_end(road->routes, cursor);
    struct road_vehicle vehicle = {end.vehicle, link, NULL, cursor + left - rest};
    if (end.vehicle >= road->fleet.person_count || vehicle.rest_count == 0)
        return STATUS_OK;

    vehicle.rest = route_word_at(road->words, rest);
    uint32_t length = reroute->choose(reroute->self, &vehicle, reroute->route + kept);
    if (length == 0)
        return STATUS_OK;
    if (kept > 0)
        reroute->route[0] = link;
    struct route_links route = {reroute->route, length + kept};
    enum status status = route_store_add(road->routes, WORKER, route, &end, &fresh, err);
    if (status != STATUS_OK)
        return status;
    route_store_finish(road->routes, WORKER, cursor + left);
    *ref = slot_class(*ref) << ROUTE_CURSOR_BITS | (fresh + is_on_link);
    reroute->count++;
    return STATUS_OK;
}

/** The head of a link waits no longer for the link that it wanted before. */
static enum status head_look_again(struct reroute *reroute, uint32_t link, struct error *err)
{
    struct road *road = reroute->road;
    struct link_end *end = &road->links[link].end;
    uint32_t next = *route_word_at(road->words, slot_cursor(link_head(road, link)->ref));
    uint32_t now_ms = kernel_now_ms(reroute->kernel);
    if (end->waits_for == NONE || end->waits_for == next)
        return STATUS_OK;
    approach_stop_waiting(road, link, end->waits_for);
    if (end->check_ms <= now_ms)
        return STATUS_OK; /* it is looked at now anyway */
    end->check_ms = now_ms;
    return kernel_post(reroute->kernel, event_make(now_ms, end->to_process, ROAD_CHECK, 0, link),
                       err);
}

static enum status link_reroute(struct reroute *reroute, uint32_t link, struct error *err)
{
    struct road *road = reroute->road;
    const struct road_link_state *at = &road->links[link];
    enum status status = STATUS_OK;
    for (uint32_t i = at->end.left; status == STATUS_OK && i != at->start.entered; i++)
        status = vehicle_reroute(reroute, link, true, &slot_at(road, &at->end.slots, i)->ref, err);
    if (status == STATUS_OK && link_head(road, link))
        status = head_look_again(reroute, link, err);
    return status;
}

enum status road_reroute(struct road *road, struct kernel *kernel, road_choose_rest *choose,
                         void *self, uint32_t *out_count, struct error *err)
{
    struct reroute reroute = {road, kernel, choose, self, 0, NULL};
    reroute.route = mem_alloc(1 + ROAD_REST_MOST, sizeof *reroute.route, err);
    enum status status = reroute.route ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t i = 0; status == STATUS_OK && i < road->link_count; i++)
        status = link_reroute(&reroute, i, err);
    for (uint32_t i = 0; status == STATUS_OK && i < road->link_count; i++)
        for (uint32_t v = road->approaches[road->link_count + i].head;
             status == STATUS_OK && v != NONE; v = road->starters[v].next)
            status = vehicle_reroute(&reroute, i, false, &road->starters[v].ref, err);
    for (uint32_t v = 0; status == STATUS_OK && v < road->fleet.person_count; v++)
        if (road->starters[v].next == STARTER_COMES)
            status = vehicle_reroute(&reroute, NONE, false, &road->starters[v].ref, err);
    mem_free(reroute.route);
    if (status == STATUS_OK && out_count)
        *out_count = reroute.count;
    return status;
}
