// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_search.h"

#include "routing/timetable_rounds.h"

/** One best arrival and one best boarding time per stop, for any number of rides. */
struct timetable_search {
    struct timetable_rounds rounds;
    uint32_t dislike_ms;
};

/** The best way so far: `felt_ms` is its arrival and what its changes are felt as. */
struct search_best {
    uint64_t felt_ms;
    uint32_t arrive_ms, stop, round;
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

void timetable_search_set_dislike(struct timetable_search *search, uint32_t felt_ms)
{
    search->dislike_ms = felt_ms;
}

/** What an arrival with `k` rides must be earlier than. It falls with k, so what one round prunes
 * none after it needs. */
static uint32_t round_limit_ms(const struct timetable_search *search,
                               const struct search_best *best, uint32_t k, uint32_t limit_ms)
{
    uint64_t changes_ms = (uint64_t)search->dislike_ms * (k - 1);
    if (best->round == 0)
        return limit_ms;
    return best->felt_ms > changes_ms ? (uint32_t)(best->felt_ms - changes_ms) : 0;
}

/** Ride after ride, to `best` of all. */
static void search_rounds(struct timetable_search *search, uint32_t limit_ms,
                          struct search_best *best)
{
    struct timetable_rounds *rounds = &search->rounds;
    for (uint32_t k = 1; k <= ITINERARY_LEGS_MAX; k++) {
        uint32_t before_ms = round_limit_ms(search, best, k, limit_ms);
        rounds->target_ms = before_ms;
        bool is_further = timetable_rounds_ride(rounds, k);
        if (rounds->target_ms < before_ms)
            *best = (struct search_best){rounds->target_ms + (uint64_t)search->dislike_ms * (k - 1),
                                         rounds->target_ms, rounds->target_stop, k};
        if (!is_further || k == ITINERARY_LEGS_MAX)
            return;
        rounds->target_ms = round_limit_ms(search, best, k + 1, limit_ms);
        timetable_rounds_change(rounds, k);
    }
}

bool timetable_search_run(struct timetable_search *search, struct door from, struct door to,
                          uint32_t depart_ms, uint32_t limit_ms, struct itinerary *out)
{
    struct timetable_rounds *rounds = &search->rounds;
    size_t bytes = rounds->scan.timetable->stop_count * sizeof(uint32_t);
    memset(rounds->best_arrive_ms, 0xff, bytes);
    memset(rounds->best_ready_ms, 0xff, bytes);
    rounds->target_ms = limit_ms;
    timetable_scan_begin(&rounds->scan, to);
    timetable_rounds_start(rounds);
    for (uint32_t i = 0; i < from.count; i++)
        timetable_rounds_leave(rounds, from.stops[i].stop,
                               depart_ms + door_walk_ms(&from.stops[i]));

    struct search_best best = {0};
    search_rounds(search, limit_ms, &best);
    rounds->target_ms = best.arrive_ms;
    rounds->target_stop = best.stop;
    rounds->target_round = best.round;
    if (best.round > 0)
        timetable_rounds_write(rounds, depart_ms, out);
    timetable_scan_end(&rounds->scan, to);
    return best.round > 0;
}
