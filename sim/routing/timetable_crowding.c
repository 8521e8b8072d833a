// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_crowding.h"

#include "base/memory.h"

enum status timetable_crowding_init(const struct timetable *timetable, const uint16_t *permille,
                                    struct timetable_crowding *out, struct error *err)
{
    uint32_t hop_count = timetable->run_first_hop[timetable->run_count];
    out->hops = mem_alloc((size_t)hop_count + 1, sizeof *out->hops, err);
    if (!out->hops)
        return STATUS_RESOURCE;
    uint64_t sum = 0;
    for (uint32_t p = 0; p < timetable->pattern_count; p++) {
        const struct pattern *pattern = &timetable->patterns[p];
        const struct call *calls = &timetable->calls[pattern->first_call];
        for (uint32_t run = pattern->first_run; run < pattern->first_run + pattern->run_count;
             run++) {
            uint32_t first = timetable->run_first_hop[run];
            for (uint32_t i = 0; i + 1 < pattern->call_count; i++) {
                uint64_t stay_ms = calls[i].depart_ms - calls[i].arrive_ms;
                uint64_t ride_ms = calls[i + 1].arrive_ms - calls[i].depart_ms;
                out->hops[first + i] = (struct crowding_hop){sum, stay_ms * permille[first + i]};
                sum += (stay_ms + ride_ms) * permille[first + i];
            }
        }
    }
    out->hops[hop_count].before = sum;
    return STATUS_OK;
}

void timetable_crowding_deinit(struct timetable_crowding *crowding)
{
    mem_free(crowding->hops);
    crowding->hops = NULL;
}
