// SPDX-License-Identifier: GPL-3.0-or-later
#include "exhaustive.h"
#include "itinerary_check.h"

#include "routing/timetable_bounds.h"
#include "routing/timetable_pareto.h"
#include "routing/timetable_profile.h"

#define NETWORKS_USUAL 300
#define QUERIES        40

/** A pattern that calls where one of line `model` does, with other times and departures: it
 * overtakes, or is overtaken. Variant 0 is of a new line `line`, others are of the model itself. */
static void add_parallel(struct fixture *fixture, struct random_stream *random, const char *line,
                         const char *model, uint32_t variant)
{
    char row[200];
    const struct table *table = &fixture->tables.line_stops;
    uint32_t count = table->count;
    double minute = 0.0;
    if (variant == 0) {
        snprintf(row, sizeof row, "%s,,bus,,bus\n", line);
        fixture_add(fixture, "lines", row);
    }
    for (uint32_t i = 0, seq = 0; i < count; i++) {
        const struct line_stop_row *call = TABLE_ROW(table, struct line_stop_row, i);
        if (strcmp(call->line_id, model) != 0 || call->direction != 0 || call->variant != 0)
            continue;
        snprintf(row, sizeof row, "%s,0,%u,%s,%g,%g,%u,%u\n", variant == 0 ? line : model, seq,
                 call->stop, minute, minute, seq, variant);
        fixture_add(fixture, "line_stops", row);
        minute += 0.5 * random_below(random, 6);
        seq++;
    }
    uint32_t minute_of_day = 360 + random_below(random, 30);
    for (uint32_t runs = random_between(random, 2, 9); runs > 0; runs--) {
        snprintf(row, sizeof row, "%s,0,%02u:%02u,%u\n", variant == 0 ? line : model,
                 minute_of_day / 60, minute_of_day % 60, variant);
        fixture_add(fixture, "departures", row);
        minute_of_day += random_between(random, 1, 15);
    }
}

/** A random network, with up to one more line and one more variant beside those that it has. */
static void network_make(struct fixture *fixture, struct random_stream *random)
{
    random_timetable(fixture, random);
    uint32_t lines = fixture->timetable->line_count, parallel = random_below(random, 3);
    if (parallel == 0)
        return;
    timetable_destroy(fixture->timetable);
    for (uint32_t i = 0; i < parallel; i++) {
        char model[12], line[12];
        snprintf(model, sizeof model, "%u", random_below(random, lines));
        snprintf(line, sizeof line, "%u", lines);
        add_parallel(fixture, random, line, model, i);
    }
    fixture_build(fixture);
}

struct searches {
    struct exhaustive graph;
    struct timetable_search *search;
    struct timetable_pareto *pareto;
    struct timetable_profile *profile;
    struct exhaustive_front front;
    uint32_t bounds_ms[TIMETABLE_BOUNDS_ROWS * RANDOM_STOPS_MAX];
};

struct seen {
    uint32_t queries, found, choices, departures, fewer_changes, shorter_walks;
};

/** With changes and walks felt as more than they take, the search finds the way of the exhaustive
 * front that is felt to arrive first. */
static void check_felt(struct searches *s, const struct random_query *query,
                       struct exhaustive_query all, struct felt felt, struct seen *seen)
{
    struct itinerary way = {.leg_count = 99};
    if (all.to.bounds_ms)
        timetable_bounds_write(s->graph.timetable, s->graph.change_ms, felt, all.to, s->bounds_ms);
    timetable_search_set_felt(s->search, felt);
    bool is_found =
        timetable_search_run(s->search, all.from, all.to, query->depart_ms, query->limit_ms, &way);
    timetable_search_set_felt(s->search, (struct felt){0});
    assert_int_equal(is_found, s->front.count > 0);
    if (!is_found)
        return;
    struct exhaustive_way found = exhaustive_way_of(&way, COST_WALK);
    /* Who does not mind walking may walk further than needed. */
    for (uint32_t i = 0; felt.walk_permille == 0 && i < s->front.count; i++)
        if (s->front.ways[i].arrive_ms == found.arrive_ms && s->front.ways[i].rides == found.rides)
            found.cost = s->front.ways[i].cost;
    assert_true(exhaustive_is_best(&s->front, found, felt.change_ms, felt.walk_permille));
    check_itinerary(s->graph.timetable, s->graph.change_ms, query, &way);
    seen->fewer_changes += way.leg_count < s->front.ways[0].rides;
    seen->shorter_walks +=
        way.leg_count == s->front.ways[0].rides && found.cost < s->front.ways[0].cost;
}

static void check_arrival_and_pareto(struct searches *s, const struct random_query *query,
                                     struct exhaustive_query *all, struct seen *seen)
{
    struct error err = {0};
    struct itinerary way = {.leg_count = 99};
    struct itinerary_list list;
    all->cost = COST_WALK;
    exhaustive_search(&s->graph, all, &s->front);

    bool is_found = timetable_search_run(s->search, all->from, all->to, query->depart_ms,
                                         query->limit_ms, &way);
    assert_int_equal(is_found, s->front.count > 0);
    if (is_found) {
        assert_int_equal(way.arrive_ms, s->front.ways[0].arrive_ms);
        assert_int_equal(way.leg_count, s->front.ways[0].rides);
    }
    struct pareto_times times = {query->depart_ms, query->limit_ms};
    assert_int_equal(timetable_pareto_run(s->pareto, all->from, all->to, times, &list, &err),
                     STATUS_OK);
    assert_int_equal(list.count, s->front.count);
    for (uint32_t i = 0; i < list.count; i++) {
        struct exhaustive_way found = exhaustive_way_of(&list.items[i], COST_WALK);
        assert_memory_equal(&found, &s->front.ways[i], sizeof found);
        check_itinerary(s->graph.timetable, s->graph.change_ms, query, &list.items[i]);
    }
    seen->found += is_found;
    seen->choices += list.count > 1;
}

static void check_profile(struct searches *s, const struct random_query *query,
                          struct exhaustive_query *all, uint32_t length_ms, struct seen *seen)
{
    struct error err = {0};
    struct itinerary_list list;
    struct departure_window window = {all->first_ms, all->first_ms + length_ms, all->limit_ms};
    all->cost = COST_EARLY_LEAVE;
    exhaustive_search(&s->graph, all, &s->front);
    exhaustive_drop_later(&s->front, window.last_ms);
    assert_int_equal(timetable_profile_run(s->profile, all->from, all->to, window, &list, &err),
                     STATUS_OK);
    assert_true(exhaustive_equal(&s->front, list, COST_EARLY_LEAVE));
    for (uint32_t i = 0; i < list.count; i++) {
        const struct itinerary *way = &list.items[i];
        uint32_t leave_ms = way->board_ms - way->access_ms;
        struct random_query later = *query;
        later.depart_ms = leave_ms;
        check_itinerary(s->graph.timetable, s->graph.change_ms, &later, way);
        if (i == 0)
            continue;
        uint32_t before_ms = way[-1].board_ms - way[-1].access_ms;
        assert_true(before_ms < leave_ms ||
                    (before_ms == leave_ms && way[-1].leg_count < way->leg_count));
    }
    seen->departures += list.count > 2;
}

static void check_network(uint32_t network, struct seen *seen)
{
    struct random_stream random;
    struct fixture fixture;
    struct searches s = {0};
    random_stream_init(&random, 4711, network, 1);
    network_make(&fixture, &random);
    uint32_t change_ms = random_below(&random, 4) * 30000;
    exhaustive_init(&s.graph, fixture.timetable, change_ms);
    s.search = timetable_search_create(fixture.timetable, change_ms, &fixture.err);
    s.pareto = timetable_pareto_create(fixture.timetable, change_ms, &fixture.err);
    s.profile = timetable_profile_create(fixture.timetable, change_ms, &fixture.err);
    for (uint32_t i = 0; i < QUERIES; i++) {
        struct random_query query = random_query(&random, fixture.timetable->stop_count);
        struct exhaustive_query all = {.from = {query.from, query.from_count, NULL},
                                       .to = {query.to, query.to_count, NULL},
                                       .first_ms = query.depart_ms,
                                       .limit_ms = query.limit_ms};
        timetable_bounds_write(fixture.timetable, change_ms, (struct felt){0}, all.to, s.bounds_ms);
        all.to.bounds_ms = i % 2 == 0 ? s.bounds_ms : NULL; /* every other query without */
        check_arrival_and_pareto(&s, &query, &all, seen);
        check_profile(&s, &query, &all, random_below(&random, 90) * MINUTE_MS, seen);
        all.cost = COST_WALK;
        exhaustive_search(&s.graph, &all, &s.front);
        check_felt(&s, &query, all, (struct felt){(1 + i % 4) * 3 * MINUTE_MS, 0}, seen);
        check_felt(&s, &query, all, (struct felt){0, (1 + i % 5) * 375}, seen);
        check_felt(&s, &query, all, (struct felt){(1 + i % 4) * MINUTE_MS, (1 + i % 3) * 750},
                   seen);
        seen->queries++;
    }
    mem_free(s.front.ways);
    timetable_search_destroy(s.search);
    timetable_pareto_destroy(s.pareto);
    timetable_profile_destroy(s.profile);
    exhaustive_deinit(&s.graph);
    fixture_deinit(&fixture);
}

static void test_all_searches_equal_the_exhaustive_one(void **state)
{
    (void)state;
    const char *sanitize = getenv("ARDEY_SANITIZE"); /* ten times slower */
    uint32_t networks = sanitize && *sanitize ? NETWORKS_USUAL / 10 : NETWORKS_USUAL;
    struct seen seen = {0};
    for (uint32_t i = 0; i < networks; i++)
        check_network(i, &seen);
    fprintf(stderr,
            "%u queries equal: %u with a way, %u with a choice, %u with many departures; %u times "
            "fewer changes, %u times shorter walks are worth a later arrival\n",
            seen.queries, seen.found, seen.choices, seen.departures, seen.fewer_changes,
            seen.shorter_walks);
    assert_int_equal(seen.queries, networks * QUERIES);
    /* The sample is worth its time. */
    assert_true(seen.found > seen.queries / 3);
    assert_true(seen.choices > seen.queries / 20);
    assert_true(seen.departures > seen.queries / 20);
    assert_true(seen.fewer_changes > 20);
    assert_true(seen.shorter_walks > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_searches_equal_the_exhaustive_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
