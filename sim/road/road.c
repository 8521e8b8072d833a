// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road.h"

#include "base/memory.h"
#include "road/road_audit.h"
#include "road/road_change.h"
#include "road/road_diagram.h"
#include "road/road_gridlock.h"
#include "road/road_state.h"
#include "road/road_toll.h"

#include <math.h>

#define US_PER_S     1e6
#define SLOTS_LEAST  8u
#define FORCED_SLOTS 4u
#define BUS_SLOTS    32u

/** In a sample, headways that a stream may save up while nobody comes (docs/model/road.md, who
 * drives). */
#define SAVED_HEADWAYS 2

uint32_t road_node_process(const struct road *road, uint32_t node)
{
    return road->first_process + node;
}

void road_use_log(struct road *road, const struct event_log *log)
{
    road->log = log;
}

struct event_subject vehicle_owner(const struct road *road, uint32_t vehicle)
{
    uint32_t first_drive = road->fleet.person_count;
    uint32_t first_run = first_drive + road->fleet.drive_count;
    if (vehicle < first_drive)
        return event_person(vehicle);
    if (vehicle < first_run)
        return (struct event_subject){-1, (int32_t)(vehicle - first_drive), -1};
    if (vehicle < first_run + road->fleet.run_count)
        return (struct event_subject){-1, -1, (int32_t)(vehicle - first_run)};
    return (struct event_subject){-1, -1, -1}; /* a shuttle */
}

void vehicle_note(const struct road *road, struct activation *act, enum event_kind kind,
                  uint32_t link, uint32_t ref)
{
    uint32_t vehicle = route_store_end(road->routes, slot_cursor(ref)).vehicle;
    event_log_note(road->log, act, kind, vehicle_owner(road, vehicle), link);
}

uint32_t road_link_run_ms(const struct road *road, uint32_t link, enum vehicle_class class)
{
    return road->constants[link].run_ms[class];
}

/** Slots for the vehicles that fit on a link, and some for those that are moved by force. In a
 * sample many buses fit in the place of one car. */
static uint32_t link_slot_count(const struct road *road, const struct link_constants *constants)
{
    uint32_t count = SLOTS_LEAST, needed = constants->storage_vehicles + FORCED_SLOTS;
    if (road->fleet.run_count > 0 && road->units[VEHICLE_BUS] < road->units[VEHICLE_CAR]) {
        uint32_t buses = (uint32_t)constants->storage_units / road->units[VEHICLE_BUS];
        needed += buses < BUS_SLOTS ? buses : BUS_SLOTS;
    }
    while (count < needed)
        count *= 2;
    return count;
}

static void road_link_init(struct road *road, uint32_t index)
{
    const struct road_link *link = &road->network->links[index];
    struct link_constants *constants = &road->constants[index];
    struct road_link_state *state = &road->links[index];

    *constants = road_diagram(road, index);
    struct slot_range slots = {(uint32_t)road->slot_count, link_slot_count(road, constants) - 1};

    state->start = (struct link_start){.free_units = constants->storage_units,
                                       .first_waiting = NONE,
                                       .last_from = NONE,
                                       .run_ms = constants->run_ms[VEHICLE_CAR],
                                       .headway_us = constants->inside_us,
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
    for (uint32_t class = 0; class < VEHICLE_CLASS_COUNT; class ++)
        road->contests[index].run_ms[class] = constants->run_ms[class];
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
            road->contests[network->out_links[network->nodes[n].first_out + k]].exit = k;
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
    road->links = mem_alloc((size_t)links + 1, sizeof *road->links, err); /* one for forecasts */
    road->approaches = mem_alloc((size_t)links * 2, sizeof *road->approaches, err);
    road->contests = mem_alloc(links, sizeof *road->contests, err);
    road->constants = mem_alloc(links, sizeof *road->constants, err);
    road->starters = mem_alloc(road->vehicle_count, sizeof *road->starters, err);
    road->buses = mem_alloc(links, sizeof *road->buses, err);
    road->nodes = mem_alloc(road->network->node_count, sizeof *road->nodes, err);
    road->tolls = mem_alloc(links, sizeof *road->tolls, err);
    road->paid_meur = mem_alloc(road->vehicle_count, sizeof *road->paid_meur, err);
    road->walks = mem_alloc(links, sizeof *road->walks, err);
    road->routes = route_store_create(worker_count, err);
    bool all = road->walks && road->links && road->approaches && road->contests &&
               road->constants && road->starters && road->buses && road->nodes && road->routes &&
               road->tolls && road->paid_meur;
    if (!all)
        return STATUS_RESOURCE;
    road->words = route_store_words(road->routes);

    for (uint32_t i = 0; i < links; i++)
        road_link_init(road, i);
    /* As if somebody were there who goes nowhere. */
    road->links[links].end = (struct link_end){.tail = 1, .slots = {(uint32_t)road->slot_count, 0}};
    road->slots = mem_alloc(road->slot_count + 1, sizeof *road->slots, err);
    road->turn_count = approaches_init(road);
    road->turns = mem_alloc(road->turn_count, sizeof *road->turns, err);
    return road->slots && road->turns ? STATUS_OK : STATUS_RESOURCE;
}

/** A link is never run through faster than at the highest speed of its day. */
static void road_declare_channels(const struct road *road, struct kernel *kernel)
{
    for (uint32_t i = 0; i < road->link_count; i++) {
        const struct link_end *end = &road->links[i].end;
        struct link_constants fastest =
            road_diagram_changed(road, i, (double)network_link_speed_max(road->network, i), 0);
        kernel_declare_channel(kernel, end->from_process, end->to_process,
                               fastest.run_ms[VEHICLE_CAR]);
        kernel_declare_channel(kernel, end->to_process, end->from_process, end->wave_ms);
    }
}

enum status road_create(const struct network *network, const struct road_parameters *parameters,
                        struct road_fleet fleet, struct kernel *kernel, struct road **out,
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
    road->vehicle_count =
        fleet.person_count + fleet.drive_count + fleet.run_count + fleet.shuttle_count;
    road->fleet = fleet;
    road->link_count = network->link_count;
    road->node_count = network->node_count;
    road->units[VEHICLE_CAR] = (uint32_t)lround(UNITS_PER_CAR * parameters->weight);
    road->saved_permille = (uint32_t)lround(1000 * SAVED_HEADWAYS * (1 - 1 / parameters->weight));
    road->units[VEHICLE_TRUCK] =
        (uint32_t)lround(UNITS_PER_CAR * parameters->weight * parameters->truck_units);
    /* Buses are never thinned out: neither those of the timetable nor those of `traffic`. */
    road->units[VEHICLE_BUS] = (uint32_t)lround(UNITS_PER_CAR * parameters->bus_units);
    road->patience_ms = (uint32_t)lround(1000.0 * parameters->patience_s);

    enum status status = kernel_add_processes(kernel, &road_node_kind, road, network->node_count,
                                              &road->first_process, err);
    if (status == STATUS_OK)
        status = road_alloc(road, team_size(kernel_team(kernel)), err);
    for (uint32_t i = 0; status == STATUS_OK && i < road->link_count; i++) {
        road_toll_apply(road, i, kernel_now_ms(kernel));
    }
    if (status == STATUS_OK)
        status = road_changes_post(road, kernel, 0, err);
    if (status == STATUS_OK)
        status = kernel_add_sync(kernel, gridlock_every_ms(road), gridlock_watch, road, err);
    if (status == STATUS_OK)
        status = kernel_add_sync(kernel, ROAD_AUDIT_MS, road_audit_watch, road, err);
    if (status != STATUS_OK) {
        road_destroy(road);
        return status;
    }
    road_declare_channels(road, kernel);
    *out = road;
    return STATUS_OK;
}

void road_place(struct road *road, const struct kernel *kernel)
{
    for (uint32_t i = 0; i < road->link_count; i++) {
        struct link_end *end = &road->links[i].end;
        end->is_local = road->links[i].start.is_local =
            kernel_partition(kernel, end->from_process) ==
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
    mem_free(road->buses);
    mem_free(road->nodes);
    mem_free(road->tolls);
    mem_free(road->paid_meur);
    mem_free(road->walks);
    route_store_destroy(road->routes);
    mem_free(road);
}

void road_begin(struct road *road, struct activation *act, uint32_t vehicle,
                const struct drive *drive, uint32_t t_ms)
{
    struct route_end end = {vehicle, drive->arrived_process, drive->arrived_type};
    uint32_t cursor = 0;
    struct route_links route = {drive->route, drive->route_length};
    enum status status = route_store_add(road->routes, act->worker, route, &end, &cursor, NULL);
    if (status != STATUS_OK) {
        activation_fail(act, status, "no room for a route of %u links at %u ms",
                        drive->route_length, act->t_ms);
        return;
    }
    road->starters[vehicle] =
        (struct starter){(uint32_t)drive->class << ROUTE_CURSOR_BITS | cursor, STARTER_COMES};
    activation_send(act, event_make(t_ms, road->links[drive->route[0]].end.from_process,
                                    ROAD_DEPART, vehicle, 0));
}

/** Sum of the times at which the vehicles now on the link have entered it, buses or all: their
 * times at the end less what a free run takes. */
static uint64_t link_present_ms_sum(const struct road *road, uint32_t link, bool are_buses)
{
    const struct road_link_state *at = &road->links[link];
    uint64_t sum = 0;
    for (uint32_t i = at->end.left; i != at->start.entered; i++) {
        const struct slot *slot = slot_at(road, &at->end.slots, i);
        if (!are_buses || slot_class(slot->ref) == VEHICLE_BUS)
            sum += slot->t_ms - road->constants[link].run_ms[slot_class(slot->ref)];
    }
    return sum;
}

struct road_link_totals road_link_totals(const struct road *road, uint32_t link)
{
    const struct road_link_state *at = &road->links[link];
    uint64_t entered_ms_sum = at->start.entered_ms_sum, left_ms_sum = at->end.left_ms_sum;
    return (struct road_link_totals){.entered = at->start.entered,
                                     .left = at->end.left,
                                     .entered_ms_sum = entered_ms_sum,
                                     .left_ms_sum = left_ms_sum,
                                     .travel_ms_sum = left_ms_sum - entered_ms_sum +
                                                      link_present_ms_sum(road, link, false),
                                     .heavy_left = road->approaches[link].heavy_left};
}

struct road_link_totals road_link_bus_totals(const struct road *road, uint32_t link)
{
    const struct bus_counts *buses = &road->buses[link];
    return (struct road_link_totals){.entered = buses->entered,
                                     .left = buses->left,
                                     .entered_ms_sum = buses->entered_ms_sum,
                                     .left_ms_sum = buses->left_ms_sum,
                                     .travel_ms_sum = buses->left_ms_sum - buses->entered_ms_sum +
                                                      link_present_ms_sum(road, link, true),
                                     .heavy_left = buses->left};
}

bool road_has_runs(const struct road *road)
{
    return road->fleet.run_count > 0;
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
    struct road_totals sum = {.at_start = road_count_at_start(road),
                              .gridlocks = road->gridlock_count};
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

void road_archive(struct road *road, struct archive *archive)
{
    size_t links = road->link_count;
    archive_section(archive, "road");
    archive_values(archive, road->links, links, sizeof *road->links);
    archive_values(archive, road->slots, road->slot_count, sizeof *road->slots);
    archive_values(archive, road->approaches, 2 * links, sizeof *road->approaches);
    archive_values(archive, road->contests, links, sizeof *road->contests);
    archive_values(archive, road->turns, road->turn_count, sizeof *road->turns);
    archive_values(archive, road->starters, road->vehicle_count, sizeof *road->starters);
    archive_values(archive, road->buses, links, sizeof *road->buses);
    archive_values(archive, road->nodes, road->node_count, sizeof *road->nodes);
    archive_values(archive, road->tolls, links, sizeof *road->tolls);
    archive_values(archive, road->paid_meur, road->vehicle_count, sizeof *road->paid_meur);
    ARCHIVE_VALUE(archive, road->gridlock_count);
    route_store_archive(road->routes, archive);
}
