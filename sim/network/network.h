// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_NETWORK_H
#define NETWORK_NETWORK_H

#include "base/archive.h"
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
    float height_m;                /**< 0 without a table of heights */
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
    bool has_turn_rules;  /**< some of `turn_rules` are about turns out of this link */
    bool has_changes;     /**< some of `changes` are about this link */
    uint32_t road;        /**< id in `roads` */
    uint32_t row;         /**< in the table of links: for the drawn line */
};

/** What the table of turns says about going from one link to another. */
struct turn_rule {
    uint32_t from, to; /**< links; `to` starts where `from` ends */
    uint32_t row;      /**< in the table of turns */
    bool is_allowed;
};

/** A time during which a link is not as its table says: [from_ms, until_ms). */
struct link_change {
    uint32_t link, from_ms, until_ms;
    float speed_mps, capacity_vps; /**< 0: unchanged */
    uint32_t toll_meur;            /**< thousandths of a euro, of a vehicle that enters */
    bool is_open;                  /**< nobody enters a link that is not open */
    uint32_t row;                  /**< in the table of changes: for its reason */
};

/** A place with a limited number of parking spaces. */
struct parking_place {
    uint32_t place;
    uint32_t spaces;
    float search_s; /**< to inspect one space; 0: the scenario's `people.parking_search` */
    float price_eur, price_h_eur; /**< of a stay, and of each hour of it */
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
    uint32_t parking; /**< into `parking`, or NONE: room for everybody */
};

struct counter {
    uint32_t row;      /**< in the table of counters */
    uint32_t links[4]; /**< directed links */
    uint32_t link_count;
};

/** The frozen network. All arrays are immutable after build, but for `changes` while the world
 * stands still (`network_changes_put`); the tables it was built from must outlive it. */
struct network {
    const struct network_tables *tables;
    double ref_lat, ref_lon;

    uint32_t node_count, link_count, green_count, zone_count, place_count, counter_count;
    uint32_t turn_rule_count, change_count, parking_count;
    bool has_tolls;          /**< some link may cost a toll at some time: without, nobody looks for
                                one */
    struct road_node *nodes; /**< [node_count], order of the table */
    struct road_link *links; /**< [link_count], order of the table, reverse right after */
    uint32_t *out_links;     /**< [link_count] ids by node, ascending */
    uint32_t *in_links;      /**< [link_count] ids by node, ascending */
    struct signal_plan *signals; /**< [link_count] */
    struct signal_green *greens;
    struct zone *zones;
    struct place *places;
    struct counter *counters;
    struct turn_rule *turn_rules;  /**< sorted by (from, to) */
    struct link_change *changes;   /**< sorted by (link, from_ms); those of a link do not overlap */
    struct parking_place *parking; /**< order of the table */
    bool may_change;               /**< links may change during the day in ways not planned */
    bool day_changes;              /**< some have: `changes` are those of the day */
    struct link_change *planned;   /**< [planned_count] then: those of the tables */
    uint32_t planned_count;
    size_t day_capacity;
    struct names node_names, link_names, road_names, zone_names, place_names;
};

/** Checks the tables against each other and freezes the network. Every finding names file and line;
 * all findings are collected (STATUS_DATA). O(rows). The caller owns `*out` (`network_destroy`). */
enum status network_build(const struct network_tables *tables, struct network **out,
                          struct error *err);
void network_destroy(struct network *network);

/** Local metres of a position. */
struct point network_project(const struct network *network, double lat, double lon);

/** The position of a point in local metres, degrees. */
void network_position(const struct network *network, struct point point, double *out_lat,
                      double *out_lon);

double point_distance_m(struct point a, struct point b);

/** Whether a vehicle may go from link `from` to link `to` (which starts where `from` ends). Nothing
 * passes through the node of an external zone. Else a row of the table of turns decides, and
 * without one the rule: no turning back to where it came from except at a dead end that is not a
 * boundary. O(1) for a link without rows, else O(log rows). */
bool network_turn_allowed(const struct network *network, uint32_t from, uint32_t to);

/** The changes of a link in order of time, and their number (0: none, the pointer means nothing).
 * O(1) for a link without changes, else O(log changes). */
const struct link_change *network_link_changes(const struct network *network, uint32_t link,
                                               uint32_t *out_count);

/** How a link is at some time. */
struct link_now {
    float speed_mps, capacity_vps;
    bool is_open;
    uint32_t until_ms;  /**< it stays so until then; UINT32_MAX: for good */
    uint32_t toll_meur; /**< as in struct link_change */
};

/** What holds at `t_ms`: of its table, or of the change under way. O(1) for a link without changes,
 * else O(log changes). */
struct link_now network_link_at(const struct network *network, uint32_t link, uint32_t t_ms);

/** The slowest and the fastest speed in free flow that a link ever has, m/s: the fastest bounds the
 * lookahead. */
float network_link_speed_min(const struct network *network, uint32_t link);
float network_link_speed_max(const struct network *network, uint32_t link);

/** A change that was not planned, for the rest of the day: during its time it takes the place of
 * all others of its link. Its speed must not be above `network_link_speed_max`, as the lookahead
 * rests on it. Only while the world stands still. O(changes). */
enum status network_changes_put(struct network *network, const struct link_change *change,
                                struct error *err);

/** Goes back to the changes of the tables; between two days. */
void network_changes_restore(struct network *network);

/** Saves or loads the changes of the day. */
void network_changes_archive(struct network *network, struct archive *archive);

/** Free-flow travel time of a link by its table, ms, at least 1. */
uint32_t network_link_free_ms(const struct network *network, uint32_t link);

#endif
