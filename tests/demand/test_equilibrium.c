// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/equilibrium.h"

#include <math.h>
#include <string.h>

/** Two roads: an agent on a road pays 1 and the share of all agents who are on it; or agents who
 * gain whatever they do. */
enum { AGENTS = 5000, ROADS = 2, ROWS = 64, WORKERS = 8 };

struct roads {
    uint8_t road[AGENTS], found[WORKERS];
    double cost[ROADS];
    bool is_restless;
    uint32_t loads;
};

static enum status roads_load(void *self, uint32_t iteration, struct error *err)
{
    struct roads *roads = self;
    uint32_t on_second = 0;
    (void)err;
    assert_int_equal(iteration, roads->loads++);
    for (uint32_t i = 0; i < AGENTS; i++)
        on_second += roads->road[i];
    roads->cost[0] = 2 - (double)on_second / AGENTS;
    roads->cost[1] = 1 + (double)on_second / AGENTS;
    return STATUS_OK;
}

static void roads_reply(void *self, uint32_t agent, uint32_t worker, struct equilibrium_reply *out)
{
    struct roads *roads = self;
    double saved = roads->cost[roads->road[agent]] - roads->cost[!roads->road[agent]];
    roads->found[worker] = !roads->road[agent];
    out->cost = roads->cost[roads->road[agent]];
    out->regret = roads->is_restless ? out->cost / 2 : fmax(0, saved);
    out->kind = roads->road[agent];
}

static void roads_take(void *self, uint32_t agent, uint32_t worker)
{
    struct roads *roads = self;
    roads->road[agent] = roads->found[worker];
}

struct rows {
    struct equilibrium_iteration items[ROWS];
    uint32_t count, most;
};

static bool rows_put(void *self, const struct equilibrium_iteration *row)
{
    struct rows *rows = self;
    rows->items[rows->count++] = *row;
    return rows->count < rows->most;
}

static enum status run(struct roads *roads, const struct equilibrium_parameters *parameters,
                       uint32_t threads, struct rows *rows)
{
    struct error err = {0};
    struct team *team = team_create(threads, &err);
    struct equilibrium_model model = {roads, AGENTS, roads_load, roads_reply, roads_take, NULL};
    enum status status = equilibrium_run(&model, parameters, team, rows_put, rows, &err);
    team_destroy(team);
    return status;
}

static void one_loading_keeps_plans(void **state)
{
    (void)state;
    static struct roads roads;
    struct rows rows = {.most = ROWS};
    struct equilibrium_parameters parameters = {.iterations = 0, .gap = 0, .pace = 1, .seed = 1};
    memset(&roads, 0, sizeof roads);
    assert_int_equal(run(&roads, &parameters, 2, &rows), STATUS_OK);
    assert_int_equal(rows.count, 1);
    assert_true(rows.items[0].relative_gap == 0.5); /* all pay 2, the other road costs 1 */
    assert_true(rows.items[0].mean_cost == 2);
    assert_true(rows.items[0].share_who_gain == 1);
    assert_true(rows.items[0].share_who_changed == 0);
    assert_true(rows.items[0].kind_share[0] == 1);
}

static void ends_with_the_choices_of_the_last_row(void **state)
{
    (void)state;
    static struct roads roads;
    struct rows rows = {.most = ROWS};
    struct equilibrium_parameters parameters = {
        .iterations = 40, .gap = 0.01, .pace = 1, .seed = 7};
    memset(&roads, 0, sizeof roads);
    assert_int_equal(run(&roads, &parameters, 2, &rows), STATUS_OK);
    const struct equilibrium_iteration *last = &rows.items[rows.count - 1];
    uint32_t on_second = 0;
    for (uint32_t i = 0; i < AGENTS; i++)
        on_second += roads.road[i];
    assert_in_range(rows.count, 3, 40);
    assert_true(last->relative_gap <= 0.01);
    assert_true(last->share_who_changed == 0);
    assert_true(last->kind_share[1] == (double)on_second / AGENTS);
    assert_true(fabs(last->kind_share[1] - 0.5) < 0.02);
    /* half of the cost could be saved, so half of the agents change at first */
    assert_true(fabs(rows.items[0].share_who_changed - 0.5) < 4 * sqrt(0.25 / AGENTS));
}

static void goes_on_when_a_look_finds_a_gap(void **state)
{
    (void)state;
    static struct roads roads;
    struct rows rows = {.most = ROWS};
    struct equilibrium_parameters parameters = {
        .iterations = 5, .gap = 0.6, .pace = 0.2, .seed = 7};
    memset(&roads, 0, sizeof roads);
    roads.is_restless = true;
    assert_int_equal(run(&roads, &parameters, 1, &rows), STATUS_OK);
    assert_int_equal(rows.count, 2); /* the gap of 0.5 is known after the first loading */
    assert_true(rows.items[0].share_who_changed > 0.08);
    parameters.gap = 0.4;
    rows.count = 0;
    roads.loads = 0;
    assert_int_equal(run(&roads, &parameters, 1, &rows), STATUS_OK);
    assert_int_equal(rows.count, 6); /* used up */
    for (uint32_t i = 0; i < 5; i++)
        assert_true(rows.items[i].share_who_changed > 0);
    assert_true(rows.items[5].share_who_changed == 0);
}

static void threads_do_not_matter(void **state)
{
    (void)state;
    static struct roads one, many;
    struct rows of_one = {.most = ROWS}, of_many = {.most = ROWS};
    struct equilibrium_parameters parameters = {.iterations = 8, .gap = 0, .pace = 0.7, .seed = 3};
    memset(&one, 0, sizeof one);
    memset(&many, 0, sizeof many);
    assert_int_equal(run(&one, &parameters, 1, &of_one), STATUS_OK);
    assert_int_equal(run(&many, &parameters, WORKERS, &of_many), STATUS_OK);
    assert_int_equal(of_one.count, of_many.count);
    assert_memory_equal(one.road, many.road, sizeof one.road);
    for (uint32_t i = 0; i < of_one.count; i++) {
        assert_true(of_one.items[i].relative_gap == of_many.items[i].relative_gap);
        assert_true(of_one.items[i].mean_cost == of_many.items[i].mean_cost);
        assert_true(of_one.items[i].share_who_changed == of_many.items[i].share_who_changed);
    }
}

static void watch_stops(void **state)
{
    (void)state;
    static struct roads roads;
    struct rows rows = {.most = 2};
    struct equilibrium_parameters parameters = {.iterations = 9, .gap = 0, .pace = 1, .seed = 1};
    memset(&roads, 0, sizeof roads);
    assert_int_equal(run(&roads, &parameters, 1, &rows), STATUS_STOPPED);
    assert_int_equal(rows.count, 2);
    assert_int_equal(rows.items[1].iteration, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_loading_keeps_plans),
        cmocka_unit_test(ends_with_the_choices_of_the_last_row),
        cmocka_unit_test(goes_on_when_a_look_finds_a_gap),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(watch_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
