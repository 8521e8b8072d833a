// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_WORLD_H
#define API_WORLD_H

#include "api/target_set.h"
#include "kernel/kernel.h"
#include "network/network.h"
#include "network/rail_network.h"
#include "network/street_ways.h"
#include "people/people.h"
#include "road/gates.h"
#include "road/road.h"
#include "scenario/spec.h"
#include "transit/transit.h"

/** Everything that a run consists of, joined. The networks, the timetable and the population are
 * frozen while a day is simulated (between two days people may change their plans and routes); the
 * models live in the kernel's partitions. */
struct world {
    struct spec *spec;
    struct team *team;
    struct network *network;
    struct timetable *timetable;
    struct rail_network *rail_network; /**< empty without blocks */
    struct drives drives;              /**< given by the scenario; none without traffic */
    struct population population;      /**< nobody without demand */
    struct bicycle_ways *bicycle;      /**< NULL without demand */
    struct route_book *routes;         /**< NULL: drivers decide on the day */
    struct target_set targets;         /**< observations to compare with; maybe none */
    struct event_log log;              /**< what the scenario asks for, or nothing */
    struct kernel *kernel;
    struct road *road;
    struct rail *rail;
    struct transit *transit;
    struct shuttle_fleets shuttle_fleets;
    struct shuttle *shuttle;        /**< NULL without fleets, or without persons */
    struct street_ways street_ways; /**< of runs that drive on road links */
    struct people *people;
    struct hook_day *hook_day; /**< NULL when the scenario has no hooks */
    struct gates *gates;       /**< NULL when the scenario gives no traffic */
    uint32_t settled_days;     /**< that people lived to find their plans */
    double relative_gap;       /**< of the last one */
    uint32_t partition_count;
    uint32_t start_ms, stop_ms;
};

/** Builds the networks and the timetable of a scenario and reads its drives: what can be checked
 * without people. Takes over `spec`. */
enum status world_create(struct spec *spec, uint32_t threads, struct world **out,
                         struct error *err);

/** Adds the people with their plans; `partition_count`, 0: chosen by the threads, is for the days
 * that follow. */
enum status world_populate(struct world *world, uint32_t partition_count, struct error *err);

/** Forgets the people, their plans and routes; they may be added anew. No day is on. */
void world_depopulate(struct world *world);

/** Begins the day: makes the kernel and the models anew and puts every process into a partition.
 * Their records go to `sink`; events are noted unless all rows are dropped. */
enum status world_begin_day(struct world *world, struct record_sink sink, struct error *err);

/** Forgets the day, but not the plans; NULL members are allowed. */
void world_end_day(struct world *world);

/** Makes an empty book of routes, unless there is one. */
enum status world_add_routes(struct world *world, struct error *err);

/** Saves or loads what people mean to do: plans, routes, how they settled. After world_populate, as
 * the same scenario makes it. */
void world_archive_plans(struct world *world, struct archive *archive);

/** Saves or loads a day that is under way, between two windows (kernel_archive); it is loaded into
 * one that has just begun (world_begin_day), with as many partitions. */
void world_archive_day(struct world *world, struct archive *archive);

void world_destroy(struct world *world);

#endif
