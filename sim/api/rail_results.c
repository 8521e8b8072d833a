// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/rail_results.h"

#include "rail/blocking_time.h"
#include "rail/rail_audit.h"

#define MS_PER_MINUTE 60000.0

struct headway_row {
    int32_t line, variant, section, direction;
    double headway_s;
};

#define HEADWAY_COLUMN(column, member, storage, ...)                                               \
    {                                                                                              \
        .name = column, .type = storage, .offset = offsetof(struct headway_row, member),           \
        __VA_ARGS__                                                                                \
    }

static const struct column headway_columns[] = {
    HEADWAY_COLUMN("line", line, COLUMN_I32, .names_of = "transit/lines", .long_name = "line"),
    HEADWAY_COLUMN("direction", direction, COLUMN_I32,
                   .long_name = "direction of the line, 0 or 1"),
    HEADWAY_COLUMN("variant", variant, COLUMN_I32, .long_name = "variant of the direction"),
    HEADWAY_COLUMN("least_headway", headway_s, COLUMN_F64, .units = "s",
                   .long_name = "least headway of such trains by their blocking times"),
    HEADWAY_COLUMN("section", section, COLUMN_I32, .names_of = "rail/sections",
                   .long_name = "section that demands it"),
    {.name = NULL}};

static const struct record_kind headway_kind = {.group = "rail/headways",
                                                .index = "pattern",
                                                .long_name = "Least headways of lines on blocks",
                                                .columns = headway_columns,
                                                .row_size = sizeof(struct headway_row)};

static enum status headways_write(const struct world *world, struct results *results,
                                  struct error *err)
{
    struct record_sink sink = results_sink(results);
    enum status status = STATUS_OK;
    for (uint32_t p = 0; status == STATUS_OK && p < world->timetable->pattern_count; p++) {
        const struct pattern *pattern = &world->timetable->patterns[p];
        struct least_headway least;
        status = least_headway_find(world->rail, p, &least, err);
        if (status != STATUS_OK || least.headway_ms == 0)
            continue;
        struct headway_row row = {.line = (int32_t)pattern->line,
                                  .variant = (int32_t)pattern->variant,
                                  .section = (int32_t)least.section,
                                  .direction = pattern->direction,
                                  .headway_s = least.headway_ms / 1000.0};
        status = sink.put(sink.self, &headway_kind, &row, err);
    }
    return status;
}

enum status rail_results_open(const struct world *world, struct results *results, struct error *err)
{
    if (world->rail_network->section_count == 0)
        return STATUS_OK;
    enum status status = results_announce(results, &rail_occupation_record, err);
    if (status == STATUS_OK)
        status = results_announce(results, &headway_kind, err);
    return status == STATUS_OK ? headways_write(world, results, err) : status;
}

enum status rail_summary_fill(const struct world *world, struct ardey_rail_summary *out,
                              struct error *err)
{
    struct rail_totals totals = rail_totals(world->rail);
    *out = (struct ardey_rail_summary){.trains_begun = totals.trains_begun,
                                       .trains_ended = totals.trains_ended,
                                       .trains_on_tracks = totals.trains_on_tracks,
                                       .hops = totals.hops,
                                       .hindered_hops = totals.hindered_hops,
                                       .lost_minutes = (double)totals.lost_ms_sum / MS_PER_MINUTE,
                                       .held_unsafe = totals.refused_unsafe};
    return rail_audit(world->rail, kernel_now_ms(world->kernel), err);
}
