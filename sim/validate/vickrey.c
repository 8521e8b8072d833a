// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/vickrey.h"

#include "base/memory.h"
#include "demand/equilibrium.h"
#include "kernel/random.h"
#include "validate/loading.h"

#include <math.h>
#include <stdlib.h>

enum {
    TRAVELLERS = 6000,
    RUN_MS = 500000,     /* 10 km at 20 m/s: the whole queue stands on the link */
    HEADWAY_MS = 900,    /* 4,000 veh/h */
    WISH_MS = 7200000,   /* of arriving, RUN_MS left out */
    LATEST_MS = 9000000, /* departure */
    STOP_MS = 18000000,  /* all have arrived */
    LOOK_MS = 1000,      /* between two departures of which the best is looked for */
    ITERATIONS = 1000
};

static const double WAIT_COST = 6.40, EARLY_COST = 3.90, LATE_COST = 15.21, MS_PER_H = 3.6e6;

/* At rest when all together could save this part of what they pay. */
static const double GAP = 0.0001;

/* Who would save 10 % at the time that came to mind goes there with a chance of 3 %. */
static const double CURIOSITY = 0.3;

/** Leaving at some time, as measured. */
struct departure {
    double leave_ms, wait_ms, cost;
};

struct vickrey {
    struct loading_world world;
    struct loading loading;
    struct drives drives;
    uint64_t *order; /* [TRAVELLERS] departure << 32 | traveller */
    double mean_cost, best_cost;
    uint32_t *found_ms; /* [worker] */
    uint64_t seed;
    uint32_t iteration;
};

static struct departure departure_of(double leave_ms, double wait_ms)
{
    double early_ms = WISH_MS - leave_ms - wait_ms;
    double schedule = early_ms > 0 ? EARLY_COST * early_ms : -LATE_COST * early_ms;
    return (struct departure){leave_ms, wait_ms, (WAIT_COST * wait_ms + schedule) / MS_PER_H};
}

static struct departure departure_own(const struct vickrey *vickrey, uint32_t traveller)
{
    double leave_ms = vickrey->drives.items[traveller].depart_ms;
    double way_ms = vickrey->loading.arrive_ms[traveller] - leave_ms;
    return departure_of(leave_ms, fmax(0, way_ms - RUN_MS));
}

/** Of one more traveller: a headway behind the last one who left before. */
static struct departure departure_at(const struct vickrey *vickrey, uint32_t leave_ms)
{
    uint32_t low = 0, high = TRAVELLERS;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (vickrey->order[middle] >> 32 <= leave_ms)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return departure_of(leave_ms, 0);
    double next_ms = vickrey->loading.arrive_ms[(uint32_t)vickrey->order[low - 1]] + HEADWAY_MS;
    return departure_of(leave_ms, fmax(0, next_ms - leave_ms - RUN_MS));
}

/** When to leave for the same place in the queue so that it costs what all pay on average: those
 * who have it better must leave earlier, or others take the place; those who have it worse can
 * leave later, as nobody wants it. Who does not wait cannot gain by leaving later than needed. */
static uint32_t departure_balanced(const struct vickrey *vickrey, const struct departure *at)
{
    double later_ms = (at->cost - vickrey->mean_cost) * MS_PER_H / WAIT_COST;
    bool is_late = at->leave_ms + at->wait_ms > WISH_MS;
    if (later_ms < 0 && at->wait_ms <= 0)
        later_ms = 0;
    else if (later_ms > 0 && is_late)
        later_ms = at->wait_ms > 0 ? fmin(later_ms, at->wait_ms) : -later_ms;
    return (uint32_t)lround(fmax(1, fmin(at->leave_ms + later_ms, LATEST_MS)));
}

static int key_compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static enum status vickrey_load(void *self, uint32_t iteration, struct error *err)
{
    struct vickrey *vickrey = self;
    enum status status = loading_run(&vickrey->world, &vickrey->loading, err);
    if (status != STATUS_OK)
        return status;
    double total = 0;
    for (uint32_t i = 0; i < TRAVELLERS; i++) {
        vickrey->order[i] = (uint64_t)vickrey->drives.items[i].depart_ms << 32 | i;
        total += departure_own(vickrey, i).cost;
    }
    qsort(vickrey->order, TRAVELLERS, sizeof *vickrey->order, key_compare);
    vickrey->mean_cost = total / TRAVELLERS;
    vickrey->best_cost = HUGE_VAL;
    for (uint32_t t_ms = 0; t_ms <= LATEST_MS; t_ms += LOOK_MS)
        vickrey->best_cost = fmin(vickrey->best_cost, departure_at(vickrey, t_ms).cost);
    vickrey->iteration = iteration;
    return STATUS_OK;
}

/** Where in the queue: the place of now, or that of another departure which comes to mind, the
 * likelier the more it saves. When: so that the place is kept, which all see to every day. */
static void vickrey_reply(void *self, uint32_t agent, uint32_t worker,
                          struct equilibrium_reply *out)
{
    struct vickrey *vickrey = self;
    struct random_stream stream;
    random_stream_init(&stream, vickrey->seed, agent, RANDOM_CASE_REPLY);
    stream.counter[0] = vickrey->iteration;
    struct departure now = departure_own(vickrey, agent);
    struct departure other = departure_at(vickrey, random_below(&stream, LATEST_MS + 1));
    bool moves = random_unit(&stream) * now.cost < CURIOSITY * (now.cost - other.cost);
    vickrey->found_ms[worker] = departure_balanced(vickrey, moves ? &other : &now);
    out->cost = now.cost;
    out->regret = fmax(0, now.cost - vickrey->best_cost);
    out->gain = now.cost;
    out->kind = 0;
}

static void vickrey_take(void *self, uint32_t agent, uint32_t worker)
{
    struct vickrey *vickrey = self;
    vickrey->drives.items[agent].depart_ms = vickrey->found_ms[worker];
}

/** All begin a headway apart, the last one in time. */
static enum status vickrey_build(struct vickrey *vickrey, struct network **out_network,
                                 struct error *err)
{
    static const struct road_node_row nodes[] = {
        {.id = "home", .name = "", .lat = 51.5, .lon = 7.5},
        {.id = "work", .name = "", .lat = 51.5, .lon = 7.644},
    };
    static const struct road_link_row links[] = {
        {.id = "way",
         .from = "home",
         .to = "work",
         .road = "",
         .oneway = true,
         .lanes = 4,
         .speed_mps = 20,
         .capacity_vps = 4000 / 3600.0,
         .length_m = 10000,
         .via = ""},
    };
    const struct loading_rows rows = {nodes, links, 2, 1};
    const uint32_t route = 0;
    struct kept_route kept;
    enum status status = loading_network(&rows, out_network, err);
    if (status == STATUS_OK)
        status = drives_keep_route(&vickrey->drives, *out_network, &route, 1, &kept, err);
    for (uint32_t i = 0; status == STATUS_OK && i < TRAVELLERS; i++)
        status = drives_add(&vickrey->drives, &kept, VEHICLE_CAR,
                            WISH_MS - (TRAVELLERS - 1 - i) * HEADWAY_MS, err);
    vickrey->world.network = *out_network;
    vickrey->world.drives = &vickrey->drives;
    return status;
}

static bool found_watch(void *self, const struct equilibrium_iteration *row)
{
    struct vickrey_found *found = self;
    found->relative_gap = row->relative_gap;
    found->iterations = row->iteration;
    return true;
}

static enum status vickrey_settle(struct vickrey *vickrey, struct vickrey_found *out,
                                  struct error *err)
{
    const struct equilibrium_model model = {vickrey,       TRAVELLERS,   vickrey_load,
                                            vickrey_reply, vickrey_take, NULL};
    const struct equilibrium_parameters parameters = {
        .iterations = ITERATIONS, .gap = GAP, .pace = 1, .seed = vickrey->seed};
    struct vickrey_found found = {0};
    enum status status =
        equilibrium_run(&model, &parameters, vickrey->world.team, found_watch, &found, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < TRAVELLERS; i++)
        found.longest_wait_h =
            fmax(found.longest_wait_h, departure_own(vickrey, i).wait_ms / MS_PER_H);
    found.first_h = (WISH_MS - (double)(vickrey->order[0] >> 32)) / MS_PER_H;
    found.mean_cost = vickrey->mean_cost;
    *out = found;
    return STATUS_OK;
}

enum status vickrey_find(uint64_t seed, uint32_t threads, struct vickrey_found *out,
                         struct error *err)
{
    struct network *network = NULL;
    struct vickrey vickrey = {
        .world = {.road = &loading_road, .team = team_create(threads, err), .stop_ms = STOP_MS},
        .seed = seed,
    };
    enum status status = STATUS_RESOURCE;
    if (vickrey.world.team) {
        vickrey.order = mem_alloc(TRAVELLERS, sizeof *vickrey.order, err);
        vickrey.found_ms = mem_alloc(team_size(vickrey.world.team), sizeof *vickrey.found_ms, err);
        if (vickrey.order && vickrey.found_ms)
            status = vickrey_build(&vickrey, &network, err);
    }
    if (status == STATUS_OK)
        status = vickrey_settle(&vickrey, out, err);
    mem_free(vickrey.order);
    mem_free(vickrey.found_ms);
    loading_deinit(&vickrey.loading);
    drives_deinit(&vickrey.drives);
    team_destroy(vickrey.world.team);
    network_destroy(network);
    return status;
}

enum status vickrey_run(struct report *report, uint32_t threads, struct error *err)
{
    struct vickrey_found found;
    enum status status = vickrey_find(1, threads, &found, err);
    if (status != STATUS_OK)
        return status;
    const double minute_h = 1 / 60.0;
    const struct finding findings[] = {
        {"mean cost", "1", 4.65612, found.mean_cost, 0.0466, "1 %", NULL, false},
        {"total cost", "1", 27936.73, found.mean_cost * TRAVELLERS, 279.4, "1 %", NULL, false},
        {"longest wait", "h", 0.72752, found.longest_wait_h, minute_h, "one minute", NULL, false},
        {"first departure before the wish", "h", 1.19388, found.first_h, minute_h, "one minute",
         NULL, false},
        {"relative gap", "1", 0, found.relative_gap, GAP, "where travellers are left alone", NULL,
         false},
    };
    for (uint32_t i = 0; i < sizeof findings / sizeof findings[0]; i++)
        report_add(report, &findings[i]);
    return STATUS_OK;
}
