// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_TIMETABLE_H
#define NETWORK_TIMETABLE_H

#include "base/names.h"
#include "network/network.h"
#include "network/transit_tables.h"

#include <stdbool.h>
#include <stdint.h>

/** Nobody walks between two stops, or between a door and a stop, in less time. The simulation needs
 * a least time for messages between processes; the search for itineraries uses the same one. */
#define TIMETABLE_LEAST_WALK_MS 30000u

/** Least running time between two calls; shorter ones of the tables are raised to it. */
#define TIMETABLE_LEAST_RUN_MS 1000u

struct transit_line {
    uint32_t row;      /**< in the table of lines; of a replacement, that of the replaced line */
    uint32_t vehicle;  /**< row in the table of vehicles */
    uint32_t priority; /**< of its trains on tracks: lower goes first */
    uint8_t mode;      /**< enum service_mode */
    uint8_t way;       /**< enum service_way, never BY_MODE */
    uint32_t seats, standing, bicycle_places;
    uint32_t doors; /**< on one side */
};

/** One variant of one direction of a line: all its runs call at the same stops in the same order
 * with the same times. */
struct pattern {
    uint32_t line, variant;
    uint8_t direction;
    uint32_t first_call, call_count; /**< into `calls`; at least 2 calls */
    uint32_t first_run, run_count;   /**< into `run_depart_ms`, strictly ascending times */
};

/** A call of a pattern at a stop, ms after the departure of the run at the first stop. */
struct call {
    uint32_t stop;
    uint32_t pattern;
    uint32_t arrive_ms, depart_ms;
};

struct footpath {
    uint32_t to_stop, walk_ms; /**< walk_ms >= TIMETABLE_LEAST_WALK_MS */
};

/** A row of the table of delays, with its names resolved. */
struct delay_rule {
    uint32_t line, stop; /**< or NONE: all */
    uint8_t direction;   /**< 2: both */
    uint32_t row;
};

/** What happens to a run at its `seq`-th call. */
struct incident {
    uint32_t run, seq;
    uint32_t delay_ms;
    bool is_cancelled; /**< does not leave the call any more; before the first: does not take place
                        */
    uint32_t row;      /**< in the table of incidents */
};

/** The frozen timetable of the day. Patterns are in the order of lines, then directions, then
 * variants. Arrays are immutable after build; the tables must outlive it. */
struct timetable {
    const struct transit_tables *tables;
    uint32_t stop_count, line_count, pattern_count, call_count, run_count, footpath_count;
    struct point *stop_points;
    uint32_t *stop_access_ms; /**< [stop_count] on foot between street and platform */
    struct transit_line *lines;
    struct pattern *patterns;
    struct call *calls;
    uint32_t *run_depart_ms;    /**< [run_count] at the first stop */
    uint32_t *run_pattern;      /**< [run_count] */
    uint32_t *run_first_hop;    /**< [run_count + 1] into what is kept by run and hop, one for each
                                   call of a run but the last */
    uint32_t *stop_first_call;  /**< [stop_count + 1] into `stop_calls` */
    uint32_t *stop_calls;       /**< [call_count] call ids by stop, ascending */
    uint32_t *stop_first_path;  /**< [stop_count + 1] into `footpaths` */
    struct footpath *footpaths; /**< both directions; sorted by stop, then by target */
    uint32_t delay_rule_count, incident_count;
    struct delay_rule *delay_rules; /**< in the order of the table */
    struct incident *incidents;     /**< by run, then by call */
    struct names stop_names;        /**< ids of stops, in the order of the table */
    struct names line_names;
};

/** Checks the tables and makes the departures of the day from the headways. Every finding names
 * file and line (STATUS_DATA); all findings are collected. O(rows log rows). The caller owns `*out`
 * (`timetable_destroy`). */
enum status timetable_build(const struct transit_tables *tables, const struct network *network,
                            struct timetable **out, struct error *err);
void timetable_destroy(struct timetable *timetable);

/** The departures that the headways of a row of the table of lines make in one direction, ms since
 * midnight, in their order; none when its first departure is empty. The caller frees `*out_ms`
 * (`mem_free`). Findings name the row (STATUS_DATA). */
enum status timetable_headway_departures(const struct table *lines, const struct line_row *row,
                                         uint32_t direction, uint32_t **out_ms, uint32_t *out_count,
                                         struct error *err);

#endif
