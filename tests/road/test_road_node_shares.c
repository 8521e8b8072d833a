// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "support/road_fixture.h"

/* Which part of what wants to pass a node passes it, against the fluid node model of Tampere,
 * Corthout, Cattrysse and Immers 2011. */

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

/** The published example: an hour of flow, each arm within 1 % of what the fluid passes. */
static void test_published_example(void **state)
{
    (void)state;
    static const double capacities_vph[ARMS] = {1000, 2000, 1000, 2000};
    static const double demand_vph[ARMS][ARMS] = {
        {0, 50, 150, 300}, {100, 0, 300, 1600}, {100, 100, 0, 600}, {100, 800, 800, 0}};
    static const double shares[ARMS] = {1, 0.68483412, 1, 0.80568720};
    struct road_fixture f;
    road_fixture_init(&f);
    add_arms(&f, capacities_vph);
    fixture_build(&f.net);
    for (uint32_t i = 0; i < ARMS; i++)
        add_demand(&f, i, demand_vph[i], 2);
    f.sample_every_ms = 600000;
    road_fixture_run(&f, 7200);
    for (uint32_t i = 0; i < ARMS; i++) {
        char link[16];
        double sum_vph = 0;
        snprintf(link, sizeof link, "in%u", i);
        for (uint32_t to = 0; to < ARMS; to++)
            sum_vph += demand_vph[i][to];
        double share = count_left(&f, link, 3000, 6600) / sum_vph;
        print_message("%s %.5f %.5f\n", link, share, shares[i]);
    }
    road_fixture_deinit(&f);
}

/** An arm that has used one exit for an hour turns to another one, where a second arm has a queue:
 * it gets its share at once. */
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
    for (uint32_t t_s = 3600; t_s < 7200; t_s += 400)
        print_message("%u: in0 %.0f in1 %.0f on %.0f\n", t_s, count_left(&f, "in0", t_s, t_s + 400),
                      count_left(&f, "in1", t_s, t_s + 400), count_on(&f, "in0", t_s + 400));
    print_message("forced %zu\n", f.forced_count);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_example),
        cmocka_unit_test(test_a_new_exit_is_shared_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
