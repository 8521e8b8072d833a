// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/rail_state.h"

#include <math.h>

struct occupation_row {
    int32_t run, line, section;
    int32_t unused; /**< fills the row up, so that equal rows are equal byte by byte */
    double set_s, enter_s, clear_s;
};

#define OCCUPATION_COLUMN(column, member, storage, ...)                                            \
    {                                                                                              \
        .name = column, .type = storage, .offset = offsetof(struct occupation_row, member),        \
        __VA_ARGS__                                                                                \
    }

static const struct column occupation_columns[] = {
    OCCUPATION_COLUMN("run", run, COLUMN_I32, .long_name = "run of the day, as in trains"),
    OCCUPATION_COLUMN("line", line, COLUMN_I32, .names_of = "transit/lines", .long_name = "line"),
    OCCUPATION_COLUMN("section", section, COLUMN_I32, .names_of = "rail/sections",
                      .long_name = "block or station"),
    OCCUPATION_COLUMN("set", set_s, COLUMN_F64, .units = RECORD_CLOCK,
                      .long_name = "time when the route into the section was ordered"),
    OCCUPATION_COLUMN("enter", enter_s, COLUMN_F64, .units = RECORD_CLOCK,
                      .long_name = "time when the head entered; missing where a train began"),
    OCCUPATION_COLUMN("clear", clear_s, COLUMN_F64, .units = RECORD_CLOCK,
                      .long_name = "time when another train could have it"),
    {.name = NULL}};

const struct record_kind rail_occupation_record = {.group = "rail/occupations",
                                                   .index = "occupation",
                                                   .long_name = "sections occupied by trains",
                                                   .columns = occupation_columns,
                                                   .row_size = sizeof(struct occupation_row)};

void rail_records_occupation(struct activation *act, const struct rail *rail, uint32_t run,
                             const struct rail_hold *hold)
{
    bool has_entered = hold->enter_ms != UINT32_MAX;
    struct occupation_row row = {.run = (int32_t)run,
                                 .line = (int32_t)rail_pattern(rail, run)->line,
                                 .section = (int32_t)hold->section,
                                 .set_s = hold->set_ms / 1000.0,
                                 .enter_s = has_entered ? hold->enter_ms / 1000.0 : (double)NAN,
                                 .clear_s = act->t_ms / 1000.0};
    activation_record(act, &rail_occupation_record, &row);
    event_log_note(rail->log, act, EVENT_CLEAR_SECTION, event_passenger(NONE, run), hold->section);
}

void rail_use_log(struct rail *rail, const struct event_log *log)
{
    rail->log = log;
}
