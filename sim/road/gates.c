// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/gates.h"

#include "base/memory.h"
#include "road/traffic_tables.h"

#include <math.h>
#include <stdlib.h>

/** Events of a gate. */
enum gate_event {
    GATE_DEPART, /**< subject: the drive to begin */
    GATE_ARRIVED /**< subject: the vehicle, ROAD_EGRESS_MS after it left its last link */
};

/** Where a drive stands; written by the gate that begins it, then by the one that receives it. */
enum drive_state { DRIVE_WAITS, DRIVE_BEGUN, DRIVE_ARRIVED };

/** The drives that begin at a node, and what its gate has counted. Owned by the gate. */
struct gate {
    uint32_t next, end; /**< into `order`: those still to begin */
    uint64_t begun, arrived, travel_ms_sum, distance_mm_sum;
};

/** A drive among those of its node. */
struct gate_turn {
    uint32_t drive;
    uint32_t depart_ms; /**< a copy: the drive lies elsewhere */
};

struct gates {
    struct gates_world world;
    uint32_t first_process, start_ms;
    uint64_t before_start;
    struct gate *items;      /**< [node_count] */
    struct gate_turn *order; /**< [drive count] by node, then departure, then drive */
    uint8_t *state;          /**< [drive count] enum drive_state */
};

struct drive_row_out {
    double depart_s, arrive_s;
    int32_t drive, from_node, to_node, links;
    float distance_m;
    int8_t class;
};

static const struct column drive_columns[] = {
    {"drive", COLUMN_I32, offsetof(struct drive_row_out, drive), NULL,
     "number of the drive: rows of the table of drives, then vehicles of the flows", NULL, NULL},
    {"class", COLUMN_I8, offsetof(struct drive_row_out, class), NULL, "kind of vehicle",
     vehicle_class_names, NULL},
    {"from_node", COLUMN_I32, offsetof(struct drive_row_out, from_node), NULL,
     "node where the first link starts", NULL, "network/nodes"},
    {"to_node", COLUMN_I32, offsetof(struct drive_row_out, to_node), NULL,
     "node where the last link ends", NULL, "network/nodes"},
    {"depart", COLUMN_F64, offsetof(struct drive_row_out, depart_s), RECORD_CLOCK,
     "time of asking to enter the first link", NULL, NULL},
    {"arrive", COLUMN_F64, offsetof(struct drive_row_out, arrive_s), RECORD_CLOCK,
     "time of leaving the last link; none when under way at the end of the run", NULL, NULL},
    {"links", COLUMN_I32, offsetof(struct drive_row_out, links), "1", "links of the route", NULL,
     NULL},
    {"distance", COLUMN_F32, offsetof(struct drive_row_out, distance_m), "m", "length of the route",
     NULL, NULL},
    {0},
};

const struct record_kind gates_drive_record = {"drives", "row", "Drives given by the scenario",
                                               drive_columns, sizeof(struct drive_row_out)};

uint32_t gates_process(const struct gates *gates, uint32_t node)
{
    return gates->first_process + node;
}

/** When a vehicle that wants to depart at this time asks to enter its first link. */
static uint32_t possible_depart_ms(const struct gates *gates, uint32_t due_ms)
{
    uint32_t earliest_ms = gates->start_ms + GATE_LEAD_MS;
    return due_ms > earliest_ms ? due_ms : earliest_ms;
}

static uint32_t drive_depart_ms(const struct gates *gates, uint32_t drive)
{
    return possible_depart_ms(gates, gates->world.drives->items[drive].depart_ms);
}

static struct drive_row_out drive_row(const struct gates *gates, uint32_t drive, double arrive_s)
{
    const struct drives *drives = gates->world.drives;
    return (struct drive_row_out){
        .depart_s = drive_depart_ms(gates, drive) / 1000.0,
        .arrive_s = arrive_s,
        .drive = (int32_t)drive,
        .from_node = (int32_t)drives->items[drive].from_node,
        .to_node = (int32_t)drives->items[drive].to_node,
        .links = drives->items[drive].route_length,
        .distance_m = drives->items[drive].distance_m,
        .class = (int8_t)drives->items[drive].class,
    };
}

/** The event that begins a drive. */
static struct event gate_event(const struct gates *gates, uint32_t self, struct gate_turn turn)
{
    uint32_t t_ms = possible_depart_ms(gates, turn.depart_ms) - GATE_LEAD_MS;
    return event_make(t_ms, self, GATE_DEPART, turn.drive, 0);
}

static void gate_begin(struct gates *gates, struct activation *act, uint32_t drive)
{
    const struct drives *drives = gates->world.drives;
    struct gate *gate = &gates->items[act->self - gates->first_process];
    struct drive begun = {
        .route = drives_route(drives, drive),
        .route_length = drives->items[drive].route_length,
        .class = drives->items[drive].class,
        .arrived_type = GATE_ARRIVED,
        .arrived_process = gates_process(gates, drives->items[drive].to_node),
    };
    road_begin(gates->world.road, act, gates->world.first_vehicle + drive, &begun,
               drive_depart_ms(gates, drive));
    gates->state[drive] = DRIVE_BEGUN;
    gate->begun++;
    if (++gate->next < gate->end)
        activation_send(act, gate_event(gates, act->self, gates->order[gate->next]));
}

static void gate_receive(struct gates *gates, struct activation *act, uint32_t drive)
{
    struct gate *gate = &gates->items[act->self - gates->first_process];
    uint32_t arrive_ms = act->t_ms - ROAD_EGRESS_MS;
    struct drive_row_out row = drive_row(gates, drive, arrive_ms / 1000.0);

    activation_record(act, &gates_drive_record, &row);
    gates->state[drive] = DRIVE_ARRIVED;
    gate->arrived++;
    gate->travel_ms_sum += arrive_ms - drive_depart_ms(gates, drive);
    gate->distance_mm_sum += (uint64_t)llround(1000.0 * (double)row.distance_m);
}

static void gate_handle(struct activation *act, struct event event)
{
    struct gates *gates = act->model;
    switch ((enum gate_event)event_type(event)) {
    case GATE_DEPART:
        gate_begin(gates, act, event_subject(event));
        break;
    case GATE_ARRIVED:
        gate_receive(gates, act, event_subject(event) - gates->world.first_vehicle);
        break;
    }
}

/* How many events ahead a drive is fetched, and what it leads to. */
#define AHEAD_DRIVE 12u
#define AHEAD_ROUTE 5u

/** The drive of an event that is foreseen; false when it is no gate's. */
static bool foreseen_drive(const struct gates *gates, struct event event, uint32_t *out_drive)
{
    if (event_receiver(event) - gates->first_process >= gates->world.network->node_count)
        return false;
    bool has_arrived = event_type(event) == GATE_ARRIVED;
    *out_drive = event_subject(event) - (has_arrived ? gates->world.first_vehicle : 0);
    return true;
}

static void gate_foresee(const void *model, const struct event *ahead, size_t count)
{
    const struct gates *gates = model;
    uint32_t drive;
    if (count <= AHEAD_DRIVE)
        return;
    if (foreseen_drive(gates, ahead[AHEAD_DRIVE], &drive)) {
        __builtin_prefetch(&gates->world.drives->items[drive]);
        __builtin_prefetch(&gates->state[drive]);
    }
    if (foreseen_drive(gates, ahead[AHEAD_ROUTE], &drive)) {
        const struct gate *gate =
            &gates->items[event_receiver(ahead[AHEAD_ROUTE]) - gates->first_process];
        __builtin_prefetch(drives_route(gates->world.drives, drive));
        __builtin_prefetch(&gates->order[gate->next]);
    }
}

static const struct process_kind gate_kind = {
    .name = "gate", .handle = gate_handle, .foresee = gate_foresee};

static int key_compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/** Counts the drives of each node into `next` and `end`: [next, end) is empty, where its drives
 * begin. */
static void gates_lay_out(struct gates *gates)
{
    const struct drives *drives = gates->world.drives;
    uint32_t at = 0;
    for (uint32_t i = 0; i < drives->count; i++) {
        if (drives->items[i].depart_ms < gates->start_ms)
            gates->before_start++;
        else
            gates->items[drives->items[i].from_node].end++;
    }
    for (uint32_t n = 0; n < gates->world.network->node_count; n++) {
        struct gate *gate = &gates->items[n];
        uint32_t count = gate->end;
        gate->next = gate->end = at;
        at += count;
    }
}

/** Brings the drives of each node into the order of their departures. */
static enum status gates_sort(struct gates *gates, struct error *err)
{
    const struct drives *drives = gates->world.drives;
    uint64_t *keys = mem_alloc(drives->count, sizeof *keys, err);
    if (!keys)
        return STATUS_RESOURCE;
    gates_lay_out(gates);
    for (uint32_t i = 0; i < drives->count; i++)
        if (drives->items[i].depart_ms >= gates->start_ms)
            keys[gates->items[drives->items[i].from_node].end++] =
                (uint64_t)drives->items[i].depart_ms << 32 | i;
    for (uint32_t n = 0; n < gates->world.network->node_count; n++) {
        const struct gate *gate = &gates->items[n];
        qsort(keys + gate->next, gate->end - gate->next, sizeof *keys, key_compare);
        for (uint32_t i = gate->next; i < gate->end; i++)
            gates->order[i] = (struct gate_turn){(uint32_t)keys[i], (uint32_t)(keys[i] >> 32)};
    }
    mem_free(keys);
    return STATUS_OK;
}

/** Declares how the gates talk with their nodes, and posts the first departures. */
static enum status gates_begin(struct gates *gates, struct kernel *kernel, struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t n = 0; status == STATUS_OK && n < gates->world.network->node_count; n++) {
        const struct gate *gate = &gates->items[n];
        uint32_t self = gates_process(gates, n), node = road_node_process(gates->world.road, n);
        kernel_declare_channel(kernel, self, node, GATE_LEAD_MS);
        kernel_declare_channel(kernel, node, self, ROAD_EGRESS_MS);
        if (gate->next == gate->end)
            continue;
        status = kernel_post(kernel, gate_event(gates, self, gates->order[gate->next]), err);
    }
    return status;
}

enum status gates_create(const struct gates_world *world, struct kernel *kernel, struct gates **out,
                         struct error *err)
{
    struct gates *gates = mem_alloc(1, sizeof *gates, err);
    if (!gates)
        return STATUS_RESOURCE;
    gates->world = *world;
    gates->start_ms = kernel_now_ms(kernel);
    gates->items = mem_alloc(world->network->node_count, sizeof *gates->items, err);
    gates->order = mem_alloc(world->drives->count, sizeof *gates->order, err);
    gates->state = mem_alloc(world->drives->count, sizeof *gates->state, err);

    bool all = gates->items && gates->order && gates->state;
    enum status status = all ? gates_sort(gates, err) : STATUS_RESOURCE;
    if (status == STATUS_OK)
        status = kernel_add_processes(kernel, &gate_kind, gates, world->network->node_count,
                                      &gates->first_process, err);
    if (status == STATUS_OK)
        status = gates_begin(gates, kernel, err);
    if (status != STATUS_OK) {
        gates_destroy(gates);
        return status;
    }
    *out = gates;
    return STATUS_OK;
}

void gates_destroy(struct gates *gates)
{
    if (!gates)
        return;
    mem_free(gates->items);
    mem_free(gates->order);
    mem_free(gates->state);
    mem_free(gates);
}

/** Whether a drive that its gate has begun has asked to enter by now. */
static bool drive_has_departed(const struct gates *gates, uint32_t drive, uint32_t now_ms)
{
    return gates->state[drive] != DRIVE_WAITS && drive_depart_ms(gates, drive) < now_ms;
}

struct gates_totals gates_totals(const struct gates *gates, uint32_t now_ms)
{
    const struct drives *drives = gates->world.drives;
    struct gates_totals sum = {.given = drives->count, .before_start = gates->before_start};
    for (uint32_t n = 0; n < gates->world.network->node_count; n++) {
        const struct gate *gate = &gates->items[n];
        sum.departed += gate->begun;
        sum.arrived += gate->arrived;
        sum.travel_ms_sum += gate->travel_ms_sum;
        sum.distance_mm_sum += gate->distance_mm_sum;
    }
    for (uint32_t i = 0; i < drives->count; i++) {
        bool has_departed = drive_has_departed(gates, i, now_ms);
        sum.departed -= gates->state[i] == DRIVE_BEGUN && !has_departed;
        sum.under_way += gates->state[i] == DRIVE_BEGUN && has_departed;
        sum.not_started += !has_departed && drives->items[i].depart_ms >= gates->start_ms;
    }
    return sum;
}

enum status gates_record_under_way(const struct gates *gates, struct kernel *kernel,
                                   struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; status == STATUS_OK && i < gates->world.drives->count; i++) {
        if (gates->state[i] != DRIVE_BEGUN || !drive_has_departed(gates, i, kernel_now_ms(kernel)))
            continue;
        struct drive_row_out row = drive_row(gates, i, (double)NAN);
        status = kernel_record(kernel, &gates_drive_record, &row, err);
    }
    return status;
}

void gates_archive(struct gates *gates, struct archive *archive)
{
    archive_section(archive, "drives");
    archive_values(archive, gates->items, gates->world.network->node_count, sizeof *gates->items);
    archive_values(archive, gates->state, gates->world.drives->count, sizeof *gates->state);
}
