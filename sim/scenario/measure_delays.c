// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

struct delays {
    const char *lines, *stop;
    int64_t direction;
    double from_s, to_s, share, mean_s, shape;
    int distribution;
};

static const char *const distribution_names[] = {"fixed", "exponential", "lognormal", "weibull",
                                                 NULL};

static const struct field fields[] = {
    MEASURE_LIST_OPTIONAL(delays, "line", lines, "Line, or a list of lines; left out: all."),
    MEASURE_TEXT_OPTIONAL(delays, "stop", stop,
                          "Stop where the delay arises, by id or name; left out: at each."),
    MEASURE_DIRECTION(delays),
    MEASURE_WINDOW(delays),
    {.name = "share",
     .type = FIELD_REAL,
     .quantity = QUANTITY_SHARE,
     .offset = offsetof(struct delays, share),
     .optional = true,
     .min = 0,
     .max = 1,
     .standard = "1",
     .doc = "Share of the calls that are delayed, each by its own lot."},
    MEASURE_REAL(delays, "mean", mean_s, QUANTITY_TIME, 0.001, 12 * 3600.0, "Mean delay."),
    {.name = "distribution",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct delays, distribution),
     .optional = true,
     .choices = distribution_names,
     .doc = "Distribution of the delay."},
    {.name = "shape",
     .type = FIELD_REAL,
     .offset = offsetof(struct delays, shape),
     .optional = true,
     .min = 0.05,
     .max = 20,
     .standard = "1",
     .doc = "Lognormal: standard deviation divided by mean. Weibull: shape. Others: no meaning."},
    FIELD_END};

static void delay_line(struct measure_edit *edit, const struct delays *delays, const char *line,
                       const char *stop)
{
    struct delay_row *row = measure_add_row(edit, &edit->spec->transit_tables.delays);
    if (!row)
        return;
    row->line_id = line;
    row->stop = stop;
    row->direction = delays->direction;
    row->from_s = delays->from_s;
    row->until_s = delays->to_s;
    row->share = delays->share;
    row->distribution = delays->distribution;
    row->mean_s = delays->mean_s;
    row->shape = delays->shape;
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct delays *delays = parameters;
    const struct transit_tables *tables = &edit->spec->transit_tables;
    const char *stop = "*", *rest = delays->lines, *name;
    if (delays->stop[0] != '\0') {
        uint32_t i = measure_find(edit, &tables->stops, &measure_stop_name, delays->stop);
        if (i == NONE)
            return;
        stop = TABLE_ROW(&tables->stops, struct stop_row, i)->id;
    }
    if (delays->lines[0] == '\0')
        delay_line(edit, delays, "*", stop);
    while ((name = measure_list_take(edit, &rest)))
        if (measure_find(edit, &tables->lines, &measure_line_name, name) != NONE)
            delay_line(edit, delays, name, stop);
}

const struct measure_kind measure_delays = {
    .name = "delays",
    .doc = "Delays of public transport that are drawn by lot: for a share of the calls of lines at "
           "stops, planned to leave within the window.",
    .fields = fields,
    .size = sizeof(struct delays),
    .apply = apply};
