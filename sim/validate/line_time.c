// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/line_time.h"

enum status expect_find_name(const struct names *names, const char *kind, const char *text,
                             uint32_t *out, struct error *err)
{
    uint32_t id = names_find(names, text);
    const char *similar = id == NONE ? names_suggest(names, text) : NULL;
    if (id == NONE)
        return error_fail(err, STATUS_USAGE, "there is no %s '%s'%s%s%s", kind, text,
                          similar ? ", did you mean '" : "", similar ? similar : "",
                          similar ? "'?" : "");
    *out = id;
    return STATUS_OK;
}

/** Time from one stop to the other on a pattern, ms; 0 when it does not call at both in this order.
 */
static uint32_t pattern_time_ms(const struct timetable *timetable, const struct pattern *pattern,
                                uint32_t from_stop, uint32_t to_stop)
{
    const struct call *calls = &timetable->calls[pattern->first_call];
    for (uint32_t i = 0; i < pattern->call_count; i++)
        for (uint32_t k = i + 1; calls[i].stop == from_stop && k < pattern->call_count; k++)
            if (calls[k].stop == to_stop)
                return calls[k].arrive_ms - calls[i].depart_ms;
    return 0;
}

enum status line_time_measure(const struct timetable *timetable,
                              const struct expectation *expectation, double *out_s,
                              struct error *err)
{
    uint32_t line, from_stop, to_stop;
    const struct expectation *e = expectation;
    enum status status = expect_find_name(&timetable->line_names, "line", e->line, &line, err);
    if (status == STATUS_OK)
        status = expect_find_name(&timetable->stop_names, "stop", e->from_stop, &from_stop, err);
    if (status == STATUS_OK)
        status = expect_find_name(&timetable->stop_names, "stop", e->to_stop, &to_stop, err);
    for (uint32_t i = 0; status == STATUS_OK && i < timetable->pattern_count; i++) {
        const struct pattern *pattern = &timetable->patterns[i];
        uint32_t time_ms = pattern_time_ms(timetable, pattern, from_stop, to_stop);
        if (pattern->line == line && time_ms > 0) {
            *out_s = time_ms / 1000.0;
            return STATUS_OK;
        }
    }
    if (status == STATUS_OK)
        status = error_fail(err, STATUS_USAGE, "line '%s' does not go from '%s' to '%s'", e->line,
                            e->from_stop, e->to_stop);
    return status;
}
