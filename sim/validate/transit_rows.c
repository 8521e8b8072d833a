// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/transit_rows.h"

#include "base/memory.h"
#include "kernel/event.h"
#include "rail/rail.h"
#include "transit/transit.h"
#include "validate/row_value.h"

static enum status keep_call(struct transit_rows *rows, const struct record_kind *kind,
                             const void *row, struct error *err)
{
    uint32_t knock_on_ms = row_value_id(kind, row, "knock_on");
    enum status status =
        MEM_RESERVE(&rows->calls, &rows->call_capacity, (size_t)rows->call_count + 1, err);
    if (status == STATUS_OK)
        rows->calls[rows->call_count++] = (struct transit_call_kept){
            .run = row_value_id(kind, row, "run"),
            .line = row_value_id(kind, row, "line"),
            .seq = row_value_id(kind, row, "call_seq"),
            .stop = row_value_id(kind, row, "stop"),
            .scheduled_arrive_s = row_value_number(kind, row, "scheduled_arrive"),
            .arrive_s = row_value_number(kind, row, "arrive"),
            .depart_s = row_value_number(kind, row, "depart"),
            .knock_on_s = knock_on_ms == NONE ? 0 : knock_on_ms / (double)MS_PER_S,
            .is_cancelled = row_value_flag(kind, row, "cancelled"),
        };
    return status;
}

static enum status keep_occupation(struct transit_rows *rows, const struct record_kind *kind,
                                   const void *row, struct error *err)
{
    enum status status = MEM_RESERVE(&rows->occupations, &rows->occupation_capacity,
                                     (size_t)rows->occupation_count + 1, err);
    if (status == STATUS_OK)
        rows->occupations[rows->occupation_count++] = (struct rail_occupation_kept){
            .run = row_value_id(kind, row, "run"),
            .section = row_value_id(kind, row, "section"),
            .set_s = row_value_number(kind, row, "set"),
            .clear_s = row_value_number(kind, row, "clear"),
        };
    return status;
}

enum status transit_rows_put(struct transit_rows *rows, const struct record_kind *kind,
                             const void *row, struct error *err)
{
    if (kind == &transit_call_record)
        return keep_call(rows, kind, row, err);
    if (kind == &rail_occupation_record)
        return keep_occupation(rows, kind, row, err);
    return STATUS_OK;
}

void transit_rows_deinit(struct transit_rows *rows)
{
    mem_free(rows->calls);
    mem_free(rows->occupations);
    *rows = (struct transit_rows){0};
}
