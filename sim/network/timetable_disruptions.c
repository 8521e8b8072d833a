// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/timetable_parts.h"

#include <stdlib.h>
#include <string.h>

static bool is_any(const char *text)
{
    return text[0] == '\0' || strcmp(text, "*") == 0;
}

/** Whether a run of the rule's line and direction leaves the rule's stop. */
static bool rule_has_call(const struct timetable *timetable, const struct delay_rule *rule)
{
    for (uint32_t p = 0; p < timetable->pattern_count; p++) {
        const struct pattern *pattern = &timetable->patterns[p];
        if (rule->line != pattern->line ||
            (rule->direction != 2 && rule->direction != pattern->direction))
            continue;
        for (uint32_t seq = 0; seq + 1 < pattern->call_count; seq++)
            if (timetable->calls[pattern->first_call + seq].stop == rule->stop)
                return true;
    }
    return false;
}

static enum status delay_rules_build(struct timetable *timetable, struct error *err)
{
    const struct table *table = &timetable->tables->delays;
    enum status result = STATUS_OK;
    timetable->delay_rules = mem_alloc(table->count, sizeof *timetable->delay_rules, err);
    if (timetable->delay_rules == NULL)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct delay_row *row = TABLE_ROW(table, struct delay_row, i);
        struct name_place place = {table, row->line};
        struct delay_rule rule = {NONE, NONE, row->direction < 0 ? 2 : (uint8_t)row->direction, i};
        bool is_known = true;
        if (!is_any(row->line_id)) {
            rule.line = timetable_find_name(&timetable->line_names, row->line_id, "line",
                                            timetable->tables->lines.path, place, err);
            is_known = rule.line != NONE;
        }
        if (!is_any(row->stop)) {
            rule.stop = timetable_find_name(&timetable->stop_names, row->stop, "stop",
                                            timetable->tables->stops.path, place, err);
            is_known = is_known && rule.stop != NONE;
        }
        if (!is_known)
            result = STATUS_DATA;
        else if (rule.line != NONE && rule.stop != NONE && !rule_has_call(timetable, &rule)) {
            static const char *const directions[] = {" in direction 0", " in direction 1", ""};
            result = table_fail(table, row->line, err, "no run of line '%s' leaves stop '%s'%s",
                                row->line_id, row->stop, directions[rule.direction]);
        }
        if (row->from_s >= row->until_s)
            result = table_fail(table, row->line, err,
                                "from is %g h and until %g h, must be from < until",
                                row->from_s / 3600.0, row->until_s / 3600.0);
        timetable->delay_rules[timetable->delay_rule_count++] = rule;
    }
    return result;
}

/** The run of the line and direction that leaves its first stop at that time, or NONE and the
 * finding with the nearest one. */
static uint32_t incident_find_run(const struct timetable *timetable, const struct incident_row *row,
                                  uint32_t line, struct error *err)
{
    uint32_t wanted_ms = timetable_ms(row->depart_s), nearest = NONE, least_ms = UINT32_MAX;
    for (uint32_t p = 0; p < timetable->pattern_count; p++) {
        const struct pattern *pattern = &timetable->patterns[p];
        if (pattern->line != line || pattern->direction != row->direction)
            continue;
        for (uint32_t run = pattern->first_run; run < pattern->first_run + pattern->run_count;
             run++) {
            uint32_t depart_ms = timetable->run_depart_ms[run];
            uint32_t apart_ms =
                depart_ms > wanted_ms ? depart_ms - wanted_ms : wanted_ms - depart_ms;
            if (apart_ms < least_ms) {
                least_ms = apart_ms;
                nearest = run;
            }
        }
    }
    if (least_ms == 0)
        return nearest;
    const struct table *table = &timetable->tables->incidents;
    unsigned wanted_min = wanted_ms / 60000u, direction = (unsigned)row->direction;
    if (nearest == NONE) {
        table_fail(table, row->line, err, "line '%s' has no departures in direction %u",
                   row->line_id, direction);
        return NONE;
    }
    unsigned near_s = timetable->run_depart_ms[nearest] / 1000u;
    table_fail(table, row->line, err,
               "line '%s' direction %u has no departure at %02u:%02u, did you mean "
               "%02u:%02u:%02u?",
               row->line_id, direction, wanted_min / 60, wanted_min % 60, near_s / 3600,
               near_s / 60 % 60, near_s % 60);
    return NONE;
}

/** The call of the run at the stop, or NONE and a finding. */
static uint32_t incident_find_call(const struct timetable *timetable,
                                   const struct incident_row *row, uint32_t run, struct error *err)
{
    const struct table *table = &timetable->tables->incidents;
    const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[run]];
    struct name_place place = {table, row->line};
    if (is_any(row->stop))
        return 0;
    uint32_t stop = timetable_find_name(&timetable->stop_names, row->stop, "stop",
                                        timetable->tables->stops.path, place, err);
    if (stop == NONE)
        return NONE;
    for (uint32_t seq = 0; seq < pattern->call_count; seq++) {
        if (timetable->calls[pattern->first_call + seq].stop != stop)
            continue;
        if (seq + 1 < pattern->call_count)
            return seq;
        table_fail(table, row->line, err,
                   "stop '%s' is the last one of the run: nothing leaves there", row->stop);
        return NONE;
    }
    table_fail(table, row->line, err, "this run of line '%s' does not call at stop '%s'",
               row->line_id, row->stop);
    return NONE;
}

static enum status incident_read(const struct timetable *timetable, uint32_t index,
                                 struct incident *out, struct error *err)
{
    const struct table *table = &timetable->tables->incidents;
    const struct incident_row *row = TABLE_ROW(table, struct incident_row, index);
    struct name_place place = {table, row->line};
    uint32_t line = timetable_find_name(&timetable->line_names, row->line_id, "line",
                                        timetable->tables->lines.path, place, err);
    uint32_t run = line == NONE ? NONE : incident_find_run(timetable, row, line, err);
    uint32_t seq = run == NONE ? NONE : incident_find_call(timetable, row, run, err);
    if (seq == NONE)
        return STATUS_DATA;
    if ((row->cancelled == CANCEL_NOTHING) != (row->delay_s > 0))
        return table_fail(table, row->line, err,
                          "the run is to be delayed or cancelled: delay_s is %g, cancelled is %s",
                          row->delay_s, row->cancelled == CANCEL_NOTHING ? "no" : "set");
    *out = (struct incident){.run = run,
                             .seq = row->cancelled == CANCEL_RUN ? 0 : seq,
                             .delay_ms = timetable_ms(row->delay_s),
                             .is_cancelled = row->cancelled != CANCEL_NOTHING,
                             .row = index};
    return STATUS_OK;
}

static int incident_compare(const void *a, const void *b)
{
    const struct incident *x = a, *y = b;
    if (x->run != y->run)
        return x->run < y->run ? -1 : 1;
    if (x->seq != y->seq)
        return x->seq < y->seq ? -1 : 1;
    if (x->is_cancelled != y->is_cancelled)
        return x->is_cancelled ? 1 : -1;
    return (x->delay_ms > y->delay_ms) - (x->delay_ms < y->delay_ms);
}

static enum status incidents_build(struct timetable *timetable, struct error *err)
{
    const struct table *table = &timetable->tables->incidents;
    enum status result = STATUS_OK;
    timetable->incidents = mem_alloc(table->count, sizeof *timetable->incidents, err);
    if (timetable->incidents == NULL)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < table->count; i++) {
        struct incident *incident = &timetable->incidents[timetable->incident_count];
        enum status status = incident_read(timetable, i, incident, err);
        if (status == STATUS_OK)
            timetable->incident_count++;
        else
            result = status;
    }
    qsort(timetable->incidents, timetable->incident_count, sizeof *timetable->incidents,
          incident_compare);
    return result;
}

enum status timetable_disruptions_build(struct timetable *timetable, struct error *err)
{
    enum status delays = delay_rules_build(timetable, err);
    if (delays == STATUS_RESOURCE)
        return delays;
    enum status incidents = incidents_build(timetable, err);
    return delays != STATUS_OK ? delays : incidents;
}
