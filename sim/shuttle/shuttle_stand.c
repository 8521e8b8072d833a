// SPDX-License-Identifier: GPL-3.0-or-later
#include "shuttle/shuttle_state.h"

/** Tells the alighting of the passenger who boards when that was. */
static void plan_boarded(struct shuttle_plan *plan, uint32_t request, uint32_t door_ms)
{
    for (uint32_t i = 0; i < plan->count; i++)
        if (plan->stops[i].request == request)
            plan->stops[i].boarded_ms = door_ms;
}

static void vehicle_board(struct shuttle *shuttle, struct shuttle_vehicle *vehicle,
                          const struct shuttle_stop *stop, uint32_t door_ms)
{
    struct shuttle_request *request = &shuttle->requests[stop->request];
    request->board_ms = door_ms;
    vehicle->boarded++;
    vehicle->wait_ms_sum += door_ms - request->asked_ms;
    vehicle->late += door_ms > stop->limit_ms;
    vehicle->plan.aboard++;
    if (vehicle->plan.aboard > vehicle->most_aboard)
        vehicle->most_aboard = vehicle->plan.aboard;
    plan_boarded(&vehicle->plan, stop->request, door_ms);
}

static void vehicle_alight(struct shuttle *shuttle, struct activation *act,
                           struct shuttle_vehicle *vehicle, const struct shuttle_stop *stop,
                           uint32_t door_ms)
{
    struct shuttle_request *request = &shuttle->requests[stop->request];
    request->alight_ms = door_ms;
    request->outcome = SHUTTLE_SERVED;
    vehicle->plan.aboard--;
    vehicle->served++;
    vehicle->ride_ms_sum += door_ms - request->board_ms;
    vehicle->direct_ms_sum += request->direct_ms;
    struct shuttle_request_row row = shuttle_request_row(shuttle, request);
    activation_record(act, &shuttle_request_record, &row);
    activation_send(act,
                    event_make(door_ms + vehicle->plan.boarding_ms, request->wish.arrived_process,
                               request->wish.arrived_type, request->wish.person, 0));
}

/** The vehicle goes from the node to a door and back. */
static void vehicle_serve(struct shuttle *shuttle, struct activation *act, uint32_t index)
{
    struct shuttle_vehicle *vehicle = &shuttle->vehicles[index];
    struct shuttle_stop stop = shuttle_plan_take(&vehicle->plan);
    uint32_t door_ms = act->t_ms + stop.door_ms;
    if (stop.is_boarding)
        vehicle_board(shuttle, vehicle, &stop, door_ms);
    else
        vehicle_alight(shuttle, act, vehicle, &stop, door_ms);
    vehicle->plan.free_ms = door_ms + vehicle->plan.boarding_ms + stop.door_ms;
    activation_schedule(act, vehicle->plan.free_ms, STAND_READY, index, 0);
}

static void vehicle_drive(struct shuttle *shuttle, struct activation *act, uint32_t index)
{
    const struct network *network = shuttle->world.network;
    const struct shuttle_guide *guide = &shuttle->guide;
    struct shuttle_vehicle *vehicle = &shuttle->vehicles[index];
    uint32_t from = vehicle->plan.node, to = vehicle->plan.stops[0].node;
    uint32_t links[SHUTTLE_ROUTE_MAX];
    uint32_t length = guide->route(guide->self, act->worker, from, to, links, SHUTTLE_ROUTE_MAX);
    if (length == 0) {
        activation_fail(act, STATUS_DATA,
                        "there is no way by road of at most %u links from node '%s' to node '%s' "
                        "for a shuttle",
                        SHUTTLE_ROUTE_MAX, names_text(&network->node_names, from),
                        names_text(&network->node_names, to));
        return;
    }
    double drive_m = 0;
    for (uint32_t i = 0; i < length; i++)
        drive_m += (double)network->links[links[i]].length_m;
    *(vehicle->plan.aboard > 0 ? &vehicle->loaded_m : &vehicle->empty_m) += (uint64_t)drive_m;
    vehicle->plan.free_ms = act->t_ms + shuttle_way_ms(shuttle, act->worker, from, to);
    vehicle->plan.node = to;
    vehicle->plan.fixed = 1;
    struct drive drive = {.route = links,
                          .route_length = (uint16_t)length,
                          .class = VEHICLE_CAR,
                          .arrived_type = STAND_ARRIVED,
                          .arrived_process = shuttle_stand_process(shuttle, to)};
    road_begin(shuttle->world.road, act, shuttle->world.first_vehicle + index, &drive,
               act->t_ms + STAND_LEAD_MS);
}

/** What the vehicle does next; it is at its node. */
static void vehicle_go_on(struct shuttle *shuttle, struct activation *act, uint32_t index)
{
    struct shuttle_vehicle *vehicle = &shuttle->vehicles[index];
    vehicle->is_busy = vehicle->plan.count > 0;
    vehicle->plan.free_ms = act->t_ms;
    if (!vehicle->is_busy)
        return;
    if (vehicle->plan.stops[0].node == vehicle->plan.node)
        vehicle_serve(shuttle, act, index);
    else
        vehicle_drive(shuttle, act, index);
}

static void stand_handle(struct activation *act, struct event event)
{
    struct shuttle *shuttle = act->model;
    uint32_t index = event_subject(event);
    switch ((enum stand_event)event_type(event)) {
    case STAND_ARRIVED:
        vehicle_go_on(shuttle, act, index - shuttle->world.first_vehicle);
        break;
    case STAND_READY:
        vehicle_go_on(shuttle, act, index);
        break;
    }
}

const struct process_kind shuttle_stand_kind = {.name = "stand", .handle = stand_handle};
