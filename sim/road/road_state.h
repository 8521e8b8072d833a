// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_STATE_H
#define ROAD_ROAD_STATE_H

#include "road/road.h"

/** The road model's own state, shared by road.c (building, totals) and road_node.c (events). */

/** Events of a node. */
enum road_event {
    ROAD_ARRIVE,   /**< subject: vehicle; argument: link whose end it reaches */
    ROAD_SPACE,    /**< subject: units freed; argument: link at whose start they are free now */
    ROAD_DEPART,   /**< subject: vehicle that wants to enter its first link */
    ROAD_APPROACH, /**< argument: approach whose head may be able to go now */
    ROAD_SERVE,    /**< argument: link that can take a vehicle again */
    ROAD_PATIENCE  /**< argument: approach whose head may have waited too long */
};

struct vehicle {
    const uint32_t *route;
    uint32_t next;       /**< behind it in the queue, or NONE */
    uint32_t entered_ms; /**< the link it is on */
    uint16_t position, route_length;
    uint8_t class, arrived_type;
    uint32_t arrived_process;
};

/** A queue in front of a node: of a link (approach id = link), or of vehicles that start here with
 * a given first link (approach id = link_count + link). Owned by the node. */
struct approach {
    uint32_t head, tail;   /**< vehicles, or NONE */
    uint32_t waits_for;    /**< link that the head waits to enter, or NONE */
    uint32_t next_waiting; /**< approach behind it in that link's list, or NONE */
    uint64_t free_us;      /**< no vehicle leaves before: discharge rate */
    uint64_t tag;          /**< virtual time of its turn among those who wait for the same link */
    uint32_t wake_ms;      /**< time of the ROAD_APPROACH event under way; UINT32_MAX: none */
    uint32_t blocked_since_ms; /**< while waits_for */
    bool patience_runs;        /**< a ROAD_PATIENCE event is under way */
};

/** The upstream end of a link. Owned by the node where it starts. */
struct entrance {
    int32_t free_units;       /**< space as seen from here, thousandths of a car */
    uint32_t first_waiting;   /**< approaches that wait to enter, or NONE */
    uint64_t free_us;         /**< no vehicle enters before: capacity */
    uint64_t tag_now;         /**< virtual time of the last turn */
    uint32_t wake_ms;         /**< time of the ROAD_SERVE event under way; UINT32_MAX: none */
    uint32_t last_arrival_ms; /**< at the other end, of the last vehicle that entered: one lane
                                 keeps order */
    uint64_t entered, entered_ms_sum;
};

/** What the downstream end of a link has counted. Owned by the node where it ends. */
struct exit_counts {
    uint64_t left, left_ms_sum, travel_ms_sum, heavy_left;
};

/** Constants of a link. */
struct link_constants {
    uint32_t run_ms[VEHICLE_CLASS_COUNT];
    uint32_t wave_ms;      /**< length / wave speed */
    uint32_t exit_us;      /**< per car: 1 / discharge rate */
    uint32_t entry_us;     /**< per car: 1 / capacity inside the link */
    int32_t storage_units; /**< thousandths of a car */
    uint32_t from_process, to_process;
    bool one_lane;
};

/** What a node has counted. */
struct node_counts {
    uint64_t started, finished, forced;
};

struct road {
    const struct network *network;
    struct road_parameters parameters;
    uint32_t first_process, vehicle_count, link_count;
    uint32_t units[VEHICLE_CLASS_COUNT]; /**< thousandths of a car */
    uint32_t patience_ms;
    struct vehicle *vehicles;         /**< [vehicle_count] */
    struct approach *approaches;      /**< [2 * link_count] */
    struct entrance *entrances;       /**< [link_count] */
    struct exit_counts *exits;        /**< [link_count] */
    struct link_constants *constants; /**< [link_count] */
    struct node_counts *nodes;        /**< [node_count] */
};

#define UNITS_PER_CAR 1000

extern const struct process_kind road_node_kind;

#endif
