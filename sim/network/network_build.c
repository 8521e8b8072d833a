// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "network/network.h"
#include "network/network_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NAME_SIZE 128

/** A name must be new; the finding names the row. */
static enum status build_name(struct names *names, const struct table *table, uint32_t line,
                              const char *name, struct error *err)
{
    uint32_t id;
    bool is_new;
    enum status status = names_add(names, name, &id, &is_new, err);
    if (status != STATUS_OK)
        return status;
    return is_new ? STATUS_OK : table_fail(table, line, err, "'%s' appears twice", name);
}

uint32_t network_find(const struct names *names, const char *what, const char *name,
                      const struct table *table, uint32_t line, struct error *err)
{
    uint32_t id = names_find(names, name);
    if (id == NONE) {
        const char *similar = names_suggest(names, name);
        table_fail(table, line, err, "unknown %s '%s'%s%s%s", what, name,
                   similar ? ", did you mean '" : "", similar ? similar : "", similar ? "'?" : "");
    }
    return id;
}

static void build_reference(struct network *network)
{
    const struct table *table = &network->tables->nodes;
    double lat = 0, lon = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        lat += TABLE_ROW(table, struct road_node_row, i)->lat;
        lon += TABLE_ROW(table, struct road_node_row, i)->lon;
    }
    network->ref_lat = table->count ? lat / table->count : 0;
    network->ref_lon = table->count ? lon / table->count : 0;
}

static enum status build_nodes(struct network *network, struct error *err)
{
    const struct table *table = &network->tables->nodes;

    build_reference(network);
    network->nodes = mem_alloc(table->count, sizeof *network->nodes, err);
    if (!network->nodes)
        return STATUS_RESOURCE;
    network->node_count = table->count;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct road_node_row *row = TABLE_ROW(table, struct road_node_row, i);
        build_name(&network->node_names, table, row->line, row->id, err);
        network->nodes[i] = (struct road_node){
            .point = network_project(network, row->lat, row->lon),
            .lat = (float)row->lat,
            .lon = (float)row->lon,
            .kind = (uint8_t)row->kind,
            .control = (uint8_t)row->control,
        };
    }
    return STATUS_OK;
}

/** Adds one direction of a row. */
static void build_link(struct network *network, uint32_t row_index, bool backwards,
                       struct error *err)
{
    const struct table *table = &network->tables->links;
    const struct road_link_row *row = TABLE_ROW(table, struct road_link_row, row_index);
    char name[NAME_SIZE];
    uint32_t road;

    snprintf(name, sizeof name, "%s%s", row->id, backwards ? "r" : "");
    build_name(&network->link_names, table, row->line, name, err);
    if (names_add(&network->road_names, row->road, &road, NULL, err) != STATUS_OK)
        return;

    struct road_link link = {
        .from = names_find(&network->node_names, backwards ? row->to : row->from),
        .to = names_find(&network->node_names, backwards ? row->from : row->to),
        .reverse = NONE,
        .length_m = (float)row->length_m,
        .speed_mps = (float)row->speed_mps,
        .capacity_vps = (float)row->capacity_vps,
        .lanes = (uint8_t)row->lanes,
        .class = (uint8_t)row->class,
        .road = road,
        .row = row_index,
    };
    network->links[network->link_count++] = link;
}

static void build_link_row(struct network *network, uint32_t row_index, struct error *err)
{
    const struct table *table = &network->tables->links;
    const struct road_link_row *row = TABLE_ROW(table, struct road_link_row, row_index);
    uint32_t from = network_find(&network->node_names, "node", row->from, table, row->line, err);
    uint32_t to = network_find(&network->node_names, "node", row->to, table, row->line, err);

    if (from == NONE || to == NONE)
        return;
    if (from == to) {
        table_fail(table, row->line, err, "link '%s' starts and ends at '%s'", row->id, row->to);
        return;
    }
    double straight_m = point_distance_m(network->nodes[from].point, network->nodes[to].point);
    if (row->length_m < straight_m * 0.995 - 1.0)
        table_fail(table, row->line, err, "link '%s' is %.0f m long but its ends are %.0f m apart",
                   row->id, row->length_m, straight_m);
    build_link(network, row_index, false, err);
    if (!row->oneway) {
        build_link(network, row_index, true, err);
        network->links[network->link_count - 1].reverse = network->link_count - 2;
        network->links[network->link_count - 2].reverse = network->link_count - 1;
    }
}

/** Carriageways drawn as two one-way rows are each other's reverse too. */
static void build_reverses(struct network *network)
{
    for (uint32_t i = 0; i < network->link_count; i++) {
        struct road_link *link = &network->links[i];
        const struct road_node *end = &network->nodes[link->to];
        for (uint32_t k = 0; link->reverse == NONE && k < end->out_count; k++) {
            uint32_t other = network->out_links[end->first_out + k];
            if (network->links[other].to == link->from && network->links[other].reverse == NONE) {
                link->reverse = other;
                network->links[other].reverse = i;
            }
        }
    }
}

/** Fills the lists of links by node, ascending. */
static void build_adjacency(struct network *network)
{
    for (uint32_t i = 0; i < network->link_count; i++) {
        network->nodes[network->links[i].from].out_count++;
        network->nodes[network->links[i].to].in_count++;
    }
    uint32_t out = 0, in = 0;
    for (uint32_t n = 0; n < network->node_count; n++) {
        struct road_node *node = &network->nodes[n];
        node->first_out = out;
        node->first_in = in;
        out += node->out_count;
        in += node->in_count;
        node->out_count = node->in_count = 0;
    }
    for (uint32_t i = 0; i < network->link_count; i++) {
        struct road_node *from = &network->nodes[network->links[i].from];
        struct road_node *to = &network->nodes[network->links[i].to];
        network->out_links[from->first_out + from->out_count++] = i;
        network->in_links[to->first_in + to->in_count++] = i;
    }
}

static enum status build_links(struct network *network, struct error *err)
{
    const struct table *table = &network->tables->links;
    size_t most = (size_t)table->count * 2;

    network->links = mem_alloc(most, sizeof *network->links, err);
    network->out_links = mem_alloc(most, sizeof *network->out_links, err);
    network->in_links = mem_alloc(most, sizeof *network->in_links, err);
    network->signals = mem_alloc(most, sizeof *network->signals, err);
    if (!network->links || !network->out_links || !network->in_links || !network->signals)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < table->count; i++)
        build_link_row(network, i, err);
    if (err->finding_count)
        return err->status;
    build_adjacency(network);
    build_reverses(network);
    return STATUS_OK;
}

/** Gives every in-link of a signalised node its plan; the greens follow. */
static void build_signal_row(struct network *network, const struct signal_row *row,
                             struct error *err)
{
    const struct table *table = &network->tables->signals;
    uint32_t node = network_find(&network->node_names, "node", row->node, table, row->line, err);
    if (node == NONE)
        return;
    for (uint32_t k = 0; k < network->nodes[node].in_count; k++) {
        struct signal_plan *plan =
            &network->signals[network->in_links[network->nodes[node].first_in + k]];
        if (plan->cycle_ms)
            table_fail(table, row->line, err, "node '%s' has a signal already", row->node);
        plan->cycle_ms = (uint32_t)lround(row->cycle_s * 1000);
        plan->offset_ms = (uint32_t)lround(row->offset_s * 1000);
    }
}

/** When the green that was read last ends, ms after the start of the cycle. */
static uint32_t green_end_ms(const struct network *network)
{
    const struct signal_green *last = &network->greens[network->green_count - 1];
    return last->from_ms + last->length_ms;
}

static void build_green_row(struct network *network, const struct signal_green_row *row,
                            struct error *err)
{
    const struct table *table = &network->tables->greens;
    uint32_t link = network_find(&network->link_names, "link", row->link, table, row->line, err);
    if (link == NONE)
        return;

    struct signal_plan *plan = &network->signals[link];
    const char *end = names_text(&network->node_names, network->links[link].to);
    if (strcmp(end, row->node) != 0)
        table_fail(table, row->line, err, "link '%s' ends at '%s', not at '%s'", row->link, end,
                   row->node);
    else if (plan->cycle_ms == 0)
        table_fail(table, row->line, err, "node '%s' has no signal", row->node);
    else if (row->green_from_s * 1000 >= plan->cycle_ms || row->green_s * 1000 > plan->cycle_ms)
        table_fail(table, row->line, err, "green from %.1f s for %.1f s in a cycle of %.1f s",
                   row->green_from_s, row->green_s, plan->cycle_ms / 1000.0);
    else if (plan->green_count > 0 && plan->first_green + plan->green_count != network->green_count)
        table_fail(table, row->line, err, "the greens of link '%s' are not in one block",
                   row->link);
    else if (plan->green_count > 0 && row->green_from_s * 1000 < green_end_ms(network))
        table_fail(table, row->line, err,
                   "the greens of link '%s' overlap or are not in order of their start", row->link);
    if (plan->green_count++ == 0)
        plan->first_green = network->green_count;
    network->greens[network->green_count++] = (struct signal_green){
        (uint32_t)lround(row->green_from_s * 1000), (uint32_t)lround(row->green_s * 1000)};
}

static enum status build_signals(struct network *network, struct error *err)
{
    const struct table *signals = &network->tables->signals, *greens = &network->tables->greens;

    network->greens = mem_alloc(greens->count, sizeof *network->greens, err);
    if (!network->greens)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < signals->count; i++)
        build_signal_row(network, TABLE_ROW(signals, struct signal_row, i), err);
    for (uint32_t i = 0; i < greens->count; i++)
        build_green_row(network, TABLE_ROW(greens, struct signal_green_row, i), err);
    bool rows_are_right = err->finding_count == 0;
    for (uint32_t i = 0; rows_are_right && i < network->link_count; i++) {
        const struct signal_plan *plan = &network->signals[i];
        if (plan->cycle_ms && plan->green_count == 0)
            error_fail(err, STATUS_DATA, "%s: link '%s' has a signal at its end but no green",
                       greens->path, names_text(&network->link_names, i));
    }
    return err->finding_count ? err->status : STATUS_OK;
}

static enum status build_zones(struct network *network, struct error *err)
{
    const struct table *table = &network->tables->zones;

    network->zones = mem_alloc(table->count, sizeof *network->zones, err);
    if (!network->zones)
        return STATUS_RESOURCE;
    network->zone_count = table->count;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct zone_row *row = TABLE_ROW(table, struct zone_row, i);
        build_name(&network->zone_names, table, row->line, row->id, err);
        network->zones[i] = (struct zone){.row = i,
                                          .kind = (uint8_t)row->kind,
                                          .point = network_project(network, row->lat, row->lon)};
    }
    return STATUS_OK;
}

static void build_place_row(struct network *network, uint32_t index, struct error *err)
{
    const struct table *table = &network->tables->places;
    const struct place_row *row = TABLE_ROW(table, struct place_row, index);
    uint32_t zone = network_find(&network->zone_names, "zone", row->zone, table, row->line, err);
    uint32_t node = network_find(&network->node_names, "node", row->node, table, row->line, err);

    build_name(&network->place_names, table, row->line, row->id, err);
    if (zone == NONE || node == NONE)
        return;
    struct zone *home = &network->zones[zone];
    if (home->place_count == 0)
        home->first_place = index;
    else if (home->first_place + home->place_count != index)
        table_fail(table, row->line, err, "the places of zone '%s' are not in one block",
                   row->zone);
    home->place_count++;
    network->places[index] = (struct place){zone,
                                            node,
                                            network_project(network, row->lat, row->lon),
                                            (float)row->share,
                                            (float)row->access_m,
                                            NONE};
}

static enum status build_places(struct network *network, struct error *err)
{
    const struct table *table = &network->tables->places;

    network->places = mem_alloc(table->count, sizeof *network->places, err);
    if (!network->places)
        return STATUS_RESOURCE;
    network->place_count = table->count;
    for (uint32_t i = 0; i < table->count; i++)
        build_place_row(network, i, err);

    bool rows_are_right = err->finding_count == 0;
    for (uint32_t z = 0; rows_are_right && z < network->zone_count; z++) {
        const struct zone *zone = &network->zones[z];
        double share = 0;
        for (uint32_t i = 0; i < zone->place_count; i++)
            share += (double)network->places[zone->first_place + i].share;
        if (fabs(share - 1.0) > 0.001)
            error_fail(err, STATUS_DATA, "%s: the shares of zone '%s' sum to %.4f, not to 1",
                       table->path, names_text(&network->zone_names, z), share);
    }
    return err->finding_count ? err->status : STATUS_OK;
}

static void build_counter_row(struct network *network, uint32_t index, struct error *err)
{
    const struct table *table = &network->tables->counters;
    const struct counter_row *row = TABLE_ROW(table, struct counter_row, index);
    struct counter *counter = &network->counters[index];
    const char *next = row->links;

    counter->row = index;
    while (*next) {
        size_t length = strcspn(next, ";");
        char name[NAME_SIZE];
        snprintf(name, sizeof name, "%.*s", (int)length, next);
        uint32_t link = network_find(&network->link_names, "link", name, table, row->line, err);
        if (counter->link_count == sizeof counter->links / sizeof counter->links[0]) {
            table_fail(table, row->line, err, "counter '%s' has more than 4 links", row->id);
            return;
        }
        counter->links[counter->link_count++] = link;
        next += length + (next[length] == ';');
    }
}

static enum status build_counters(struct network *network, struct error *err)
{
    const struct table *table = &network->tables->counters;

    network->counters = mem_alloc(table->count, sizeof *network->counters, err);
    if (!network->counters)
        return STATUS_RESOURCE;
    network->counter_count = table->count;
    for (uint32_t i = 0; i < table->count; i++)
        build_counter_row(network, i, err);
    return err->finding_count ? err->status : STATUS_OK;
}

enum status network_build(const struct network_tables *tables, struct network **out,
                          struct error *err)
{
    typedef enum status step(struct network *, struct error *);
    static step *const steps[] = {
        build_nodes,           build_links,          build_signals,       build_zones,
        build_places,          build_counters,       network_turns_build, network_changes_build,
        network_parking_build, network_heights_build};
    struct network *network = mem_alloc(1, sizeof *network, err);
    if (!network)
        return STATUS_RESOURCE;

    network->tables = tables;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        enum status status = steps[i](network, err);
        if (status != STATUS_OK || err->finding_count) {
            network_destroy(network);
            return status != STATUS_OK ? status : err->status;
        }
    }
    *out = network;
    return STATUS_OK;
}
