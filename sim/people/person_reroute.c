// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/person_reroute.h"

#include "people/people_state.h"
#include "road/road_reroute.h"

/** A way from the end of a link on. */
struct rest {
    uint32_t links[ROAD_REST_MOST];
    uint32_t count;
};

/** The best way between two nodes that may follow `link` (NONE: anything may); none: no links. */
static void rest_ask(const struct people *people, const struct road_metric *metric, uint32_t link,
                     const uint32_t nodes[2], struct rest *out)
{
    const struct network *network = people->world.network;
    struct road_query *query = people->guidance->queries[0];
    uint32_t way_ms = road_query_run(query, metric, nodes[0], nodes[1]);
    out->count =
        way_ms < ROAD_WAY_MOST_MS ? road_query_route(query, out->links, ROAD_REST_MOST) : 0;
    if (out->count > 0 && link != NONE && !network_turn_allowed(network, link, out->links[0]))
        out->count = 0;
}

static uint32_t rest_ms(const struct road_metric *metric, const struct rest *rest)
{
    uint32_t sum_ms = 0;
    for (uint32_t i = 0; i < rest->count; i++)
        sum_ms = road_way_sum_ms(sum_ms, metric->link_ms[rest->links[i]]);
    return sum_ms;
}

/** A search from a node may begin with a turn that the link before forbids: then each link that may
 * follow is tried as the first one. */
static void rest_try_turns(const struct people *people, const struct road_metric *metric,
                           uint32_t link, uint32_t goal, struct rest *out)
{
    const struct network *network = people->world.network;
    const struct road_node *node = &network->nodes[network->links[link].to];
    uint32_t best_ms = ROAD_NO_WAY_MS;
    for (uint32_t i = 0; i < node->out_count; i++) {
        uint32_t first = network->out_links[node->first_out + i];
        uint32_t nodes[2] = {network->links[first].to, goal};
        struct rest rest = {.count = 0};
        if (!network_turn_allowed(network, link, first))
            continue;
        if (nodes[0] != goal)
            rest_ask(people, metric, first, nodes, &rest);
        if ((nodes[0] != goal && rest.count == 0) || rest.count == ROAD_REST_MOST)
            continue;
        uint32_t sum_ms = road_way_sum_ms(metric->link_ms[first], rest_ms(metric, &rest));
        if (sum_ms >= best_ms)
            continue;
        best_ms = sum_ms;
        out->links[0] = first;
        for (uint32_t k = 0; k < rest.count; k++)
            out->links[k + 1] = rest.links[k];
        out->count = rest.count + 1;
    }
}

static double length_m(const struct network *network, const uint32_t *links, uint32_t count)
{
    double sum_m = 0;
    for (uint32_t i = 0; i < count; i++)
        sum_m += (double)network->links[links[i]].length_m;
    return sum_m;
}

static uint32_t choose_rest(void *self, const struct road_vehicle *vehicle, uint32_t *out)
{
    struct people *people = self;
    const struct network *network = people->world.network;
    struct person_state *state = &people->persons[vehicle->vehicle];
    if (!guidance_has_news(people->guidance, vehicle->rest, vehicle->rest_count))
        return 0;

    const struct road_metric *metric = person_view(people, vehicle->vehicle)->metric;
    uint32_t goal = network->links[vehicle->rest[vehicle->rest_count - 1]].to;
    uint32_t nodes[2] = {network->links[vehicle->rest[0]].from, goal};
    struct rest rest = {.count = 0};
    if (nodes[0] != goal)
        rest_ask(people, metric, vehicle->link, nodes, &rest);
    if (rest.count == 0 && vehicle->link != NONE)
        rest_try_turns(people, metric, vehicle->link, goal, &rest);
    if (rest.count == 0 || guidance_is_closed(people->guidance, rest.links, rest.count))
        return 0;
    for (uint32_t i = 0; i < rest.count; i++)
        out[i] = rest.links[i];
    double more_m = length_m(network, rest.links, rest.count) -
                    length_m(network, vehicle->rest, vehicle->rest_count);
    people->rerouted_m[population_drive(people->world.population, vehicle->vehicle)] +=
        (int64_t)more_m;
    if (state->mode == MODE_CAR || state->mode == MODE_TRUCK)
        state->distance_m = (uint32_t)((double)state->distance_m + more_m);
    return rest.count;
}

enum status person_reroute_renew(void *self, struct kernel *kernel, uint32_t t_ms,
                                 struct error *err)
{
    struct people *people = self;
    uint32_t count = 0;
    enum status status = guidance_renew(people->guidance, kernel, t_ms, err);
    if (status == STATUS_OK && people->guidance->has_news)
        status = road_reroute(people->world.road, kernel, choose_rest, people, &count, err);
    people->rerouted += count;
    return status;
}
