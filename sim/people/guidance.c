// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/guidance.h"

#include "base/memory.h"
#include "road/link_time.h"
#include "road/road_toll.h"

#include <string.h>

static enum status guidance_alloc(struct guidance *guidance, struct error *err)
{
    uint32_t links = guidance->network->link_count;
    guidance->link_ms = mem_alloc(links, sizeof *guidance->link_ms, err);
    if (guidance->network->has_tolls || guidance->car_eur_km > 0) {
        guidance->toll_ms = mem_alloc(links, sizeof *guidance->toll_ms, err);
        if (!guidance->toll_ms)
            return STATUS_RESOURCE;
    }
    bool all = link_observer_init(guidance->road, links, &guidance->observer, err) == STATUS_OK &&
               guidance->link_ms;
    if (guidance->network->change_count > 0 || guidance->network->may_change || guidance->toll_ms) {
        guidance->belief_ms =
            mem_alloc((size_t)links * GUIDANCE_VIEWS, sizeof *guidance->belief_ms, err);
        guidance->shown_ms = mem_alloc(links, sizeof *guidance->shown_ms, err);
        guidance->is_closed = mem_alloc(links, sizeof *guidance->is_closed, err);
        guidance->is_news = mem_alloc(links, sizeof *guidance->is_news, err);
        all = all && guidance->belief_ms && guidance->shown_ms && guidance->is_closed &&
              guidance->is_news;
    }
    return all ? STATUS_OK : STATUS_RESOURCE;
}

/** Pictures without times. */
static enum status guidance_prepare_views(struct guidance *guidance, struct error *err)
{
    const struct network *network = guidance->network;
    uint32_t *nodes = mem_alloc(network->place_count, sizeof *nodes, err);
    if (!nodes)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < network->place_count; i++)
        nodes[i] = network->places[i].node;
    enum status status = road_hierarchy_build(network, &guidance->hierarchy, err);
    for (uint32_t i = 0; status == STATUS_OK && i < GUIDANCE_VIEWS; i++) {
        status = road_metric_create(guidance->hierarchy, &guidance->metrics[i], err);
        if (status == STATUS_OK)
            status = road_fans_create(guidance->metrics[i], nodes, network->place_count,
                                      &guidance->views[i], err);
    }
    mem_free(nodes);
    return status;
}

/** Computes the ways of one picture from what was believed when it was made, with what is closed at
 * `t_ms`. */
static enum status guidance_draw(struct guidance *guidance, uint32_t view, uint32_t t_ms,
                                 struct team *team, struct error *err)
{
    uint32_t links = guidance->network->link_count;
    const uint32_t *believed_ms = guidance->link_ms;
    if (guidance->belief_ms) {
        believed_ms = guidance->belief_ms + (size_t)view * links;
        for (uint32_t i = 0; i < links; i++)
            guidance->shown_ms[i] = guidance->is_closed[i]
                                        ? link_free_ms(guidance->network, guidance->road, i, t_ms) +
                                              link_wait_ms(guidance->network, i, t_ms)
                                        : believed_ms[i];
        for (uint32_t i = 0; guidance->toll_ms && i < links; i++)
            guidance->shown_ms[i] = road_way_sum_ms(guidance->shown_ms[i], guidance->toll_ms[i]);
        believed_ms = guidance->shown_ms;
    }
    enum status status = road_metric_customise(guidance->metrics[view], believed_ms, team, err);
    return status == STATUS_OK ? road_fans_update(guidance->views[view], team, err) : status;
}

/** Takes in the tolls of now; whether some have changed. */
static bool guidance_see_tolls(struct guidance *guidance, uint32_t t_ms)
{
    bool has_changed = false;
    for (uint32_t i = 0; guidance->toll_ms && i < guidance->network->link_count; i++) {
        uint32_t toll_meur =
            road_toll_price_meur(guidance->road, guidance->network, i, guidance->car_eur_km, t_ms);
        uint32_t toll_ms = road_toll_felt_ms(0, toll_meur, guidance->toll_ms_per_meur);
        has_changed = has_changed || toll_ms != guidance->toll_ms[i];
        guidance->toll_ms[i] = toll_ms;
    }
    return has_changed;
}

/** Makes the newest picture from what is believed now. */
static enum status guidance_show(struct guidance *guidance, uint32_t t_ms, struct team *team,
                                 struct error *err)
{
    const struct network *network = guidance->network;
    bool has_changed = false;

    guidance->has_news = false;
    for (uint32_t i = 0; guidance->belief_ms && i < network->link_count; i++) {
        bool is_closed = !network_link_at(network, i, t_ms).is_open;
        has_changed = has_changed || is_closed != guidance->is_closed[i];
        guidance->is_news[i] = is_closed && !guidance->is_closed[i];
        guidance->has_news = guidance->has_news || guidance->is_news[i];
        guidance->is_closed[i] = is_closed;
        guidance->belief_ms[(size_t)guidance->newest * network->link_count + i] =
            guidance->link_ms[i];
    }
    has_changed = guidance_see_tolls(guidance, t_ms) || has_changed;
    enum status status = guidance_draw(guidance, guidance->newest, t_ms, team, err);
    for (uint32_t age = 1; status == STATUS_OK && has_changed && age < guidance->view_count; age++)
        status = guidance_draw(guidance, (guidance->newest + GUIDANCE_VIEWS - age) % GUIDANCE_VIEWS,
                               t_ms, team, err);
    return status;
}

enum status guidance_create(const struct guidance_world *world, struct kernel *kernel,
                            struct guidance **out, struct error *err)
{
    const struct network *network = world->network;
    const struct road *road = world->road;
    struct guidance *guidance = mem_alloc(1, sizeof *guidance, err);
    if (!guidance)
        return STATUS_RESOURCE;
    guidance->network = network;
    guidance->road = road;
    guidance->every_ms = world->every_ms;
    guidance->toll_ms_per_meur = world->toll_ms_per_meur;
    guidance->car_eur_km = world->car_eur_km;
    guidance->view_count = 1;

    enum status status = guidance_alloc(guidance, err);
    if (status == STATUS_OK)
        status = guidance_prepare_views(guidance, err);
    if (status == STATUS_OK) {
        guidance->query_count = team_size(kernel_team(kernel));
        guidance->queries = road_query_create_each(guidance->hierarchy, kernel_team(kernel), err);
        status = guidance->queries ? STATUS_OK : STATUS_RESOURCE;
    }
    for (uint32_t i = 0; status == STATUS_OK && i < network->link_count; i++) {
        guidance->link_ms[i] = link_free_ms(network, road, i, kernel_now_ms(kernel));
    }
    if (status == STATUS_OK)
        status = guidance_show(guidance, kernel_now_ms(kernel), kernel_team(kernel), err);
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
    for (uint32_t i = 0; i < GUIDANCE_VIEWS; i++) {
        road_fans_destroy(guidance->views[i]);
        road_metric_destroy(guidance->metrics[i]);
    }
    road_query_destroy_each(guidance->queries, guidance->query_count);
    road_hierarchy_destroy(guidance->hierarchy);
    mem_free(guidance->link_ms);
    link_observer_deinit(&guidance->observer);
    mem_free(guidance->belief_ms);
    mem_free(guidance->shown_ms);
    mem_free(guidance->is_closed);
    mem_free(guidance->is_news);
    mem_free(guidance->toll_ms);
    mem_free(guidance);
}

enum status guidance_renew(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct guidance *guidance = self;
    for (uint32_t i = 0; i < guidance->network->link_count; i++) {
        uint32_t observed_ms = link_observer_look(
            &guidance->observer, i, t_ms, link_free_ms(guidance->network, guidance->road, i, t_ms));
        guidance->link_ms[i] = guidance->link_ms[i] / 2 + observed_ms / 2;
    }
    guidance->newest = (guidance->newest + 1) % GUIDANCE_VIEWS;
    if (guidance->view_count < GUIDANCE_VIEWS)
        guidance->view_count++;
    return guidance_show(guidance, t_ms, kernel_team(kernel), err);
}

bool guidance_is_closed(const struct guidance *guidance, const uint32_t *route, uint32_t length)
{
    for (uint32_t i = 0; guidance->is_closed && i < length; i++)
        if (guidance->is_closed[route[i]])
            return true;
    return false;
}

bool guidance_has_news(const struct guidance *guidance, const uint32_t *route, uint32_t length)
{
    for (uint32_t i = 0; guidance->has_news && i < length; i++)
        if (guidance->is_news[route[i]])
            return true;
    return false;
}

uint32_t guidance_way_ms(const struct guidance *guidance, struct road_query *query,
                         uint32_t felt_ms)
{
    if (!guidance->toll_ms || felt_ms >= ROAD_WAY_MOST_MS)
        return felt_ms;
    return felt_ms - road_query_sum(query, guidance->toll_ms);
}

const struct road_fans *guidance_view(const struct guidance *guidance, uint32_t draw)
{
    uint32_t age = draw % guidance->view_count;
    return guidance->views[(guidance->newest + GUIDANCE_VIEWS - age) % GUIDANCE_VIEWS];
}

/** The times in a picture say all about it. */
static void view_archive(struct guidance *guidance, uint32_t view, struct team *team,
                         struct archive *archive)
{
    struct road_metric *metric = guidance->metrics[view];
    uint32_t links = guidance->network->link_count;
    archive_values(archive, metric->link_ms, links, sizeof *metric->link_ms);
    if (!archive_is_loading(archive) || archive_status(archive) != STATUS_OK)
        return;
    archive_keep(archive, road_metric_customise(metric, metric->link_ms, team, archive->err));
    if (archive_status(archive) == STATUS_OK)
        archive_keep(archive, road_fans_update(guidance->views[view], team, archive->err));
}

/** Before anything could change on a road, everybody believed what the pictures show. */
static void beliefs_begin(struct guidance *guidance)
{
    size_t links = guidance->network->link_count;
    for (uint32_t i = 0; i < guidance->view_count && i < GUIDANCE_VIEWS; i++)
        memcpy(guidance->belief_ms + i * links, guidance->metrics[i]->link_ms,
               links * sizeof *guidance->belief_ms);
}

void guidance_archive(struct guidance *guidance, struct team *team, struct archive *archive)
{
    size_t links = guidance->network->link_count;
    bool has_beliefs = guidance->belief_ms != NULL, has_tolls = guidance->toll_ms != NULL;
    archive_section(archive, "guidance");
    ARCHIVE_VALUE(archive, has_beliefs);
    ARCHIVE_VALUE(archive, has_tolls);
    if ((has_beliefs && !guidance->belief_ms) || (has_tolls && !guidance->toll_ms))
        archive_fail(archive, "roads changed before, here they cannot");
    ARCHIVE_VALUE(archive, guidance->view_count);
    ARCHIVE_VALUE(archive, guidance->newest);
    ARCHIVE_VALUE(archive, guidance->has_news);
    archive_values(archive, guidance->link_ms, links, sizeof *guidance->link_ms);
    link_observer_archive(&guidance->observer, guidance->network->link_count, archive);
    if (has_beliefs) {
        archive_values(archive, guidance->belief_ms, GUIDANCE_VIEWS * links,
                       sizeof *guidance->belief_ms);
        archive_values(archive, guidance->is_closed, links, sizeof *guidance->is_closed);
        archive_values(archive, guidance->is_news, links, sizeof *guidance->is_news);
    }
    if (has_tolls)
        archive_values(archive, guidance->toll_ms, links, sizeof *guidance->toll_ms);
    /* While there are fewer than GUIDANCE_VIEWS, they are the first ones. */
    for (uint32_t i = 0; i < guidance->view_count && i < GUIDANCE_VIEWS; i++)
        view_archive(guidance, i, team, archive);
    if (guidance->belief_ms && !has_beliefs && archive_status(archive) == STATUS_OK)
        beliefs_begin(guidance);
}
