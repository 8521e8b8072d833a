// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_EXPECT_H
#define SCENARIO_LUA_EXPECT_H

#include "base/fields.h"

#include <stdint.h>

/** What a validation case expects of the scenario beside it: expect.lua, read and checked. What
 * each quantity means is said in `expect_quantity_docs`. */

enum expect_quantity {
    EXPECT_LINE_TIME,
    EXPECT_LEAST_HEADWAY,
    EXPECT_RUNS,
    EXPECT_RUNS_UNDER_WAY,
    EXPECT_SHORTEST_RUN,
    EXPECT_LONGEST_RUN,
    EXPECT_GREATEST_LATENESS,
    EXPECT_KNOCK_ON,
    EXPECT_TRAINS_TOO_MANY,
    EXPECT_TRAINS_OPPOSED,
    EXPECT_ROUTES_WRONG,
    EXPECT_TRIPS,
    EXPECT_UNDER_WAY,
    EXPECT_TOTAL_TRAVEL_TIME,
    EXPECT_MEAN_TRAVEL_TIME,
    EXPECT_MEAN_DELAY,
    EXPECT_SHORTEST_TRAVEL_TIME,
    EXPECT_LONGEST_TRAVEL_TIME,
    EXPECT_ENTERED,
    EXPECT_LEFT,
    EXPECT_ON_LINK,
    EXPECT_VEHICLES,
    EXPECT_INFLOW,
    EXPECT_FLOW,
    EXPECT_FLOW_RATIO,
    EXPECT_DENSITY,
    EXPECT_SPEED,
    EXPECT_TRAVEL_TIME,
    EXPECT_DELAY,
    EXPECT_QUEUE,
    EXPECT_TRAVEL_TIME_AT,
    EXPECT_TRAVEL_TIME_OVER_TIME,
    EXPECT_CURVE_SHIFT,
    EXPECT_ENTERED_CURVE,
    EXPECT_LEFT_CURVE,
    EXPECT_QUANTITY_COUNT
};

/** [EXPECT_QUANTITY_COUNT] names, units and meanings; the names end with NULL. */
extern const char *const expect_quantity_names[];
extern const char *const expect_quantity_units[];
extern const char *const expect_quantity_docs[];

/** One expected number. Times are seconds since midnight of the simulated day. */
struct expectation {
    int quantity; /**< enum expect_quantity */
    const char *link, *of, *from_node, *to_node, *curve, *why, *source;
    const char *line, *from_stop, *to_stop; /**< "" when absent */
    double from_s, until_s, at_s;           /**< until_s 0: the end of the run */
    double value, tolerance;                /**< in the quantity's unit */
    double vehicles; /**< tolerance in vehicles of what is measured, besides */
    double width;    /**< > 0: the value must lie in the 99 % interval of the runs,
                        whose half width is at most this share of the value */
};

/** One expectation file. */
struct expect_case {
    const char *title, *source, *note;
    int64_t runs;    /**< with seeds seed, seed + 1, ... */
    double sample_s; /**< what happens between is not seen; times must be multiples of it */
    struct expectation *items; /**< [count], mem_alloc memory */
    uint32_t count;
    size_t capacity;
    struct text_arena text;
};

/** The fields of the file and of one expectation, for the reader and the reference. */
extern const struct field expect_case_fields[], expectation_fields[];

/** Runs an expectation file in the closed Lua of scenarios. STATUS_USAGE, with the file and the
 * number of the expectation; STATUS_RESOURCE. The caller owns `*out` (`expect_case_deinit`), which
 * is written only on success. */
enum status lua_expect_read(const char *path, struct expect_case *out, struct error *err);
void expect_case_deinit(struct expect_case *expect);

#endif
