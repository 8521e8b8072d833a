// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_SIMULATION_H
#define API_SIMULATION_H

#include "api/ardey.h"
#include "api/checkpoint_clock.h"
#include "api/event_order.h"
#include "api/link_results.h"
#include "api/live.h"
#include "api/settle.h"
#include "api/world.h"
#include "results/results.h"

/** A run: a world, its results, and its checkpoints. */
struct ardey_simulation {
    struct ardey_options options;
    struct world *world;
    struct results *results; /**< NULL without an output */
    struct link_results *link_results;
    struct event_order event_order; /**< of a run with a log */
    struct settling *settling;      /**< while people settle; else NULL */
    struct checkpoint_clock clock;
    struct live live;
    bool has_checkpoint;       /**< a file at `options.checkpoint` is of this run */
    struct error save_failure; /**< of the last checkpoint */
    enum status stop_status;   /**< why a watch has stopped the run */
    double load_seconds;       /**< for what was loaded from a checkpoint */
    double build_seconds, settle_seconds, run_seconds;
    bool is_branching; /**< goes on from the checkpoint of another run */
    bool has_kept;     /**< the checkpoint that stays is there, or its time has passed */
    bool is_finished;  /**< the results are closed: nothing more can be simulated */
};

/** Reads the scenario, with what the options put in its place. */
enum status simulation_read_spec(const struct ardey_options *options, struct spec **out,
                                 struct error *err);

/** Who is told about the progress of settling. */
struct settle_watch simulation_settle_watch(struct ardey_simulation *simulation);

/** Reads the scenario, builds the world, lets people settle and begins the day, or comes to where a
 * checkpoint was made. `simulation->options` are set. */
enum status simulation_open(struct ardey_simulation *simulation, struct error *err);

/** Simulates until `stop_ms`. STATUS_CHECKPOINTED when a watch has stopped it with a checkpoint. */
enum status simulation_run_until(struct ardey_simulation *simulation, uint32_t stop_ms,
                                 struct error *err);

/** Tells the caller's `message` a line. */
void simulation_tell(const struct ardey_simulation *simulation, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Saves or loads the day of the results that is under way. */
void simulation_archive_day(struct ardey_simulation *simulation, struct archive *archive);

/** The results are complete: the checkpoint is not needed any more. */
void simulation_drop_checkpoint(struct ardey_simulation *simulation);

#endif
