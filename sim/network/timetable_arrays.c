// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/timetable_arrays.h"

enum status timetable_arrays_init(struct timetable_arrays *arrays, struct timetable_sizes sizes,
                                  struct error *err)
{
    *arrays = (struct timetable_arrays){
        .patterns = mem_alloc(sizes.patterns, sizeof *arrays->patterns, err),
        .calls = mem_alloc(sizes.calls, sizeof *arrays->calls, err),
        .run_depart_ms = mem_alloc(sizes.runs, sizeof(uint32_t), err),
        .run_pattern = mem_alloc(sizes.runs, sizeof(uint32_t), err),
    };
    bool is_whole = arrays->patterns != NULL && arrays->calls != NULL &&
                    arrays->run_depart_ms != NULL && arrays->run_pattern != NULL;
    return is_whole ? STATUS_OK : STATUS_RESOURCE;
}

void timetable_arrays_deinit(struct timetable_arrays *arrays)
{
    mem_free(arrays->patterns);
    mem_free(arrays->calls);
    mem_free(arrays->run_depart_ms);
    mem_free(arrays->run_pattern);
    *arrays = (struct timetable_arrays){0};
}

void timetable_arrays_begin(struct timetable_arrays *arrays, uint32_t line, uint32_t direction,
                            uint32_t variant)
{
    arrays->patterns[arrays->pattern_count++] = (struct pattern){.line = line,
                                                                 .variant = variant,
                                                                 .direction = (uint8_t)direction,
                                                                 .first_call = arrays->call_count,
                                                                 .first_run = arrays->run_count};
}

void timetable_arrays_add_call(struct timetable_arrays *arrays, uint32_t stop, uint32_t arrive_ms,
                               uint32_t depart_ms)
{
    arrays->patterns[arrays->pattern_count - 1].call_count++;
    arrays->calls[arrays->call_count++] =
        (struct call){stop, arrays->pattern_count - 1, arrive_ms, depart_ms};
}

void timetable_arrays_add_run(struct timetable_arrays *arrays, uint32_t depart_ms)
{
    arrays->patterns[arrays->pattern_count - 1].run_count++;
    arrays->run_pattern[arrays->run_count] = arrays->pattern_count - 1;
    arrays->run_depart_ms[arrays->run_count++] = depart_ms;
}

void timetable_arrays_swap(struct timetable_arrays *arrays, struct timetable *timetable)
{
    struct timetable_arrays old = {timetable->patterns,      timetable->calls,
                                   timetable->run_depart_ms, timetable->run_pattern,
                                   timetable->pattern_count, timetable->call_count,
                                   timetable->run_count};
    timetable->patterns = arrays->patterns;
    timetable->calls = arrays->calls;
    timetable->run_depart_ms = arrays->run_depart_ms;
    timetable->run_pattern = arrays->run_pattern;
    timetable->pattern_count = arrays->pattern_count;
    timetable->call_count = arrays->call_count;
    timetable->run_count = arrays->run_count;
    *arrays = old;
}
