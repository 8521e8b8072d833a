// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_search.h"

#include "routing/timetable_bags.h"

struct timetable_search {
    struct timetable_bags bags;
    struct felt felt;
    struct error err;
    /* Of the present query: the way that is felt to arrive first so far. */
    uint64_t best_felt;
    uint32_t best_ride; /**< label, or NONE */
};

/** What is felt so far must be less, and then more changes follow. */
static void search_set_changes(struct timetable_search *search, uint32_t changes)
{
    uint64_t changes_felt = felt_time((uint64_t)search->felt.change_ms * changes, 0, 0);
    search->bags.before_felt =
        search->best_felt > changes_felt ? search->best_felt - changes_felt : 0;
}

/** Somebody arrives at the door. */
static void search_arrive(struct timetable_bags *bags, uint32_t id)
{
    struct timetable_search *search = bags->owner;
    const struct bag_label *ride = &bags->labels[id];
    uint32_t egress_ms = bags->scan.egress_ms[bags->origins[id].stop];
    if (egress_ms == NEVER_MS || ride->t_ms + egress_ms >= bags->limit_ms)
        return;
    uint64_t felt =
        felt_time(ride->t_ms + egress_ms, ride->walk_ms + egress_ms, bags->walk_permille);
    if (felt >= bags->before_felt)
        return;
    search->best_felt =
        felt + felt_time((uint64_t)search->felt.change_ms * (ride->round - 1), 0, 0);
    search->best_ride = id;
    bags->before_felt = felt;
}

struct timetable_search *timetable_search_create(const struct timetable *timetable,
                                                 uint32_t change_ms, struct error *err)
{
    struct timetable_search *search = mem_alloc(1, sizeof *search, err);
    if (search == NULL)
        return NULL;
    if (timetable_bags_init(&search->bags, timetable, change_ms, err) != STATUS_OK) {
        timetable_search_destroy(search);
        return NULL;
    }
    search->bags.on_arrival = search_arrive;
    search->bags.owner = search;
    search->bags.err = &search->err;
    return search;
}

void timetable_search_destroy(struct timetable_search *search)
{
    if (search == NULL)
        return;
    timetable_bags_deinit(&search->bags);
    error_reset(&search->err);
    mem_free(search);
}

void timetable_search_set_felt(struct timetable_search *search, struct felt felt)
{
    search->felt = felt;
    search->bags.walk_permille = felt.walk_permille;
    search->bags.counts_walk = felt.walk_permille > 0;
}

bool timetable_search_run(struct timetable_search *search, struct door from, struct door to,
                          uint32_t depart_ms, uint32_t limit_ms, struct itinerary *out)
{
    struct timetable_bags *bags = &search->bags;
    bags->limit_ms = limit_ms;
    search->best_felt = felt_time(NEVER_MS, 0, 0);
    search->best_ride = NONE;
    timetable_scan_begin(&bags->scan, to);
    timetable_bags_start(bags);
    search_set_changes(search, 0);
    timetable_bags_leave(bags, from, depart_ms);
    for (uint32_t k = 1; timetable_bags_ride(bags, k) && k < ITINERARY_LEGS_MAX; k++) {
        search_set_changes(search, k);
        timetable_bags_change(bags, k);
    }
    bool is_found = bags->status == STATUS_OK && search->best_ride != NONE;
    if (is_found)
        timetable_bags_write(bags, search->best_ride,
                             bags->scan.egress_ms[bags->origins[search->best_ride].stop], depart_ms,
                             out);
    timetable_scan_end(&bags->scan, to);
    return is_found;
}

enum status timetable_search_status(const struct timetable_search *search)
{
    return search->bags.status;
}
