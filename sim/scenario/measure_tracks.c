// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_tracks.h"

#include "rail/running_time.h"
#include "rail/vehicle_motion.h"

#include <math.h>
#include <string.h>

#define M_PER_KM 1000.0

/** A place on a railway line, and whether kilometres rise there on the way. */
struct track_end {
    const char *railway;
    double km;
    bool is_rising;
};

/** The way of some line from one stop to the next, in one of its two directions. */
struct track_hop {
    const char *line, *stops[2]; /**< as in the table */
    bool is_back;                /**< from stops[1] to stops[0] */
    bool is_known;               /**< all its pieces are on railway lines */
    double length_m;
    int64_t seq[2];           /**< least and greatest */
    struct track_end ends[2]; /**< where it begins and where it ends */
    double so_far_m;          /**< from the start to its end; INFINITY: not reached */
    uint32_t before;          /**< the hop that it was reached by, or NONE */
    bool is_done;
};

struct track_hops {
    struct track_hop *items; /**< [count], mem_alloc memory */
    uint32_t count;
    size_t capacity;
};

static struct track_hop *hop_of(struct measure_edit *edit, struct track_hops *hops,
                                const struct rail_route_row *row)
{
    for (uint32_t i = 0; i < hops->count; i++)
        if (strcmp(hops->items[i].line, row->line_id) == 0 &&
            strcmp(hops->items[i].stops[0], row->from_stop) == 0 &&
            strcmp(hops->items[i].stops[1], row->to_stop) == 0)
            return &hops->items[i];
    enum status status = MEM_RESERVE(&hops->items, &hops->capacity, 2 * ((size_t)hops->count + 1),
                                     &edit->scratch); /* room for the ways back */
    measure_pass_on(edit, status);
    if (status != STATUS_OK)
        return NULL;
    struct track_hop *hop = &hops->items[hops->count++];
    *hop = (struct track_hop){.line = row->line_id,
                              .stops = {row->from_stop, row->to_stop},
                              .is_known = true,
                              .seq = {INT64_MAX, INT64_MIN},
                              .so_far_m = INFINITY,
                              .before = NONE};
    return hop;
}

static void hop_add_piece(struct track_hop *hop, const struct rail_route_row *row)
{
    bool is_rising = row->km_to > row->km_from;
    hop->is_known = hop->is_known && row->railway[0] != '\0';
    hop->length_m += M_PER_KM * fabs(row->km_to - row->km_from);
    if (row->seq < hop->seq[0]) {
        hop->seq[0] = row->seq;
        hop->ends[0] = (struct track_end){row->railway, row->km_from, is_rising};
    }
    if (row->seq > hop->seq[1]) {
        hop->seq[1] = row->seq;
        hop->ends[1] = (struct track_end){row->railway, row->km_to, is_rising};
    }
}

/** All hops, then the same backwards. False and a finding when memory runs out. */
static bool hops_read(struct measure_edit *edit, struct track_hops *hops)
{
    const struct table *routes = &edit->spec->rail_tables.routes;
    for (uint32_t i = 0; i < routes->count; i++) {
        const struct rail_route_row *row = TABLE_ROW(routes, struct rail_route_row, i);
        struct track_hop *hop = hop_of(edit, hops, row);
        if (!hop)
            return false;
        hop_add_piece(hop, row);
    }
    for (uint32_t i = 0; i < hops->count; i++) {
        struct track_hop *back = &hops->items[hops->count + i];
        *back = hops->items[i];
        back->is_back = true;
        for (int end = 0; end < 2; end++) {
            back->ends[end] = hops->items[i].ends[1 - end];
            back->ends[end].is_rising = !back->ends[end].is_rising;
        }
    }
    hops->count *= 2;
    return true;
}

static const char *hop_stop(const struct track_hop *hop, int end)
{
    return hop->stops[hop->is_back ? 1 - end : end];
}

/** Whether a train goes on from one hop to the other without turning round. */
static bool hops_join(const struct track_hop *before, const struct track_hop *behind)
{
    const struct track_end *at = &before->ends[1], *on = &behind->ends[0];
    if (strcmp(hop_stop(before, 1), hop_stop(behind, 0)) != 0)
        return false;
    return strcmp(at->railway, on->railway) != 0 ||
           (at->is_rising == on->is_rising && fabs(at->km - on->km) < 0.5 / M_PER_KM);
}

/** The last hop of the shortest way, or NONE. */
static uint32_t hops_search(struct track_hops *hops, const char *from, const char *to)
{
    for (uint32_t i = 0; i < hops->count; i++)
        if (hops->items[i].is_known && strcmp(hop_stop(&hops->items[i], 0), from) == 0)
            hops->items[i].so_far_m = hops->items[i].length_m;
    for (;;) {
        uint32_t next = NONE;
        for (uint32_t i = 0; i < hops->count; i++)
            if (!hops->items[i].is_done && isfinite(hops->items[i].so_far_m) &&
                (next == NONE || hops->items[i].so_far_m < hops->items[next].so_far_m))
                next = i;
        if (next == NONE || strcmp(hop_stop(&hops->items[next], 1), to) == 0)
            return next;
        struct track_hop *at = &hops->items[next];
        at->is_done = true;
        for (uint32_t i = 0; i < hops->count; i++) {
            struct track_hop *on = &hops->items[i];
            double m = at->so_far_m + on->length_m;
            if (on->is_known && !on->is_done && m < on->so_far_m && hops_join(at, on)) {
                on->so_far_m = m;
                on->before = next;
            }
        }
    }
}

static int piece_place(const struct measure_tracks *tracks, uint32_t first, int64_t seq,
                       bool is_back)
{
    uint32_t i = tracks->count;
    while (i > first &&
           (is_back ? tracks->pieces[i - 1].seq < seq : tracks->pieces[i - 1].seq > seq))
        i--;
    return (int)i;
}

/** Appends the pieces of a hop in the order of travel. */
static bool hop_append(struct measure_edit *edit, const struct track_hop *hop,
                       struct measure_tracks *out)
{
    const struct table *routes = &edit->spec->rail_tables.routes;
    uint32_t first = out->count;
    for (uint32_t i = 0; i < routes->count; i++) {
        struct rail_route_row row = *TABLE_ROW(routes, struct rail_route_row, i);
        if (strcmp(row.line_id, hop->line) != 0 || strcmp(row.from_stop, hop->stops[0]) != 0 ||
            strcmp(row.to_stop, hop->stops[1]) != 0)
            continue;
        enum status status =
            MEM_RESERVE(&out->pieces, &out->capacity, (size_t)out->count + 1, &edit->scratch);
        measure_pass_on(edit, status);
        if (status != STATUS_OK)
            return false;
        if (hop->is_back) {
            double km = row.km_from;
            row.km_from = row.km_to;
            row.km_to = km;
        }
        int at = piece_place(out, first, row.seq, hop->is_back);
        memmove(&out->pieces[at + 1], &out->pieces[at],
                (out->count - (uint32_t)at) * sizeof *out->pieces);
        out->pieces[at] = row;
        out->count++;
    }
    out->length_m += hop->length_m;
    return true;
}

/** The hops up to `last`, the first one first. */
static bool hops_append(struct measure_edit *edit, const struct track_hops *hops, uint32_t last,
                        struct measure_tracks *out)
{
    uint32_t count = 1, at = last;
    bool is_good = true;
    for (; hops->items[at].before != NONE; at = hops->items[at].before)
        count++;
    for (uint32_t i = 0; i < count && is_good; i++) {
        at = last;
        for (uint32_t back = i + 1; back < count; back++)
            at = hops->items[at].before;
        is_good = hop_append(edit, &hops->items[at], out);
    }
    return is_good;
}

bool measure_tracks_find(struct measure_edit *edit, const char *from, const char *to,
                         struct measure_tracks *out)
{
    struct track_hops hops = {0};
    uint32_t last = hops_read(edit, &hops) ? hops_search(&hops, from, to) : NONE;
    bool is_found = last != NONE && hops_append(edit, &hops, last, out);
    mem_free(hops.items);
    return is_found;
}

void measure_tracks_deinit(struct measure_tracks *tracks)
{
    mem_free(tracks->pieces);
    *tracks = (struct measure_tracks){0};
}

static bool has_way(const struct table *routes, const char *line, const char *a, const char *b)
{
    for (uint32_t i = 0; i < routes->count; i++) {
        const struct rail_route_row *row = TABLE_ROW(routes, struct rail_route_row, i);
        if (strcmp(row->line_id, line) == 0 &&
            ((strcmp(row->from_stop, a) == 0 && strcmp(row->to_stop, b) == 0) ||
             (strcmp(row->from_stop, b) == 0 && strcmp(row->to_stop, a) == 0)))
            return true;
    }
    return false;
}

void measure_tracks_lay(struct measure_edit *edit, const char *line, const char *const stops[2],
                        const struct measure_tracks *tracks)
{
    struct table *routes = &edit->spec->rail_tables.routes;
    if (has_way(routes, line, stops[0], stops[1]))
        return;
    for (uint32_t i = 0; i < tracks->count; i++) {
        struct rail_route_row *row = measure_add_row(edit, routes);
        if (!row)
            return;
        struct rail_route_row piece = tracks->pieces[i];
        piece.line = row->line;
        piece.line_id = line;
        piece.seq = (int64_t)i + 1;
        piece.from_stop = stops[0];
        piece.to_stop = stops[1];
        *row = piece;
    }
}

double measure_tracks_time_s(struct measure_edit *edit, const struct measure_tracks *tracks,
                             const char *vehicle)
{
    const struct table *vehicles = &edit->spec->transit_tables.vehicles;
    uint32_t type = measure_find(edit, vehicles, &measure_vehicle_name, vehicle);
    struct track_section *sections = mem_alloc(tracks->count, sizeof *sections, &edit->scratch);
    struct vehicle_motion motion = {0};
    double time_s = (double)NAN;
    enum status status = sections ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK && type != NONE)
        status = vehicle_motion_init(&motion, TABLE_ROW(vehicles, struct transit_vehicle_row, type),
                                     &edit->spec->rail, &edit->scratch);
    for (uint32_t i = 0; status == STATUS_OK && i < tracks->count; i++) {
        const struct rail_route_row *piece = &tracks->pieces[i];
        sections[i].length_m = M_PER_KM * fabs(piece->km_to - piece->km_from);
        sections[i].speed_mps = piece->speed_mps > 0 ? piece->speed_mps : motion.motion.speed_mps;
    }
    const struct track_run run = {.sections = sections, .count = tracks->count};
    if (status == STATUS_OK && type != NONE)
        status =
            track_run_time(&run, &motion.motion, &time_s, (struct track_times){0}, &edit->scratch);
    measure_pass_on(edit, status);
    vehicle_motion_deinit(&motion);
    mem_free(sections);
    return time_s;
}
