// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/network_fixture.h"

#include "road/flows.h"
#include "road/road.h"

struct setup {
    struct network_fixture net;
    struct table flows;
    struct drives drives;
};

static int setup_up(void **state)
{
    struct setup *setup = mem_alloc(1, sizeof *setup, NULL);
    network_fixture_init(&setup->net);
    fixture_node(&setup->net, "P", 0, 0);
    fixture_node(&setup->net, "Q", 900, 0);
    fixture_node(&setup->net, "R", 1800, 0);
    fixture_way(&setup->net, "a", "P", "Q");
    fixture_way(&setup->net, "b", "Q", "R");
    fixture_build(&setup->net);
    setup->flows = (struct table){.path = "flows.csv", .row_size = sizeof(struct flow_row)};
    *state = setup;
    return 0;
}

static int setup_down(void **state)
{
    struct setup *setup = *state;
    table_deinit(&setup->flows);
    drives_deinit(&setup->drives);
    network_fixture_deinit(&setup->net);
    mem_free(setup);
    return 0;
}

static void add(struct setup *setup, struct flow_row row)
{
    fixture_add_row(&setup->net, &setup->flows, &row);
}

static enum status expand(struct setup *setup, uint64_t seed)
{
    drives_deinit(&setup->drives);
    error_reset(&setup->net.err);
    return flows_add(&setup->flows, setup->net.network, seed, &setup->drives, &setup->net.err);
}

/** 600 an hour are 6 s apart, the first after half of that; the one due at the end stays away. */
static void test_even(void **state)
{
    struct setup *setup = *state;
    add(setup, (struct flow_row){.route = "a b",
                                 .class = VEHICLE_TRUCK,
                                 .from_s = 100,
                                 .until_s = 163,
                                 .flow_vps = 1.0 / 6});
    add(setup, (struct flow_row){.route = "b", .from_s = 0, .until_s = 10, .flow_vps = 0.7});
    add(setup, (struct flow_row){.route = "b", .from_s = 0, .until_s = 10, .flow_vps = 0});
    assert_int_equal(expand(setup, 1), STATUS_OK);
    assert_int_equal(setup->drives.count, 10 + 7);
    for (uint32_t i = 0; i < 10; i++) {
        assert_int_equal(setup->drives.items[i].depart_ms, 103000 + 6000 * i);
        assert_int_equal(setup->drives.items[i].class, VEHICLE_TRUCK);
        assert_int_equal(setup->drives.items[i].route_length, 2);
    }
    for (uint32_t i = 0; i < 7; i++) /* 714.29, 2142.86 ... 9285.71 */
        assert_int_equal(setup->drives.items[10 + i].depart_ms, lround((i + 0.5) / 0.7 * 1000));
    assert_int_equal(setup->drives.block_used, 2 + 1 + 1); /* vehicles of a flow share a route */
}

/** 36,000 expected vehicles of a Poisson process: the count lies within five standard deviations
 * (190 each), the gaps have mean and standard deviation 1 / flow (each within 5 standard errors).
 */
static void test_poisson(void **state)
{
    struct setup *setup = *state;
    add(setup,
        (struct flow_row){.route = "a", .until_s = 36000, .flow_vps = 1, .spacing = FLOW_POISSON});
    assert_int_equal(expand(setup, 1), STATUS_OK);
    uint32_t count = setup->drives.count;
    double sum = 0, squares = 0;
    assert_in_range(count, 36000 - 949, 36000 + 949);
    for (uint32_t i = 1; i < count; i++) {
        assert_true(setup->drives.items[i].depart_ms >= setup->drives.items[i - 1].depart_ms);
        double gap_s =
            (setup->drives.items[i].depart_ms - setup->drives.items[i - 1].depart_ms) / 1000.0;
        sum += gap_s;
        squares += gap_s * gap_s;
    }
    double mean_s = sum / (count - 1);
    assert_near(mean_s, 1, 5 / sqrt(count));
    assert_near(squares / (count - 1) - mean_s * mean_s, 1, 5 * sqrt(8.0 / count));
    assert_true(setup->drives.items[count - 1].depart_ms < 36000000);
}

/** What a flow draws follows from the seed and its row alone. */
static void test_flows_do_not_disturb_each_other(void **state)
{
    struct setup *setup = *state;
    struct flow_row flow = {
        .route = "a", .until_s = 1000, .flow_vps = 0.5, .spacing = FLOW_POISSON};
    uint32_t alone[2000], count = 0;
    add(setup, flow);
    add(setup, flow);
    assert_int_equal(expand(setup, 7), STATUS_OK);
    count = setup->drives.count;
    assert_in_range(count, 800, 1200);
    for (uint32_t i = 0; i < count; i++)
        alone[i] = setup->drives.items[i].depart_ms;

    ((struct flow_row *)setup->flows.rows)[0].flow_vps = 0; /* the first one is gone */
    assert_int_equal(expand(setup, 7), STATUS_OK);
    assert_in_range(setup->drives.count, 400, 600);
    uint32_t first = count - setup->drives.count;
    for (uint32_t i = 0; i < setup->drives.count; i++)
        assert_int_equal(setup->drives.items[i].depart_ms, alone[first + i]);
    assert_int_not_equal(alone[0], alone[first]); /* two streams */

    assert_int_equal(expand(setup, 8), STATUS_OK);
    assert_int_not_equal(setup->drives.items[0].depart_ms, alone[first]);
}

static void test_findings(void **state)
{
    struct setup *setup = *state;
    add(setup, (struct flow_row){.route = "a bb", .until_s = 10, .flow_vps = 1});
    add(setup, (struct flow_row){.route = "a b", .until_s = 10, .flow_vps = 1});
    add(setup, (struct flow_row){.route = "a b", .from_s = 10, .until_s = 10, .flow_vps = 1});
    assert_int_equal(expand(setup, 1), STATUS_DATA);
    assert_string_equal(setup->net.err.text,
                        "flows.csv:2: route: unknown link 'bb', did you mean 'b'?\n"
                        "flows.csv:4: until_s is 10, must be after from_s, 10");
    assert_int_equal(setup->drives.count, 10);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup_up, setup_down)
    const struct CMUnitTest tests[] = {
        TEST(test_even),
        TEST(test_poisson),
        TEST(test_flows_do_not_disturb_each_other),
        TEST(test_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
