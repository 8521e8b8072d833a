// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/transit_quantities.h"

#include "base/memory.h"
#include "kernel/event.h"
#include "rail/blocking_time.h"
#include "validate/line_time.h"
#include "validate/rail_meetings.h"
#include "validate/route_check.h"

#include <math.h>

static enum status line_find(const struct timetable *timetable, const struct expectation *e,
                             uint32_t *out_line, struct error *err)
{
    *out_line = NONE;
    return e->line[0] ? expect_find_name(&timetable->line_names, "line", e->line, out_line, err)
                      : STATUS_OK;
}

static enum status measure_headway(const struct road_run *run, const struct expectation *e,
                                   double *out_s, struct error *err)
{
    const struct timetable *timetable = run->world->timetable;
    uint32_t line;
    struct least_headway least = {0, NONE};
    enum status status = line_find(timetable, e, &line, err);
    for (uint32_t i = 0;
         status == STATUS_OK && least.headway_ms == 0 && i < timetable->pattern_count; i++)
        if (timetable->patterns[i].line == line)
            status = least_headway_find(run->world->rail, i, &least, err);
    if (status == STATUS_OK && least.headway_ms == 0)
        status = error_fail(err, STATUS_USAGE,
                            "'least headway' needs a `line` whose way is over blocks, '%s' is none",
                            e->line);
    if (status == STATUS_OK)
        *out_s = least.headway_ms / (double)MS_PER_S;
    return status;
}

/** Time of a run between the two stops of the expectation, from its calls in their order; the
 * shortest or the longest. */
static enum status measure_run_time(const struct road_run *run, const struct expectation *e,
                                    double *out_s, struct error *err)
{
    const struct timetable *timetable = run->world->timetable;
    const struct transit_rows *rows = &run->transit;
    uint32_t line, from_stop, to_stop;
    bool is_longest = e->quantity == EXPECT_LONGEST_RUN;
    double found_s = NAN;
    enum status status = expect_find_name(&timetable->line_names, "line", e->line, &line, err);
    if (status == STATUS_OK)
        status = expect_find_name(&timetable->stop_names, "stop", e->from_stop, &from_stop, err);
    if (status == STATUS_OK)
        status = expect_find_name(&timetable->stop_names, "stop", e->to_stop, &to_stop, err);
    if (status != STATUS_OK)
        return status;
    double *left_s = mem_alloc(timetable->run_count, sizeof *left_s, err);
    if (!left_s)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < timetable->run_count; i++)
        left_s[i] = NAN;
    for (uint32_t i = 0; i < rows->call_count; i++) {
        const struct transit_call_kept *call = &rows->calls[i];
        if (call->line != line)
            continue;
        if (call->stop == from_stop)
            left_s[call->run] = call->depart_s;
        double time_s = call->stop == to_stop ? call->arrive_s - left_s[call->run] : NAN;
        if (is_longest ? !(time_s <= found_s) : !(time_s >= found_s))
            found_s = isnan(time_s) ? found_s : time_s;
    }
    mem_free(left_s);
    *out_s = found_s;
    return STATUS_OK;
}

/** Quantities that are sums over, or the greatest of, the calls. */
static enum status measure_calls(const struct road_run *run, const struct expectation *e,
                                 double *out, struct error *err)
{
    const struct timetable *timetable = run->world->timetable;
    double begun = 0, arrived = 0, late_s = 0;
    uint64_t knock_on_ms = 0;
    uint32_t line;
    enum status status = line_find(timetable, e, &line, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < run->transit.call_count; i++) {
        const struct transit_call_kept *call = &run->transit.calls[i];
        const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[call->run]];
        if ((line != NONE && call->line != line) || call->is_cancelled)
            continue;
        begun += call->seq == 0;
        arrived += call->seq + 1 == pattern->call_count;
        knock_on_ms += (uint64_t)llround(MS_PER_S * call->knock_on_s);
        if (call->seq > 0)
            late_s = fmax(late_s, call->arrive_s - call->scheduled_arrive_s);
    }
    if (e->quantity == EXPECT_RUNS)
        *out = arrived;
    else if (e->quantity == EXPECT_RUNS_UNDER_WAY)
        *out = begun - arrived;
    else
        *out = e->quantity == EXPECT_KNOCK_ON ? (double)knock_on_ms / MS_PER_S : late_s;
    return STATUS_OK;
}

enum status transit_quantity_measure(const struct road_run *run,
                                     const struct expectation *expectation, double *out,
                                     struct error *err)
{
    struct transit_rows rows = run->transit; /* counting meetings changes the order alone */
    uint32_t change_ms = (uint32_t)lround(MS_PER_S * run->world->spec->transit.change_s);
    uint32_t wrong = 0;
    enum status status = STATUS_OK;
    switch ((enum expect_quantity)expectation->quantity) {
    case EXPECT_LINE_TIME:
        return line_time_measure(run->world->timetable, expectation, out, err);
    case EXPECT_LEAST_HEADWAY:
        return measure_headway(run, expectation, out, err);
    case EXPECT_SHORTEST_RUN:
    case EXPECT_LONGEST_RUN:
        return measure_run_time(run, expectation, out, err);
    case EXPECT_TRAINS_TOO_MANY:
        *out = rail_meetings_too_many(run->world->rail_network, &rows);
        return STATUS_OK;
    case EXPECT_TRAINS_OPPOSED:
        *out = rail_meetings_opposed(run->world->rail_network, &rows);
        return STATUS_OK;
    case EXPECT_ROUTES_WRONG:
        status = route_check_random(run->world->timetable, change_ms, ROUTE_CHECK_QUESTIONS, &wrong,
                                    err);
        *out = wrong;
        return status;
    default:
        return measure_calls(run, expectation, out, err);
    }
}
