// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/road_state.h"
#include "support/road_fixture.h"

/* How arms share a contested exit when they have other exits too. */

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
        row.length_m = 4000; /* never fills up */
        row.from = "M";
        row.to = ends[i];
        fixture_link(&f->net, row);
    }
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

/** Two streams that meet enter a link ahead of its flow by some headways, never by more, and in the
 * long run at its flow. */
static void test_streams_enter_early_by_few_headways(void **state)
{
    (void)state;
    static const double capacities_vph[ARMS] = {1440, 1440, 1440, 1440};
    struct road_fixture f;
    road_fixture_init(&f);
    add_arms(&f, capacities_vph);
    fixture_build(&f.net);
    demand_add(&f, "in0 out3", 100, 3600, 0.39);
    demand_add(&f, "in1 out3", 100, 3600, 0.39);
    f.sample_every_ms = 1000;
    road_fixture_run(&f, 3600);
    double first_s = 151.3, most = 0;
    for (uint32_t t_s = 152; t_s < 3500; t_s++) {
        double ahead = (double)sample_at(&f, t_s, "out3").entered - 0.4 * (t_s - first_s) - 1;
        most = ahead > most ? ahead : most;
        assert_true(ahead > -1);
    }
    assert_near(most, MERGE_HEADWAYS, 1);
    assert_near(count_left(&f, "out3", 1000, 3000), 0.4 * 2000, 1);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_new_exit_is_shared_at_once),
        cmocka_unit_test(test_streams_enter_early_by_few_headways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
