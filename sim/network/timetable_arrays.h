// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_TIMETABLE_ARRAYS_H
#define NETWORK_TIMETABLE_ARRAYS_H

#include "network/timetable.h"

/** Patterns, calls and runs of a timetable that takes the place of another one, filled in the order
 * of patterns: begin one, then add its calls and runs. */
struct timetable_arrays {
    struct pattern *patterns;
    struct call *calls;
    uint32_t *run_depart_ms, *run_pattern;
    uint32_t pattern_count, call_count, run_count;
};

/** How much is added at most. */
struct timetable_sizes {
    size_t patterns, calls, runs;
};

/** STATUS_RESOURCE when memory runs out. To be given back in any case. */
enum status timetable_arrays_init(struct timetable_arrays *arrays, struct timetable_sizes sizes,
                                  struct error *err);
void timetable_arrays_deinit(struct timetable_arrays *arrays);

/** Begins a pattern; calls and runs that are added belong to it. */
void timetable_arrays_begin(struct timetable_arrays *arrays, uint32_t line, uint32_t direction,
                            uint32_t variant);
void timetable_arrays_add_call(struct timetable_arrays *arrays, uint32_t stop, uint32_t arrive_ms,
                               uint32_t depart_ms);
void timetable_arrays_add_run(struct timetable_arrays *arrays, uint32_t depart_ms);

/** Exchanges the contents with those of a timetable. */
void timetable_arrays_swap(struct timetable_arrays *arrays, struct timetable *timetable);

#endif
