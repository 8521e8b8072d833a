// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/road_fans.h"

#include "base/memory.h"

struct update {
    struct road_fans *fans;
    struct road_query **queries; /**< [team size] */
};

static enum status fans_list_nodes(struct road_fans *fans, const uint32_t *nodes,
                                   uint32_t node_count, struct error *err)
{
    const struct network *network = fans->metric->hierarchy->network;
    fans->fan_of_node = mem_alloc(network->node_count, sizeof *fans->fan_of_node, err);
    fans->nodes = mem_alloc(node_count, sizeof *fans->nodes, err);
    fans->first = mem_alloc((size_t)node_count + 1, sizeof *fans->first, err);
    if (!fans->fan_of_node || !fans->nodes || !fans->first)
        return STATUS_RESOURCE;
    for (uint32_t n = 0; n < network->node_count; n++)
        fans->fan_of_node[n] = NONE;
    for (uint32_t i = 0; i < node_count; i++) {
        if (fans->fan_of_node[nodes[i]] != NONE)
            continue;
        fans->fan_of_node[nodes[i]] = fans->count;
        fans->nodes[fans->count++] = nodes[i];
    }
    return STATUS_OK;
}

/** The ranks are those that a search passes, whatever the times. */
static enum status fans_list_ranks(struct road_fans *fans, struct road_query *query,
                                   struct error *err)
{
    size_t capacity = 0;
    for (uint32_t i = 0; i < fans->count; i++) {
        road_query_spread(query, fans->metric, fans->nodes[i]);
        size_t end = (size_t)fans->first[i] + query->passed_count;
        if (end > UINT32_MAX)
            return error_fail(err, STATUS_RESOURCE, "ways from %u nodes have more than %u labels",
                              fans->count, UINT32_MAX);
        enum status status = MEM_RESERVE(&fans->ranks, &capacity, end, err);
        if (status != STATUS_OK)
            return status;
        for (uint32_t k = 0; k < query->passed_count; k++)
            fans->ranks[fans->first[i] + k] = query->passed[k];
        fans->first[i + 1] = (uint32_t)end;
    }
    fans->ahead = mem_alloc(fans->first[fans->count], sizeof *fans->ahead, err);
    fans->back = mem_alloc(fans->first[fans->count], sizeof *fans->back, err);
    if (!fans->ahead || !fans->back)
        return STATUS_RESOURCE;
    for (uint32_t k = 0; k < fans->first[fans->count]; k++)
        fans->ahead[k] = fans->back[k] = LABEL_NONE;
    return STATUS_OK;
}

enum status road_fans_create(const struct road_metric *metric, const uint32_t *nodes,
                             uint32_t node_count, struct road_fans **out, struct error *err)
{
    struct road_fans *fans = mem_alloc(1, sizeof *fans, err);
    struct road_query *query = road_query_create(metric->hierarchy, err);
    enum status status = fans && query ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK) {
        fans->metric = metric;
        status = fans_list_nodes(fans, nodes, node_count, err);
    }
    if (status == STATUS_OK)
        status = fans_list_ranks(fans, query, err);
    road_query_destroy(query);
    if (status == STATUS_OK)
        *out = fans;
    else
        road_fans_destroy(fans);
    return status;
}

void road_fans_destroy(struct road_fans *fans)
{
    if (!fans)
        return;
    mem_free(fans->fan_of_node);
    mem_free(fans->nodes);
    mem_free(fans->first);
    mem_free(fans->ranks);
    mem_free(fans->ahead);
    mem_free(fans->back);
    mem_free(fans);
}

static void fan_update(void *context, uint32_t item, uint32_t worker)
{
    const struct update *update = context;
    const struct road_fans *fans = update->fans;
    struct road_query *query = update->queries[worker];
    road_query_spread(query, fans->metric, fans->nodes[item]);
    for (uint32_t k = fans->first[item]; k < fans->first[item + 1]; k++) {
        fans->ahead[k] = query->ahead[fans->ranks[k]];
        fans->back[k] = query->back[fans->ranks[k]];
    }
}

enum status road_fans_update(struct road_fans *fans, struct team *team, struct error *err)
{
    struct update update = {fans, road_query_create_each(fans->metric->hierarchy, team, err)};
    if (!update.queries)
        return STATUS_RESOURCE;
    team_run(team, fans->count, fan_update, &update);
    road_query_destroy_each(update.queries, team_size(team));
    return STATUS_OK;
}

uint32_t road_fans_run(const struct road_fans *fans, struct road_query *query, uint32_t from,
                       uint32_t to)
{
    uint32_t start = fans->fan_of_node[from], goal = fans->fan_of_node[to];
    road_query_reset(query, fans->metric, from, to);
    if (from == to)
        return 0;
    for (uint32_t k = fans->first[start]; k < fans->first[start + 1]; k++) {
        query->ahead[fans->ranks[k]] = fans->ahead[k];
        query->passed[query->passed_count++] = fans->ranks[k];
    }
    for (uint32_t k = fans->first[goal]; k < fans->first[goal + 1]; k++) {
        uint32_t rank = fans->ranks[k];
        query->back[rank] = fans->back[k];
        query->passed[query->passed_count++] = rank;
        road_query_meet(query, rank, road_label_ms(query->ahead[rank]),
                        road_label_ms(fans->back[k]));
    }
    return road_query_finish(query);
}
