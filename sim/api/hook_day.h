// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_HOOK_DAY_H
#define API_HOOK_DAY_H

#include "api/world.h"

/** The hooks of a scenario on one day: calls them at their sync times and shows them the world.
 * All that they read is the state of the models while the world stands still, and all that they do
 * is an event or a change between two windows, so no result depends on threads or partitions. */

/** A link that a hook asks about: what has passed between two of its calls. */
struct link_watch {
    uint32_t since_ms, at_ms;
    struct road_link_totals since, at, bus_since, bus_at; /**< totals at these times */
};

struct hook_entry {
    struct hook_day *day;
    uint32_t hook;
    uint32_t *watch_of; /**< [link_count] into `watches`, or NONE; NULL: it asks about no link */
};

struct hook_day {
    struct world *world;
    double weight;              /**< real vehicles and persons per simulated one */
    struct hook_entry *entries; /**< [hooks_count] */
    struct link_watch *watches; /**< [watch_count] */
    size_t watch_count, watch_capacity;
    struct hook_entry *current; /**< the hook that is being called */
    uint32_t t_ms;
};

/** Begins the day of the hooks; the processes have been placed. The caller owns `*out`. */
enum status hook_day_begin(struct world *world, struct hook_day **out, struct error *err);
void hook_day_destroy(struct hook_day *day);

/** Calls each hook once, at its first time, in a world where nothing has moved yet and their acts
 * are looked at, not done: finds what a run would stop at hours later. The world has no day and may
 * have no people; what hooks put into their state is forgotten by the next day. All that is wrong
 * is in `err` (as hooks_call). Cost: a day is begun and ended. */
enum status hook_day_rehearse(struct world *world, struct error *err);

/** Saves or loads what hooks keep: `state`, what they have asked, and the changes of links that
 * they made. What they did to runs is with public transport. */
void hook_day_archive(struct hook_day *day, struct archive *archive);

/** As `read` and `act` of `struct hook_view`; `self` is a struct hook_day. */
enum status hook_view_read(void *self, enum hook_reading_kind kind,
                           const struct hook_question *question, union hook_answer *out,
                           uint32_t *out_count, struct error *err);
enum status hook_acts_do(void *self, const struct hook_act *act, bool *out_done, struct error *err);
/** As hook_acts_do, but only tells what is wrong with an act, and whether it would change anything.
 */
enum status hook_acts_check(void *self, const struct hook_act *act, bool *out_done,
                            struct error *err);

/** What hooks did: group "acts", a row per quantity that was changed. */
extern const struct record_kind hook_act_record;

/** The id of a name that a hook gave, or NONE and an error with the most similar one. */
uint32_t hook_find(const struct names *names, const char *what, const char *name,
                   struct error *err);

#endif
