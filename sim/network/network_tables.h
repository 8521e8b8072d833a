// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_NETWORK_TABLES_H
#define NETWORK_NETWORK_TABLES_H

#include "base/fields.h"

/** Rows of the tables that the network is built from, as read from CSV. Units are SI after reading.
 */

enum road_node_kind {
    ROAD_NODE_CROSSING,
    ROAD_NODE_MOTORWAY_JUNCTION,
    ROAD_NODE_INTERCHANGE,
    ROAD_NODE_COUNTER,
    ROAD_NODE_BOUNDARY,
    ROAD_NODE_EXTERNAL /**< stands for a whole external zone: trips end here, nothing passes through
                        */
};

enum road_control { ROAD_CONTROL_PRIORITY, ROAD_CONTROL_SIGNAL };

struct road_node_row {
    uint32_t line;
    const char *id, *name;
    double lat, lon; /**< degrees, WGS 84 */
    int kind;        /**< enum road_node_kind */
    int control;     /**< enum road_control */
};

enum road_class {
    ROAD_CLASS_MOTORWAY,
    ROAD_CLASS_MOTORWAY_LINK,
    ROAD_CLASS_TRUNK,
    ROAD_CLASS_PRIMARY,
    ROAD_CLASS_SECONDARY,
    ROAD_CLASS_TERTIARY,
    ROAD_CLASS_RESIDENTIAL,
    ROAD_CLASS_CONNECTOR /**< the way between an external zone and the boundary */
};

/** A street. `oneway` false makes two links: `id` (from -> to) and `id` with an `r` appended (to ->
 * from). */
struct road_link_row {
    uint32_t line;
    const char *id, *from, *to, *road;
    bool oneway;
    int class;           /**< enum road_class */
    int64_t lanes;       /**< per direction */
    double speed_mps;    /**< column speed_kmh */
    double capacity_vps; /**< per direction, all lanes; column capacity_vph */
    double length_m;
    double bicycle_mps; /**< column bicycle_kmh; 0: people.bike_speed */
    const char *via;    /**< "lat lon;lat lon": the drawn line between the ends */
};

/** A fixed-time signal. */
struct signal_row {
    uint32_t line;
    const char *node;
    double cycle_s, offset_s;
};

/** One green interval of an approach: the directed link that ends at the node. */
struct signal_green_row {
    uint32_t line;
    const char *node, *link;
    double green_from_s; /**< after the start of the cycle, in [0, cycle) */
    double green_s;      /**< may run past the end of the cycle */
};

/** A road counter and what it counted. */
struct counter_row {
    uint32_t line;
    const char *id, *name;
    const char *links;       /**< directed link names with ';' between */
    double vehicles_per_day; /**< both directions, all vehicles */
    double heavy_per_day;    /**< 0: unknown */
    const char *year;
};

enum zone_kind { ZONE_INTERNAL, ZONE_EXTERNAL };

struct zone_row {
    uint32_t line;
    const char *id, *name, *municipality;
    int kind; /**< enum zone_kind */
    double lat, lon;
    double residents, employed_residents, jobs, pupil_places, university_places;
    double shopping_index, leisure_index;
    double hh_with_car_share, share_65plus, share_u18;
};

/** A place inside a zone where activities happen and trips start and end. */
struct place_row {
    uint32_t line;
    const char *id, *zone;
    const char *node; /**< road node where cars enter and leave */
    double lat, lon;
    double share;    /**< of the zone's activities; sums to 1 per zone */
    double access_m; /**< mean way from the door to the node */
};

/** What is allowed, or not, at the end of a link, against the rule of `network_turn_allowed`. */
struct turn_row {
    uint32_t line;
    const char *from_link, *to_link; /**< directed links */
    bool is_allowed;                 /**< column allowed */
};

/** A time of the day during which a link is closed, slower, faster, narrower or wider, or costs a
 * toll. */
struct link_change_row {
    uint32_t line;
    const char *link;       /**< directed link */
    double from_s, until_s; /**< since midnight */
    double speed_mps;       /**< column speed_kmh; 0: unchanged */
    double capacity_vps;    /**< all lanes; column capacity_vph; 0: unchanged */
    bool is_open;           /**< column open */
    double toll_eur;        /**< what a vehicle pays that enters */
    const char *reason;
};

/** A place with a limited number of parking spaces. */
struct parking_row {
    uint32_t line;
    const char *place;
    int64_t spaces;
    double search_s;               /**< to inspect one space; 0: the scenario's */
    double price_eur, price_h_eur; /**< of a stay, and of each hour of it */
};

/** How high a node lies. */
struct height_row {
    uint32_t line;
    const char *node;
    double height_m; /**< above sea level */
};

/** The choices above as they stand in the tables and the results; NULL-terminated. */
extern const char *const road_node_kind_names[];
extern const char *const road_class_names[];
extern const char *const zone_kind_names[];

struct network_tables {
    struct table nodes, links, signals, greens, counters, zones, places;
    struct table turns, changes, parking, heights; /**< may be left out */
};

/** nodes, links, signals, greens, counters, zones, places, turns, changes, parking,
 * heights; ends with a NULL key. */
extern const struct table_kind network_table_kinds[];

void network_tables_deinit(struct network_tables *tables);

#endif
