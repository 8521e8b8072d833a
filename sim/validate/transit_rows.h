// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_TRANSIT_ROWS_H
#define VALIDATE_TRANSIT_ROWS_H

#include "base/error.h"
#include "kernel/record.h"

#include <stdbool.h>
#include <stdint.h>

/** What a run recorded of public transport: calls of vehicles, and blocks that trains had. Times s
 * since midnight. */

struct transit_call_kept {
    uint32_t run, line, seq, stop;
    double scheduled_arrive_s, arrive_s, depart_s; /**< NAN: did not happen */
    double knock_on_s;
    bool is_cancelled;
};

struct rail_occupation_kept {
    uint32_t run, section;
    double set_s, clear_s; /**< [set, clear) nobody else may have it */
};

struct transit_rows {
    struct transit_call_kept *calls; /**< [call_count] in the order of recording */
    struct rail_occupation_kept *occupations;
    uint32_t call_count, occupation_count;
    size_t call_capacity, occupation_capacity;
};

/** Keeps a row of "trains" or of "rail/occupations", drops any other. STATUS_RESOURCE. */
enum status transit_rows_put(struct transit_rows *rows, const struct record_kind *kind,
                             const void *row, struct error *err);
void transit_rows_deinit(struct transit_rows *rows);

#endif
