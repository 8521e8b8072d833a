// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "routing/random_networks.h"
#include "routing/road_day.h"

enum { SLICE_COUNT = 5, DAY_NODES = 6 };

static const uint32_t nodes[DAY_NODES] = {7, 3, 11, 29, 0, 22};
static const struct road_day_frame frame = {3600000, 900000, SLICE_COUNT, nodes, DAY_NODES, 0};

/** Slices 0 and 3, and 1 and 2, have equal times. */
static void day_write_times(struct road_day *day, const struct network *network, uint32_t number,
                            uint32_t round)
{
    static const uint32_t times_of[SLICE_COUNT] = {0, 1, 1, 0, 2};
    for (uint32_t s = 0; s < SLICE_COUNT; s++)
        random_times(network, number, times_of[s] + round,
                     day->link_ms + (size_t)s * network->link_count);
}

/** Every way of every slice is that of a query in a metric of its own. */
static void check_day(const struct road_day *day, struct road_query *query, struct team *team)
{
    struct error err = {0};
    struct road_metric *metric;
    uint32_t route[ROUTE_MAX], other[ROUTE_MAX], links = day->hierarchy->network->link_count;
    assert_int_equal(road_metric_create(day->hierarchy, &metric, &err), STATUS_OK);
    for (uint32_t s = 0; s < SLICE_COUNT; s++) {
        assert_int_equal(
            road_metric_customise(metric, day->link_ms + (size_t)s * links, team, &err), STATUS_OK);
        for (uint32_t i = 0; i < DAY_NODES; i++)
            for (uint32_t j = 0; j < DAY_NODES; j++) {
                uint32_t way_ms = road_query_run(query, metric, nodes[i], nodes[j]);
                uint32_t count = road_query_route(query, route, ROUTE_MAX);
                assert_int_equal(road_day_run(day, query, s, nodes[i], nodes[j]), way_ms);
                assert_int_equal(road_query_route(query, other, ROUTE_MAX), count);
                assert_memory_equal(route, other, count * sizeof *route);
            }
    }
    road_metric_destroy(metric);
}

static void test_equal_queries(void **state)
{
    (void)state;
    struct error err = {0};
    for (uint32_t number = 0; number < 18; number++) {
        struct network_fixture f;
        struct road_hierarchy *hierarchy;
        struct road_day *day;
        struct team *team = team_create(1 + number % 3, &err);
        random_network(&f, number);
        assert_int_equal(road_hierarchy_build(f.network, &hierarchy, &err), STATUS_OK);
        assert_int_equal(road_day_create(hierarchy, &frame, &day, &err), STATUS_OK);
        struct road_query *query = road_query_create(hierarchy, &err);
        assert_int_equal(road_day_run(day, query, 0, 7, 3), ROAD_NO_WAY_MS);
        for (uint32_t round = 0; round < 2; round++) { /* an update forgets the one before */
            day_write_times(day, f.network, number, round);
            assert_int_equal(road_day_update(day, team, &err), STATUS_OK);
            check_day(day, query, team);
            assert_int_equal(day->found_in[0], 0);
            assert_int_equal(day->found_in[2], 1);
            assert_int_equal(day->found_in[3], 3);
        }
        road_query_destroy(query);
        road_day_destroy(day);
        road_hierarchy_destroy(hierarchy);
        network_fixture_deinit(&f);
        team_destroy(team);
    }
    road_day_destroy(NULL);
}

/** A route of three links over slices of 15 min from 1:00 on. */
static void test_follow(void **state)
{
    (void)state;
    struct error err = {0};
    struct network_fixture f;
    struct road_hierarchy *hierarchy;
    struct road_day *day;
    static const uint32_t route[] = {4, 9, 2};
    random_network(&f, 0);
    uint32_t links = f.network->link_count;
    assert_int_equal(road_hierarchy_build(f.network, &hierarchy, &err), STATUS_OK);
    assert_int_equal(road_day_create(hierarchy, &frame, &day, &err), STATUS_OK);
    assert_int_equal(road_day_slice(day, 0), 0);
    assert_int_equal(road_day_slice(day, 3600000 + 899999), 0);
    assert_int_equal(road_day_slice(day, 3600000 + 900000), 1);
    assert_int_equal(road_day_slice(day, 3600000 + 5 * 900000), 4);
    assert_int_equal(road_day_slice(day, UINT32_MAX), 4);

    static const uint32_t link_ms[SLICE_COUNT][3] = {
        {100000, 200000, 300000}, {110000, 700000, 310000}, {1, 2, 330000}, {3, 4, 5}, {6, 7, 8}};
    for (uint32_t s = 0; s < SLICE_COUNT; s++)
        for (uint32_t i = 0; i < 3; i++)
            day->link_ms[(size_t)s * links + route[i]] = link_ms[s][i];
    /* All before 1:15. */
    assert_int_equal(road_day_follow(day, route, 3, 3600000), 600000);
    /* The second link is entered at 1:15:00, the third at 1:26:40. */
    assert_int_equal(road_day_follow(day, route, 3, 3600000 + 800000), 100000 + 700000 + 310000);
    /* A millisecond earlier the second one is still fast, the third is entered in the same slice.
     */
    assert_int_equal(road_day_follow(day, route, 3, 3600000 + 799999), 100000 + 200000 + 310000);
    /* From 1:28:20 on over 1:30:10 into the slice after the next one: 1:30:10 + 2 ms. */
    assert_int_equal(road_day_follow(day, route, 3, 3600000 + 1700000), 110000 + 2 + 330000);
    assert_int_equal(road_day_follow(day, route, 3, UINT32_MAX - 100), 21);
    assert_int_equal(road_day_follow(day, route, 0, 3600000), 0);
    road_day_destroy(day);
    road_hierarchy_destroy(hierarchy);
    network_fixture_deinit(&f);
}

static void test_errors(void **state)
{
    (void)state;
    struct error err = {0};
    struct road_day *day = NULL;
    struct road_day_frame none = frame;
    none.slice_count = 0;
    assert_int_equal(road_day_create(NULL, &none, &day, &err), STATUS_USAGE);
    assert_non_null(strstr(err.text, "0 slices of 900000 ms"));
    assert_null(day);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_equal_queries),
                                       cmocka_unit_test(test_follow),
                                       cmocka_unit_test(test_errors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
