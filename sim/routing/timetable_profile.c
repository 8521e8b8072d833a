// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_profile.h"

#include "routing/timetable_rounds.h"

#include <stdlib.h>

/** When somebody would leave the door for a run at a stop near it. */
struct departure {
    uint32_t leave_ms, stop, walk_ms;
};

struct timetable_profile {
    struct timetable_rounds rounds;
    /* With at most k rides, leaving at the present departure or later. */
    uint32_t *arrive_ms[ITINERARY_LEGS_MAX + 1]; /**< [stop_count] each */
    uint32_t *ready_ms[ITINERARY_LEGS_MAX + 1];  /**< [stop_count] each */
    uint32_t target_ms[ITINERARY_LEGS_MAX + 1];
    struct departure *departures;
    size_t departure_count, departure_capacity;
    struct itinerary *ways;
    size_t way_count, way_capacity;
};

struct timetable_profile *timetable_profile_create(const struct timetable *timetable,
                                                   uint32_t change_ms, struct error *err)
{
    struct timetable_profile *profile = mem_alloc(1, sizeof *profile, err);
    if (profile == NULL)
        return NULL;
    enum status status = timetable_rounds_init(&profile->rounds, timetable, change_ms, err);
    for (uint32_t k = 0; status == STATUS_OK && k <= ITINERARY_LEGS_MAX; k++) {
        profile->arrive_ms[k] = mem_alloc(timetable->stop_count, sizeof(uint32_t), err);
        profile->ready_ms[k] = mem_alloc(timetable->stop_count, sizeof(uint32_t), err);
        if (profile->arrive_ms[k] == NULL || profile->ready_ms[k] == NULL)
            status = STATUS_RESOURCE;
    }
    if (status == STATUS_OK)
        return profile;
    timetable_profile_destroy(profile);
    return NULL;
}

void timetable_profile_destroy(struct timetable_profile *profile)
{
    if (profile == NULL)
        return;
    timetable_rounds_deinit(&profile->rounds);
    for (uint32_t k = 0; k <= ITINERARY_LEGS_MAX; k++) {
        mem_free(profile->arrive_ms[k]);
        mem_free(profile->ready_ms[k]);
    }
    mem_free(profile->departures);
    mem_free(profile->ways);
    mem_free(profile);
}

/** Latest first; the stop decides nothing, but sorting must not either. */
static int departure_compare(const void *a, const void *b)
{
    const struct departure *x = a, *y = b;
    if (x->leave_ms != y->leave_ms)
        return x->leave_ms > y->leave_ms ? -1 : 1;
    if (x->stop != y->stop)
        return x->stop < y->stop ? -1 : 1;
    return (x->walk_ms > y->walk_ms) - (x->walk_ms < y->walk_ms);
}

/** Notes when the door must be left for every run of a call within the window. */
static enum status departures_of_call(struct timetable_profile *profile, const struct call *call,
                                      const struct stop_access *access,
                                      const struct departure_window *window, struct error *err)
{
    const struct timetable *timetable = profile->rounds.scan.timetable;
    const struct pattern *pattern = &timetable->patterns[call->pattern];
    uint32_t walk_ms = door_walk_ms(access);
    for (uint32_t r = 0; r < pattern->run_count; r++) {
        uint32_t board_ms = timetable->run_depart_ms[pattern->first_run + r] + call->depart_ms;
        if (board_ms < walk_ms || board_ms - walk_ms < window->first_ms)
            continue;
        if (board_ms - walk_ms > window->last_ms)
            break;
        if (MEM_RESERVE(&profile->departures, &profile->departure_capacity,
                        profile->departure_count + 1, err) != STATUS_OK)
            return STATUS_RESOURCE;
        profile->departures[profile->departure_count++] =
            (struct departure){board_ms - walk_ms, access->stop, walk_ms};
    }
    return STATUS_OK;
}

static enum status departures_collect(struct timetable_profile *profile, struct door from,
                                      const struct departure_window *window, struct error *err)
{
    const struct timetable *timetable = profile->rounds.scan.timetable;
    profile->departure_count = 0;
    for (uint32_t i = 0; i < from.count; i++) {
        uint32_t end = timetable->stop_first_call[from.stops[i].stop + 1];
        for (uint32_t c = timetable->stop_first_call[from.stops[i].stop]; c < end; c++) {
            const struct call *call = &timetable->calls[timetable->stop_calls[c]];
            if (departures_of_call(profile, call, &from.stops[i], window, err) != STATUS_OK)
                return STATUS_RESOURCE;
        }
    }
    if (profile->departure_count > 0)
        qsort(profile->departures, profile->departure_count, sizeof *profile->departures,
              departure_compare);
    return STATUS_OK;
}

/** What holds with k rides holds with more. */
static void lower_rest(uint32_t *const values_ms[], uint32_t k, uint32_t stop)
{
    for (uint32_t j = k + 1; j <= ITINERARY_LEGS_MAX; j++)
        if (values_ms[k][stop] < values_ms[j][stop])
            values_ms[j][stop] = values_ms[k][stop];
}

static void lower_set(uint32_t *const values_ms[], uint32_t k, const struct bit_set *stops)
{
    for (uint32_t s = bit_set_next(stops, 0); s != NONE; s = bit_set_next(stops, s + 1))
        lower_rest(values_ms, k, s);
}

/** Keeps the way just found: nothing that leaves later or at the same time is as good. */
static enum status way_keep(struct timetable_profile *profile, uint32_t leave_ms, struct error *err)
{
    enum status status =
        MEM_RESERVE(&profile->ways, &profile->way_capacity, profile->way_count + 1, err);
    if (status == STATUS_OK)
        timetable_rounds_write(&profile->rounds, leave_ms, &profile->ways[profile->way_count++]);
    return status;
}

/** Everybody leaves the door at one time, to be at a stop when its walk is over. */
static void departure_start(struct timetable_profile *profile)
{
    struct timetable_rounds *rounds = &profile->rounds;
    timetable_rounds_start(rounds);
    rounds->best_ready_ms = profile->ready_ms[0];
    rounds->target_ms = profile->target_ms[1];
}

/** Their rides. Ways are kept when `is_kept`. */
static enum status departure_run(struct timetable_profile *profile, uint32_t leave_ms, bool is_kept,
                                 struct error *err)
{
    struct timetable_rounds *rounds = &profile->rounds;
    enum status status = STATUS_OK;
    lower_set(profile->ready_ms, 0, &rounds->scan.marked);
    for (uint32_t k = 1; status == STATUS_OK && k <= ITINERARY_LEGS_MAX; k++) {
        rounds->best_arrive_ms = profile->arrive_ms[k];
        rounds->target_ms = profile->target_ms[k];
        if (!timetable_rounds_ride(rounds, k))
            break;
        lower_set(profile->arrive_ms, k, &rounds->improved);
        if (is_kept && rounds->target_ms < profile->target_ms[k])
            status = way_keep(profile, leave_ms, err);
        for (uint32_t j = k; j <= ITINERARY_LEGS_MAX; j++)
            if (rounds->target_ms < profile->target_ms[j])
                profile->target_ms[j] = rounds->target_ms;
        if (k == ITINERARY_LEGS_MAX)
            break;
        rounds->best_ready_ms = profile->ready_ms[k];
        rounds->target_ms = profile->target_ms[k + 1];
        timetable_rounds_change(rounds, k);
        lower_set(profile->ready_ms, k, &rounds->scan.marked);
    }
    return status;
}

/** From the order of finding (latest departure first, fewest rides first) to that of departure. */
static void ways_order(struct timetable_profile *profile)
{
    struct itinerary *ways = profile->ways;
    size_t count = profile->way_count;
    for (size_t i = 0; i < count / 2; i++) {
        struct itinerary way = ways[i];
        ways[i] = ways[count - 1 - i];
        ways[count - 1 - i] = way;
    }
    for (size_t i = 1; i < count; i++) /* of equal departures, the fewest rides first again */
        for (size_t j = i;
             j > 0 && ways[j].leg_count < ways[j - 1].leg_count &&
             ways[j].board_ms - ways[j].access_ms == ways[j - 1].board_ms - ways[j - 1].access_ms;
             j--) {
            struct itinerary way = ways[j];
            ways[j] = ways[j - 1];
            ways[j - 1] = way;
        }
}

static void query_begin(struct timetable_profile *profile, struct door to, uint32_t limit_ms)
{
    size_t bytes = profile->rounds.scan.timetable->stop_count * sizeof(uint32_t);
    for (uint32_t k = 0; k <= ITINERARY_LEGS_MAX; k++) {
        memset(profile->arrive_ms[k], 0xff, bytes);
        memset(profile->ready_ms[k], 0xff, bytes);
        profile->target_ms[k] = limit_ms;
    }
    profile->way_count = 0;
    timetable_scan_begin(&profile->rounds.scan, to);
}

enum status timetable_profile_run(struct timetable_profile *profile, struct door from,
                                  struct door to, struct departure_window window,
                                  struct itinerary_list *out, struct error *err)
{
    enum status status = departures_collect(profile, from, &window, err);
    if (status != STATUS_OK)
        return status;
    query_begin(profile, to, window.limit_ms);
    /* First whoever leaves after the window: what is no better is not worth leaving earlier for. */
    departure_start(profile);
    for (uint32_t i = 0; i < from.count; i++)
        timetable_rounds_leave(&profile->rounds, from.stops[i].stop,
                               window.last_ms + 1 + door_walk_ms(&from.stops[i]));
    status = departure_run(profile, window.last_ms + 1, false, err);

    for (size_t i = 0; status == STATUS_OK && i < profile->departure_count;) {
        uint32_t leave_ms = profile->departures[i].leave_ms;
        departure_start(profile);
        for (; i < profile->departure_count && profile->departures[i].leave_ms == leave_ms; i++)
            timetable_rounds_leave(&profile->rounds, profile->departures[i].stop,
                                   leave_ms + profile->departures[i].walk_ms);
        status = departure_run(profile, leave_ms, true, err);
    }
    timetable_scan_end(&profile->rounds.scan, to);
    if (status != STATUS_OK)
        return status;
    ways_order(profile);
    *out = (struct itinerary_list){profile->ways, (uint32_t)profile->way_count};
    return STATUS_OK;
}
