// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "network/rail_routes.h"

#include <stdlib.h>

/** What is needed while steps are laid. */
struct layer {
    struct rail_build *build;
    const struct rail_way *way; /**< of the pattern */
    size_t step_capacity, need_capacity;
    uint32_t *groups; /**< [group_count] heading + 1 with which the hop passes; 0: not yet */
};

static uint8_t piece_heading(const struct rail_piece *piece)
{
    return piece->to_m > piece->from_m ? RAIL_UP : RAIL_DOWN;
}

static const struct rail_route_row *piece_row(const struct layer *layer,
                                              const struct rail_piece *piece)
{
    return TABLE_ROW(&layer->build->network->tables->routes, struct rail_route_row, piece->row);
}

static bool lies_in(const struct rail_lane *lane, int32_t at_m)
{
    return lane->from_m <= at_m && at_m <= lane->to_m;
}

/** Whether the way turns to or from the branch of a crossing, at the station or junction where the
 * crossing is. */
static bool is_branching(const struct layer *layer, uint32_t at,
                         const struct rail_flat_crossing *crossing)
{
    const struct rail_way *way = layer->way;
    const struct rail_lane *lane = &layer->build->lanes[crossing->lane];
    uint32_t first = at, last = at;
    while (first > 0 && way->pieces[first - 1].railway == crossing->railway)
        first--;
    while (last + 1 < way->count && way->pieces[last + 1].railway == crossing->railway)
        last++;
    bool comes = first > 0 && way->pieces[first - 1].railway == crossing->branch &&
                 lies_in(lane, way->pieces[first].from_m);
    bool goes = last + 1 < way->count && way->pieces[last + 1].railway == crossing->branch &&
                lies_in(lane, way->pieces[last].to_m);
    return comes || goes;
}

static bool needs_crossing(const struct layer *layer, uint32_t at,
                           const struct rail_flat_crossing *crossing)
{
    const struct rail_piece *piece = &layer->way->pieces[at];
    if (piece->railway != crossing->railway)
        return false;
    bool is_crossed = piece_heading(piece) == crossing->crossed;
    return is_crossed != is_branching(layer, at, crossing);
}

/** The nearer one of two places ahead. */
static int32_t nearer_m(uint8_t heading, int32_t a_m, int32_t b_m)
{
    return (heading == RAIL_UP) == (a_m < b_m) ? a_m : b_m;
}

/** Where the step that begins at `at_m` ends: at the end of the piece or of the block, or at a
 * limit of a crossing that the train needs. */
static int32_t step_end_m(const struct layer *layer, uint32_t at, const struct rail_lane *lane,
                          int32_t at_m)
{
    const struct rail_build *build = layer->build;
    const struct rail_piece *piece = &layer->way->pieces[at];
    uint8_t heading = piece_heading(piece);
    int32_t end_m = nearer_m(heading, piece->to_m, heading == RAIL_UP ? lane->to_m : lane->from_m);
    for (uint32_t i = 0; i < build->crossing_count; i++) {
        const struct rail_flat_crossing *crossing = &build->crossings[i];
        if (!needs_crossing(layer, at, crossing))
            continue;
        int32_t limits_m[] = {crossing->from_m, crossing->to_m};
        for (int k = 0; k < 2; k++)
            if (limits_m[k] != at_m && nearer_m(heading, at_m, limits_m[k]) == at_m)
                end_m = nearer_m(heading, end_m, limits_m[k]);
    }
    return end_m;
}

static enum status need_add(struct layer *layer, struct rail_step *step, uint32_t section,
                            struct error *err)
{
    struct rail_network *network = layer->build->network;
    if (MEM_RESERVE(&network->needs, &layer->need_capacity, (size_t)network->need_count + 1, err) !=
        STATUS_OK)
        return STATUS_RESOURCE;
    network->needs[network->need_count++] = section;
    step->need_count++;
    return STATUS_OK;
}

static bool steps_need_same(const struct rail_network *network, const struct rail_step *a,
                            const struct rail_step *b)
{
    if (a->need_count != b->need_count)
        return false;
    for (uint32_t i = 0; i < a->need_count; i++)
        if (network->needs[a->first_need + i] != network->needs[b->first_need + i])
            return false;
    return true;
}

/** Appends a step to the hop, or lengthens the last one when nothing changes. */
static enum status step_append(struct layer *layer, struct rail_hop *hop, struct rail_step step,
                               struct error *err)
{
    struct rail_network *network = layer->build->network;
    if (hop->step_count > 0) {
        struct rail_step *last = &network->steps[network->step_count - 1];
        if (last->heading == step.heading && last->speed_mps == step.speed_mps &&
            steps_need_same(network, last, &step)) {
            last->length_m += step.length_m;
            network->need_count = step.first_need;
            return STATUS_OK;
        }
    }
    if (MEM_RESERVE(&network->steps, &layer->step_capacity, (size_t)network->step_count + 1, err) !=
        STATUS_OK)
        return STATUS_RESOURCE;
    network->steps[network->step_count++] = step;
    hop->step_count++;
    return STATUS_OK;
}

/** A single track that is made of several railway lines must have its kilometres rise the same way.
 */
static enum status group_check(struct layer *layer, const struct rail_piece *piece,
                               const struct rail_lane *lane, struct error *err)
{
    const struct rail_network *network = layer->build->network;
    uint32_t group = network->sections[lane->section].group;
    if (group == NONE)
        return STATUS_OK;
    uint32_t mark = 1u + lane->heading;
    if (layer->groups[group] == 0)
        layer->groups[group] = mark;
    if (layer->groups[group] == mark)
        return STATUS_OK;
    const struct rail_route_row *row = piece_row(layer, piece);
    return table_fail(&network->tables->routes, row->line, err,
                      "line '%s' passes the single track '%s' with rising and with falling "
                      "kilometres between '%s' and '%s': give its parts two names",
                      row->line_id, names_text(&network->group_names, group), row->from_stop,
                      row->to_stop);
}

/** Lays the steps of a piece; `*out_is_covered` turns false where a block is missing. */
static enum status piece_lay(struct layer *layer, uint32_t at, struct rail_hop *hop,
                             bool *out_is_covered, struct error *err)
{
    struct rail_build *build = layer->build;
    const struct rail_piece *piece = &layer->way->pieces[at];
    uint8_t heading = piece_heading(piece);
    for (int32_t at_m = piece->from_m, end_m; at_m != piece->to_m; at_m = end_m) {
        const struct rail_lane *lane = rail_lane_find(build, piece->railway, heading, at_m);
        if (lane == NULL) {
            *out_is_covered = false;
            return STATUS_OK;
        }
        end_m = step_end_m(layer, at, lane, at_m);
        bool is_slower = piece->speed_mps > 0 && piece->speed_mps < lane->speed_mps;
        struct rail_step step = {.length_m = (float)abs(end_m - at_m),
                                 .speed_mps = is_slower ? piece->speed_mps : lane->speed_mps,
                                 .first_need = build->network->need_count,
                                 .heading = heading};
        if (group_check(layer, piece, lane, err) != STATUS_OK)
            return STATUS_DATA;
        if (need_add(layer, &step, lane->section, err) != STATUS_OK)
            return STATUS_RESOURCE;
        for (uint32_t i = 0; i < build->crossing_count; i++) {
            const struct rail_flat_crossing *crossing = &build->crossings[i];
            bool is_on = crossing->from_m < (end_m > at_m ? end_m : at_m) &&
                         crossing->to_m > (end_m > at_m ? at_m : end_m);
            if (is_on && needs_crossing(layer, at, crossing) &&
                need_add(layer, &step, crossing->section, err) != STATUS_OK)
                return STATUS_RESOURCE;
        }
        if (step_append(layer, hop, step, err) != STATUS_OK)
            return STATUS_RESOURCE;
    }
    return STATUS_OK;
}

/** A train stands where it stopped: the hops before and after a call must meet in the same
 * sections. `at`: the first piece of the hop after. */
static enum status standing_check(const struct layer *layer, uint32_t at,
                                  const struct rail_hop *before, const struct rail_hop *hop,
                                  struct error *err)
{
    const struct rail_network *network = layer->build->network;
    if (before->step_count == 0 || hop->step_count == 0)
        return STATUS_OK;
    const struct rail_step *last = &network->steps[before->first_step + before->step_count - 1];
    const struct rail_step *next = &network->steps[hop->first_step];
    if (steps_need_same(network, last, next))
        return STATUS_OK;
    const struct rail_piece *piece = &layer->way->pieces[at];
    const struct rail_route_row *row = piece_row(layer, piece);
    const struct names *names = &network->section_names;
    const struct timetable *timetable = network->timetable;
    const struct call *call = &timetable->calls[piece->call];
    return table_fail(
        &network->tables->routes, row->line, err,
        "line '%s' comes to '%s' in '%s' and leaves it in '%s': a train must stand within one "
        "block and beside a crossing, so move the limit away from km %.3f of line '%s'",
        row->line_id, names_text(&timetable->stop_names, call->stop),
        names_text(names, network->needs[last->first_need + last->need_count - 1]),
        names_text(names, network->needs[next->first_need + next->need_count - 1]),
        piece->from_m / 1000.0, row->railway);
}

/** Lays the hop whose pieces are `first` to `end` of the way. */
static enum status hop_lay(struct layer *layer, uint32_t first, uint32_t end, struct error *err)
{
    struct rail_network *network = layer->build->network;
    uint32_t step_count = network->step_count, need_count = network->need_count;
    uint32_t call = layer->way->pieces[first].call;
    struct rail_hop hop = {.first_step = step_count};
    bool is_covered = true;

    for (uint32_t i = 0; i < network->group_count; i++)
        layer->groups[i] = 0;
    for (uint32_t i = first; i < end && is_covered; i++) {
        enum status status = STATUS_OK;
        if (layer->way->pieces[i].railway == NONE)
            is_covered = false;
        else
            status = piece_lay(layer, i, &hop, &is_covered, err);
        if (status != STATUS_OK)
            return status;
    }
    if (!is_covered) {
        network->step_count = step_count;
        network->need_count = need_count;
        hop = (struct rail_hop){0};
    }
    network->hops[call] = hop;
    network->hop_count++;
    network->covered_count += is_covered;
    return first == 0 ? STATUS_OK
                      : standing_check(layer, first, &network->hops[call - 1], &hop, err);
}

static enum status pattern_lay(struct layer *layer, struct error *err)
{
    const struct rail_way *way = layer->way;
    enum status result = STATUS_OK;
    for (uint32_t first = 0, end; first < way->count; first = end) {
        end = first + 1;
        while (end < way->count && way->pieces[end].call == way->pieces[first].call)
            end++;
        enum status status = hop_lay(layer, first, end, err);
        if (status == STATUS_RESOURCE)
            return status;
        if (status != STATUS_OK)
            result = status;
    }
    return result;
}

static enum status patterns_lay(struct layer *layer, const struct rail_routes *routes,
                                struct rail_way *way, struct error *err)
{
    const struct timetable *timetable = layer->build->network->timetable;
    enum status result = STATUS_OK;
    layer->way = way;
    for (uint32_t p = 0; p < timetable->pattern_count; p++) {
        if (timetable->lines[timetable->patterns[p].line].way != SERVICE_WAY_RAIL)
            continue;
        enum status status = rail_routes_lay(routes, timetable, p, way, err);
        if (status == STATUS_OK)
            status = pattern_lay(layer, err);
        if (status == STATUS_RESOURCE)
            return status;
        if (status != STATUS_OK)
            result = status;
    }
    return result;
}

enum status rail_ways_build(struct rail_build *build, struct error *err)
{
    struct layer layer = {.build = build};
    struct rail_routes routes;
    struct rail_way way = {0};
    enum status status = rail_routes_read(build, &routes, err);
    if (status != STATUS_OK)
        return status;
    layer.groups = mem_alloc(build->network->group_count, sizeof *layer.groups, err);
    status = layer.groups != NULL ? patterns_lay(&layer, &routes, &way, err) : STATUS_RESOURCE;
    mem_free(layer.groups);
    rail_way_deinit(&way);
    rail_routes_deinit(&routes);
    return status;
}
