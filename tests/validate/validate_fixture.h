// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_FIXTURE_H
#define VALIDATE_FIXTURE_H

/** Cases in folders of their own, and a report that keeps its rows. */

#include "scenario/scenario_support.h" /* of tests/ */

#include "validate/report.h"

#include <math.h>

#define ROWS_MAX 64

#define assert_near(found, expected, tolerance)                                                    \
    do {                                                                                           \
        double found_ = (found), expected_ = (expected);                                           \
        if (!(fabs(found_ - expected_) <= (tolerance)))                                            \
            fail_msg("%.10g is not %.10g", found_, expected_);                                     \
    } while (0)

/** Copies of rows. */
struct kept_row {
    char name[64], quantity[128], source[256], why[256], note[256];
    double expected, found, tolerance;
    bool is_passed, is_list;
};

struct kept_rows {
    struct kept_row rows[ROWS_MAX];
    uint32_t count;
};

static inline void keep_row(void *self, const struct ardey_validation_row *row)
{
    struct kept_rows *kept = self;
    assert_in_range(kept->count, 0, ROWS_MAX - 1);
    struct kept_row *out = &kept->rows[kept->count++];
    *out = (struct kept_row){.expected = row->expected,
                             .found = row->found,
                             .tolerance = row->tolerance,
                             .is_passed = row->is_passed,
                             .is_list = row->quantity == NULL};
    snprintf(out->name, sizeof out->name, "%s", row->name);
    snprintf(out->quantity, sizeof out->quantity, "%s", row->quantity ? row->quantity : "");
    snprintf(out->source, sizeof out->source, "%s", row->source);
    snprintf(out->why, sizeof out->why, "%s", row->why);
    snprintf(out->note, sizeof out->note, "%s", row->note);
}

static inline struct report report_kept(struct kept_rows *kept)
{
    *kept = (struct kept_rows){0};
    return (struct report){
        .put = keep_row, .self = kept, .name = "case", .title = "t", .source = "s", .note = ""};
}

/** Runs a list of built-in cases; all rows must pass. */
static inline void builtin_run(const struct builtin_case *cases, const char *name,
                               struct kept_rows *kept)
{
    struct error err = {0};
    struct report report = report_kept(kept);
    for (; cases->name; cases++)
        if (strcmp(cases->name, name) == 0) {
            if (cases->run(&report, 1, &err) != STATUS_OK)
                fail_msg("%s", err.text);
            assert_int_equal(report.row_count, kept->count);
            assert_int_equal(report.failed_count, 0);
            return;
        }
    fail_msg("no case '%s'", name);
}

/** A street of 1 km at 20 m/s, "a" from P to Q and "b" from Q to R, 0.8 vehicles per second;
 * `flows` are rows of the table of flows. Gives the folder of the case `name` in `folder`. */
static inline const char *case_write(const struct folder *folder, const char *name,
                                     const char *flows, const char *expect)
{
    static char path[512];
    struct folder inner;
    char text[2048];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    snprintf(inner.path, sizeof inner.path, "%.255s", path);
    assert_int_equal(mkdir(path, 0777), 0);
    folder_write(&inner, "nodes.csv",
                 "id,name,lat,lon,kind,control\nP,P,51.5,7.500,crossing,priority\n"
                 "Q,Q,51.5,7.513,crossing,priority\nR,R,51.5,7.526,crossing,priority\n");
    folder_write(&inner, "links.csv",
                 "id,from,to,oneway,road,class,lanes,speed_kmh,capacity_vph,length_m\n"
                 "a,P,Q,1,A1,motorway,1,72,2880,1000\nb,Q,R,1,A1,motorway,1,72,2880,1000\n");
    snprintf(text, sizeof text, "route,from_s,until_s,flow_vph,spacing\n%s", flows);
    folder_write(&inner, "flows.csv", text);
    folder_write(
        &inner, "scenario.lua",
        "return {\n  name = 'case', date = '2026-03-02', start = '00:00', stop = '00:10',\n"
        "  network = { nodes = here .. '/nodes.csv', links = here .. '/links.csv' },\n"
        "  road = { jam_spacing = '5 m', saturation = 0.1 },\n"
        "  traffic = { flows = here .. '/flows.csv' },\n}\n");
    folder_write(&inner, "expect.lua", expect);
    return path;
}

#endif
