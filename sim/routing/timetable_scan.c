// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_scan.h"

#include "routing/timetable_bounds.h"

enum status timetable_scan_init(struct timetable_scan *scan, const struct timetable *timetable,
                                uint32_t change_ms, struct error *err)
{
    *scan = (struct timetable_scan){.timetable = timetable, .change_ms = change_ms};
    scan->egress_ms = mem_alloc(timetable->stop_count, sizeof(uint32_t), err);
    scan->egress_least_ms = mem_alloc(timetable->stop_count, sizeof(uint32_t), err);
    scan->first_call = mem_alloc(timetable->pattern_count, sizeof(uint32_t), err);
    if (scan->egress_ms == NULL || scan->egress_least_ms == NULL || scan->first_call == NULL)
        return STATUS_RESOURCE;
    memset(scan->egress_ms, 0xff, timetable->stop_count * sizeof(uint32_t));
    enum status status = bit_set_init(&scan->marked, timetable->stop_count, err);
    if (status == STATUS_OK)
        status = bit_set_init(&scan->patterns, timetable->pattern_count, err);
    return status == STATUS_OK ? bit_set_init(&scan->goals, timetable->pattern_count, err) : status;
}

void timetable_scan_deinit(struct timetable_scan *scan)
{
    mem_free(scan->egress_ms);
    mem_free(scan->first_call);
    mem_free(scan->egress_least_ms);
    mem_free(scan->marked.words);
    mem_free(scan->patterns.words);
    mem_free(scan->goals.words);
}

/** The door's own bounds, or for want of them the shortest way from any stop to it. */
static void scan_set_bounds(struct timetable_scan *scan, const uint32_t *bounds_ms)
{
    size_t stops = scan->timetable->stop_count;
    for (uint32_t s = 0; !bounds_ms && s < stops; s++)
        scan->egress_least_ms[s] = scan->least_egress_ms;
    for (uint32_t k = 0; k <= ITINERARY_LEGS_MAX; k++) {
        uint32_t left = ITINERARY_LEGS_MAX - k;
        const uint32_t *least_ms = scan->egress_least_ms;
        if (k > 0)
            scan->arrived_least_ms[k] =
                bounds_ms ? bounds_ms + timetable_bounds_arrived_row(left) * stops : least_ms;
        if (left > 0)
            scan->ready_least_ms[k] =
                bounds_ms ? bounds_ms + timetable_bounds_ready_row(left) * stops : least_ms;
    }
}

void timetable_scan_begin(struct timetable_scan *scan, struct door to)
{
    const struct timetable *timetable = scan->timetable;
    bit_set_clear(&scan->marked);
    bit_set_clear(&scan->goals);
    scan->least_egress_ms = NEVER_MS;
    for (uint32_t i = 0; i < to.count; i++) {
        uint32_t stop = to.stops[i].stop, walk_ms = door_walk_ms(&to.stops[i]);
        if (walk_ms < scan->egress_ms[stop])
            scan->egress_ms[stop] = walk_ms;
        if (walk_ms < scan->least_egress_ms)
            scan->least_egress_ms = walk_ms;
        uint32_t end = timetable->stop_first_call[stop + 1];
        for (uint32_t c = timetable->stop_first_call[stop]; c < end; c++)
            bit_set_add(&scan->goals, timetable->calls[timetable->stop_calls[c]].pattern);
    }
    scan_set_bounds(scan, to.bounds_ms);
}

void timetable_scan_end(struct timetable_scan *scan, struct door to)
{
    for (uint32_t i = 0; i < to.count; i++)
        scan->egress_ms[to.stops[i].stop] = NEVER_MS;
}

void timetable_scan_collect(struct timetable_scan *scan, bool is_last)
{
    const struct timetable *timetable = scan->timetable;
    bit_set_clear(&scan->patterns);
    for (uint32_t stop = bit_set_next(&scan->marked, 0); stop != NONE;
         stop = bit_set_next(&scan->marked, stop + 1)) {
        uint32_t end = timetable->stop_first_call[stop + 1];
        for (uint32_t i = timetable->stop_first_call[stop]; i < end; i++) {
            uint32_t call = timetable->stop_calls[i];
            uint32_t pattern = timetable->calls[call].pattern;
            if (!bit_set_has(&scan->patterns, pattern)) {
                bit_set_add(&scan->patterns, pattern);
                scan->first_call[pattern] = call;
            } else if (call < scan->first_call[pattern]) {
                scan->first_call[pattern] = call;
            }
        }
    }
    bit_set_clear(&scan->marked);
    if (is_last)
        bit_set_intersect(&scan->patterns, &scan->goals);
}

uint32_t timetable_latest_board_ms(const struct timetable_scan *scan, const struct itinerary *way,
                                   uint32_t last_run)
{
    const struct timetable *timetable = scan->timetable;
    uint32_t i = way->leg_count - 1;
    uint32_t board_ms =
        timetable->run_depart_ms[last_run] + timetable->calls[way->legs[i].board_call].depart_ms;
    while (i-- > 0) {
        const struct itinerary_leg *leg = &way->legs[i];
        const struct call *board = &timetable->calls[leg->board_call];
        const struct call *alight = &timetable->calls[leg->alight_call];
        const struct pattern *pattern = &timetable->patterns[board->pattern];
        const uint32_t *departs_ms = timetable->run_depart_ms + pattern->first_run;
        uint32_t next_stop = timetable->calls[leg[1].board_call].stop;
        uint32_t walk_ms = next_stop == alight->stop ? scan->change_ms : leg->walk_ms;
        uint32_t latest_ms = board_ms - walk_ms - alight->arrive_ms;
        uint32_t after = timetable_first_run(departs_ms, pattern->run_count, latest_ms + 1);
        board_ms = departs_ms[after - 1] + board->depart_ms;
    }
    return board_ms;
}
