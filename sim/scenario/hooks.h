// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_HOOKS_H
#define SCENARIO_HOOKS_H

#include "base/fields.h"
#include "scenario/source_file.h"

#include <stdint.h>

/** Functions of a scenario that are called during the day while the world stands still. They see it
 * by readings and change it by acts, both in plain C here; the Lua behind them is not to be seen.
 */
struct hooks;

/** What may be asked, in the order of `hook_readings`. */
enum hook_reading_kind {
    HOOK_LINK,
    HOOK_LINE,
    HOOK_RUN,
    HOOK_DEPARTURES,
    HOOK_ARRIVALS,
    HOOK_STOP,
    HOOK_PARKING,
    HOOK_TOTALS,
    HOOK_READING_COUNT
};

/** `now:link(id)`. Vehicles are real ones, also in a sample. */
struct hook_link {
    double vehicles, queue, entered, left, flow_vph, speed_mps;
    double free_speed_mps, capacity_vph, toll_eur;
    bool is_open;
};

/** `now:line(id)` */
struct hook_line {
    double runs, delay_s, aboard, load;
};

/** `now:run(number)` */
struct hook_run {
    const char *line, *stop, *phase; /**< owned by the world */
    int64_t run, direction;
    double delay_s, aboard;
};

/** A row of `now:departures(stop, line)` and of `now:arrivals(stop, line)`, soonest first. */
struct hook_call {
    const char *line; /**< owned by the world */
    int64_t run, direction;
    double planned_s, expected_s, delay_s, aboard;
    bool is_here;
};
#define HOOK_CALLS_MAX 20u

/** `now:stop(id)` */
struct hook_stop {
    double waiting;
};

/** `now:parking(place)` */
struct hook_parking {
    double spaces, occupied, outside;
};

/** `now:totals()` */
struct hook_totals {
    double trips_departed, trips_arrived, trips_under_way;
    double vehicles, vehicles_waiting, passengers;
};

/** Any of them. */
union hook_answer {
    struct hook_link link;
    struct hook_line line;
    struct hook_run run;
    struct hook_call calls[HOOK_CALLS_MAX];
    struct hook_stop stop;
    struct hook_parking parking;
    struct hook_totals totals;
};

/** A function of `now`: drives the library of hooks, the reference and completion. */
struct hook_reading {
    const char *name;           /**< "link" */
    const char *arguments;      /**< "id" */
    const struct field *fields; /**< of what it returns; offsets in its struct */
    size_t size;                /**< of that struct; of a list: of a row */
    bool is_list;
    const char *doc; /**< one sentence */
};

/** [HOOK_READING_COUNT], then a NULL name. */
extern const struct hook_reading hook_readings[];

/** What else `now` has (time, clock, act, random): names, arguments, what comes back. */
struct hook_member {
    const char *name, *arguments, *returns, *doc;
};
extern const struct hook_member hook_members[]; /**< ends with a NULL name */

struct hook_question {
    const char *name; /**< link, line, stop or place; NULL for a run and for totals */
    const char *line; /**< of departures and arrivals; NULL: all */
    int64_t run;
};

/** What a hook does: `now:act{...}`. Which fields were given is in `given`: bit i is field i of
 * `hook_link_act_fields` or `hook_hold_act_fields`. */
struct hook_act {
    bool is_hold;
    uint32_t given;
    const char *link;
    double speed_mps, capacity_vps, toll_eur, to_s;
    int64_t lanes;
    bool is_open;
    int64_t run;
    const char *stop;
    double at_most_s;
};
enum {
    HOOK_ACT_LINK,
    HOOK_ACT_OPEN,
    HOOK_ACT_SPEED,
    HOOK_ACT_CAPACITY,
    HOOK_ACT_LANES,
    HOOK_ACT_TOLL,
    HOOK_ACT_TO
};
enum { HOOK_HOLD_RUN, HOOK_HOLD_STOP, HOOK_HOLD_TO, HOOK_HOLD_AT_MOST };
extern const struct field hook_link_act_fields[], hook_hold_act_fields[];

/** The world as hooks see it; filled in by whoever runs the day. Errors are faults of the hook
 * (STATUS_USAGE), without a place. */
struct hook_view {
    void *self;
    uint32_t t_ms;
    enum status (*read)(void *self, enum hook_reading_kind kind,
                        const struct hook_question *question, union hook_answer *out,
                        uint32_t *out_count, struct error *err);
    /** `*out_done`: whether anything changed. */
    enum status (*act)(void *self, const struct hook_act *act, bool *out_done, struct error *err);
};

/** When a hook is called: once at `at_s`, or every `every_s` from `from_s` on, not after `to_s`. */
struct hook_times {
    double every_s, from_s, to_s, at_s; /**< as in `hook_fields`; < 0: not given */
};
extern const struct field hook_fields[]; /**< of an entry of `hooks`, but for `run` */

uint32_t hooks_count(const struct hooks *hooks);
const struct hook_times *hooks_times(const struct hooks *hooks, uint32_t hook);

/** Begins a day: `state` is empty. `seed` is for `now:random`. */
enum status hooks_begin_day(struct hooks *hooks, uint64_t seed, struct error *err);

/** Calls a hook. STATUS_USAGE with file, line, callers and the simulated time for whatever is wrong
 * with it, data kept outside of `state` included; STATUS_RESOURCE. */
enum status hooks_call(struct hooks *hooks, uint32_t hook, const struct hook_view *view,
                       struct error *err);

/** The end of the day, and before a checkpoint: whether data is kept outside of `state`. */
enum status hooks_check(struct hooks *hooks, struct error *err);

/** `state` as bytes (mem_alloc memory of the caller), the same for equal contents; and back. For
 * checkpoints. STATUS_USAGE when something in it is not plain data, STATUS_DATA for bytes that are
 * none of `hooks_save`. */
enum status hooks_save(struct hooks *hooks, unsigned char **out_bytes, size_t *out_size,
                       struct error *err);
enum status hooks_load(struct hooks *hooks, const unsigned char *bytes, size_t size,
                       struct error *err);

/** NULL is allowed. */
void hooks_destroy(struct hooks *hooks);

#endif
