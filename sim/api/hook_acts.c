// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/hook_day.h"

#include "road/road_now.h"
#include "transit/transit_now.h"

#include <math.h>

#define SECONDS_PER_HOUR 3600.0

enum act_what { ACT_CLOSE, ACT_OPEN, ACT_SPEED, ACT_CAPACITY, ACT_TOLL, ACT_HOLD };

static const char *const act_names[] = {"close", "open", "speed", "capacity", "toll", "hold", NULL};

struct act_row {
    double t_s, to_s, value;
    int32_t link, run, stop;
    int8_t what;
    int8_t unused[3]; /**< fills the row up, so that equal rows are equal byte by byte */
};

#define ACT_COLUMN(column, member, storage, ...)                                                   \
    {                                                                                              \
        .name = column, .type = storage, .offset = offsetof(struct act_row, member), __VA_ARGS__   \
    }

static const struct column act_columns[] = {
    ACT_COLUMN("time", t_s, COLUMN_F64, .units = RECORD_CLOCK, .long_name = "time of the act"),
    ACT_COLUMN("what", what, COLUMN_I8, .flags = act_names, .long_name = "what was done"),
    ACT_COLUMN(
        "value", value, COLUMN_F64,
        .long_name =
            "new speed in m s-1, capacity in h-1 or toll in EUR; NaN: the act has no number"),
    ACT_COLUMN("to", to_s, COLUMN_F64, .units = RECORD_CLOCK,
               .long_name = "time when it ends, or until which the run is held; NaN: with the day"),
    ACT_COLUMN("link", link, COLUMN_I32, .names_of = "network/links",
               .long_name = "link that it is about; -1: none"),
    ACT_COLUMN("run", run, COLUMN_I32, .long_name = "run that it is about, as in trains; -1: none"),
    ACT_COLUMN("stop", stop, COLUMN_I32, .names_of = "transit/stops",
               .long_name = "stop where the run is held; -1: none"),
    {.name = NULL}};

const struct record_kind hook_act_record = {.group = "acts",
                                            .index = "act",
                                            .long_name = "what the hooks of the scenario did",
                                            .columns = act_columns,
                                            .row_size = sizeof(struct act_row)};

static enum status act_record(const struct hook_day *day, struct act_row row, struct error *err)
{
    row.t_s = day->t_ms / 1000.0;
    return kernel_record(day->world->kernel, &hook_act_record, &row, err);
}

static bool is_given(const struct hook_act *act, int field)
{
    return act->given & 1u << field;
}

/** The end of an act, UINT32_MAX for the end of the day; false and an error when it has passed. */
static bool act_end(const struct hook_day *day, const struct hook_act *act, uint32_t *out_ms,
                    struct error *err)
{
    *out_ms = UINT32_MAX;
    if (!is_given(act, HOOK_ACT_TO))
        return true;
    *out_ms = (uint32_t)lround(1000.0 * act->to_s);
    if (*out_ms > day->t_ms)
        return true;
    error_fail(err, STATUS_USAGE, "to is %.0f s, must be after now, %.0f s", act->to_s,
               day->t_ms / 1000.0);
    return false;
}

/** What a link is to become from now on. */
struct link_wish {
    uint32_t link, end_ms;
    bool has_open, is_open;
    float speed_mps, capacity_vps; /**< 0: stay as they are */
    bool has_toll;
    uint32_t toll_meur;
};

static bool wish_read(const struct hook_day *day, const struct hook_act *act, struct link_wish *out,
                      struct error *err)
{
    const struct network *network = day->world->network;
    uint32_t link = hook_find(&network->link_names, "link", act->link, err);
    if (link == NONE)
        return false;
    const struct road_link *at = &network->links[link];
    *out = (struct link_wish){.link = link,
                              .has_open = is_given(act, HOOK_ACT_OPEN),
                              .is_open = act->is_open,
                              .speed_mps = (float)act->speed_mps,
                              .capacity_vps = (float)act->capacity_vps,
                              .has_toll = is_given(act, HOOK_ACT_TOLL),
                              .toll_meur = (uint32_t)lround(1000.0 * act->toll_eur)};
    float most_mps = network_link_speed_max(network, link);
    if (out->speed_mps > most_mps) {
        error_fail(err, STATUS_USAGE,
                   "speed is %.1f km/h, the tables allow link '%s' at most %.1f km/h",
                   3.6 * (double)out->speed_mps, act->link, 3.6 * (double)most_mps);
        return false;
    }
    if (is_given(act, HOOK_ACT_LANES)) {
        if (act->lanes > at->lanes) {
            error_fail(err, STATUS_USAGE, "lanes is %lld, link '%s' has %u", (long long)act->lanes,
                       act->link, at->lanes);
            return false;
        }
        out->capacity_vps = at->capacity_vps * (float)act->lanes / (float)at->lanes;
    }
    return act_end(day, act, &out->end_ms, err);
}

/** Whether two values are the same bits: what was set before is set again. */
static bool is_same(float a, float b)
{
    return a >= b && a <= b;
}

/** How a link is at some time with the wish fulfilled. */
static struct link_now wish_at(const struct hook_day *day, const struct link_wish *wish,
                               uint32_t t_ms)
{
    struct link_now now = network_link_at(day->world->network, wish->link, t_ms);
    if (wish->has_open)
        now.is_open = wish->is_open;
    if (wish->speed_mps > 0)
        now.speed_mps = wish->speed_mps;
    if (wish->capacity_vps > 0)
        now.capacity_vps = wish->capacity_vps;
    if (wish->has_toll)
        now.toll_meur = wish->toll_meur;
    return now;
}

/** Whether the wish is true already for all of its time. */
static bool wish_is_true(const struct hook_day *day, const struct link_wish *wish)
{
    for (uint32_t t_ms = day->t_ms; t_ms < wish->end_ms;) {
        struct link_now is = network_link_at(day->world->network, wish->link, t_ms);
        struct link_now would = wish_at(day, wish, t_ms);
        if (is.is_open != would.is_open || is.toll_meur != would.toll_meur ||
            !is_same(is.speed_mps, would.speed_mps) ||
            !is_same(is.capacity_vps, would.capacity_vps))
            return false;
        t_ms = is.until_ms;
    }
    return true;
}

/** Goes through the plan of the link piece by piece: what the wish does not say stays as planned.
 */
static enum status wish_fulfil(const struct hook_day *day, const struct link_wish *wish,
                               struct error *err)
{
    struct network *network = day->world->network;
    enum status status = STATUS_OK;
    for (uint32_t t_ms = day->t_ms; status == STATUS_OK && t_ms < wish->end_ms;) {
        struct link_now now = wish_at(day, wish, t_ms);
        uint32_t end_ms = now.until_ms < wish->end_ms ? now.until_ms : wish->end_ms;
        const struct link_change change = {.link = wish->link,
                                           .from_ms = t_ms,
                                           .until_ms = end_ms,
                                           .speed_mps = now.speed_mps,
                                           .capacity_vps = now.capacity_vps,
                                           .is_open = now.is_open,
                                           .row = NONE,
                                           .toll_meur = now.toll_meur};
        status = network_changes_put(network, &change, err);
        t_ms = end_ms;
    }
    if (status != STATUS_OK)
        return status;
    return road_change(day->world->road, day->world->kernel, wish->link, wish->end_ms, err);
}

static enum status wish_record(const struct hook_day *day, const struct link_wish *wish,
                               struct error *err)
{
    struct act_row row = {.to_s = wish->end_ms == UINT32_MAX ? (double)NAN : wish->end_ms / 1000.0,
                          .link = (int32_t)wish->link,
                          .run = -1,
                          .stop = -1};
    enum status status = STATUS_OK;
    if (wish->has_open) {
        row.what = wish->is_open ? ACT_OPEN : ACT_CLOSE;
        row.value = (double)NAN;
        status = act_record(day, row, err);
    }
    if (status == STATUS_OK && wish->speed_mps > 0) {
        row.what = ACT_SPEED;
        row.value = (double)wish->speed_mps;
        status = act_record(day, row, err);
    }
    if (status == STATUS_OK && wish->capacity_vps > 0) {
        row.what = ACT_CAPACITY;
        row.value = (double)wish->capacity_vps * SECONDS_PER_HOUR;
        status = act_record(day, row, err);
    }
    if (status == STATUS_OK && wish->has_toll) {
        row.what = ACT_TOLL;
        row.value = wish->toll_meur / 1000.0;
        status = act_record(day, row, err);
    }
    return status;
}

static enum status link_act_check(const struct hook_day *day, const struct hook_act *act,
                                  bool *out_done, struct error *err)
{
    struct link_wish wish;
    if (!wish_read(day, act, &wish, err))
        return err->status;
    *out_done = !wish_is_true(day, &wish);
    return STATUS_OK;
}

static enum status act_on_link(struct hook_day *day, const struct hook_act *act, bool *out_done,
                               struct error *err)
{
    struct link_wish wish;
    if (!wish_read(day, act, &wish, err))
        return err->status;
    if (wish_is_true(day, &wish))
        return STATUS_OK;
    enum status status = wish_fulfil(day, &wish, err);
    if (status == STATUS_OK)
        status = wish_record(day, &wish, err);
    *out_done = status == STATUS_OK;
    return status;
}

/** The call of a run at a stop, the first one that it has not left yet; NONE and an error when it
 * never calls there, or ends there. */
static uint32_t find_call(const struct hook_day *day, uint32_t run, uint32_t stop,
                          struct error *err)
{
    const struct timetable *timetable = day->world->timetable;
    const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[run]];
    struct transit_run_now now = transit_run_now(day->world->transit, run, day->t_ms);
    uint32_t found = NONE;
    for (uint32_t seq = 0; seq + 1 < pattern->call_count; seq++)
        if (timetable->calls[pattern->first_call + seq].stop == stop &&
            (found == NONE || (found < now.seq && seq >= now.seq)))
            found = seq;
    if (found == NONE)
        error_fail(err, STATUS_USAGE, "run %u of line '%s' does not leave stop '%s'", run,
                   names_text(&timetable->line_names, pattern->line),
                   names_text(&timetable->stop_names, stop));
    return found;
}

/** Where a run is to be held. */
struct hold_wish {
    uint32_t run, stop, seq, to_ms;
};

static enum status hold_read(const struct hook_day *day, const struct hook_act *act,
                             struct hold_wish *out, struct error *err)
{
    const struct timetable *timetable = day->world->timetable;
    if (act->run >= timetable->run_count)
        return error_fail(err, STATUS_USAGE, "there is no run %lld, they are numbered from 0 to %u",
                          (long long)act->run, timetable->run_count - 1);
    uint32_t run = (uint32_t)act->run;
    uint32_t stop = hook_find(&timetable->stop_names, "stop", act->stop, err);
    uint32_t seq = stop == NONE ? NONE : find_call(day, run, stop, err);
    if (seq == NONE)
        return err->status;
    const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[run]];
    uint32_t planned_ms =
        timetable->run_depart_ms[run] + timetable->calls[pattern->first_call + seq].depart_ms;
    uint32_t to_ms = UINT32_MAX;
    if (is_given(act, HOOK_HOLD_TO))
        to_ms = (uint32_t)lround(1000.0 * act->to_s);
    uint32_t most_ms = planned_ms + (uint32_t)lround(1000.0 * act->at_most_s);
    if (is_given(act, HOOK_HOLD_AT_MOST) && most_ms < to_ms)
        to_ms = most_ms;
    *out = (struct hold_wish){run, stop, seq, to_ms};
    return STATUS_OK;
}

static enum status act_on_run(struct hook_day *day, const struct hook_act *act, bool *out_done,
                              struct error *err)
{
    struct hold_wish wish;
    enum status status = hold_read(day, act, &wish, err);
    if (status != STATUS_OK || wish.to_ms <= day->t_ms ||
        !transit_keep(day->world->transit, wish.run, wish.seq, wish.to_ms))
        return status;
    *out_done = true;
    return act_record(day,
                      (struct act_row){.to_s = wish.to_ms / 1000.0,
                                       .value = (double)NAN,
                                       .link = -1,
                                       .run = (int32_t)wish.run,
                                       .stop = (int32_t)wish.stop,
                                       .what = ACT_HOLD},
                      err);
}

enum status hook_acts_do(void *self, const struct hook_act *act, bool *out_done, struct error *err)
{
    struct hook_day *day = self;
    *out_done = false;
    return act->is_hold ? act_on_run(day, act, out_done, err)
                        : act_on_link(day, act, out_done, err);
}

enum status hook_acts_check(void *self, const struct hook_act *act, bool *out_done,
                            struct error *err)
{
    const struct hook_day *day = self;
    struct hold_wish wish;
    *out_done = false;
    if (!act->is_hold)
        return link_act_check(day, act, out_done, err);
    enum status status = hold_read(day, act, &wish, err);
    *out_done = status == STATUS_OK && wish.to_ms > day->t_ms;
    return status;
}
