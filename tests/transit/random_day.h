// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RANDOM_DAY_H
#define RANDOM_DAY_H

/** A day of random persons on a random timetable with tiny vehicles and disruptions, and what must
 * hold after each. */

#include "transit/random_timetable.h"

#include "transit/transit_state.h"

#define PERSONS     40
#define DAY_END     (40 * HOUR_MS)
#define WORKERS     3
#define BICYCLES    1
#define CHANGE_MS   60000u
#define CAUSE_COUNT 6
/** Longer than the setting of a route, which no other train is guilty of. */
#define KNOCK_ON_MS 10001

/** The way home of everybody, and who looks for it. */
struct finder {
    struct timetable_search *searches[WORKERS];
    struct random_query queries[PERSONS];
    const struct timetable *timetable;
};

static inline bool finder_find(struct world *world, struct activation *act, uint32_t person,
                               uint32_t stop, struct itinerary *out)
{
    const struct finder *finder = world->finder;
    const struct random_query *query = &finder->queries[person];
    struct stop_access here = {stop, transit_least_access_ms()};
    if (!timetable_search_run(finder->searches[act->worker], (struct door){&here, 1, NULL},
                              (struct door){query->to, query->to_count, NULL}, act->t_ms,
                              act->t_ms + 3 * HOUR_MS, out))
        return false;
    out->has_bicycle = world->persons[person].itinerary.has_bicycle;
    return !out->has_bicycle || transit_takes_bicycles(world->transit, out);
}

static inline void finder_init(struct finder *finder, const struct timetable *timetable)
{
    struct error err = {0};
    *finder = (struct finder){.timetable = timetable};
    for (int i = 0; i < WORKERS; i++) {
        finder->searches[i] = timetable_search_create(timetable, CHANGE_MS, &err);
        assert_non_null(finder->searches[i]);
    }
}

static inline void finder_deinit(struct finder *finder)
{
    for (int i = 0; i < WORKERS; i++)
        timetable_search_destroy(finder->searches[i]);
}

/** A shuttle whose vehicles have little time to turn, beside the random lines. */
static inline void add_shuttle(struct fixture *f, struct random_stream *random)
{
    char row[64];
    fixture_add(f, "lines", "shuttle,,tram,,bus\n");
    fixture_add(f, "line_stops",
                "shuttle,0,1,S0,0,0,0\nshuttle,0,2,S1,4,4.5,1\nshuttle,0,3,S2,8,8,2\n"
                "shuttle,1,1,S2,0,0,0\nshuttle,1,2,S1,4,4.5,1\nshuttle,1,3,S0,8,8,2\n");
    uint32_t turn = random_between(random, 1, 4);
    for (uint32_t i = 0; i < 6; i++)
        for (uint32_t d = 0; d < 2; d++) {
            uint32_t minute = 360 + (2 * i + d) * (8 + turn);
            snprintf(row, sizeof row, "shuttle,%u,%02u:%02u\n", d, minute / 60, minute % 60);
            fixture_add(f, "departures", row);
        }
}

/** Tiny vehicles, some of which take a bicycle. */
static inline void random_vehicles(struct fixture *f, struct random_stream *random)
{
    for (uint32_t i = 0; i < f->timetable->line_count; i++) {
        struct transit_line *line = &f->timetable->lines[i];
        line->seats = random_below(random, 3);
        line->standing = random_between(random, line->seats == 0, 2);
        line->doors = random_between(random, 1, 4);
        line->bicycle_places = random_below(random, BICYCLES + 1);
    }
}

static inline void add_disruptions(struct fixture *f, struct random_stream *random)
{
    static const char *const distributions[] = {"fixed", "exponential", "lognormal", "weibull"};
    char row[160];
    for (uint32_t i = random_below(random, 4); i > 0; i--) {
        snprintf(row, sizeof row, "*,S%u,,,,%g,%s,%u,%g\n", random_below(random, 4),
                 0.25 * random_below(random, 5), distributions[random_below(random, 4)],
                 random_below(random, 400), 0.5 * random_between(random, 1, 4));
        fixture_add(f, "delays", row);
    }
    /* Which runs there are is known once the timetable is built; it is built again with these. */
    fixture_build(f);
    const struct timetable *t = f->timetable;
    for (uint32_t i = random_below(random, 6); i > 0; i--) {
        static const char *const kinds[] = {"0,run", "0,from_stop", "700,no"};
        uint32_t run = random_below(random, t->run_count);
        const struct pattern *pattern = &t->patterns[t->run_pattern[run]];
        uint32_t seq = random_below(random, pattern->call_count - 1);
        uint32_t stop = t->calls[pattern->first_call + seq].stop;
        uint32_t minute = t->run_depart_ms[run] / MINUTE_MS;
        bool is_first_there = true;
        for (uint32_t k = 0; k < seq; k++)
            is_first_there &= t->calls[pattern->first_call + k].stop != stop;
        if (!is_first_there)
            continue;
        snprintf(row, sizeof row, "%s,%u,%02u:%02u,S%u,%s\n",
                 names_text(&t->line_names, pattern->line), pattern->direction, minute / 60,
                 minute % 60, stop, kinds[random_below(random, 3)]);
        fixture_add(f, "incidents", row);
    }
    timetable_destroy(f->timetable);
    f->timetable = NULL;
}

static inline struct transit_parameters random_parameters(struct random_stream *random,
                                                          uint64_t seed)
{
    return (struct transit_parameters){.change_s = CHANGE_MS / 1000.0,
                                       .recovery = 0.05 * random_below(random, 7),
                                       .doors_s = random_below(random, 6),
                                       .train_doors_s = random_below(random, 20),
                                       .boarding_s = 0.25 * random_below(random, 40),
                                       .bus_boarding_s = 0.25 * random_below(random, 40),
                                       .alighting_s = 0.25 * random_below(random, 40),
                                       .standees_s = 0.5 * random_below(random, 3),
                                       .counterflow = 1 + 0.1 * random_below(random, 4),
                                       .turnaround_s = 30 * random_below(random, 6),
                                       .train_turnaround_s = 60 * random_below(random, 6),
                                       .early_s = 30 * random_below(random, 8),
                                       .let_pass = random_below(random, 4),
                                       .seed = seed};
}

static inline void persons_plan(struct world *world, struct finder *finder,
                                struct random_stream *random)
{
    for (uint32_t i = 0; i < world->person_count; i++) {
        struct random_query query = random_query(random, finder->timetable->stop_count);
        struct person_log *person = &world->persons[i];
        finder->queries[i] = query;
        person->begin_ms = query.depart_ms;
        timetable_search_run(finder->searches[0], (struct door){query.from, query.from_count, NULL},
                             (struct door){finder->queries[i].to, query.to_count, NULL},
                             query.depart_ms, DAY_END, &person->itinerary);
        bool takes = person->itinerary.leg_count > 0 &&
                     transit_takes_bicycles(world->transit, &person->itinerary);
        person->itinerary.has_bicycle = takes && random_below(random, 3) == 0;
    }
}

struct run_walk {
    uint32_t seq, aboard;
    int64_t late_ms;
    double left_s;
    bool has_begun;
};

/** One row of a call against the one of the call before. */
static inline void check_call(const struct timetable *t, const void *row, struct run_walk *walks)
{
    static const char *const causes[CAUSE_COUNT] = {"primary", "turnaround", "dwell_excess",
                                                    "running", "knock_on",   "recovered"};
    const struct record_kind *kind = &transit_call_record;
    uint32_t run = (uint32_t)row_number(kind, row, "run");
    const struct transit_line *line = &t->lines[(uint32_t)row_number(kind, row, "line")];
    struct run_walk *walk = &walks[run];
    uint32_t seq = (uint32_t)row_number(kind, row, "call_seq");
    double arrive_s = row_number(kind, row, "arrive"), depart_s = row_number(kind, row, "depart");
    if (isnan(arrive_s)) {
        assert_near(row_number(kind, row, "cancelled"), 1, 0);
        return;
    }
    assert_int_equal(seq, walk->has_begun ? walk->seq + 1 : 0);
    int64_t load = walk->aboard + (int64_t)row_number(kind, row, "boarded") -
                   (int64_t)row_number(kind, row, "alighted");
    uint32_t aboard = (uint32_t)row_number(kind, row, "aboard");
    assert_int_equal(load, aboard);
    assert_in_range(aboard, 0, line->seats + line->standing);
    uint32_t bicycles = (uint32_t)row_number(kind, row, "bicycles");
    assert_in_range(bicycles, 0, line->bicycle_places < aboard ? line->bicycle_places : aboard);
    assert_near(row_number(kind, row, "standing"), aboard > line->seats ? aboard - line->seats : 0,
                0);
    int64_t lost_ms = 0;
    for (int i = 0; i < CAUSE_COUNT; i++) {
        double cause_ms = row_number(kind, row, causes[i]);
        assert_true(cause_ms >= 0);
        lost_ms += (i == CAUSE_COUNT - 1 ? -1 : 1) * (int64_t)cause_ms;
    }
    bool is_cut = row_number(kind, row, "cancelled") > 0;
    double planned_s = row_number(kind, row, is_cut ? "scheduled_arrive" : "scheduled_depart");
    int64_t late_ms = llround(1000 * ((is_cut ? arrive_s : depart_s) - planned_s));
    assert_int_equal(late_ms, walk->late_ms + lost_ms);
    assert_true(late_ms >= 0);
    assert_true(seq > 0 || late_ms >= (int64_t)row_number(kind, row, "turnaround"));
    assert_true(is_cut || depart_s >= arrive_s);
    double now_s = is_cut ? arrive_s : depart_s;
    double since_s = walk->has_begun ? walk->left_s : row_number(kind, row, "scheduled_depart");
    assert_true(row_number(kind, row, "knock_on") <= 1000 * (now_s - since_s) + 0.5);
    *walk = (struct run_walk){seq, aboard, late_ms, now_s, true};
}

struct outcome {
    uint64_t boarded, alighted, denied, refusals, cancelled, turnarounds, primary, bicycles,
        knock_on;
};

static inline void outcome_add(struct outcome *sum, const struct record_kind *kind, const void *row)
{
    if (kind == &transit_denied_record) {
        double reason = row_number(kind, row, "reason");
        sum->refusals++;
        sum->cancelled += reason >= TRANSIT_CANCELLED && reason <= TRANSIT_CANCELLED;
        sum->bicycles += reason >= TRANSIT_BICYCLE && reason <= TRANSIT_BICYCLE;
        return;
    }
    if (kind != &transit_call_record)
        return;
    sum->boarded += (uint64_t)row_number(kind, row, "boarded");
    sum->alighted += (uint64_t)row_number(kind, row, "alighted");
    sum->denied += (uint64_t)row_number(kind, row, "denied");
    sum->turnarounds += row_number(kind, row, "turnaround") > 0;
    sum->primary += row_number(kind, row, "primary") > 0;
    sum->knock_on += row_number(kind, row, "knock_on") > KNOCK_ON_MS;
}

/** Only who has a bicycle is left behind because of it; whom nobody sent back has made just the
 * rides of the itinerary. */
static inline void check_persons(const struct world *world, const struct timetable *t)
{
    uint32_t rides[PERSONS] = {0}, at[PERSONS] = {0};
    for (size_t i = 0; i < world->row_count; i++) {
        const struct logged_row *row = &world->rows[i];
        if (row->kind == &transit_leg_record) {
            uint32_t person = (uint32_t)row_number(row->kind, row->bytes, "person");
            rides[person]++;
            at[person] = (uint32_t)row_number(row->kind, row->bytes, "alight_stop");
        } else if (row->kind == &transit_denied_record) {
            uint32_t person = (uint32_t)row_number(row->kind, row->bytes, "person");
            if ((uint32_t)row_number(row->kind, row->bytes, "reason") == TRANSIT_BICYCLE)
                assert_true(world->persons[person].itinerary.has_bicycle);
        }
    }
    for (uint32_t i = 0; i < world->person_count; i++) {
        const struct itinerary *itinerary = &world->persons[i].itinerary;
        if (world->persons[i].refused > 0 || itinerary->leg_count == 0)
            continue;
        assert_int_equal(rides[i], itinerary->leg_count);
        assert_int_equal(at[i], t->calls[itinerary->legs[rides[i] - 1].alight_call].stop);
    }
}

/** Nobody is lost, nobody rides without a place, every millisecond of lateness has a cause. */
static inline void check_world(const struct world *world, const struct timetable *t,
                               struct outcome *sum)
{
    struct run_walk *walks = calloc(t->run_count, sizeof *walks);
    struct outcome day = {0};
    assert_non_null(walks);
    for (size_t i = 0; i < world->row_count; i++) {
        if (world->rows[i].kind == &transit_call_record)
            check_call(t, world->rows[i].bytes, walks);
        outcome_add(&day, world->rows[i].kind, world->rows[i].bytes);
        outcome_add(sum, world->rows[i].kind, world->rows[i].bytes);
    }
    free(walks);
    struct transit_totals totals = transit_totals(world->transit);
    assert_int_equal(day.boarded, day.alighted);
    assert_int_equal(day.boarded, totals.boardings);
    assert_int_equal(day.boarded, world_count_rows(world, &transit_leg_record));
    assert_int_equal(day.denied, totals.denied_boardings);
    assert_int_equal(totals.run_count_started, totals.run_count_finished);
    assert_int_equal(totals.run_count_started + totals.run_count_cancelled, t->run_count);
    assert_int_equal(totals.passengers_under_way, 0);
    uint64_t sent_back = 0;
    for (uint32_t i = 0; i < world->person_count; i++) {
        const struct person_log *person = &world->persons[i];
        sent_back += person->refused;
        assert_int_equal((person->arrived_ms > 0) + (person->stranded_ms > 0),
                         person->itinerary.leg_count > 0);
    }
    assert_int_equal(sent_back, totals.sent_back + totals.stranded);
    assert_true(day.refusals >= sent_back);
    assert_int_equal(kernel_statistics(world->kernel).pending_count, 0);
    check_persons(world, t);
}

#endif
