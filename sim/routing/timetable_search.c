// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_search.h"

#include "routing/timetable_rounds.h"

/** One best arrival and one best boarding time per stop, for any number of rides. */
struct timetable_search {
    struct timetable_rounds rounds;
};

struct timetable_search *timetable_search_create(const struct timetable *timetable,
                                                 uint32_t change_ms, struct error *err)
{
    struct timetable_search *search = mem_alloc(1, sizeof *search, err);
    if (search == NULL)
        return NULL;
    struct timetable_rounds *rounds = &search->rounds;
    enum status status = timetable_rounds_init(rounds, timetable, change_ms, err);
    rounds->best_arrive_ms = mem_alloc(timetable->stop_count, sizeof(uint32_t), err);
    rounds->best_ready_ms = mem_alloc(timetable->stop_count, sizeof(uint32_t), err);
    if (status == STATUS_OK && rounds->best_arrive_ms != NULL && rounds->best_ready_ms != NULL)
        return search;
    timetable_search_destroy(search);
    return NULL;
}

void timetable_search_destroy(struct timetable_search *search)
{
    if (search == NULL)
        return;
    mem_free(search->rounds.best_arrive_ms);
    mem_free(search->rounds.best_ready_ms);
    timetable_rounds_deinit(&search->rounds);
    mem_free(search);
}

bool timetable_search_run(struct timetable_search *search, struct door from, struct door to,
                          uint32_t depart_ms, uint32_t limit_ms, struct itinerary *out)
{
    struct timetable_rounds *rounds = &search->rounds;
    size_t bytes = rounds->scan.timetable->stop_count * sizeof(uint32_t);
    memset(rounds->best_arrive_ms, 0xff, bytes);
    memset(rounds->best_ready_ms, 0xff, bytes);
    rounds->target_ms = limit_ms;
    rounds->target_round = 0;
    timetable_scan_begin(&rounds->scan, to);
    timetable_rounds_start(rounds);
    for (uint32_t i = 0; i < from.count; i++)
        timetable_rounds_leave(rounds, from.stops[i].stop,
                               depart_ms + door_walk_ms(&from.stops[i]));

    for (uint32_t k = 1; timetable_rounds_ride(rounds, k) && k < ITINERARY_LEGS_MAX; k++)
        timetable_rounds_change(rounds, k);
    if (rounds->target_round > 0)
        timetable_rounds_write(rounds, depart_ms, out);
    timetable_scan_end(&rounds->scan, to);
    return rounds->target_round > 0;
}
