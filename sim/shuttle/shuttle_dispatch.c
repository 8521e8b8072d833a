// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "shuttle/shuttle_state.h"

/* A sync hook runs alone: it may use any worker's memory. */
#define WORKER 0u

static uint32_t ask_way(void *self, uint32_t from_node, uint32_t to_node)
{
    return shuttle_way_ms(self, WORKER, from_node, to_node);
}

/** The ride without others, from door to door. */
static uint32_t direct_ms(struct shuttle *shuttle, const struct shuttle_request *request,
                          const uint32_t nodes[2])
{
    uint32_t way_ms = nodes[0] == nodes[1] ? 0 : ask_way(shuttle, nodes[0], nodes[1]);
    return way_ms == UINT32_MAX
               ? UINT32_MAX
               : shuttle_fleet_at(shuttle, request->fleet)->boarding_ms +
                     request->wish.from_door_ms + way_ms + request->wish.to_door_ms;
}

/** The plan of a vehicle as it stands now: it cannot turn before now. */
static void plan_now(struct shuttle_plan *plan, uint32_t t_ms)
{
    if (plan->free_ms < t_ms)
        plan->free_ms = t_ms;
}

/** The vehicle of the fleet that is kept busy for the least time more, NONE without one; of equal
 * ones the first. `*out_misfit`: whether some could be there in time. */
static uint32_t find_vehicle(struct shuttle *shuttle, uint32_t t_ms, uint32_t fleet_index,
                             const struct shuttle_stop ends[2], struct shuttle_insertion *out_at,
                             enum shuttle_misfit *out_misfit)
{
    const struct shuttle_fleet *fleet = shuttle_fleet_at(shuttle, fleet_index);
    const struct shuttle_times times = {shuttle, ask_way};
    uint32_t best = NONE;
    *out_misfit = SHUTTLE_TOO_FAR;
    for (uint32_t i = 0; i < fleet->vehicle_count; i++) {
        struct shuttle_insertion at;
        struct shuttle_plan *plan = &shuttle->vehicles[fleet->first_vehicle + i].plan;
        plan_now(plan, t_ms);
        enum shuttle_misfit misfit = shuttle_plan_search(plan, &times, ends, &at);
        if (misfit == SHUTTLE_TOO_FULL)
            *out_misfit = misfit;
        if (misfit != SHUTTLE_FITS || (best != NONE && at.more_ms >= out_at->more_ms))
            continue;
        best = fleet->first_vehicle + i;
        *out_at = at;
    }
    return best;
}

static enum status refuse(struct shuttle *shuttle, struct kernel *kernel, uint32_t t_ms,
                          struct shuttle_request *request, struct error *err)
{
    struct shuttle_request_row row = shuttle_request_row(shuttle, request);
    shuttle->refusals[request->fleet].refused++;
    enum status status = kernel_record(kernel, &shuttle_request_record, &row, err);
    return status == STATUS_OK
               ? kernel_post(kernel,
                             event_make(t_ms, request->wish.refused_process,
                                        request->wish.refused_type, request->wish.person, 0),
                             err)
               : status;
}

/** A vehicle that waits sets out now. */
static enum status send_out(struct shuttle *shuttle, struct kernel *kernel, uint32_t t_ms,
                            struct shuttle_vehicle *vehicle, struct error *err)
{
    if (vehicle->is_busy)
        return STATUS_OK;
    vehicle->is_busy = true;
    uint32_t stand = shuttle_stand_process(shuttle, vehicle->plan.node);
    uint32_t index = (uint32_t)(vehicle - shuttle->vehicles);
    return kernel_post(kernel, event_make(t_ms, stand, STAND_READY, index, 0), err);
}

static enum status answer(struct shuttle *shuttle, struct kernel *kernel, uint32_t t_ms,
                          const struct shuttle_request *asked, struct error *err)
{
    if (MEM_RESERVE(&shuttle->requests, &shuttle->request_capacity, shuttle->request_count + 1,
                    err) != STATUS_OK)
        return STATUS_RESOURCE;
    const struct place *places = shuttle->world.network->places;
    const struct shuttle_fleet *fleet = shuttle_fleet_at(shuttle, asked->fleet);
    uint32_t index = (uint32_t)shuttle->request_count++;
    struct shuttle_request *request = &shuttle->requests[index];
    uint32_t nodes[2] = {places[asked->wish.from_place].node, places[asked->wish.to_place].node};
    struct shuttle_insertion at = {0};
    enum shuttle_misfit misfit = SHUTTLE_TOO_FAR;
    *request = *asked;
    request->direct_ms = direct_ms(shuttle, asked, nodes);
    const struct shuttle_stop ends[2] = {
        {index, nodes[0], asked->wish.from_door_ms, asked->asked_ms + fleet->wait_ms, NONE, true},
        {index, nodes[1], asked->wish.to_door_ms, shuttle_ride_most_ms(fleet, request->direct_ms),
         NONE, false}};
    shuttle->refusals[asked->fleet].asked++;
    uint32_t found = NONE;
    if (request->direct_ms != UINT32_MAX)
        found = find_vehicle(shuttle, t_ms, asked->fleet, ends, &at, &misfit);
    if (found == NONE) {
        request->outcome = misfit == SHUTTLE_TOO_FULL ? SHUTTLE_REFUSED_FULL : SHUTTLE_REFUSED_FAR;
        return refuse(shuttle, kernel, t_ms, request, err);
    }
    request->vehicle = found;
    request->planned_ms = at.promise_ms;
    shuttle_plan_insert(&shuttle->vehicles[found].plan, ends, &at);
    return send_out(shuttle, kernel, t_ms, &shuttle->vehicles[found], err);
}

enum status shuttle_dispatch(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct shuttle *shuttle = self;
    struct shuttle_asked *asked = shuttle_asked_sorted(shuttle, err);
    enum status status = asked ? STATUS_OK : STATUS_RESOURCE;
    for (size_t i = 0; status == STATUS_OK && i < asked->count; i++)
        status = answer(shuttle, kernel, t_ms, &asked->items[i], err);
    if (status == STATUS_OK)
        asked->count = 0;
    return status;
}
