// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "routing/random_networks.h"
#include "routing/road_metric.h"

static struct road_metric *make_metric(const struct road_hierarchy *hierarchy,
                                       const uint32_t *link_ms, uint32_t threads)
{
    struct error err = {0};
    struct road_metric *metric;
    struct team *team = team_create(threads, &err);
    assert_int_equal(road_metric_create(hierarchy, &metric, &err), STATUS_OK);
    assert_int_equal(road_metric_customise(metric, link_ms, team, &err), STATUS_OK);
    team_destroy(team);
    return metric;
}

/** The metric is the same for any number of workers: a grid large enough for levels to be shared
 * out, with many equal times. */
static void test_workers_change_nothing(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {2, 3, 8};
    struct network_fixture f;
    struct road_hierarchy *hierarchy;
    network_fixture_init(&f);
    fixture_grid(&f, 96, 200);
    fixture_build(&f);
    assert_int_equal(road_hierarchy_build(f.network, &hierarchy, &f.err), STATUS_OK);
    uint32_t links = f.network->link_count, vertices = hierarchy->vertex_count;
    static uint32_t link_ms[36480];
    assert_int_equal(links, 36480);
    for (uint32_t i = 0; i < links; i++)
        link_ms[i] = 1000 + i * 7 % 5 * 100;
    struct road_metric *one = make_metric(hierarchy, link_ms, 1);
    for (size_t s = 0; s < 3; s++) {
        struct road_metric *many = make_metric(hierarchy, link_ms, sizes[s]);
        size_t size = hierarchy->arc_count * sizeof *one->up_ms;
        assert_memory_equal(many->up_ms, one->up_ms, size);
        assert_memory_equal(many->down_ms, one->down_ms, size);
        assert_memory_equal(many->up_via, one->up_via, size);
        assert_memory_equal(many->down_via, one->down_via, size);
        uint32_t up = one->up.first[vertices], down = one->down.first[vertices];
        assert_int_equal(many->up.first[vertices], up);
        assert_int_equal(many->down.first[vertices], down);
        assert_memory_equal(many->up.edges, one->up.edges, up * sizeof *one->up.edges);
        assert_memory_equal(many->down.edges, one->down.edges, down * sizeof *one->down.edges);
        road_metric_destroy(many);
    }
    /* Some level must have been worth sharing. */
    uint64_t most = 0;
    for (uint32_t i = 0; i < hierarchy->level_count; i++)
        if (hierarchy->level_work[i] > most)
            most = hierarchy->level_work[i];
    assert_true(most > 20000);
    road_metric_destroy(one);
    road_metric_destroy(NULL);
    road_hierarchy_destroy(hierarchy);
    network_fixture_deinit(&f);
}

/** Least times from a vertex to all others over vertices of rank below `bound` alone. */
static void plain_between(const struct road_hierarchy *hierarchy, const uint32_t *link_ms,
                          uint32_t tail, uint32_t bound, uint64_t *at_ms)
{
    for (uint32_t i = 0; i < hierarchy->vertex_count; i++)
        at_ms[i] = i == tail ? 0 : UINT64_MAX;
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (uint32_t i = 0; i < hierarchy->step_count; i++) {
            struct road_step step = hierarchy->steps[i];
            uint32_t low = hierarchy->arc_tail[step.arc], high = hierarchy->arc_head[step.arc];
            uint32_t from = step.is_up ? low : high, to = step.is_up ? high : low;
            if (at_ms[from] == UINT64_MAX || (from >= bound && from != tail) ||
                at_ms[from] + link_ms[step.link] >= at_ms[to])
                continue;
            at_ms[to] = at_ms[from] + link_ms[step.link];
            has_changed = true;
        }
    }
}

/** An arc up takes the least time over vertices of lower rank than its tail. It is left out when a
 * way over any vertices is shorter, and only when one is as short. */
static void test_arcs_take_the_least_time(void **state)
{
    (void)state;
    static bool is_allowed[LINK_MAX][LINK_MAX];
    uint32_t kept = 0, spare = 0;
    for (uint32_t number = 0; number < 200; number++) {
        struct network_fixture f;
        struct road_hierarchy *hierarchy;
        uint32_t link_ms[LINK_MAX];
        uint64_t below_ms[NODE_COUNT + LINK_MAX], least_ms[NODE_COUNT + LINK_MAX];
        if (number % 2 == 0)
            random_network(&f, number);
        else if (number % 4 == 1)
            random_turns(&f, number, is_allowed);
        else
            random_rules(&f, number);
        random_times(f.network, number, number, link_ms);
        assert_int_equal(road_hierarchy_build(f.network, &hierarchy, &f.err), STATUS_OK);
        struct road_metric *metric = make_metric(hierarchy, link_ms, 1);
        for (uint32_t tail = 0; tail < hierarchy->vertex_count; tail++) {
            plain_between(hierarchy, link_ms, tail, tail, below_ms);
            plain_between(hierarchy, link_ms, tail, UINT32_MAX, least_ms);
            uint32_t edge = metric->up.first[tail];
            for (uint32_t k = hierarchy->up_first[tail]; k < hierarchy->up_first[tail + 1]; k++) {
                uint32_t head = hierarchy->arc_head[k];
                bool is_kept = edge < metric->up.first[tail + 1] && metric->up.arcs[edge] == k;
                assert_true(metric->up_ms[k] == below_ms[head] ||
                            (metric->up_ms[k] == ROAD_NO_WAY_MS && below_ms[head] == UINT64_MAX));
                if (is_kept)
                    assert_int_equal(metric->up_ms[k], least_ms[head]);
                if (metric->up_ms[k] != ROAD_NO_WAY_MS)
                    spare += !is_kept;
                kept += is_kept;
                edge += is_kept;
            }
            assert_int_equal(edge, metric->up.first[tail + 1]);
        }
        road_metric_destroy(metric);
        road_hierarchy_destroy(hierarchy);
        network_fixture_deinit(&f);
    }
    assert_true(kept > 500);
    assert_true(spare > 50);
}

/** Sums are exact up to the longest way, and no way stays none. */
static void test_sums(void **state)
{
    (void)state;
    assert_int_equal(road_way_sum_ms(3, 4), 7);
    assert_int_equal(road_way_sum_ms(ROAD_WAY_MOST_MS - 1, 1), ROAD_WAY_MOST_MS);
    assert_int_equal(road_way_sum_ms(ROAD_WAY_MOST_MS, ROAD_WAY_MOST_MS), ROAD_WAY_MOST_MS);
    assert_int_equal(road_way_sum_ms(ROAD_NO_WAY_MS, 0), ROAD_NO_WAY_MS);
    assert_int_equal(road_way_sum_ms(ROAD_NO_WAY_MS, ROAD_NO_WAY_MS), ROAD_NO_WAY_MS);
    assert_int_equal(ROAD_WAY_MOST_MS / 3600000, 149);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_workers_change_nothing),
        cmocka_unit_test(test_arcs_take_the_least_time),
        cmocka_unit_test(test_sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
