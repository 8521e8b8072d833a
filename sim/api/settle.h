// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_SETTLE_H
#define API_SETTLE_H

#include "api/world.h"
#include "demand/choice.h"
#include "demand/equilibrium.h"

/** One iteration, for whoever watches. */
struct settle_row {
    struct equilibrium_iteration iteration;
    double mode_share[MODE_COUNT];          /**< of the trips planned for this day */
    double simulate_s, service_s, decide_s; /**< wall clock; in no result */
};

/** People who have settled, with what the last day offered them. */
struct settled {
    struct world *world;
    struct choice *choice;
    const struct demand_rules *rules;
    struct choice_constants *constants; /**< may be changed */
};

/** Who is told about the progress; all may be NULL. Watches of a day and of an iteration may save
 * what they see. */
struct settle_watch {
    void *self;
    kernel_watch *day;                                           /**< within each day */
    bool (*iteration)(void *self, const struct settle_row *row); /**< false: stop */
    /** People settle once more, from where they are, when it sets `*out_again`. */
    enum status (*settled)(void *self, const struct settled *settled, bool *out_again,
                           struct error *err);
};

/** People who settle, before they have. */
struct settling;

/** Whether people settle at all: the scenario asks for iterations, and somebody travels. */
bool settle_is_needed(const struct world *world);

/** Prepares what people need to decide; `settling_destroy` gives it back. The world must outlive
 * it. */
enum status settling_create(struct world *world, const struct settle_watch *watch,
                            struct record_sink sink, struct settling **out, struct error *err);
void settling_destroy(struct settling *settling);

/** What `settle` says, from where the settling stands. */
enum status settling_run(struct settling *settling, struct error *err);

/** Saves or loads how far people have come, from the watch of a day or of an iteration; a day that
 * was under way is begun again and loaded. Plans and routes are not part of it. */
void settling_archive(struct settling *settling, struct archive *archive);

/** Lets people live the day again and again, and decide anew in between, until the scenario's
 * `equilibrium` is reached: the world's plans and routes are then those of the settled day, which
 * has not begun. Closures and changes of the scenario are known to all; its incidents do not happen
 * before the day of the results. Nothing to do when the scenario asks for no iterations, or nobody
 * travels. Each iteration gives a row to `sink` (settle_iteration_record). STATUS_STOPPED when the
 * watch says so. Cost: a day's simulation per iteration, and what people need to decide. */
enum status settle(struct world *world, const struct settle_watch *watch, struct record_sink sink,
                   struct error *err);

/** Iterations: group "iterations". */
extern const struct record_kind settle_iteration_record;

#endif
