/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef API_INDICATORS_H
#define API_INDICATORS_H

#include "api/ardey.h"
#include "api/world.h"
#include "results/results.h"

/** What the people of a place would say of an indicator that has become smaller. */
enum indicator_better {
    INDICATOR_NEUTRAL, /**< neither good nor bad in itself: trips, modes, kilometres */
    INDICATOR_LOWER,   /**< better when lower: time lost, delays, somebody left behind */
    INDICATOR_BETTER_COUNT
};

/** By the name of the indicator: those that tell of lost time, of delays and of what should not
 * have happened are better when lower. */
enum indicator_better indicator_better(const char *name);

/** STATUS_USAGE, with the most similar one, for a name that no indicator of any run has. `place`
 * opens the text. */
enum status indicator_check(const char *name, const char *place, struct error *err);

/** Writes the figures of the day to the group "indicators": those of the summary, shares of the
 * modes, what road traffic did and lost against empty roads, and how late trains were at their last
 * stop. After the run. */
enum status indicators_write(const struct world *world, const struct ardey_summary *summary,
                             struct results *results, struct error *err);

#endif
