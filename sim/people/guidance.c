// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/guidance.h"

#include "base/memory.h"
#include "road/signal.h"

static enum status guidance_alloc(struct guidance *guidance, struct error *err)
{
    uint32_t links = guidance->network->link_count;
    guidance->free_ms = mem_alloc(links, sizeof *guidance->free_ms, err);
    guidance->link_ms = mem_alloc(links, sizeof *guidance->link_ms, err);
    guidance->left = mem_alloc(links, sizeof *guidance->left, err);
    guidance->travel_ms_sum = mem_alloc(links, sizeof *guidance->travel_ms_sum, err);
    uint32_t *nodes = mem_alloc(guidance->network->place_count, sizeof *nodes, err);
    bool all = guidance->free_ms && guidance->link_ms && guidance->left &&
               guidance->travel_ms_sum && nodes;
    enum status status = all ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t i = 0; all && i < guidance->network->place_count; i++)
        nodes[i] = guidance->network->places[i].node;
    for (uint32_t i = 0; status == STATUS_OK && i < GUIDANCE_VIEWS; i++)
        status = road_trees_create(guidance->network, nodes, guidance->network->place_count,
                                   &guidance->views[i], err);
    mem_free(nodes);
    return status;
}

enum status guidance_create(const struct network *network, const struct road *road,
                            uint32_t every_ms, struct team *team, struct guidance **out,
                            struct error *err)
{
    struct guidance *guidance = mem_alloc(1, sizeof *guidance, err);
    if (!guidance)
        return STATUS_RESOURCE;
    guidance->network = network;
    guidance->road = road;
    guidance->every_ms = every_ms;
    guidance->view_count = 1;

    enum status status = guidance_alloc(guidance, err);
    for (uint32_t i = 0; status == STATUS_OK && i < network->link_count; i++)
        guidance->free_ms[i] = guidance->link_ms[i] =
            road_link_run_ms(road, i, VEHICLE_CAR) + signal_mean_wait_ms(network, i);
    if (status == STATUS_OK)
        status = road_trees_update(guidance->views[0], guidance->link_ms, team, err);
    if (status != STATUS_OK) {
        guidance_destroy(guidance);
        return status;
    }
    *out = guidance;
    return STATUS_OK;
}

void guidance_destroy(struct guidance *guidance)
{
    if (!guidance)
        return;
    for (uint32_t i = 0; i < GUIDANCE_VIEWS; i++)
        road_trees_destroy(guidance->views[i]);
    mem_free(guidance->free_ms);
    mem_free(guidance->link_ms);
    mem_free(guidance->left);
    mem_free(guidance->travel_ms_sum);
    mem_free(guidance);
}

/** What the last interval says about a link, ms. */
static uint32_t guidance_observe(struct guidance *guidance, uint32_t link, uint32_t t_ms)
{
    struct road_link_totals totals = road_link_totals(guidance->road, link);
    uint64_t left = totals.left - guidance->left[link];
    uint64_t travel_ms = totals.travel_ms_sum - guidance->travel_ms_sum[link];
    uint64_t there = totals.entered - totals.left;

    guidance->left[link] = totals.left;
    guidance->travel_ms_sum[link] = totals.travel_ms_sum;
    if (left > 0)
        return (uint32_t)(travel_ms / left);
    if (there == 0)
        return guidance->free_ms[link];
    /* Who left had entered at left_ms - travel_ms: what remains of the sum are the entries of those
     * still there. */
    uint64_t entered_ms_sum = totals.entered_ms_sum - (totals.left_ms_sum - totals.travel_ms_sum);
    uint32_t age_ms = (uint32_t)(t_ms - entered_ms_sum / there);
    return age_ms > guidance->free_ms[link] ? age_ms : guidance->free_ms[link];
}

enum status guidance_renew(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct guidance *guidance = self;
    for (uint32_t i = 0; i < guidance->network->link_count; i++) {
        uint32_t observed_ms = guidance_observe(guidance, i, t_ms);
        guidance->link_ms[i] = guidance->link_ms[i] / 2 + observed_ms / 2;
    }
    guidance->newest = (guidance->newest + 1) % GUIDANCE_VIEWS;
    if (guidance->view_count < GUIDANCE_VIEWS)
        guidance->view_count++;
    return road_trees_update(guidance->views[guidance->newest], guidance->link_ms,
                             kernel_team(kernel), err);
}

const struct road_trees *guidance_view(const struct guidance *guidance, uint32_t draw)
{
    uint32_t age = draw % guidance->view_count;
    return guidance->views[(guidance->newest + GUIDANCE_VIEWS - age) % GUIDANCE_VIEWS];
}
