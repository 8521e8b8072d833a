// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/bicycle_ways.h"

#include "base/memory.h"
#include "network/network_tables.h"
#include "routing/road_fans.h"

#include <math.h>
#include <string.h>

/* Parkin and Rotheram (2010), regression of speeds on the gradient, per unit of gradient and of the
 * speed on the level. */
#define LEVEL_MPS     6.01
#define UPHILL_LOSS   (40.02 / LEVEL_MPS)
#define DOWNHILL_GAIN (23.98 / LEVEL_MPS)
/* Estimates. */
#define PUSH_MPS      (4.0 / 3.6)
#define DOWNHILL_MOST 0.06

#define ROUTE_LINKS_MOST 4096u

struct ways_build {
    struct bicycle_ways *ways;
    const struct network *network;
    double flat_speed_mps;
    uint32_t *nodes; /* [node_count of the ways] */
    struct road_hierarchy *hierarchy;
    struct road_metric *metric;
    struct road_fans *fans;
    struct road_query **queries; /* [query_count] one per worker */
    uint32_t (*routes)[ROUTE_LINKS_MOST];
    uint32_t query_count;
};

double bicycle_speed_mps(double flat_speed_mps, double gradient)
{
    double factor = gradient > 0 ? 1 - UPHILL_LOSS * gradient
                                 : 1 + DOWNHILL_GAIN * fmin(-gradient, DOWNHILL_MOST);
    return fmax(flat_speed_mps * factor, fmin(PUSH_MPS, flat_speed_mps));
}

static double climb_m(const struct network *network, uint32_t from, uint32_t to)
{
    return (double)network->nodes[to].height_m - (double)network->nodes[from].height_m;
}

static uint32_t slope_ms(double length_m, double rise_m, double flat_speed_mps)
{
    return (uint32_t)lround(1000 * length_m / bicycle_speed_mps(flat_speed_mps, rise_m / length_m));
}

/** Nobody cycles on motorways and motor roads. */
static uint32_t link_bicycle_ms(const struct network *network, uint32_t index,
                                double flat_speed_mps)
{
    const struct road_link *link = &network->links[index];
    if (link->class <= ROAD_CLASS_TRUNK)
        return ROAD_WAY_MOST_MS;
    double own_mps =
        TABLE_ROW(&network->tables->links, struct road_link_row, link->row)->bicycle_mps;
    return slope_ms((double)link->length_m, climb_m(network, link->from, link->to),
                    own_mps > 0 ? own_mps : flat_speed_mps);
}

/** The straight line, where no street leads. */
static struct bicycle_way straight_way(const struct ways_build *build, uint32_t from, uint32_t to)
{
    const struct network *network = build->network;
    double rise_m = climb_m(network, from, to);
    double length_m = point_distance_m(network->nodes[from].point, network->nodes[to].point);
    if (!(length_m > 0))
        return (struct bicycle_way){0};
    return (struct bicycle_way){(uint32_t)lround(length_m),
                                slope_ms(length_m, rise_m, build->flat_speed_mps),
                                (uint32_t)lround(fmax(rise_m, 0))};
}

static struct bicycle_way find_way(const struct ways_build *build, uint32_t from, uint32_t to,
                                   uint32_t worker)
{
    const struct network *network = build->network;
    struct road_query *query = build->queries[worker];
    uint32_t *route = build->routes[worker];
    uint32_t way_ms = road_fans_run(build->fans, query, from, to);
    uint32_t length =
        way_ms < ROAD_WAY_MOST_MS ? road_query_route(query, route, ROUTE_LINKS_MOST) : 0;
    if (length == 0)
        return straight_way(build, from, to);
    double distance_m = 0, climbed_m = 0;
    for (uint32_t i = 0; i < length; i++) {
        const struct road_link *link = &network->links[route[i]];
        distance_m += (double)link->length_m;
        climbed_m += fmax(climb_m(network, link->from, link->to), 0);
    }
    return (struct bicycle_way){(uint32_t)lround(distance_m), way_ms, (uint32_t)lround(climbed_m)};
}

static void find_ways_from(void *context, uint32_t item, uint32_t worker)
{
    const struct ways_build *build = context;
    struct bicycle_ways *ways = build->ways;
    for (uint32_t to = 0; to < ways->node_count; to++)
        if (to != item)
            ways->ways[(size_t)item * ways->node_count + to] =
                find_way(build, build->nodes[item], build->nodes[to], worker);
}

/** Numbers the nodes of places in the order of the places. */
static enum status list_nodes(struct ways_build *build, struct error *err)
{
    const struct network *network = build->network;
    struct bicycle_ways *ways = build->ways;
    uint32_t *index_of = mem_alloc(network->node_count, sizeof *index_of, err);
    build->nodes = mem_alloc(network->place_count, sizeof *build->nodes, err);
    ways->node_index = mem_alloc(network->place_count, sizeof *ways->node_index, err);
    if (!index_of || !build->nodes || !ways->node_index) {
        mem_free(index_of);
        return STATUS_RESOURCE;
    }
    memset(index_of, 0xff, network->node_count * sizeof *index_of); /* NONE */
    for (uint32_t p = 0; p < network->place_count; p++) {
        uint32_t node = network->places[p].node;
        if (index_of[node] == NONE) {
            index_of[node] = ways->node_count;
            build->nodes[ways->node_count++] = node;
        }
        ways->node_index[p] = index_of[node];
    }
    ways->place_count = network->place_count;
    mem_free(index_of);
    return STATUS_OK;
}

static enum status prepare_roads(struct ways_build *build, struct team *team, struct error *err)
{
    const struct network *network = build->network;
    uint32_t *link_ms = mem_alloc(network->link_count, sizeof *link_ms, err);
    enum status status = link_ms ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t i = 0; status == STATUS_OK && i < network->link_count; i++)
        link_ms[i] = link_bicycle_ms(network, i, build->flat_speed_mps);
    if (status == STATUS_OK)
        status = road_hierarchy_build(network, &build->hierarchy, err);
    if (status == STATUS_OK)
        status = road_metric_create(build->hierarchy, &build->metric, err);
    if (status == STATUS_OK)
        status = road_metric_customise(build->metric, link_ms, team, err);
    if (status == STATUS_OK)
        status = road_fans_create(build->metric, build->nodes, build->ways->node_count,
                                  &build->fans, err);
    if (status == STATUS_OK)
        status = road_fans_update(build->fans, team, err);
    mem_free(link_ms);
    return status;
}

static enum status prepare_workers(struct ways_build *build, struct team *team, struct error *err)
{
    build->query_count = team_size(team);
    build->routes = mem_alloc(build->query_count, sizeof *build->routes, err);
    build->queries = road_query_create_each(build->hierarchy, team, err);
    return build->queries && build->routes ? STATUS_OK : STATUS_RESOURCE;
}

static void ways_build_deinit(struct ways_build *build)
{
    road_query_destroy_each(build->queries, build->query_count);
    mem_free(build->routes);
    mem_free(build->nodes);
    road_fans_destroy(build->fans);
    road_metric_destroy(build->metric);
    road_hierarchy_destroy(build->hierarchy);
}

enum status bicycle_ways_build(const struct network *network, double flat_speed_mps,
                               struct team *team, struct bicycle_ways **out, struct error *err)
{
    struct bicycle_ways *ways = mem_alloc(1, sizeof *ways, err);
    if (!ways)
        return STATUS_RESOURCE;
    struct ways_build build = {.ways = ways, .network = network, .flat_speed_mps = flat_speed_mps};
    ways->flat_speed_mps = (float)flat_speed_mps;
    enum status status = list_nodes(&build, err);
    if (status == STATUS_OK) {
        ways->ways =
            mem_alloc((size_t)ways->node_count * ways->node_count, sizeof *ways->ways, err);
        status = ways->ways ? prepare_roads(&build, team, err) : STATUS_RESOURCE;
    }
    if (status == STATUS_OK)
        status = prepare_workers(&build, team, err);
    if (status == STATUS_OK)
        team_run(team, ways->node_count, find_ways_from, &build);
    ways_build_deinit(&build);
    if (status != STATUS_OK)
        bicycle_ways_destroy(ways);
    else
        *out = ways;
    return status;
}

void bicycle_ways_destroy(struct bicycle_ways *ways)
{
    if (!ways)
        return;
    mem_free(ways->node_index);
    mem_free(ways->ways);
    mem_free(ways);
}

uint32_t bicycle_ways_plan_ms(const struct bicycle_ways *ways, uint32_t from, uint32_t to,
                              uint32_t distance_m)
{
    const struct bicycle_way *way = bicycle_ways_at(ways, from, to);
    double flat_ms = 1000.0 * distance_m / (double)ways->flat_speed_mps;
    if (way->distance_m == 0)
        return (uint32_t)lround(flat_ms);
    double slopes = way->time_ms * (double)ways->flat_speed_mps / (1000.0 * way->distance_m);
    return (uint32_t)lround(flat_ms * slopes);
}
