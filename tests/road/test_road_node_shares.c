// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "support/road_fixture.h"

/* How arms share a contested exit when they have other exits too. Source of the fluid's shares:
 * Tampere, Corthout, Cattrysse and Immers 2011. */

enum { ARMS = 4 };

static void add_arms(struct road_fixture *f, const double *capacities_vph)
{
    static const char *const ends[] = {"A", "B", "C", "D"};
    static const char *const ins[] = {"in0", "in1", "in2", "in3"};
    static const char *const outs[] = {"out0", "out1", "out2", "out3"};
    fixture_node(&f->net, "M", 0, 0);
    for (uint32_t i = 0; i < ARMS; i++) {
        fixture_node(&f->net, ends[i], 10.0 + i, 0);
        struct road_link_row row = {.id = ins[i],
                                    .from = ends[i],
                                    .to = "M",
                                    .oneway = true,
                                    .lanes = 2,
                                    .capacity_vps = capacities_vph[i] / 3600};
        fixture_link(&f->net, row);
        row.id = outs[i];
        row.from = "M";
        row.to = ends[i];
        fixture_link(&f->net, row);
    }
}

/** Vehicles of one arm in a fixed mixture of destinations, for `hours`. */
static void add_demand(struct road_fixture *f, uint32_t arm, const double flows_vph[ARMS],
                       double hours)
{
    double owed[ARMS] = {0}, sum_vph = 0;
    for (uint32_t to = 0; to < ARMS; to++)
        sum_vph += flows_vph[to];
    uint32_t count = (uint32_t)(sum_vph * hours);
    for (uint32_t n = 0; n < count; n++) {
        char route[32];
        uint32_t best = arm == 0;
        for (uint32_t to = 0; to < ARMS; to++) {
            owed[to] += flows_vph[to] / sum_vph;
            if (owed[to] > owed[best])
                best = to;
        }
        owed[best] -= 1;
        snprintf(route, sizeof route, "in%u out%u", arm, best);
        trip_over(f, route, (uint32_t)(1000 + n * 3600000.0 / sum_vph), VEHICLE_CAR);
    }
}

/** One arm has half of its vehicles for the contested exit, the other one all: the exit is shared
 * so that both arms, of equal capacity, pass equally much in all. */
static void test_exit_is_shared_by_what_the_arms_pass(void **state)
{
    (void)state;
    static const double capacities_vph[ARMS] = {1440, 1440, 1440, 1440};
    static const double mixed_vph[ARMS] = {0, 0, 700, 700}, single_vph[ARMS] = {0, 0, 0, 1400};
    struct road_fixture f;
    road_fixture_init(&f);
    add_arms(&f, capacities_vph);
    fixture_build(&f.net);
    add_demand(&f, 0, mixed_vph, 2);
    add_demand(&f, 1, single_vph, 2);
    f.sample_every_ms = 600000;
    road_fixture_run(&f, 7200);
    assert_near(count_left(&f, "in0", 1800, 6600), 4800 * 0.8 / 3, 4);
    assert_near(count_left(&f, "in1", 1800, 6600), 4800 * 0.8 / 3, 4);
    assert_near(count_left(&f, "out3", 1800, 6600), 4800 * 0.4, 1);
    road_fixture_deinit(&f);
}

/** An arm that has used one exit for an hour turns to another one, where a second arm has a queue:
 * it gets its share at once, and nobody loses patience. */
static void test_a_new_exit_is_shared_at_once(void **state)
{
    (void)state;
    static const double capacities_vph[ARMS] = {1440, 1440, 1440, 1440};
    struct road_fixture f;
    road_fixture_init(&f);
    f.parameters.patience_s = 300;
    add_arms(&f, capacities_vph);
    fixture_build(&f.net);
    demand_add(&f, "in0 out2", 1, 3600, 0.39);
    demand_add(&f, "in0 out3", 3600, 7200, 0.39);
    demand_add(&f, "in1 out3", 3400, 7200, 0.8);
    f.sample_every_ms = 100000;
    road_fixture_run(&f, 7200);
    for (uint32_t t_s = 3700; t_s < 7200; t_s += 100) {
        assert_near(count_left(&f, "in0", t_s, t_s + 100), 20, t_s == 3700 ? 4 : 1);
        assert_near(count_left(&f, "in1", t_s, t_s + 100), 20, t_s == 3700 ? 4 : 1);
    }
    assert_int_equal(f.forced_count, 0);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exit_is_shared_by_what_the_arms_pass),
        cmocka_unit_test(test_a_new_exit_is_shared_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
