// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/nine_routes.h"

#include "base/memory.h"
#include "demand/equilibrium.h"
#include "routing/road_day.h"
#include "validate/loading.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    DRIVERS = 3600,
    DEPART_MS = 250,    /* between two departures */
    STOP_MS = 15300000, /* all have arrived, even over one route */
    SAMPLE_MS = 1000,   /* less than a headway of a route, 3.6 s */
    SLICE_MS = 30000,
    SLICES = STOP_MS / SLICE_MS,
    LOOK_MS = 120000, /* between the slices in which a driver looks for ways */
    NODES = 15,
    LINKS = 23,
    ROUTES = 9,
    ROUTE_LINKS = 4 /* from node 1 over nodes 2, one of 3 to 11, and 12 to node 13 */
};

/* One driver more puts all behind him back by 3.6 s, 0.24 % of a drive: the best of nine routes
 * that differ by a few drivers saves this much. */
static const double GAP = 0.015;

struct nine_routes {
    struct loading_world world;
    struct loading loading;
    struct drives drives;
    struct kept_route routes[ROUTES];
    struct road_hierarchy *hierarchy;
    struct road_day *day;
    struct road_query **queries; /* [worker] */
    uint8_t *route;              /* [DRIVERS] */
    uint8_t *found;              /* [worker] */
    uint32_t from, to, worker_count;
};

static const struct road_link_totals *totals_at(const struct nine_routes *nine, uint32_t sample,
                                                uint32_t link)
{
    return &nine->loading.samples[(size_t)sample * nine->world.network->link_count + link];
}

/** How long a link takes for who enters it amid each slice: until as many have left as had entered
 * (first in, first out). */
static void measure_link(struct nine_routes *nine, uint32_t link, uint32_t links)
{
    const struct network *network = nine->world.network;
    uint32_t run_ms = (uint32_t)lround(1000 * (double)network->links[link].length_m /
                                       network->links[link].speed_mps);
    uint32_t until = 0;
    for (uint32_t slice = 0; slice < SLICES; slice++) {
        uint32_t sample = (slice * SLICE_MS + SLICE_MS / 2) / SAMPLE_MS;
        uint64_t entered = totals_at(nine, sample, link)->entered;
        while (until + 1 < nine->loading.sample_count &&
               totals_at(nine, until, link)->left < entered)
            until++;
        uint32_t way_ms = until > sample ? (until - sample) * SAMPLE_MS : 0;
        nine->day->link_ms[(size_t)slice * links + link] = way_ms > run_ms ? way_ms : run_ms;
    }
}

static enum status nine_load(void *self, uint32_t iteration, struct error *err)
{
    struct nine_routes *nine = self;
    uint32_t links = nine->world.network->link_count;
    (void)iteration;
    enum status status = loading_run(&nine->world, &nine->loading, err);
    for (uint32_t link = 0; status == STATUS_OK && link < links; link++)
        measure_link(nine, link, links);
    return status == STATUS_OK ? road_day_update(nine->day, nine->world.team, err) : status;
}

/** The best way in the times of one slice; a queue that the driver will meet shows in a later slice
 * than that of the departure. */
static uint8_t route_in(struct nine_routes *nine, uint32_t worker, uint32_t t_ms)
{
    uint32_t links[ROUTE_LINKS];
    struct road_query *query = nine->queries[worker];
    uint8_t r = 0;
    road_day_run(nine->day, query, road_day_slice(nine->day, t_ms), nine->from, nine->to);
    road_query_route(query, links, ROUTE_LINKS);
    while (r + 1 < ROUTES &&
           memcmp(links, nine->drives.blocks[0] + nine->routes[r].start, sizeof links) != 0)
        r++;
    return r;
}

static void nine_reply(void *self, uint32_t agent, uint32_t worker, struct equilibrium_reply *out)
{
    struct nine_routes *nine = self;
    uint32_t depart_ms = nine->drives.items[agent].depart_ms;
    const uint32_t *links = nine->drives.blocks[0];
    uint32_t now_ms = road_day_follow(nine->day, links + nine->routes[nine->route[agent]].start,
                                      ROUTE_LINKS, depart_ms);
    uint32_t best_ms = now_ms;
    nine->found[worker] = nine->route[agent];
    for (uint32_t after_ms = 0; after_ms <= now_ms; after_ms += LOOK_MS) {
        uint8_t r = route_in(nine, worker, depart_ms + after_ms);
        uint32_t way_ms =
            road_day_follow(nine->day, links + nine->routes[r].start, ROUTE_LINKS, depart_ms);
        if (way_ms < best_ms) {
            best_ms = way_ms;
            nine->found[worker] = r;
        }
    }
    out->cost = now_ms / 1000.0;
    out->regret = (now_ms - best_ms) / 1000.0;
    out->kind = nine->route[agent];
}

static void nine_take(void *self, uint32_t agent, uint32_t worker)
{
    struct nine_routes *nine = self;
    nine->route[agent] = nine->found[worker];
    nine->drives.items[agent].route_start = nine->routes[nine->route[agent]].start;
}

/** The network as published, drawn at half its size because its links are shorter than the distance
 * of their ends; with so many lanes that the capacities alone count. */
static enum status build_network(struct network **out, struct error *err)
{
    static const int16_t place_m[NODES][2] = {
        {-20000, 0},   {-15000, 0}, {-865, 5925},   {-2498, 4331},  {-3829, 3215},
        {-4698, 1711}, {-5000, 0},  {-4698, -1711}, {-3829, -3215}, {-2498, -4331},
        {-865, -5925}, {0, 0},      {5000, 0},      {5000, -10000}, {-20000, -10000}};
    char node_ids[NODES][4], link_ids[LINKS][4];
    struct road_node_row nodes[NODES];
    struct road_link_row links[LINKS];
    const double degree_m = 2 * 111195.08;
    for (uint32_t n = 0; n < NODES; n++) {
        snprintf(node_ids[n], sizeof node_ids[n], "%u", n + 1);
        nodes[n] = (struct road_node_row){.id = node_ids[n],
                                          .name = "",
                                          .lat = place_m[n][1] / degree_m,
                                          .lon = place_m[n][0] / degree_m};
    }
    for (uint32_t l = 0; l < LINKS; l++) {
        bool is_out = l >= 1 && l <= ROUTES, is_in = l > ROUTES && l <= 2 * ROUTES;
        uint32_t from = is_out ? 1 : is_in ? l - ROUTES + 1 : l == 0 ? 0 : l - 8;
        uint32_t to = is_out ? l + 1 : is_in ? 11 : l == 0 ? 1 : l == LINKS - 1 ? 0 : l - 7;
        snprintf(link_ids[l], sizeof link_ids[l], "%u", l + 1);
        links[l] = (struct road_link_row){
            .id = link_ids[l],
            .from = node_ids[from],
            .to = node_ids[to],
            .road = "",
            .via = "",
            .oneway = true,
            .lanes = is_in    ? 1
                     : is_out ? 2
                              : 20,
            .speed_mps = 27.78,
            .capacity_vps = (is_in    ? 1000
                             : is_out ? 3600
                                      : 36000) /
                            3600.0,
            .length_m = is_in            ? 5000
                        : l == LINKS - 2 ? 35000
                                         : 10000,
        };
    }
    const struct loading_rows rows = {nodes, links, NODES, LINKS};
    return loading_network(&rows, out, err);
}

/** All drivers begin on the middle route. */
static enum status build_drives(struct nine_routes *nine, const struct network *network,
                                struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t r = 0; r < ROUTES && status == STATUS_OK; r++) {
        char name[3][4];
        uint32_t route[ROUTE_LINKS];
        snprintf(name[0], sizeof name[0], "%u", r + 2);
        snprintf(name[1], sizeof name[1], "%u", r + 2 + ROUTES);
        route[0] = names_find(&network->link_names, "1");
        route[1] = names_find(&network->link_names, name[0]);
        route[2] = names_find(&network->link_names, name[1]);
        route[3] = names_find(&network->link_names, "20");
        status =
            drives_keep_route(&nine->drives, network, route, ROUTE_LINKS, &nine->routes[r], err);
    }
    for (uint32_t i = 0; i < DRIVERS && status == STATUS_OK; i++) {
        nine->route[i] = ROUTES / 2;
        status = drives_add(&nine->drives, &nine->routes[ROUTES / 2], VEHICLE_CAR,
                            (i + 1) * DEPART_MS, err);
    }
    nine->from = nine->routes[0].from_node;
    nine->to = nine->routes[0].to_node;
    return status;
}

static enum status build_day(struct nine_routes *nine, const struct network *network,
                             struct error *err)
{
    const uint32_t nodes[] = {nine->from, nine->to};
    const struct road_day_frame frame = {0, SLICE_MS, SLICES, nodes, 2, 0};
    enum status status = road_hierarchy_build(network, &nine->hierarchy, err);
    if (status == STATUS_OK)
        status = road_day_create(nine->hierarchy, &frame, &nine->day, err);
    if (status == STATUS_OK)
        nine->queries = road_query_create_each(nine->hierarchy, nine->world.team, err);
    return status != STATUS_OK || nine->queries ? status : STATUS_RESOURCE;
}

static bool nine_watch(void *self, const struct equilibrium_iteration *row)
{
    double *relative_gap = self;
    *relative_gap = row->relative_gap;
    return true;
}

static void nine_report(struct report *report, const struct nine_routes *nine, double relative_gap)
{
    uint32_t count[ROUTES] = {0};
    for (uint32_t i = 0; i < DRIVERS; i++)
        count[nine->route[i]]++;
    for (uint32_t r = 0; r < ROUTES; r++) {
        char quantity[32];
        snprintf(quantity, sizeof quantity, "share of route %u", r + 1);
        report_add(report, &(struct finding){.quantity = quantity,
                                             .unit = "1",
                                             .expected = 1.0 / ROUTES,
                                             .found = (double)count[r] / DRIVERS,
                                             .tolerance = 0.00524,
                                             .why = "one standard deviation of lots, 19 drivers"});
    }
    report_add(report, &(struct finding){.quantity = "relative gap",
                                         .unit = "1",
                                         .found = relative_gap,
                                         .tolerance = GAP,
                                         .why = "where drivers are left alone"});
}

static enum status nine_do(struct nine_routes *nine, struct report *report, struct error *err)
{
    const struct equilibrium_model model = {nine, DRIVERS, nine_load, nine_reply, nine_take, NULL};
    const struct equilibrium_parameters parameters = {
        .iterations = 400, .gap = GAP, .pace = 1, .slowing = 0.02, .seed = 1};
    double relative_gap = 1;
    enum status status =
        equilibrium_run(&model, &parameters, nine->world.team, nine_watch, &relative_gap, err);
    if (status == STATUS_OK)
        nine_report(report, nine, relative_gap);
    return status;
}

static enum status nine_make(struct nine_routes *nine, struct network **network, struct error *err)
{
    nine->worker_count = team_size(nine->world.team);
    nine->route = mem_alloc(DRIVERS, sizeof *nine->route, err);
    nine->found = mem_alloc(nine->worker_count, sizeof *nine->found, err);
    if (!nine->route || !nine->found)
        return STATUS_RESOURCE;
    enum status status = build_network(network, err);
    if (status == STATUS_OK)
        status = build_drives(nine, *network, err);
    if (status == STATUS_OK)
        status = build_day(nine, *network, err);
    nine->world.network = *network;
    nine->world.drives = &nine->drives;
    return status;
}

static void nine_deinit(struct nine_routes *nine)
{
    road_query_destroy_each(nine->queries, nine->worker_count);
    road_day_destroy(nine->day);
    road_hierarchy_destroy(nine->hierarchy);
    loading_deinit(&nine->loading);
    drives_deinit(&nine->drives);
    mem_free(nine->route);
    mem_free(nine->found);
}

enum status nine_routes_run(struct report *report, uint32_t threads, struct error *err)
{
    struct network *network = NULL;
    struct nine_routes nine = {
        .world = {.road = &loading_road,
                  .team = team_create(threads, err),
                  .stop_ms = STOP_MS,
                  .sample_ms = SAMPLE_MS},
    };
    enum status status = nine.world.team ? nine_make(&nine, &network, err) : STATUS_RESOURCE;
    if (status == STATUS_OK)
        status = nine_do(&nine, report, err);
    team_destroy(nine.world.team);
    nine_deinit(&nine);
    network_destroy(network);
    return status;
}
