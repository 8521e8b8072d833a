// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RANDOM_ROADS_H
#define RANDOM_ROADS_H

/** Random networks with random traffic, as a function of a seed: everything that the road model
 * knows occurs, mixed in a way that nobody would write down. Every second seed is round: all times
 * are multiples of few, so that much happens in one millisecond. */

#include "support/road_fixture.h"

#include "kernel/random.h"

enum { RANDOM_NODES_MAX = 60, RANDOM_LINKS_MAX = 4 * RANDOM_NODES_MAX, RANDOM_ROUTE_MAX = 30 };

struct random_roads {
    struct road_fixture road;
    struct random_stream random;
    uint32_t node_count, link_count;
    uint32_t stop_ms;
    bool is_scattered; /**< partitions at random, not by geography */
    bool is_round;     /**< the published triangle: 20 m/s, waves of 5 m/s, headways of 1.25 s */
    const char *nodes[RANDOM_NODES_MAX], *links[RANDOM_LINKS_MAX];
    uint32_t ends[RANDOM_LINKS_MAX];
};

static inline double random_between(struct random_roads *roads, double least, double most)
{
    return least + (most - least) * random_unit(&roads->random);
}

static inline bool random_chance(struct random_roads *roads, double share)
{
    return random_unit(&roads->random) < share;
}

static inline const char *random_name(struct random_roads *roads, char kind, uint32_t number)
{
    char text[16];
    snprintf(text, sizeof text, "%c%u", kind, number);
    return fixture_text(&roads->road.net, text);
}

/** Short links are as frequent as long ones; some are too slow for their capacity. */
static inline void random_link(struct random_roads *roads, uint32_t from, uint32_t to)
{
    uint32_t number = roads->link_count++, lanes = 1 + random_below(&roads->random, 3);
    double length_m = 30 * pow(2000.0 / 30, random_unit(&roads->random));
    struct road_link_row row = {.id = random_name(roads, 'L', number),
                                .from = roads->nodes[from],
                                .to = roads->nodes[to],
                                .oneway = true,
                                .class = (int)random_below(&roads->random, ROAD_CLASS_CONNECTOR),
                                .lanes = (int64_t)lanes,
                                .speed_mps = random_between(roads, 4, 36),
                                .capacity_vps = lanes * random_between(roads, 0.1, 0.6),
                                .length_m = floor(length_m)};
    if (roads->is_round) {
        row.lanes = lanes = lanes > 2 ? 1 : lanes;
        row.speed_mps = 20;
        row.capacity_vps = 0.8 * lanes;
        row.length_m = 50 * (1 + random_below(&roads->random, random_chance(roads, 0.2) ? 20 : 3));
    }
    roads->links[number] = row.id;
    roads->ends[number] = to;
    fixture_link(&roads->road.net, row);
}

/** A ring, so that every node can be reached, and as many links again between any two. */
static inline void random_graph(struct random_roads *roads)
{
    uint32_t n = roads->node_count = 10 + random_below(&roads->random, RANDOM_NODES_MAX - 9);
    for (uint32_t i = 0; i < n; i++) {
        roads->nodes[i] = random_name(roads, 'N', i);
        fixture_node(&roads->road.net, roads->nodes[i], i % 8 * 2.0, i / 8 * 2.0);
    }
    for (uint32_t i = 0; i < n; i++)
        random_link(roads, i, (i + 1) % n);
    uint32_t more = n / 2 + random_below(&roads->random, 2 * n);
    for (uint32_t i = 0; i < more; i++) {
        uint32_t from = random_below(&roads->random, n);
        random_link(roads, from, (from + 1 + random_below(&roads->random, n - 1)) % n);
    }
}

/** A signal at every fifth node; each link has one green or two. */
static inline void random_signals(struct random_roads *roads)
{
    struct network_fixture *net = &roads->road.net;
    for (uint32_t i = 0; i < roads->node_count; i++) {
        if (!random_chance(roads, 0.2))
            continue;
        double cycle_s = 30 + random_below(&roads->random, 60);
        fixture_signal(net, roads->nodes[i], cycle_s, random_below(&roads->random, 30));
        for (uint32_t k = 0; k < roads->link_count; k++) {
            if (roads->ends[k] != i)
                continue;
            double from_s = floor(random_between(roads, 0, cycle_s - 1));
            double green_s = floor(random_between(roads, 5, cycle_s * 0.6));
            bool is_split = random_chance(roads, 0.2) && from_s + 2 * green_s < cycle_s;
            fixture_green(net, roads->nodes[i], roads->links[k], from_s, green_s);
            if (is_split)
                fixture_green(net, roads->nodes[i], roads->links[k], from_s + green_s + 2, 3);
        }
    }
}

/** Some links are closed, slower, faster, narrower or wider for a time; the ring's first ones. */
static inline void random_changes(struct random_roads *roads)
{
    uint32_t count = random_below(&roads->random, 7);
    for (uint32_t i = 0; i < count; i++) {
        const char *link = roads->links[(7 * roads->node_count + 2 * i) % roads->link_count];
        double from_s = floor(random_between(roads, 0, 400));
        struct link_change_row row = {.link = link,
                                      .from_s = from_s,
                                      .until_s = from_s + floor(random_between(roads, 5, 400))};
        uint32_t kind = random_below(&roads->random, 4);
        row.speed_mps = kind & 1 ? random_between(roads, 3, 40) : 0;
        row.capacity_vps = kind & 2 ? random_between(roads, 0.05, 1) : 0;
        if (roads->is_round) {
            row.speed_mps = kind & 1 ? 10 : 0;
            row.capacity_vps = kind & 2 ? 0.4 : 0;
        }
        if (kind == 0)
            fixture_closure(&roads->road.net, link, row.from_s, row.until_s);
        else
            fixture_change(&roads->road.net, row);
    }
}

/** A walk at random by allowed turns, departing at a whole second now and then: much at once. */
static inline void random_trip(struct random_roads *roads, uint32_t last_depart_ms)
{
    const struct network *network = roads->road.net.network;
    uint32_t route[RANDOM_ROUTE_MAX], count = 1;
    uint32_t length = 1 + random_below(&roads->random, RANDOM_ROUTE_MAX);
    route[0] = random_below(&roads->random, network->link_count);
    for (uint32_t tries = 0; count < length && tries < 2 * RANDOM_ROUTE_MAX; tries++) {
        const struct road_node *node = &network->nodes[network->links[route[count - 1]].to];
        uint32_t next =
            network->out_links[node->first_out + random_below(&roads->random, node->out_count)];
        if (network_turn_allowed(network, route[count - 1], next))
            route[count++] = next;
    }
    uint32_t kind = random_below(&roads->random, 10);
    uint32_t depart_ms = 1000 + random_below(&roads->random, last_depart_ms);
    if (roads->is_round)
        depart_ms -= depart_ms % 625;
    else if (random_chance(roads, 0.3))
        depart_ms -= depart_ms % MS_PER_S;
    trip_add(&roads->road, (struct trip){.route = route_copy(&roads->road, route, count),
                                         .route_length = (uint16_t)count,
                                         .class = kind == 0   ? VEHICLE_TRUCK
                                                  : kind == 1 ? VEHICLE_BUS
                                                              : VEHICLE_CAR,
                                         .depart_ms = depart_ms});
}

static inline void random_roads_init(struct random_roads *roads, uint32_t seed)
{
    *roads = (struct random_roads){0};
    road_fixture_init(&roads->road);
    random_stream_init(&roads->random, seed, 0, RANDOM_TEST);
    struct road_parameters *parameters = &roads->road.parameters;
    parameters->jam_spacing_m = random_between(roads, 5, 9);
    parameters->saturation_vps = random_between(roads, 0.1, 0.6);
    parameters->street_factor = random_chance(roads, 0.3) ? random_between(roads, 0.5, 2) : 1;
    parameters->truck_units = random_between(roads, 1, 3);
    parameters->patience_s = floor(random_between(roads, 10, 60));
    parameters->weight = random_chance(roads, 0.2) ? random_between(roads, 1, 8) : 1;
    roads->is_round = seed % 2;
    if (roads->is_round) {
        parameters->jam_spacing_m = 5;
        parameters->saturation_vps = 0.1;
        parameters->street_factor = parameters->weight = 1;
        parameters->truck_units = 2;
    }
    random_graph(roads);
    random_signals(roads);
    random_changes(roads);
    fixture_build(&roads->road.net);

    uint32_t trips = roads->link_count * (4 + random_below(&roads->random, 20));
    uint32_t last_depart_ms = 100000 + random_below(&roads->random, 300000);
    for (uint32_t i = 0; i < trips; i++)
        random_trip(roads, last_depart_ms);
    roads->stop_ms = 400000 + random_below(&roads->random, 600000);
    roads->is_scattered = random_chance(roads, 0.5);
    roads->road.sample_every_ms = 40000 + random_below(&roads->random, 60000);
    roads->road.run_count = random_below(&roads->random, 2);
    if (roads->road.run_count > 0) /* buses take little of what a car of a sample stands for */
        parameters->weight = parameters->weight > 1 ? 5 * parameters->weight : 1;
}

static inline void random_roads_deinit(struct random_roads *roads)
{
    road_fixture_deinit(&roads->road);
}

/** As road_fixture_build, but neighbours may be strewn over all partitions. */
static inline void random_roads_build(struct random_roads *roads, uint32_t threads,
                                      uint32_t partitions)
{
    struct road_fixture *f = &roads->road;
    road_fixture_build(f, threads, partitions);
    for (uint32_t n = 0; n < roads->node_count && roads->is_scattered; n++)
        kernel_place(f->kernel, road_node_process(f->road, n), n * 37 % 61 % partitions);
    road_place(f->road, f->kernel);
}

#endif
