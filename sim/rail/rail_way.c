// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/rail_way.h"

#include "base/memory.h"
#include "kernel/event.h"
#include "rail/vehicle_motion.h"

#include <math.h>
#include <stdlib.h>

/** Slowest speed at which a tail is taken to pass a signal, m/s: a train that starts behind one. */
#define TAIL_LEAST_MPS 5.0

/** What the ways are built from, for one pattern after the other. */
struct way_builder {
    struct rail_ways *ways;
    const struct rail_network *network;
    const struct rail_parameters *parameters;
    struct vehicle_motion motion;
    double length_m; /**< of the train */
    double *cuts_m;  /**< [2 * steps of the hop + 1] positions, ascending */
    struct track_section *sections;
    double *times_s, *speeds_mps; /**< at the end of each section */
    uint32_t cut_count;
    struct error *err;
};

static int compare_positions(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/** Cuts the hop where steps begin and where their distant signals stand. */
static void hop_cut(struct way_builder *builder, const struct rail_hop *hop)
{
    const struct rail_step *steps = &builder->network->steps[hop->first_step];
    uint32_t count = 0, step = 0;
    double at_m = 0;
    for (uint32_t i = 0; i < hop->step_count; i++) {
        double distant_m = at_m - builder->parameters->approach_m;
        at_m += (double)steps[i].length_m;
        builder->cuts_m[count++] = at_m;
        if (distant_m > 0)
            builder->cuts_m[count++] = distant_m;
    }
    qsort(builder->cuts_m, count, sizeof *builder->cuts_m, compare_positions);
    at_m = 0;
    double step_end_m = (double)steps[0].length_m;
    for (uint32_t i = 0; i < count; i++) {
        builder->sections[i] =
            (struct track_section){builder->cuts_m[i] - at_m, (double)steps[step].speed_mps};
        at_m = builder->cuts_m[i];
        if (at_m >= step_end_m && step + 1 < hop->step_count)
            step_end_m += (double)steps[++step].length_m;
    }
    builder->cut_count = count;
}

/** The course at a position: index of the section that ends there. */
static uint32_t cut_at(const struct way_builder *builder, double position_m)
{
    uint32_t low = 0, high = builder->cut_count - 1; /* the first cut that is not before */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (builder->cuts_m[middle] < position_m)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t milliseconds(double time_s)
{
    return (uint32_t)ceil(time_s * MS_PER_S);
}

static void hop_spots(struct way_builder *builder, const struct rail_hop *hop, uint32_t seq)
{
    struct rail_ways *ways = builder->ways;
    double at_m = 0;
    for (uint32_t i = 0; i < hop->step_count; i++) {
        double length_m = (double)builder->network->steps[hop->first_step + i].length_m;
        double distant_m = at_m - builder->parameters->approach_m;
        struct rail_spot spot = {
            .step = hop->first_step + i, .seq = seq, .is_last = i + 1 == hop->step_count};
        if (i > 0) {
            uint32_t cut = cut_at(builder, at_m);
            double enter_mps = builder->speeds_mps[cut];
            spot.enter_ms = milliseconds(builder->times_s[cut]);
            spot.enter_mps = (float)enter_mps;
            spot.restart_ms =
                milliseconds(train_restart_loss_s(&builder->motion.motion, enter_mps));
            spot.brake_ms = milliseconds(enter_mps / (2 * builder->motion.motion.braking_mps2));
            spot.tail_ms = milliseconds(builder->length_m / fmax(enter_mps, TAIL_LEAST_MPS));
        }
        if (distant_m > 0)
            spot.ask_ms = milliseconds(builder->times_s[cut_at(builder, distant_m)]);
        at_m += length_m;
        spot.leave_ms = milliseconds(builder->times_s[cut_at(builder, at_m)]);
        ways->spots[ways->spot_count++] = spot;
    }
}

/** The timetable's time of the hop, spread over its course. */
static void hop_plan(struct way_builder *builder, const struct call *call, uint32_t first_spot)
{
    struct rail_spot *spots = &builder->ways->spots[first_spot];
    uint32_t count = builder->ways->spot_count - first_spot;
    uint32_t least_ms = spots[count - 1].leave_ms;
    uint32_t run_ms = call[1].arrive_ms - call[0].depart_ms;
    for (uint32_t i = 0; i < count; i++)
        spots[i].planned_ms =
            call[0].depart_ms + (uint32_t)((uint64_t)spots[i].enter_ms * run_ms / least_ms);
}

/** A train has a step until it is through the next one. */
static enum status hop_check(const struct way_builder *builder, const struct rail_hop *hop,
                             const struct call *call)
{
    const struct timetable *timetable = builder->network->timetable;
    const struct rail_step *steps = &builder->network->steps[hop->first_step];
    for (uint32_t i = 0; i + 1 < hop->step_count; i++) {
        uint32_t count = steps[i].need_count + steps[i + 1].need_count;
        if (count > RAIL_HOLDS_MAX)
            return error_fail(
                builder->err, STATUS_DATA,
                "line '%s' behind stop '%s': a train needs %u blocks and crossings at "
                "once, at most %u are possible",
                names_text(&timetable->line_names, timetable->patterns[call->pattern].line),
                names_text(&timetable->stop_names, call->stop), count, RAIL_HOLDS_MAX);
    }
    return STATUS_OK;
}

static enum status hop_build(struct way_builder *builder, const struct rail_hop *hop,
                             const struct call *call, uint32_t seq)
{
    struct rail_ways *ways = builder->ways;
    uint32_t first = ways->spot_count;
    double time_s;
    if (hop_check(builder, hop, call) != STATUS_OK)
        return STATUS_DATA;
    hop_cut(builder, hop);
    struct track_run run = {.sections = builder->sections, .count = builder->cut_count};
    enum status status =
        track_run_time(&run, &builder->motion.motion, &time_s,
                       (struct track_times){builder->times_s, builder->speeds_mps}, builder->err);
    if (status != STATUS_OK)
        return status;
    hop_spots(builder, hop, seq);
    hop_plan(builder, call, first);
    uint32_t call_id = (uint32_t)(call - builder->network->timetable->calls);
    ways->hop_first_spot[call_id] = first;
    ways->hop_end_spot[call_id] = ways->spot_count;
    return STATUS_OK;
}

static bool pattern_has_hop(const struct rail_network *network, const struct pattern *pattern)
{
    for (uint32_t seq = 0; seq + 1 < pattern->call_count; seq++)
        if (network->hops[pattern->first_call + seq].step_count > 0)
            return true;
    return false;
}

/** How the trains of a line move; the caller owns it. */
static enum status motion_init(struct way_builder *builder, uint32_t line)
{
    const struct timetable *timetable = builder->network->timetable;
    const struct table *vehicles = &timetable->tables->vehicles;
    const struct transit_vehicle_row *vehicle =
        TABLE_ROW(vehicles, struct transit_vehicle_row, timetable->lines[line].vehicle);
    struct error why = {0};
    builder->length_m = vehicle->length_m;
    enum status status = vehicle_motion_init(&builder->motion, vehicle, builder->parameters, &why);
    if (status == STATUS_OK)
        return STATUS_OK;
    return status == STATUS_USAGE
               ? table_fail(vehicles, vehicle->line, builder->err, "%s", why.text)
               : error_fail(builder->err, status, "%s", why.text);
}

static enum status pattern_build(struct way_builder *builder, const struct pattern *pattern)
{
    const struct rail_network *network = builder->network;
    if (!pattern_has_hop(network, pattern))
        return STATUS_OK;
    builder->motion = (struct vehicle_motion){0};
    enum status status = motion_init(builder, pattern->line);
    for (uint32_t seq = 0; status == STATUS_OK && seq + 1 < pattern->call_count; seq++) {
        const struct rail_hop *hop = &network->hops[pattern->first_call + seq];
        if (hop->step_count > 0)
            status =
                hop_build(builder, hop, &network->timetable->calls[pattern->first_call + seq], seq);
    }
    vehicle_motion_deinit(&builder->motion);
    return status;
}

static enum status builder_alloc(struct way_builder *builder)
{
    const struct rail_network *network = builder->network;
    uint32_t call_count = network->timetable->call_count, most = 0, sum = 0;
    for (uint32_t i = 0; i < call_count; i++) {
        sum += network->hops[i].step_count;
        if (most < network->hops[i].step_count)
            most = network->hops[i].step_count;
    }
    size_t cuts = 2 * (size_t)most + 1;
    struct rail_ways *ways = builder->ways;
    ways->spots = mem_alloc(sum, sizeof *ways->spots, builder->err);
    ways->hop_first_spot = mem_alloc(call_count, sizeof(uint32_t), builder->err);
    ways->hop_end_spot = mem_alloc(call_count, sizeof(uint32_t), builder->err);
    builder->cuts_m = mem_alloc(cuts, sizeof(double), builder->err);
    builder->sections = mem_alloc(cuts, sizeof *builder->sections, builder->err);
    builder->times_s = mem_alloc(cuts, sizeof(double), builder->err);
    builder->speeds_mps = mem_alloc(cuts, sizeof(double), builder->err);
    if (!ways->spots || !ways->hop_first_spot || !ways->hop_end_spot || !builder->cuts_m ||
        !builder->sections || !builder->times_s || !builder->speeds_mps)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < call_count; i++)
        ways->hop_first_spot[i] = ways->hop_end_spot[i] = NONE;
    return STATUS_OK;
}

enum status rail_ways_init(struct rail_ways *ways, const struct rail_network *network,
                           const struct rail_parameters *parameters, struct error *err)
{
    *ways = (struct rail_ways){0};
    struct way_builder builder = {
        .ways = ways, .network = network, .parameters = parameters, .err = err};
    enum status status = builder_alloc(&builder);
    for (uint32_t i = 0; status == STATUS_OK && i < network->timetable->pattern_count; i++)
        status = pattern_build(&builder, &network->timetable->patterns[i]);
    mem_free(builder.cuts_m);
    mem_free(builder.sections);
    mem_free(builder.times_s);
    mem_free(builder.speeds_mps);
    if (status != STATUS_OK)
        rail_ways_deinit(ways);
    return status;
}

void rail_ways_deinit(struct rail_ways *ways)
{
    mem_free(ways->spots);
    mem_free(ways->hop_first_spot);
    mem_free(ways->hop_end_spot);
    *ways = (struct rail_ways){0};
}

uint32_t rail_way_end(const struct rail_ways *ways, const struct timetable *timetable,
                      uint32_t pattern, uint32_t spot)
{
    const struct pattern *p = &timetable->patterns[pattern];
    uint32_t seq = ways->spots[spot].seq;
    while (seq + 1 < p->call_count && ways->hop_first_spot[p->first_call + seq + 1] != NONE)
        seq++;
    return ways->hop_end_spot[p->first_call + seq];
}
