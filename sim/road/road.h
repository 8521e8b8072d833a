// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_ROAD_H
#define ROAD_ROAD_H

#include "kernel/kernel.h"
#include "network/event_log.h"
#include "network/network.h"
#include "road/road_parameters.h"

#include <stdbool.h>
#include <stdint.h>

/** Road traffic: one process per node. A node owns the downstream ends of the links that reach it
 * and the upstream ends of the links that leave it. Links follow Newell's simplified kinematic
 * waves, vehicle by vehicle: a vehicle reaches the end after length / speed, leaves in order at the
 * discharge rate when the node lets it, and the space it held reaches the start after length / wave
 * speed. Source: Newell 1993, parts I-III; Yperman 2007. */
struct road;

enum vehicle_class { VEHICLE_CAR, VEHICLE_TRUCK, VEHICLE_BUS, VEHICLE_CLASS_COUNT };

/** A drive through the network. */
struct drive {
    const uint32_t *route; /**< links in order, each a turn allowed after the one before; copied */
    uint16_t route_length; /**< >= 1 */
    uint8_t class;         /**< enum vehicle_class */
    uint8_t
        arrived_type; /**< type of the event that tells `arrived_process`; subject: the vehicle */
    uint32_t arrived_process;
};

/** Delay between leaving the last link and the event that tells of it, ms. */
#define ROAD_EGRESS_MS 1000u

/** Vehicles have ids: those of the persons first, then those of the drives, then those of the runs
 * of public transport, then shuttles. In a sample each vehicle stands for `road_parameters.weight`
 * of them, but one that runs by the timetable only for itself. */
struct road_fleet {
    uint32_t person_count, drive_count, run_count, shuttle_count;
};

/** Builds the model for the vehicles of a fleet, registers its processes (ids follow the
 * nodes), declares its channels between nodes. O(links + vehicles). */
enum status road_create(const struct network *network, const struct road_parameters *parameters,
                        struct road_fleet fleet, struct kernel *kernel, struct road **out,
                        struct error *err);
void road_destroy(struct road *road);

/** Tells the model that its processes have been placed; before the run. A link whose ends share a
 * partition needs no mail between them. O(links). */
void road_place(struct road *road, const struct kernel *kernel);

/** The process of a node. */
uint32_t road_node_process(const struct road *road, uint32_t node);

/** Notes from now on what vehicles do: the log, which must outlive the model, or NULL. */
void road_use_log(struct road *road, const struct event_log *log);

/** Sends a vehicle to the start of its first link, where it queues to enter at `t_ms` (after now).
 */
void road_begin(struct road *road, struct activation *act, uint32_t vehicle,
                const struct drive *drive, uint32_t t_ms);

/** Least time from entering a link to reaching its end, ms, of a class. */
uint32_t road_link_run_ms(const struct road *road, uint32_t link, enum vehicle_class class);

/** Running totals of a link since the start; only between windows (sync hooks, after the run). */
struct road_link_totals {
    uint64_t entered, left;               /**< vehicles */
    uint64_t entered_ms_sum, left_ms_sum; /**< sums of the times of entering and leaving */
    uint64_t travel_ms_sum;               /**< sum of (leaving - entering) over `left` */
    uint64_t heavy_left;                  /**< trucks and buses among `left` */
};
struct road_link_totals road_link_totals(const struct road *road, uint32_t link);

/** The same of the buses alone, which `road_link_totals` includes. */
struct road_link_totals road_link_bus_totals(const struct road *road, uint32_t link);

/** Whether runs of public transport may be on the links. */
bool road_has_runs(const struct road *road);

/** Sums over the whole model; only between windows. */
struct road_totals {
    uint64_t started;    /**< vehicles that asked to enter */
    uint64_t finished;   /**< vehicles that left their last link */
    uint64_t traversals; /**< links left */
    uint64_t gridlocks;  /**< cycles in which nobody could move */
    uint64_t forced;     /**< moves by force, to end them */
    uint64_t on_links;   /**< vehicles on links now */
    uint64_t at_start;   /**< vehicles waiting to enter their first link now */
};
struct road_totals road_totals(const struct road *road);

/** Saves or loads the vehicles and what links and nodes have counted; see kernel_archive. */
void road_archive(struct road *road, struct archive *archive);

/** A move by force: group "forced_moves". A cycle of links of which none could move: group
 * "gridlocks", a row per link. */
extern const struct record_kind road_forced_record, road_gridlock_record;

#endif
