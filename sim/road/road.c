// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road.h"

#include "base/memory.h"
#include "road/road_state.h"
#include "road/signal.h"

#include <math.h>

#define US_PER_S        1e6
#define STOP_LINE_LANES 3.0
#define ROUNDING        1e-6 /* of a quotient that may be whole */

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

/** The triangular diagram of a link: free speed v, capacity q and jam density k give the wave speed
 *  w = q / (k - q / v). Inside, a link carries its capacity or the saturation flow of its lanes,
 * whichever is larger; its end lets out what stop_line_vps says. Newell 1993, part II. */
static void road_link_init(struct road *road, uint32_t index)
{
    const struct road_link *link = &road->network->links[index];
    struct link_constants *constants = &road->constants[index];
    struct cross_section section = link_cross_section(road, index);
    double inside_vps = fmax(section.capacity_vps, road->parameters.saturation_vps * section.lanes);
    double jam_vpm = section.lanes / road->parameters.jam_spacing_m;
    double critical_vpm = inside_vps / (double)link->speed_mps;
    double exit_vps = stop_line_vps(road, index);

    /* A link too slow for its capacity has no congested branch; it keeps a wave as fast as its
     * traffic. */
    double wave_mps = critical_vpm < 0.9 * jam_vpm ? inside_vps / (jam_vpm - critical_vpm)
                                                   : (double)link->speed_mps;
    double storage = jam_vpm * (double)link->length_m;
    double unit_cars = road->parameters.weight;

    /* Whole vehicles: a fraction that no vehicle can use would lower the capacity, of a short link
     * by a lot. */
    storage = fmax(1.0, ceil(storage / unit_cars - ROUNDING)) * unit_cars;

    constants->run_ms[VEHICLE_CAR] = run_ms(link, INFINITY);
    constants->run_ms[VEHICLE_TRUCK] = run_ms(link, road->parameters.truck_speed_mps);
    constants->wave_ms = (uint32_t)fmax(1.0, ceil(1000.0 * (double)link->length_m / wave_mps));
    constants->exit_us = (uint32_t)lround(US_PER_S / exit_vps);
    constants->entry_us = (uint32_t)lround(US_PER_S / inside_vps);
    constants->storage_units = (int32_t)lround(fmin(storage * UNITS_PER_CAR, INT32_MAX / 2));
    constants->from_process = road_node_process(road, link->from);
    constants->to_process = road_node_process(road, link->to);
    constants->one_lane = link->lanes == 1;

    road->entrances[index] = (struct entrance){
        .free_units = constants->storage_units, .first_waiting = NONE, .wake_ms = UINT32_MAX};
    for (uint32_t a = index; a < 2 * road->link_count; a += road->link_count)
        road->approaches[a] = (struct approach){.head = NONE,
                                                .tail = NONE,
                                                .waits_for = NONE,
                                                .next_waiting = NONE,
                                                .wake_ms = UINT32_MAX};
}

static enum status road_alloc(struct road *road, struct error *err)
{
    uint32_t links = road->link_count;
    road->vehicles = mem_alloc(road->vehicle_count, sizeof *road->vehicles, err);
    road->approaches = mem_alloc((size_t)links * 2, sizeof *road->approaches, err);
    road->entrances = mem_alloc(links, sizeof *road->entrances, err);
    road->exits = mem_alloc(links, sizeof *road->exits, err);
    road->constants = mem_alloc(links, sizeof *road->constants, err);
    road->nodes = mem_alloc(road->network->node_count, sizeof *road->nodes, err);
    bool all = road->vehicles && road->approaches && road->entrances && road->exits &&
               road->constants && road->nodes;
    return all ? STATUS_OK : STATUS_RESOURCE;
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
    road->units[VEHICLE_CAR] = (uint32_t)lround(UNITS_PER_CAR * parameters->weight);
    road->units[VEHICLE_TRUCK] =
        (uint32_t)lround(UNITS_PER_CAR * parameters->weight * parameters->truck_units);
    road->patience_ms = (uint32_t)lround(1000.0 * parameters->patience_s);

    enum status status = road_alloc(road, err);
    if (status == STATUS_OK)
        status = kernel_add_processes(kernel, &road_node_kind, road, network->node_count,
                                      &road->first_process, err);
    if (status != STATUS_OK) {
        road_destroy(road);
        return status;
    }
    for (uint32_t i = 0; i < road->link_count; i++) {
        road_link_init(road, i);
        const struct link_constants *link = &road->constants[i];
        kernel_declare_channel(kernel, link->from_process, link->to_process,
                               link->run_ms[VEHICLE_CAR]);
        kernel_declare_channel(kernel, link->to_process, link->from_process, link->wave_ms);
    }
    *out = road;
    return STATUS_OK;
}

void road_destroy(struct road *road)
{
    if (!road)
        return;
    mem_free(road->vehicles);
    mem_free(road->approaches);
    mem_free(road->entrances);
    mem_free(road->exits);
    mem_free(road->constants);
    mem_free(road->nodes);
    mem_free(road);
}

void road_begin(struct road *road, struct activation *act, uint32_t vehicle,
                const struct drive *drive, uint32_t t_ms)
{
    road->vehicles[vehicle] = (struct vehicle){
        .route = drive->route,
        .next = NONE,
        .position = 0,
        .route_length = drive->route_length,
        .class = drive->class,
        .arrived_type = drive->arrived_type,
        .arrived_process = drive->arrived_process,
    };
    activation_send(act, event_make(t_ms, road->constants[drive->route[0]].from_process,
                                    ROAD_DEPART, vehicle, 0));
}

struct road_link_totals road_link_totals(const struct road *road, uint32_t link)
{
    const struct entrance *entrance = &road->entrances[link];
    const struct exit_counts *exit = &road->exits[link];
    return (struct road_link_totals){entrance->entered,        exit->left,
                                     entrance->entered_ms_sum, exit->left_ms_sum,
                                     exit->travel_ms_sum,      exit->heavy_left};
}

/** Vehicles in the queues of those who start here, one by one: the check of the sums must not use
 * the sums. */
static uint64_t road_count_at_start(const struct road *road)
{
    uint64_t count = 0;
    for (uint32_t a = road->link_count; a < 2 * road->link_count; a++)
        for (uint32_t v = road->approaches[a].head; v != NONE; v = road->vehicles[v].next)
            count++;
    return count;
}

struct road_totals road_totals(const struct road *road)
{
    struct road_totals sum = {.at_start = road_count_at_start(road)};
    uint64_t entered = 0;
    for (uint32_t i = 0; i < road->link_count; i++) {
        entered += road->entrances[i].entered;
        sum.traversals += road->exits[i].left;
    }
    for (uint32_t n = 0; n < road->network->node_count; n++) {
        sum.started += road->nodes[n].started;
        sum.finished += road->nodes[n].finished;
        sum.forced += road->nodes[n].forced;
    }
    sum.on_links = entered - sum.traversals;
    return sum;
}
