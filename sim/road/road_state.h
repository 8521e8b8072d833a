// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_STATE_H
#define ROAD_ROAD_STATE_H

#include "road/road.h"
#include "road/route_store.h"

/** The road model's own state, shared by road.c (building, totals), road_link.c (a link between its
 * ends), road_node.c (events), road_turn.c (whose turn it is) and road_gridlock.c. What a traversal
 * touches is packed: a cache line per link end, eight bytes per vehicle. */

/** Events of a node. In this order within a millisecond: first what comes from elsewhere. The
 * numbers are the road's alone, so that an event that is foreseen tells whose it is. */
enum road_event {
    ROAD_ARRIVE = 64, /**< argument: link of another partition, whose next vehicle is at its end */
    ROAD_SPACE,  /**< argument: link of another partition that so much space has come back from;
                    subject: units */
    ROAD_ROOM,   /**< argument: link at whose start space is free now that is waited for */
    ROAD_CHANGE, /**< subject: change of the network; argument: its link */
    ROAD_DEPART, /**< subject: vehicle that wants to enter its first link */
    ROAD_CHECK,  /**< argument: approach whose head may be able to go now */
    ROAD_SERVE,  /**< argument: link that may take a vehicle now */
    ROAD_FORCE   /**< argument: approach whose head is moved by force */
};

/** A vehicle on a link, or in front of its end. */
struct slot {
    uint32_t ref;  /**< class << ROUTE_CURSOR_BITS | cursor at the link after this one */
    uint32_t t_ms; /**< reaches the end; once it has left (same partition): left */
};

/** Where the vehicles of a link are: slot `first + (number & mask)`. */
struct slot_range {
    uint32_t first, mask;
};

/** The upstream end of a link. Owned by the node where it starts. */
struct link_start {
    uint64_t free_us;        /**< the flow inside the link lets the next vehicle in, nearly */
    uint64_t stream_us;      /**< no vehicle from `last_from` enters before */
    uint64_t entered_ms_sum; /**< of all that entered */
    uint32_t entered;        /**< vehicles so far; the next one gets this number */
    uint32_t seen;           /**< of those that left: whose space has come back to the start */
    int32_t free_units;      /**< space as seen from here, thousandths of a car */
    uint32_t first_waiting;  /**< approaches that wait to enter, or NONE */
    uint32_t last_from;      /**< approach that the last vehicle came from */
    uint32_t ready_ms[2];    /**< of the last light and the last heavy vehicle: at the end */
    uint32_t run_ms;         /**< of a car */
    uint32_t headway_us;     /**< of a car: 1 / flow inside the link */
    bool is_local;           /**< both ends are in one partition */
    bool is_one_lane;        /**< nobody overtakes */
    bool is_open : 1;
    bool is_tolled : 1; /**< who enters pays (road_toll.h) */
    bool awaits_room;   /**< the first in turn waits for the next space to come back */
};

/** The downstream end of a link. Owned by the node where it ends. */
struct link_end {
    uint64_t free_us;     /**< no vehicle leaves before: discharge rate */
    uint64_t left_ms_sum; /**< of all that left */
    uint32_t left;        /**< vehicles so far; the head has this number */
    uint32_t tail;        /**< behind the last vehicle known here */
    uint32_t left_units;  /**< sum, wraps: for the turns */
    uint32_t check_ms;    /**< time of the ROAD_CHECK that counts; UINT32_MAX: none */
    uint32_t waits_for;   /**< link that the head waits to enter, or NONE */
    uint32_t headway_us;  /**< of a car: 1 / discharge rate */
    uint32_t wave_ms;     /**< length / wave speed */
    uint32_t from_process, to_process;
    struct slot_range slots;
    bool has_signal;
    bool is_local;
    bool is_awaited; /**< the start waits for the space of the next that leaves (same partition) */
};

struct road_link_state {
    _Alignas(64) struct link_start start;
    _Alignas(64) struct link_end end;
};
_Static_assert(sizeof(struct road_link_state) == 128, "one cache line per end");

/** A queue in front of a node: of a link (approach id = link), or of vehicles that start here with
 * a given first link (approach id = link_count + link). Owned by the node. */
struct approach {
    uint32_t next_waiting;     /**< approach behind it in the list of its link, or NONE */
    uint32_t blocked_since_ms; /**< while it waits */
    uint32_t turn_us;          /**< virtual time of one car: 1 / priority */
    uint32_t first_turn;       /**< in `turns` */
    uint32_t head, tail;       /**< of those who start here: vehicles, or NONE */
    uint32_t started_units;    /**< of those who started here: as left_units */
    uint32_t heavy_left;       /**< trucks and buses that left the link */
};

/** How far an approach has got in the competition for one of its exits (road_turn.c). */
struct turn {
    uint64_t time_us; /**< virtual, when it had `units` */
    uint32_t units;   /**< left_units then */
};

/** The competition for entering a link. Owned by the node where it starts. */
struct contest {
    uint64_t clock_us;                    /**< virtual time of the last turn */
    uint32_t serve_ms;                    /**< time of the ROAD_SERVE under way; UINT32_MAX: none */
    uint32_t run_ms[VEHICLE_CLASS_COUNT]; /**< at present */
    uint32_t exit;                        /**< which one of its node's out-links it is */
};

/** Constants of a link that a traversal seldom needs; of the undisturbed link. */
struct link_constants {
    uint32_t run_ms[VEHICLE_CLASS_COUNT];
    uint32_t wave_ms, inside_us, exit_us;
    int32_t storage_units;
    uint32_t storage_vehicles;
};

/** `next` of a vehicle that has not come to its first link yet. */
#define STARTER_COMES (NONE - 1u)

/** Somebody who waits to start. */
struct starter {
    uint32_t ref;  /**< as in struct slot */
    uint32_t next; /**< vehicle behind it, NONE or STARTER_COMES */
};

/** Buses of a link, which `link_start` and `link_end` count among all. What has entered is of the
 * node where the link starts, what has left of the one where it ends. */
struct bus_counts {
    uint64_t entered_ms_sum, left_ms_sum;
    uint32_t entered, left;
};

/** The toll of a link. Owned by the node where it starts. */
struct link_toll {
    uint64_t paid_meur; /**< sum over the vehicles that entered */
    uint32_t meur;      /**< in force */
};

/** What a node has counted. */
struct node_counts {
    uint64_t started, finished, forced;
};

struct road {
    const struct network *network;
    struct road_parameters parameters;
    uint32_t first_process, vehicle_count, link_count, node_count;
    struct road_fleet fleet;
    const struct event_log *log;         /**< or NULL */
    uint32_t units[VEHICLE_CLASS_COUNT]; /**< thousandths of a car */
    uint32_t saved_permille; /**< of a car's headway: what a stream may save up; 0 with everybody */
    uint32_t patience_ms;
    struct road_link_state *links; /**< [link_count], and one that only forecasts look at */
    struct slot *slots;            /**< of all links */
    size_t slot_count;
    const struct route_words *words; /**< of `routes` */
    struct route_store *routes;
    struct approach *approaches; /**< [2 * link_count] */
    struct contest *contests;    /**< [link_count] */
    struct turn *turns;          /**< [turn_count] by approach, then exit */
    size_t turn_count;
    struct link_constants *constants; /**< [link_count] */
    struct starter *starters;         /**< [vehicle_count] */
    struct bus_counts *buses;         /**< [link_count] */
    struct node_counts *nodes;        /**< [node_count] */
    struct link_toll *tolls;          /**< [link_count] */
    uint32_t *paid_meur;              /**< [vehicle_count] tolls of the drive under way, written by
                                         whose the vehicle is */
    uint32_t *walks;                  /**< [link_count] scratch of road_gridlock.c */
    uint32_t gridlock_count;
};

/** The vehicles of one approach enter a link one headway after another. Beside those of other
 * approaches they may come early, by at most so many headways of the link: what enters side by
 * side now is made up for later. With 0, waits of less than a headway would hold back an arm that
 * the fluid model does not hold back; 4 is the least with which the node of Tampere et al. comes
 * out within 1 % (docs/model/road.md). */
#define MERGE_HEADWAYS 4u

#define UNITS_PER_CAR 1000
#define US_PER_MS     1000u

static inline bool approach_is_link(const struct road *road, uint32_t id)
{
    return id < road->link_count;
}

static inline uint32_t slot_class(uint32_t ref)
{
    return ref >> ROUTE_CURSOR_BITS;
}

static inline uint32_t slot_cursor(uint32_t ref)
{
    return ref & ((1u << ROUTE_CURSOR_BITS) - 1u);
}

/** The slot of the vehicle with this number; numbers count on for ever, slots are used in turn. */
static inline struct slot *slot_at(const struct road *road, const struct slot_range *range,
                                   uint32_t number)
{
    return &road->slots[range->first + (number & range->mask)];
}

extern const struct process_kind road_node_kind;

/** Whose a vehicle is. */
struct event_subject vehicle_owner(const struct road *road, uint32_t vehicle);

/** Notes what the vehicle `ref`, as in struct slot, does at a link. */
void vehicle_note(const struct road *road, struct activation *act, enum event_kind kind,
                  uint32_t link, uint32_t ref);

/** The approach waits no longer for a link, which it does now. */
void approach_stop_waiting(struct road *road, uint32_t id, uint32_t link);

#endif
