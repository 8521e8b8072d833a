// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/network.h"

#include "base/memory.h"
#include "network/network_parts.h"

#include <math.h>

#define EARTH_RADIUS_M 6371008.8
#define RADIANS        (3.14159265358979323846 / 180.0)

struct point network_project(const struct network *network, double lat, double lon)
{
    double north = (lat - network->ref_lat) * RADIANS * EARTH_RADIUS_M;
    double east =
        (lon - network->ref_lon) * RADIANS * EARTH_RADIUS_M * cos(network->ref_lat * RADIANS);
    return (struct point){(float)east, (float)north};
}

void network_position(const struct network *network, struct point point, double *out_lat,
                      double *out_lon)
{
    double degree_m = RADIANS * EARTH_RADIUS_M;
    *out_lat = network->ref_lat + (double)point.y_m / degree_m;
    *out_lon = network->ref_lon + (double)point.x_m / (degree_m * cos(network->ref_lat * RADIANS));
}

double point_distance_m(struct point a, struct point b)
{
    double dx = (double)a.x_m - (double)b.x_m, dy = (double)a.y_m - (double)b.y_m;
    return sqrt(dx * dx + dy * dy);
}

/** Whether every way out of the node leads back to `neighbour`. */
static bool node_is_dead_end(const struct network *network, uint32_t node, uint32_t neighbour)
{
    const struct road_node *at = &network->nodes[node];
    for (uint32_t i = 0; i < at->out_count; i++)
        if (network->links[network->out_links[at->first_out + i]].to != neighbour)
            return false;
    return true;
}

bool network_turn_allowed(const struct network *network, uint32_t from, uint32_t to)
{
    const struct road_link *in = &network->links[from], *out = &network->links[to];
    uint8_t kind = network->nodes[in->to].kind;

    if (in->to != out->from || kind == ROAD_NODE_EXTERNAL)
        return false;
    const struct turn_rule *rule = in->has_turn_rules ? turn_rule_find(network, from, to) : NULL;
    if (rule)
        return rule->is_allowed;
    if (out->to != in->from)
        return true;
    return kind != ROAD_NODE_BOUNDARY && node_is_dead_end(network, in->to, in->from);
}

uint32_t network_link_free_ms(const struct network *network, uint32_t link)
{
    const struct road_link *at = &network->links[link];
    double ms = 1000.0 * (double)at->length_m / (double)at->speed_mps;
    return ms < 1.0 ? 1u : (uint32_t)lround(ms);
}

void network_destroy(struct network *network)
{
    if (!network)
        return;
    network_changes_restore(network); /* it looks at the links */
    mem_free(network->nodes);
    mem_free(network->links);
    mem_free(network->out_links);
    mem_free(network->in_links);
    mem_free(network->signals);
    mem_free(network->greens);
    mem_free(network->zones);
    mem_free(network->places);
    mem_free(network->counters);
    mem_free(network->turn_rules);
    mem_free(network->changes);
    mem_free(network->parking);
    names_deinit(&network->node_names);
    names_deinit(&network->link_names);
    names_deinit(&network->road_names);
    names_deinit(&network->zone_names);
    names_deinit(&network->place_names);
    mem_free(network);
}
