// SPDX-License-Identifier: GPL-3.0-or-later
#include "itinerary_check.h"
#include "known_timetable.h"

/* ---- exhaustive search over the time-expanded graph: a node is a run at a call, with a number of
 * rides ---- */

struct expanded {
    const struct timetable *timetable;
    uint32_t change_ms;
    uint32_t node_count;
    uint32_t *first_node; /**< [run_count]; the nodes of a run follow one another */
    uint32_t *node_run, *node_call;
    uint8_t *connects; /**< [node_count][node_count] arriving at the first allows leaving at the
                          second */
    uint8_t *aboard;   /**< [node_count] leaving there, present number of rides */
    uint8_t *arrived;  /**< [node_count] arriving there, number of rides before */
};

static uint32_t node_depart_ms(const struct expanded *graph, uint32_t node)
{
    const struct timetable *t = graph->timetable;
    return t->run_depart_ms[graph->node_run[node]] + t->calls[graph->node_call[node]].depart_ms;
}

static uint32_t node_arrive_ms(const struct expanded *graph, uint32_t node)
{
    const struct timetable *t = graph->timetable;
    return t->run_depart_ms[graph->node_run[node]] + t->calls[graph->node_call[node]].arrive_ms;
}

static uint32_t node_stop(const struct expanded *graph, uint32_t node)
{
    return graph->timetable->calls[graph->node_call[node]].stop;
}

static void expanded_init(struct expanded *graph, const struct timetable *t, uint32_t change_ms)
{
    struct error err = {0};
    *graph = (struct expanded){.timetable = t, .change_ms = change_ms};
    graph->first_node = mem_alloc(t->run_count, 4, &err);
    for (uint32_t run = 0; run < t->run_count; run++) {
        graph->first_node[run] = graph->node_count;
        graph->node_count += t->patterns[t->run_pattern[run]].call_count;
    }
    graph->node_run = mem_alloc(graph->node_count, 4, &err);
    graph->node_call = mem_alloc(graph->node_count, 4, &err);
    graph->connects = mem_alloc((size_t)graph->node_count * graph->node_count, 1, &err);
    graph->aboard = mem_alloc(graph->node_count, 1, &err);
    graph->arrived = mem_alloc(graph->node_count, 1, &err);
    for (uint32_t run = 0; run < t->run_count; run++) {
        const struct pattern *pattern = &t->patterns[t->run_pattern[run]];
        for (uint32_t i = 0; i < pattern->call_count; i++) {
            graph->node_run[graph->first_node[run] + i] = run;
            graph->node_call[graph->first_node[run] + i] = pattern->first_call + i;
        }
    }
    for (uint32_t a = 0; a < graph->node_count; a++)
        for (uint32_t b = 0; b < graph->node_count; b++) {
            uint32_t walk = change_time(t, change_ms, node_stop(graph, a), node_stop(graph, b));
            graph->connects[(size_t)a * graph->node_count + b] =
                walk != NEVER && node_arrive_ms(graph, a) + walk <= node_depart_ms(graph, b);
        }
}

static void expanded_deinit(struct expanded *graph)
{
    mem_free(graph->first_node);
    mem_free(graph->node_run);
    mem_free(graph->node_call);
    mem_free(graph->connects);
    mem_free(graph->aboard);
    mem_free(graph->arrived);
}

static void expanded_board_first(struct expanded *graph, const struct random_query *query)
{
    memset(graph->aboard, 0, graph->node_count);
    for (uint32_t node = 0; node < graph->node_count; node++)
        for (uint32_t i = 0; i < query->from_count; i++)
            if (query->from[i].stop == node_stop(graph, node) &&
                query->depart_ms + at_least_30_s(query->from[i].walk_ms) <=
                    node_depart_ms(graph, node))
                graph->aboard[node] = 1;
}

static void expanded_board_next(struct expanded *graph)
{
    memset(graph->aboard, 0, graph->node_count);
    for (uint32_t a = 0; a < graph->node_count; a++)
        if (graph->arrived[a])
            for (uint32_t b = 0; b < graph->node_count; b++)
                graph->aboard[b] |= graph->connects[(size_t)a * graph->node_count + b];
}

/** Rides on to the end of each run; returns the best arrival at the door. */
static uint32_t expanded_ride(struct expanded *graph, const struct random_query *query)
{
    uint32_t best_ms = NEVER;
    memset(graph->arrived, 0, graph->node_count);
    for (uint32_t node = 1; node < graph->node_count; node++) {
        if (graph->node_run[node] != graph->node_run[node - 1] || !graph->aboard[node - 1])
            continue;
        graph->arrived[node] = graph->aboard[node] = 1;
        for (uint32_t i = 0; i < query->to_count; i++) {
            uint32_t t_ms = node_arrive_ms(graph, node) + at_least_30_s(query->to[i].walk_ms);
            if (query->to[i].stop == node_stop(graph, node) && t_ms < best_ms)
                best_ms = t_ms;
        }
    }
    return best_ms;
}

/** The earliest arrival before the limit, or NEVER, and the fewest rides that give it. */
static uint32_t expanded_search(struct expanded *graph, const struct random_query *query,
                                uint32_t *out_rides)
{
    uint32_t best_ms = NEVER;
    for (uint32_t rides = 1; rides <= ITINERARY_LEGS_MAX; rides++) {
        if (rides == 1)
            expanded_board_first(graph, query);
        else
            expanded_board_next(graph);
        uint32_t t_ms = expanded_ride(graph, query);
        if (t_ms < best_ms && t_ms < query->limit_ms) {
            best_ms = t_ms;
            *out_rides = rides;
        }
    }
    return best_ms;
}

/** The same query with its ends listed the other way round. */
static struct random_query query_reverse(const struct random_query *query)
{
    struct random_query other = *query;
    for (uint32_t i = 0; i < query->from_count; i++)
        other.from[i] = query->from[query->from_count - 1 - i];
    for (uint32_t i = 0; i < query->to_count; i++)
        other.to[i] = query->to[query->to_count - 1 - i];
    return other;
}

static bool search(struct timetable_search *search, const struct random_query *query,
                   struct itinerary *out)
{
    return timetable_search_run(search, (struct door){query->from, query->from_count, NULL},
                                (struct door){query->to, query->to_count, NULL}, query->depart_ms,
                                query->limit_ms, out);
}

#define NETWORK_COUNT 200
#define QUERY_COUNT   25

/** 5,000 queries: the same arrival and number of rides as exhaustive search, and a way that can be
 * walked. */
static void test_against_exhaustive(void **state)
{
    (void)state;
    uint32_t found_by_rides[ITINERARY_LEGS_MAX + 1] = {0}, equal_count = 0;
    for (uint32_t n = 0; n < NETWORK_COUNT; n++) {
        struct random_stream random;
        struct fixture f;
        struct expanded graph;
        random_stream_init(&random, 42, n, RANDOM_TEST);
        random_timetable(&f, &random);
        uint32_t change_ms = random_below(&random, 7) * 30000;
        expanded_init(&graph, f.timetable, change_ms);
        struct timetable_search *s = timetable_search_create(f.timetable, change_ms, &f.err);
        assert_non_null(s);
        for (uint32_t q = 0; q < QUERY_COUNT; q++) {
            struct random_query query = random_query(&random, f.timetable->stop_count);
            struct random_query other = query_reverse(&query);
            struct itinerary way = {.leg_count = 99}, same;
            uint32_t rides = 0;
            uint32_t arrive_ms = expanded_search(&graph, &query, &rides);
            bool is_found = search(s, &query, &way);
            assert_int_equal(is_found, arrive_ms != NEVER);
            assert_int_equal(way.leg_count, is_found ? rides : 99);
            found_by_rides[rides]++;
            equal_count++;
            if (!is_found)
                continue;
            assert_int_equal(way.arrive_ms, arrive_ms);
            check_itinerary(graph.timetable, graph.change_ms, &query, &way);
            assert_true(search(s, &other, &same));
            assert_memory_equal(&way, &same, sizeof way);
        }
        timetable_search_destroy(s);
        expanded_deinit(&graph);
        fixture_deinit(&f);
    }
    assert_int_equal(equal_count, NETWORK_COUNT * QUERY_COUNT);
    /* The sample has ways of every kind. */
    for (uint32_t rides = 0; rides < 4; rides++)
        assert_true(found_by_rides[rides] > 100);
    assert_true(found_by_rides[4] > 20);
}

static void test_known(void **state)
{
    (void)state;
    struct fixture f;
    fixture_known(&f);
    struct stop_access a = {0, 60000}, d = {3, 60000}, c = {2, 240000};
    struct itinerary way;
    struct timetable_search *s = timetable_search_create(f.timetable, 60000, &f.err);

    /* Change at B in 1 min: 6:05 is too early, 6:30 it is; the ride at 6:20 is still in time for
     * it. */
    assert_true(timetable_search_run(s, (struct door){&a, 1, NULL}, (struct door){&d, 1, NULL},
                                     359 * MINUTE_MS, 30 * HOUR_MS, &way));
    assert_int_equal(way.leg_count, 2);
    assert_int_equal(way.access_ms, 60000);
    assert_int_equal(way.board_ms, 380 * MINUTE_MS);
    assert_int_equal(way.arrive_ms, 395 * MINUTE_MS);
    assert_int_equal(way.legs[0].board_call, 0);
    assert_int_equal(way.legs[0].alight_call, 1);
    assert_int_equal(way.legs[0].walk_ms, 0);
    assert_int_equal(way.legs[1].board_call, 3);
    assert_int_equal(way.legs[1].walk_ms, 60000);

    /* Leaving the door a millisecond later misses the 6:00 but not the 6:20. */
    assert_true(timetable_search_run(s, (struct door){&a, 1, NULL}, (struct door){&d, 1, NULL},
                                     359 * MINUTE_MS + 1, 30 * HOUR_MS, &way));
    assert_int_equal(way.arrive_ms, 395 * MINUTE_MS);

    /* With C at 4 min from the door too: one ride, arriving at 6:16. */
    struct stop_access ends[] = {d, c};
    assert_true(timetable_search_run(s, (struct door){&a, 1, NULL}, (struct door){ends, 2, NULL},
                                     359 * MINUTE_MS, 30 * HOUR_MS, &way));
    assert_int_equal(way.leg_count, 1);
    assert_int_equal(way.arrive_ms, 376 * MINUTE_MS);

    /* The limit is exclusive. */
    assert_false(timetable_search_run(s, (struct door){&a, 1, NULL}, (struct door){ends, 2, NULL},
                                      359 * MINUTE_MS, 376 * MINUTE_MS, &way));
    assert_true(timetable_search_run(s, (struct door){&a, 1, NULL}, (struct door){ends, 2, NULL},
                                     359 * MINUTE_MS, 376 * MINUTE_MS + 1, &way));
    /* After the last run, and without ends. */
    assert_false(timetable_search_run(s, (struct door){&a, 1, NULL}, (struct door){&d, 1, NULL},
                                      480 * MINUTE_MS, 30 * HOUR_MS, &way));
    assert_false(timetable_search_run(s, (struct door){&a, 0, NULL}, (struct door){&d, 1, NULL},
                                      359 * MINUTE_MS, 30 * HOUR_MS, &way));
    assert_false(timetable_search_run(s, (struct door){&a, 1, NULL}, (struct door){&d, 0, NULL},
                                      359 * MINUTE_MS, 30 * HOUR_MS, &way));
    timetable_search_destroy(s);

    /* Changing in no time makes the 6:05. */
    s = timetable_search_create(f.timetable, 0, &f.err);
    assert_true(timetable_search_run(s, (struct door){&a, 1, NULL}, (struct door){&d, 1, NULL},
                                     359 * MINUTE_MS, 30 * HOUR_MS, &way));
    assert_int_equal(way.board_ms, 360 * MINUTE_MS);
    assert_int_equal(way.arrive_ms, 370 * MINUTE_MS);
    timetable_search_destroy(s);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_known),
                                       cmocka_unit_test(test_against_exhaustive)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
