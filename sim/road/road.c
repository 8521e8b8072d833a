// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road.h"

#include "base/memory.h"
#include "road/road_state.h"
#include "road/signal.h"

#include <math.h>

#define US_PER_S        1e6
#define STOP_LINE_LANES 3.0
#define ROUNDING        1e-6 /* of a quotient that may be whole */
#define SLOTS_LEAST     8u
#define FORCED_SLOTS    4.0

uint32_t road_node_process(const struct road *road, uint32_t node)
{
    return road->first_process + node;
}

uint32_t road_link_run_ms(const struct road *road, uint32_t link, enum vehicle_class class)
{
    return road->constants[link].run_ms[class];
}

static uint32_t run_ms(const struct road_link *link, double speed_max_mps)
{
    double speed_mps = fmin((double)link->speed_mps, speed_max_mps);
    return (uint32_t)fmax(1.0, ceil(1000.0 * (double)link->length_m / speed_mps));
}

/** Lanes and capacity of a link as traffic finds them: streets of a town also stand for those not
 * drawn beside them. */
struct cross_section {
    double lanes, capacity_vps;
};

static struct cross_section link_cross_section(const struct road *road, uint32_t index)
{
    const struct road_link *link = &road->network->links[index];
    bool is_street = link->class >= ROAD_CLASS_PRIMARY && link->class <= ROAD_CLASS_RESIDENTIAL;
    double factor = is_street ? road->parameters.street_factor : 1.0;
    return (struct cross_section){factor * link->lanes, factor * (double)link->capacity_vps};
}

/** Rate at which vehicles leave a link while they may. The table's capacity counts the red time in,
 * so at a signal the stop line lets out capacity / green share while it is green: approaches widen
 * there. At most STOP_LINE_LANES times the lanes of the link are believed, and never less than its
 * own. */
static double stop_line_vps(const struct road *road, uint32_t index)
{
    struct cross_section link = link_cross_section(road, index);
    if (road->network->signals[index].cycle_ms == 0)
        return link.capacity_vps;
    double lanes_vps = road->parameters.saturation_vps * link.lanes;
    double needed_vps = link.capacity_vps / signal_green_share(road->network, index);
    return fmax(lanes_vps, fmin(needed_vps, lanes_vps * STOP_LINE_LANES));
}

/** Slots for the vehicles that fit on a link, and some for those that are moved by force. */
static uint32_t link_slot_count(double storage_vehicles)
{
    uint32_t count = SLOTS_LEAST;
    while ((double)count < storage_vehicles + FORCED_SLOTS)
        count *= 2;
    return count;
}

/** The triangular diagram of a link: free speed v, capacity q and jam density k give the wave speed
 *  w = q / (k - q / v). Inside, a link carries its capacity or the saturation flow of its lanes,
 * whichever is larger; its end lets out what stop_line_vps says. Newell 1993, part II. Returns the
 * vehicles that fit. */
static double link_constants_init(struct road *road, uint32_t index)
{
    const struct road_link *link = &road->network->links[index];
    struct link_constants *constants = &road->constants[index];
    struct cross_section section = link_cross_section(road, index);
    double inside_vps = fmax(section.capacity_vps, road->parameters.saturation_vps * section.lanes);
    double jam_vpm = section.lanes / road->parameters.jam_spacing_m;
    double critical_vpm = inside_vps / (double)link->speed_mps;

    /* A link too slow for its capacity has no congested branch; it keeps a wave as fast as its
     * traffic. */
    double wave_mps = critical_vpm < 0.9 * jam_vpm ? inside_vps / (jam_vpm - critical_vpm)
                                                   : (double)link->speed_mps;
    double unit_cars = road->parameters.weight;

    /* Whole vehicles: a fraction that no vehicle can use would lower the capacity, of a short link
     * by a lot. */
    double vehicles =
        fmax(1.0, ceil(jam_vpm * (double)link->length_m / unit_cars - ROUNDING));

    constants->run_ms[VEHICLE_CAR] = run_ms(link, INFINITY);
    constants->run_ms[VEHICLE_TRUCK] = run_ms(link, road->parameters.truck_speed_mps);
    constants->run_ms[VEHICLE_BUS] = run_ms(link, road->parameters.bus_speed_mps);
    constants->wave_ms = (uint32_t)fmax(1.0, ceil(1000.0 * (double)link->length_m / wave_mps));
    constants->exit_us = (uint32_t)lround(US_PER_S / stop_line_vps(road, index));
    constants->inside_us = (uint32_t)lround(US_PER_S / inside_vps);
    constants->storage_units =
        (int32_t)lround(fmin(vehicles * unit_cars * UNITS_PER_CAR, INT32_MAX / 2));
    return vehicles;
}

static void road_link_init(struct road *road, uint32_t index, double vehicles)
{
    const struct road_link *link = &road->network->links[index];
    const struct link_constants *constants = &road->constants[index];
    struct road_link_state *state = &road->links[index];
    struct slot_range slots = {(uint32_t)road->slot_count, link_slot_count(vehicles) - 1};

    state->start = (struct link_start){.free_units = constants->storage_units,
                                       .first_waiting = NONE,
                                       .last_from = NONE,
                                       .run_ms = constants->run_ms[VEHICLE_CAR],
                                       .headway_us = constants->inside_us,
                                       .slots = slots,
                                       .is_one_lane = link->lanes == 1,
                                       .is_open = true};
    state->end = (struct link_end){.check_ms = UINT32_MAX,
                                   .waits_for = NONE,
                                   .headway_us = constants->exit_us,
                                   .wave_ms = constants->wave_ms,
                                   .from_process = road_node_process(road, link->from),
                                   .to_process = road_node_process(road, link->to),
                                   .slots = slots,
                                   .has_signal = road->network->signals[index].cycle_ms > 0};
    road->contests[index].serve_ms = UINT32_MAX;
    road->slot_count += slots.mask + (size_t)1;
}

/** The approaches of every link and their places among the turns; returns how many turns there are.
 */
static size_t approaches_init(struct road *road)
{
    const struct network *network = road->network;
    size_t turn_count = 0;
    for (uint32_t n = 0; n < network->node_count; n++)
        for (uint32_t k = 0; k < network->nodes[n].out_count; k++)
            road->contests[network->out_links[network->nodes[n].first_out + k]].exit = (uint8_t)k;
    for (uint32_t a = 0; a < 2 * road->link_count; a++) {
        const struct road_link *link = &network->links[a % road->link_count];
        road->approaches[a] = (struct approach){
            .next_waiting = NONE,
            .blocked_since_ms = UINT32_MAX,
            .turn_us = (uint32_t)lround(US_PER_S / (double)link->capacity_vps),
            .first_turn = (uint32_t)turn_count,
            .head = NONE,
            .tail = NONE,
        };
        turn_count += a < road->link_count ? network->nodes[link->to].out_count : 1;
    }
    return turn_count;
}

static enum status road_alloc(struct road *road, uint32_t worker_count, struct error *err)
{
    uint32_t links = road->link_count;
    road->links = mem_alloc(links, sizeof *road->links, err);
    road->approaches = mem_alloc((size_t)links * 2, sizeof *road->approaches, err);
    road->contests = mem_alloc(links, sizeof *road->contests, err);
    road->constants = mem_alloc(links, sizeof *road->constants, err);
    road->starters = mem_alloc(road->vehicle_count, sizeof *road->starters, err);
    road->nodes = mem_alloc(road->network->node_count, sizeof *road->nodes, err);
    road->routes = route_store_create(worker_count, err);
    bool all = road->links && road->approaches && road->contests && road->constants &&
               road->starters && road->nodes && road->routes;
    if (!all)
        return STATUS_RESOURCE;
    road->words = route_store_words(road->routes);

    for (uint32_t i = 0; i < links; i++)
        road_link_init(road, i, link_constants_init(road, i));
    road->slots = mem_alloc(road->slot_count, sizeof *road->slots, err);
    road->turns = mem_alloc(approaches_init(road), sizeof *road->turns, err);
    return road->slots && road->turns ? STATUS_OK : STATUS_RESOURCE;
}

enum status road_create(const struct network *network, const struct road_parameters *parameters,
                        uint32_t vehicle_count, struct kernel *kernel, struct road **out,
                        struct error *err)
{
    if (network->link_count > EVENT_ARGUMENT_MAX / 2)
        return error_fail(err, STATUS_DATA, "%u road links: at most %u", network->link_count,
                          EVENT_ARGUMENT_MAX / 2);
    struct road *road = mem_alloc(1, sizeof *road, err);
    if (!road)
        return STATUS_RESOURCE;
    road->network = network;
    road->parameters = *parameters;
    road->vehicle_count = vehicle_count;
    road->link_count = network->link_count;
    road->node_count = network->node_count;
    road->units[VEHICLE_CAR] = (uint32_t)lround(UNITS_PER_CAR * parameters->weight);
    road->units[VEHICLE_TRUCK] =
        (uint32_t)lround(UNITS_PER_CAR * parameters->weight * parameters->truck_units);
    road->units[VEHICLE_BUS] =
        (uint32_t)lround(UNITS_PER_CAR * parameters->weight * parameters->bus_units);
    road->patience_ms = (uint32_t)lround(1000.0 * parameters->patience_s);

    enum status status = kernel_add_processes(kernel, &road_node_kind, road, network->node_count,
                                              &road->first_process, err);
    if (status == STATUS_OK)
        status = road_alloc(road, team_size(kernel_team(kernel)), err);
    if (status != STATUS_OK) {
        road_destroy(road);
        return status;
    }
    for (uint32_t i = 0; i < road->link_count; i++) {
        const struct link_end *end = &road->links[i].end;
        kernel_declare_channel(kernel, end->from_process, end->to_process,
                               road->constants[i].run_ms[VEHICLE_CAR]);
        kernel_declare_channel(kernel, end->to_process, end->from_process,
                               road->constants[i].wave_ms);
    }
    *out = road;
    return STATUS_OK;
}

void road_place(struct road *road, const struct kernel *kernel)
{
    for (uint32_t i = 0; i < road->link_count; i++) {
        struct link_end *end = &road->links[i].end;
        end->is_local = road->links[i].start.is_local = kernel_partition(kernel, end->from_process) ==
                                        kernel_partition(kernel, end->to_process);
    }
}

void road_destroy(struct road *road)
{
    if (!road)
        return;
    mem_free(road->links);
    mem_free(road->slots);
    mem_free(road->approaches);
    mem_free(road->contests);
    mem_free(road->turns);
    mem_free(road->constants);
    mem_free(road->starters);
    mem_free(road->nodes);
    route_store_destroy(road->routes);
    mem_free(road);
}

void road_begin(struct road *road, struct activation *act, uint32_t vehicle,
                const struct drive *drive, uint32_t t_ms)
{
    struct route_end end = {vehicle, drive->arrived_process, drive->arrived_type};
    uint32_t cursor = 0;
    enum status status = route_store_add(road->routes, act->worker, drive->route,
                                         drive->route_length, &end, &cursor, NULL);
    if (status != STATUS_OK) {
        activation_fail(act, status, "no room for a route of %u links at %u ms",
                        drive->route_length, act->t_ms);
        return;
    }
    road->starters[vehicle] =
        (struct starter){(uint32_t)drive->class << ROUTE_CURSOR_BITS | cursor, NONE};
    activation_send(act, event_make(t_ms, road->links[drive->route[0]].end.from_process,
                                    ROAD_DEPART, vehicle, 0));
}

/** Sum of the times at which the vehicles now on the link have entered it: their times at the end
 * less what a free run takes. */
static uint64_t link_present_ms_sum(const struct road *road, uint32_t link)
{
    const struct road_link_state *at = &road->links[link];
    uint64_t sum = 0;
    for (uint32_t i = at->end.left; i != at->start.entered; i++) {
        const struct slot *slot = slot_at(road, &at->end.slots, i);
        sum += slot->t_ms - road->constants[link].run_ms[slot_class(slot->ref)];
    }
    return sum;
}

struct road_link_totals road_link_totals(const struct road *road, uint32_t link)
{
    const struct road_link_state *at = &road->links[link];
    uint64_t entered_ms_sum = at->start.entered_ms_sum, left_ms_sum = at->end.left_ms_sum;
    return (struct road_link_totals){
        .entered = at->start.entered,
        .left = at->end.left,
        .entered_ms_sum = entered_ms_sum,
        .left_ms_sum = left_ms_sum,
        .travel_ms_sum = left_ms_sum - entered_ms_sum + link_present_ms_sum(road, link),
        .heavy_left = road->approaches[link].heavy_left};
}

/** Vehicles in the queues of those who start here, one by one: the check of the sums must not use
 * the sums. */
static uint64_t road_count_at_start(const struct road *road)
{
    uint64_t count = 0;
    for (uint32_t a = road->link_count; a < 2 * road->link_count; a++)
        for (uint32_t v = road->approaches[a].head; v != NONE; v = road->starters[v].next)
            count++;
    return count;
}

struct road_totals road_totals(const struct road *road)
{
    struct road_totals sum = {.at_start = road_count_at_start(road)};
    uint64_t entered = 0;
    for (uint32_t i = 0; i < road->link_count; i++) {
        entered += road->links[i].start.entered;
        sum.traversals += road->links[i].end.left;
    }
    for (uint32_t n = 0; n < road->network->node_count; n++) {
        sum.started += road->nodes[n].started;
        sum.finished += road->nodes[n].finished;
        sum.forced += road->nodes[n].forced;
    }
    sum.on_links = entered - sum.traversals;
    return sum;
}
