// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_NETWORK_H
#define NETWORK_NETWORK_H

#include "base/names.h"
#include "network/network_tables.h"

#include <stdbool.h>
#include <stdint.h>

/** A point in local metres: x east, y north of the reference point of the network. Equirectangular
 * projection about the mean latitude; at 52 degrees an east-west distance is wrong by 0.2 % per 10
 * km north or south of it. */
struct point {
    float x_m, y_m;
};

struct road_node {
    struct point point;
    float lat, lon;
    uint8_t kind;                  /**< enum road_node_kind */
    uint8_t control;               /**< enum road_control */
    uint32_t first_out, out_count; /**< into `out_links` */
    uint32_t first_in, in_count;   /**< into `in_links` */
};

/** A directed link. */
struct road_link {
    uint32_t from, to; /**< nodes */
    uint32_t reverse;  /**< the link of the other direction, or NONE */
    float length_m, speed_mps, capacity_vps;
    uint8_t lanes, class; /**< class: enum road_class */
    uint32_t road;        /**< id in `roads` */
    uint32_t row;         /**< in the table of links: for the drawn line */
};

/** One green interval of a link at a signal, ms after the start of the cycle. */
struct signal_green {
    uint32_t from_ms, length_ms;
};

struct signal_plan {
    uint32_t cycle_ms; /**< 0: no signal for this link, always green */
    uint32_t offset_ms;
    uint32_t first_green, green_count; /**< into `greens` */
};

struct zone {
    uint32_t row; /**< in the table of zones */
    uint8_t kind; /**< enum zone_kind */
    struct point point;
    uint32_t first_place, place_count; /**< places are sorted by zone */
};

struct place {
    uint32_t zone, node;
    struct point point;
    float share, access_m;
};

struct counter {
    uint32_t row;      /**< in the table of counters */
    uint32_t links[4]; /**< directed links */
    uint32_t link_count;
};

/** The frozen network. All arrays are immutable after build; the tables it was built from must
 * outlive it. */
struct network {
    const struct network_tables *tables;
    double ref_lat, ref_lon;

    uint32_t node_count, link_count, green_count, zone_count, place_count, counter_count;
    struct road_node *nodes;     /**< [node_count], order of the table */
    struct road_link *links;     /**< [link_count], order of the table, reverse right after */
    uint32_t *out_links;         /**< [link_count] ids by node, ascending */
    uint32_t *in_links;          /**< [link_count] ids by node, ascending */
    struct signal_plan *signals; /**< [link_count] */
    struct signal_green *greens;
    struct zone *zones;
    struct place *places;
    struct counter *counters;
    struct names node_names, link_names, road_names, zone_names, place_names;
};

/** Checks the tables against each other and freezes the network. Every finding names file and line;
 * all findings are collected (STATUS_DATA). O(rows). The caller owns `*out` (`network_destroy`). */
enum status network_build(const struct network_tables *tables, struct network **out,
                          struct error *err);
void network_destroy(struct network *network);

/** Local metres of a position. */
struct point network_project(const struct network *network, double lat, double lon);

double point_distance_m(struct point a, struct point b);

/** Whether a vehicle may go from link `from` to link `to` (which starts where `from` ends): no
 * turning back to where it came from except at a dead end that is not a boundary, and nothing
 * passes through the node of an external zone. */
bool network_turn_allowed(const struct network *network, uint32_t from, uint32_t to);

/** Free-flow travel time of a link, ms, at least 1. */
uint32_t network_link_free_ms(const struct network *network, uint32_t link);

#endif
