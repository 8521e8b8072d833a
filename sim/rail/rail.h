// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_RAIL_H
#define RAIL_RAIL_H

#include "kernel/kernel.h"
#include "network/event_log.h"
#include "network/rail_network.h"
#include "rail/rail_parameters.h"

#include <stdbool.h>
#include <stdint.h>

/** Trains on blocks. One process, the control centre, owns all tracks and moves all trains: runs of
 * the timetable between calls that the rail network joins by steps. At stops a run belongs to its
 * stop; the stop says when it is ready, the control centre sets the route and says when it departs,
 * moves it from signal to signal, and says when it arrives.
 *
 * A section is given to one train per track. A train asks for the next section a moment before it
 * would have to brake for it, and gets it when it is free, when the single track that it belongs to
 * carries nobody in the other direction, when dispatching lets it go first, and when a list of
 * moves is known afterwards that brings all trains to their ends (the banker's rule: Dijkstra 1965,
 * Cooperating sequential processes, EWD 123). So no two trains meet in a section and no trains
 * block each other for ever, by construction. */
struct rail;

/** The stops that the control centre talks to: one process each, in the order of the timetable. The
 * two events have the run as subject and the number of the call along its pattern as argument. */
struct rail_stops {
    uint32_t first_process;
    uint8_t depart_type; /**< to the stop of the call: the run departs now */
    uint8_t arrive_type; /**< to the stop of the call: the run stands there now */
};

/** Builds the model and registers its process with the kernel. Runs whose first departure is before
 * the kernel's start do not take place. `network` and its timetable must outlive it. The first
 * departure, the sections and the stops of the network decide everything; nothing is drawn at
 * random. STATUS_DATA when a train of the tables cannot move over its way. Memory: about 500 bytes
 * per run over these tracks. */
enum status rail_create(const struct rail_network *network,
                        const struct rail_parameters *parameters, struct kernel *kernel,
                        struct rail **out, struct error *err);
void rail_destroy(struct rail *rail);

/** Tells the control centre whom to talk to, and declares the channels with every stop that trains
 * use. Call it once, before the run. A channel's least delay is 1 ms, so these stops belong into
 * the partition of the control centre (`rail_uses_stop`). */
void rail_connect(struct rail *rail, struct rail_stops stops, struct kernel *kernel);

/** Notes from now on what trains do: the log, which must outlive the model, or NULL. */
void rail_use_log(struct rail *rail, const struct event_log *log);

/** The process of the control centre. */
uint32_t rail_process(const struct rail *rail);

bool rail_uses_stop(const struct rail *rail, uint32_t stop);

/** Whether the way from this call of the timetable to the next is over these tracks. */
bool rail_has_hop(const struct rail *rail, uint32_t call_id);

/** From the handler of the stop: the run could leave for the next call at `t_ms >= act->t_ms`. The
 * route is ordered `route_setting` before, or now where that is too late: told in time, a run with
 * a free way departs at `t_ms`, else `route_setting` after it was told. */
void rail_ready(const struct rail *rail, struct activation *act, uint32_t run, uint32_t seq,
                uint32_t t_ms);

/** How long before a departure `rail_ready` must be called so that the departure is not late, ms.
 */
uint32_t rail_lead_ms(const struct rail *rail);

/** From the handler of the stop where it stands: the run leaves these tracks here, by a way of its
 * own or for good. Not for the last call of a run. */
void rail_leave(const struct rail *rail, struct activation *act, uint32_t run);

/** Before the run comes to call `seq`: it will not leave from there, nor come to later ones, so
 * nobody waits for it there. O(spots of the run). */
void rail_cancel(struct rail *rail, uint32_t run, uint32_t seq);

/** Time that the run lost on its last hop by waiting for signals, ms; what slow sections cost is
 * not in it. For the stop where it has just arrived. */
uint32_t rail_lost_ms(const struct rail *rail, uint32_t run);

/** Least running time of a hop over these tracks, ms, stand to stand; `rail_has_hop` must hold. */
uint32_t rail_hop_least_ms(const struct rail *rail, uint32_t call_id);

/** Totals; while the world stands still. */
struct rail_totals {
    uint64_t hops;             /**< that began */
    uint64_t hindered_hops;    /**< with time lost by waiting for signals */
    uint64_t lost_ms_sum;      /**< so */
    uint64_t refused_unsafe;   /**< requests for free sections that waited for the banker's rule */
    uint32_t trains_on_tracks; /**< now */
    uint32_t trains_begun, trains_ended;
};
struct rail_totals rail_totals(const struct rail *rail);

/** Saves or loads the trains and what they have of the tracks; see kernel_archive. */
void rail_archive(struct rail *rail, struct archive *archive);

/** Sections occupied by trains: group "rail/occupations", a row when a section is given back. */
extern const struct record_kind rail_occupation_record;

#endif
