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

/** Who is told about the progress; all may be NULL. */
struct settle_watch {
    void *self;
    kernel_watch *day;                                           /**< within each day */
    bool (*iteration)(void *self, const struct settle_row *row); /**< false: stop */
    /** People settle once more, from where they are, when it sets `*out_again`. */
    enum status (*settled)(void *self, const struct settled *settled, bool *out_again,
                           struct error *err);
};

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
