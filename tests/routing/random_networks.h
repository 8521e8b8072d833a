// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RANDOM_NETWORKS_H
#define RANDOM_NETWORKS_H

/** Networks at random for the tests of the road hierarchy. */

#include "support/network_fixture.h"

#include "kernel/random.h"

enum { NODE_COUNT = 30, LINK_MAX = 160, ROUTE_MAX = 160 };

/** A network at random: streets, one-way streets, carriageways, dead ends, boundaries, external
 * nodes. */
static inline void random_network(struct network_fixture *f, uint32_t number)
{
    struct random_stream random;
    char text[3][16];
    random_stream_init(&random, 17, number, RANDOM_TEST);
    network_fixture_init(f);
    for (uint32_t n = 0; n < NODE_COUNT; n++) {
        static const enum road_node_kind kinds[] = {ROAD_NODE_CROSSING, ROAD_NODE_CROSSING,
                                                    ROAD_NODE_MOTORWAY_JUNCTION, ROAD_NODE_BOUNDARY,
                                                    ROAD_NODE_EXTERNAL};
        snprintf(text[0], sizeof text[0], "N%u", n);
        fixture_node_of_kind(f, fixture_text(f, text[0]), random_below(&random, 50) * 10.0,
                             random_below(&random, 50) * 10.0, kinds[random_below(&random, 5)]);
    }
    uint32_t rows = 25 + random_below(&random, 50);
    for (uint32_t i = 0; i < rows; i++) {
        uint32_t from = random_below(&random, NODE_COUNT), to = random_below(&random, NODE_COUNT);
        if (from == to)
            continue;
        snprintf(text[0], sizeof text[0], "L%u", i);
        snprintf(text[1], sizeof text[1], "N%u", from);
        snprintf(text[2], sizeof text[2], "N%u", to);
        fixture_link(f, (struct road_link_row){.id = fixture_text(f, text[0]),
                                               .from = fixture_text(f, text[1]),
                                               .to = fixture_text(f, text[2]),
                                               .oneway = random_below(&random, 3) == 0});
    }
    fixture_build(f);
    assert_in_range(f->network->link_count, 10, LINK_MAX);
}

/** Rules for the turns of a grid, kept beside the network: a quarter of the turns is forbidden as
 * long as each link keeps one, a fifth of the turns back is allowed. */
static inline void random_turns(struct network_fixture *f, uint32_t number,
                                bool is_allowed[LINK_MAX][LINK_MAX])
{
    struct random_stream random;
    network_fixture_init(f);
    fixture_grid(f, 4, 200);
    const struct road_link_row *rows = f->tables.links.rows;
    uint32_t links = 2 * f->tables.links.count;
    random_stream_init(&random, 21, number, RANDOM_TEST);
    for (uint32_t from = 0; from < links; from++) {
        const char *end = from % 2 ? rows[from / 2].from : rows[from / 2].to;
        uint32_t kept = 0;
        for (uint32_t to = links; to-- > 0;) {
            char text[2][32];
            const char *start = to % 2 ? rows[to / 2].to : rows[to / 2].from;
            bool is_turn = strcmp(start, end) == 0, is_back = to / 2 == from / 2;
            is_allowed[from][to] = is_turn && !is_back;
            kept += is_allowed[from][to];
            bool is_drawn = is_turn && random_below(&random, is_back ? 5 : 4) == 0;
            if (!is_drawn || (!is_back && kept == 1))
                continue;
            kept -= !is_back;
            is_allowed[from][to] = is_back;
            snprintf(text[0], sizeof text[0], "%s%s", rows[from / 2].id, from % 2 ? "r" : "");
            snprintf(text[1], sizeof text[1], "%s%s", rows[to / 2].id, to % 2 ? "r" : "");
            fixture_turn(f, fixture_text(f, text[0]), fixture_text(f, text[1]), is_back);
        }
    }
    fixture_build(f);
    assert_int_equal(f->network->link_count, links);
}

/** A network at random as above, where a quarter of the allowed turns is forbidden by rules as long
 * as each link keeps one. */
static inline void random_rules(struct network_fixture *f, uint32_t number)
{
    struct random_stream random;
    uint32_t turns[LINK_MAX * 8][2], count = 0;
    random_network(f, number);
    random_stream_init(&random, 22, number, RANDOM_TEST);
    for (uint32_t from = 0; from < f->network->link_count; from++) {
        uint32_t kept = 0;
        for (uint32_t to = 0; to < f->network->link_count; to++)
            kept += network_turn_allowed(f->network, from, to);
        for (uint32_t to = 0; to < f->network->link_count; to++) {
            if (!network_turn_allowed(f->network, from, to) || kept == 1 ||
                random_below(&random, 4) > 0)
                continue;
            assert_true(count < LINK_MAX * 8);
            turns[count][0] = from;
            turns[count++][1] = to;
            kept--;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        const char *from = names_text(&f->network->link_names, turns[i][0]);
        const char *to = names_text(&f->network->link_names, turns[i][1]);
        fixture_turn(f, fixture_text(f, from), fixture_text(f, to), false);
    }
    network_destroy(f->network);
    fixture_build(f);
    assert_int_equal(f->network->turn_rule_count, count);
}

/** A network with the times of `round` for its links: few different ones, so that ties are
 * frequent, many, or some that are zero. */
static inline void random_times(const struct network *network, uint32_t number, uint32_t round,
                                uint32_t *link_ms)
{
    static const uint32_t most[] = {3, 90000, 2};
    struct random_stream random;
    random_stream_init(&random, 18, number, RANDOM_TEST);
    random.counter[0] = round * 100000;
    for (uint32_t i = 0; i < network->link_count; i++)
        link_ms[i] = random_below(&random, most[round % 3]) + (round % 3 != 2);
}

#endif
