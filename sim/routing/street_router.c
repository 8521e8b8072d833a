// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/street_router.h"

#include "base/memory.h"
#include "network/network_partition.h"
#include "routing/link_heap.h"

#define LONGEST_WAY 1.5 /* times the straight lines between the stops: own, an estimate */

/** Forward searches over links. What an earlier search has left is told by its number. */
struct street_search {
    const struct street_roads *roads;
    struct link_heap heap;
    uint32_t *search; /**< [link_count] number of the last search that reached the link */
    uint32_t *at_ms;  /**< [link_count] when its end is reached */
    uint32_t *before; /**< [link_count] the link before it, or NONE */
    uint32_t *links;  /**< [link_count] scratch: a way */
    uint32_t number;
    bool *closes;        /**< [link_count] closed at some time */
    bool avoids_closing; /**< now */
};

/** What the stretches of a pattern are built from. */
struct street_builder {
    struct street_search search;
    const struct timetable *timetable;
    struct street_ways *ways;
    uint32_t *node_of; /**< [stop_count] nearest node, or NONE: not looked for */
};

static void search_reach(struct street_search *search, uint32_t link, uint32_t before)
{
    const struct street_roads *roads = search->roads;
    if (search->search[link] == search->number || (search->avoids_closing && search->closes[link]))
        return;
    uint32_t since_ms = before == NONE ? 0 : search->at_ms[before];
    search->search[link] = search->number;
    search->before[link] = before;
    search->at_ms[link] = since_ms + roads->run_ms[link] + roads->wait_ms[link];
    link_heap_push(&search->heap, search->at_ms[link], link);
}

/** Finds the best ways from a node to all links whose ends are reached within `limit_ms`. Links
 * come out in ascending order of time, so whoever reaches a link first has its best way. */
static void search_run(struct street_search *search, uint32_t node, uint32_t limit_ms)
{
    const struct network *network = search->roads->network;
    const struct road_node *start = &network->nodes[node];
    search->number++;
    search->heap.count = 0;
    for (uint32_t k = 0; k < start->out_count; k++)
        search_reach(search, network->out_links[start->first_out + k], NONE);
    while (search->heap.count > 0) {
        uint32_t link = (uint32_t)link_heap_pop(&search->heap);
        if (search->at_ms[link] > limit_ms)
            return;
        const struct road_node *end = &network->nodes[network->links[link].to];
        for (uint32_t k = 0; k < end->out_count; k++) {
            uint32_t next = network->out_links[end->first_out + k];
            if (network_turn_allowed(network, link, next))
                search_reach(search, next, link);
        }
    }
}

/** The last link of the best way to a node, or NONE. */
static uint32_t search_last_link(const struct street_search *search, uint32_t node)
{
    const struct network *network = search->roads->network;
    const struct road_node *end = &network->nodes[node];
    uint32_t best = NONE;
    for (uint32_t k = 0; k < end->in_count; k++) {
        uint32_t link = network->in_links[end->first_in + k];
        if (search->search[link] == search->number &&
            (best == NONE || search->at_ms[link] < search->at_ms[best]))
            best = link;
    }
    return best;
}

/** A way that was found, with the times and the length of its links. */
struct found_way {
    struct street_way way;
    double length_m;
    bool closes; /**< some link is closed at some time */
};

static struct found_way search_sum(const struct street_search *search, uint32_t last)
{
    const struct street_roads *roads = search->roads;
    struct found_way found = {0};
    for (uint32_t link = last; link != NONE; link = search->before[link]) {
        found.way.link_count++;
        found.way.free_ms += roads->run_ms[link];
        found.way.wait_ms += roads->wait_ms[link];
        found.length_m += (double)roads->network->links[link].length_m;
        found.closes = found.closes || search->closes[link];
    }
    return found;
}

/** Keeps the links of the way that ends with `last`. */
static enum status builder_keep(struct street_builder *builder, uint32_t last,
                                struct street_way *way, struct error *err)
{
    struct street_search *search = &builder->search;
    uint32_t at = way->link_count;
    for (uint32_t link = last; link != NONE; link = search->before[link])
        search->links[--at] = link;
    return street_ways_add_links(builder->ways, search->links, way->link_count, way, err);
}

static uint32_t builder_node(struct street_builder *builder, uint32_t stop)
{
    if (builder->node_of[stop] == NONE)
        builder->node_of[stop] = network_nearest_node(builder->search.roads->network,
                                                      builder->timetable->stop_points[stop]);
    return builder->node_of[stop];
}

/** Whether a bus may begin and end a stretch at a node: some street starts there, so it is none of
 * a motorway's carriageway that a stop happens to be near, nor that of an external zone. */
static bool node_is_in_street(const struct network *network, uint32_t index)
{
    const struct road_node *node = &network->nodes[index];
    for (uint32_t k = 0; k < node->out_count; k++) {
        uint8_t class = network->links[network->out_links[node->first_out + k]].class;
        if (class >= ROAD_CLASS_TRUNK && class <= ROAD_CLASS_RESIDENTIAL)
            return true;
    }
    return false;
}

/** Metres from a stop to its node. */
static double builder_node_m(struct street_builder *builder, uint32_t stop)
{
    uint32_t node = builder_node(builder, stop);
    return point_distance_m(builder->search.roads->network->nodes[node].point,
                            builder->timetable->stop_points[stop]);
}

static double hop_m(const struct timetable *timetable, uint32_t call)
{
    const struct call *calls = timetable->calls + call;
    return point_distance_m(timetable->stop_points[calls[0].stop],
                            timetable->stop_points[calls[1].stop]);
}

/** The time that the timetable leaves for a way between two calls, ms. */
static uint32_t spare_ms(const struct timetable *timetable, uint32_t from, uint32_t to)
{
    uint32_t time_ms = timetable->calls[to].arrive_ms - timetable->calls[from].depart_ms;
    return time_ms > STREET_OVERHEAD_MS ? time_ms - STREET_OVERHEAD_MS : 0;
}

/** Adds the stretch with the way that ends with `last`, and its detour. */
static enum status builder_add(struct street_builder *builder, struct street_stretch stretch,
                               uint32_t last, struct error *err)
{
    struct street_search *search = &builder->search;
    uint32_t from = builder_node(builder, builder->timetable->calls[stretch.first_call].stop);
    struct found_way found = search_sum(search, last);
    stretch.way = found.way;
    enum status status = builder_keep(builder, last, &stretch.way, err);
    if (status == STATUS_OK && found.closes) {
        search->avoids_closing = true;
        search_run(search, from, UINT32_MAX);
        search->avoids_closing = false;
        last = search_last_link(search, search->roads->network->links[last].to);
        found = search_sum(search, last);
        if (found.way.link_count > 0 && found.way.link_count <= UINT16_MAX) {
            stretch.detour = found.way;
            status = builder_keep(builder, last, &stretch.detour, err);
        }
    }
    return status == STATUS_OK ? street_ways_add(builder->ways, &stretch, err) : status;
}

/** Adds the stretch that begins at a call, if there is one: `*out_next` is where it ends, else the
 * next call. `end` is behind the last call of the pattern. */
static enum status builder_stretch(struct street_builder *builder, uint32_t call, uint32_t end,
                                   uint32_t *out_next, struct error *err)
{
    const struct timetable *timetable = builder->timetable;
    const struct network *network = builder->search.roads->network;
    uint32_t from = builder_node(builder, timetable->calls[call].stop);
    uint32_t most =
        call + STREET_STRETCH_HOPS_MAX + 1 < end ? call + STREET_STRETCH_HOPS_MAX + 1 : end;
    double straight_m = 0, from_m = builder_node_m(builder, timetable->calls[call].stop);

    *out_next = call + 1;
    if (!node_is_in_street(network, from))
        return STATUS_OK;
    search_run(&builder->search, from, spare_ms(timetable, call, most - 1));
    for (uint32_t to = call + 1; to < most; to++) {
        uint32_t stop = timetable->calls[to].stop, node = builder_node(builder, stop);
        straight_m += hop_m(timetable, to - 1);
        bool can_end = node != from && node_is_in_street(network, node);
        uint32_t last = can_end ? search_last_link(&builder->search, node) : NONE;
        if (last == NONE || builder->search.at_ms[last] > spare_ms(timetable, call, to) ||
            search_sum(&builder->search, last).length_m >
                LONGEST_WAY * straight_m + from_m + builder_node_m(builder, stop))
            continue;
        *out_next = to;
        return builder_add(builder, (struct street_stretch){.first_call = call, .last_call = to},
                           last, err);
    }
    return STATUS_OK;
}

static enum status builder_pattern(struct street_builder *builder, const struct pattern *pattern,
                                   struct error *err)
{
    struct street_ways *ways = builder->ways;
    uint32_t end = pattern->first_call + pattern->call_count;
    enum status status = STATUS_OK;
    for (uint32_t call = pattern->first_call; status == STATUS_OK && call + 1 < end;)
        status = builder_stretch(builder, call, end, &call, err);
    for (uint32_t call = pattern->first_call; call + 1 < end; call++) {
        double run_m = hop_m(builder->timetable, call) * pattern->run_count;
        bool is_on_links = ways->stretch_of_call[call] != NONE;
        ways->hops += pattern->run_count;
        ways->hops_m += run_m;
        ways->street_hops += is_on_links ? pattern->run_count : 0;
        ways->street_hops_m += is_on_links ? run_m : 0;
    }
    return status;
}

static enum status builder_init(struct street_builder *builder, struct error *err)
{
    struct street_search *search = &builder->search;
    const struct network *network = search->roads->network;
    uint32_t links = network->link_count;
    search->heap.items = mem_alloc(links, sizeof *search->heap.items, err);
    search->search = mem_alloc(links, sizeof *search->search, err);
    search->at_ms = mem_alloc(links, sizeof *search->at_ms, err);
    search->before = mem_alloc(links, sizeof *search->before, err);
    search->links = mem_alloc(links, sizeof *search->links, err);
    search->closes = mem_alloc(links, sizeof *search->closes, err);
    builder->node_of = mem_alloc(builder->timetable->stop_count, sizeof *builder->node_of, err);
    if (!search->heap.items || !search->search || !search->at_ms || !search->before ||
        !search->links || !search->closes || !builder->node_of)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < builder->timetable->stop_count; i++)
        builder->node_of[i] = NONE;
    for (uint32_t i = 0; i < network->change_count; i++)
        if (!network->changes[i].is_open)
            search->closes[network->changes[i].link] = true;
    return street_ways_begin(builder->ways, builder->timetable->call_count, err);
}

static void builder_deinit(struct street_builder *builder)
{
    mem_free(builder->search.heap.items);
    mem_free(builder->search.search);
    mem_free(builder->search.at_ms);
    mem_free(builder->search.before);
    mem_free(builder->search.links);
    mem_free(builder->search.closes);
    mem_free(builder->node_of);
}

enum status street_ways_build(const struct street_roads *roads, const struct timetable *timetable,
                              struct street_ways *out, struct error *err)
{
    struct street_builder builder = {
        .search = {.roads = roads}, .timetable = timetable, .ways = out};
    enum status status = builder_init(&builder, err);
    for (uint32_t p = 0; status == STATUS_OK && p < timetable->pattern_count; p++)
        if (timetable->lines[timetable->patterns[p].line].way == SERVICE_WAY_STREET &&
            roads->network->node_count > 0)
            status = builder_pattern(&builder, &timetable->patterns[p], err);
    builder_deinit(&builder);
    return status;
}
