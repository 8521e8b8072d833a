// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/error.h"
#include "kernel/random.h"
#include "road/node_model.h"

#include <math.h>
#include <string.h>

enum { ARMS_MAX = 6 };

#define assert_near(found, expected, tolerance)                                                    \
    assert_true(fabs((found) - (expected)) <= (tolerance))

static void solve(const struct node_demand *demand, double *share)
{
    struct error err = {0};
    if (node_demand_solve(demand, share, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

/** The worked example of the paper. */
static void test_published_example(void **state)
{
    (void)state;
    static const double capacity[] = {1000, 2000, 1000, 2000};
    static const double turning[] = {0,   50,  150, 300, 100, 0,   300, 1600,
                                     100, 100, 0,   600, 100, 800, 800, 0};
    static const double expected[] = {1, 0.68483412, 1, 0.80568720};
    double share[4];
    solve(&(struct node_demand){4, 4, turning, capacity, capacity}, share);
    for (uint32_t i = 0; i < 4; i++)
        assert_near(share[i], expected[i], 5e-9);
}

static void test_merge_and_diverge(void **state)
{
    (void)state;
    static const double wish[] = {0.6, 0.6}, to_both[] = {0.3, 0.2}, supply[] = {0.2, 0.8};
    double share[2], exit = 0.8, one = 0.8;

    solve(&(struct node_demand){2, 1, wish, (const double[]){0.8, 1.6}, &exit}, share);
    assert_near(share[0] * 0.6, 0.8 / 3, 1e-12);
    assert_near(share[1] * 0.6, 1.6 / 3, 1e-12);
    solve(&(struct node_demand){2, 1, wish, (const double[]){0.8, 4}, &exit}, share);
    assert_near(share[0] * 0.6, 0.2, 1e-12);
    assert_near(share[1], 1, 0);
    solve(&(struct node_demand){1, 2, to_both, &one, supply}, share);
    assert_near(share[0], 2.0 / 3, 1e-12);
}

static void test_nothing_sent_and_nothing_taken(void **state)
{
    (void)state;
    static const double turning[] = {0, 0, 1, 0, 1, 2}, capacity[] = {5, 5, 5}, supply[] = {4, 0};
    double share[3];
    solve(&(struct node_demand){3, 2, turning, capacity, supply}, share);
    assert_near(share[0], 1, 0);
    assert_near(share[1], 1, 0);
    assert_near(share[2], 0, 0);
}

static void test_wrong_values(void **state)
{
    (void)state;
    struct error err = {0};
    double one = 1, none = 0, minus = -1, share;
    assert_int_equal(
        node_demand_solve(&(struct node_demand){1, 33, &one, &one, &one}, &share, &err),
        STATUS_USAGE);
    assert_string_equal(err.text, "a node of 1 in-links and 33 exits: 1 to 32 of each");
    error_reset(&err);
    assert_int_equal(
        node_demand_solve(&(struct node_demand){1, 1, &one, &none, &one}, &share, &err),
        STATUS_USAGE);
    assert_string_equal(err.text, "capacity of in-link 0 is 0, must be above 0");
    assert_int_equal(
        node_demand_solve(&(struct node_demand){1, 1, &minus, &one, &one}, &share, &err),
        STATUS_USAGE);
    assert_int_equal(
        node_demand_solve(&(struct node_demand){1, 1, &one, &one, &minus}, &share, &err),
        STATUS_USAGE);
}

/** A random node and its solution. */
struct sample {
    uint32_t in_count, out_count;
    double turning[ARMS_MAX * ARMS_MAX], capacity[ARMS_MAX], receiving[ARMS_MAX];
    double sending[ARMS_MAX], flow_out[ARMS_MAX], share[ARMS_MAX];
};

static void sample_solve(struct sample *sample)
{
    solve(&(struct node_demand){sample->in_count, sample->out_count, sample->turning,
                                sample->capacity, sample->receiving},
          sample->share);
    memset(sample->flow_out, 0, sizeof sample->flow_out);
    for (uint32_t i = 0; i < sample->in_count; i++)
        for (uint32_t j = 0; j < sample->out_count; j++)
            sample->flow_out[j] += sample->share[i] * sample->turning[i * sample->out_count + j];
}

static void sample_draw(struct sample *sample, struct random_stream *random)
{
    sample->in_count = 1 + random_below(random, ARMS_MAX);
    sample->out_count = 1 + random_below(random, ARMS_MAX);
    for (uint32_t i = 0; i < sample->in_count; i++) {
        double weight[ARMS_MAX], sum = 0;
        sample->capacity[i] = 500.0 * (1 + random_below(random, 6));
        for (uint32_t j = 0; j < sample->out_count; j++)
            sum += weight[j] = random_below(random, 3) ? random_unit(random) : 0;
        sample->sending[i] = sum > 0 ? sample->capacity[i] * random_unit(random) : 0;
        if (random_below(random, 4) == 0 && sum > 0)
            sample->sending[i] = sample->capacity[i];
        for (uint32_t j = 0; j < sample->out_count; j++)
            sample->turning[i * sample->out_count + j] =
                sum > 0 ? sample->sending[i] * weight[j] / sum : 0;
    }
    for (uint32_t j = 0; j < sample->out_count; j++)
        sample->receiving[j] = 3000 * random_unit(random);
    sample_solve(sample);
}

static bool is_full(const struct sample *sample, uint32_t out)
{
    return sample->flow_out[out] > sample->receiving[out] - 1e-7;
}

/** Whether an exit holds the in-link back. */
static bool is_held_back(const struct sample *sample, uint32_t in)
{
    return sample->share[in] < 1 - 1e-9;
}

/** The requirements of the paper's section 3 on random nodes: flows within demand and supply; every
 * in-link that is held back wants an exit that is full (individual flow maximisation); and the
 * result does not change when the demand of those held back rises to their capacity, or the supply
 * of an exit that is not full rises (invariance principle). */
static void test_requirements_on_random_nodes(void **state)
{
    (void)state;
    uint32_t held_back_count = 0;
    for (uint32_t number = 0; number < 20000; number++) {
        struct random_stream random;
        struct sample sample, more;
        random_stream_init(&random, 11, number, RANDOM_TEST);
        sample_draw(&sample, &random);
        more = sample;
        for (uint32_t j = 0; j < sample.out_count; j++) {
            assert_true(sample.flow_out[j] <= sample.receiving[j] + 1e-7);
            if (!is_full(&sample, j))
                more.receiving[j] = 1e6;
        }
        for (uint32_t i = 0; i < sample.in_count; i++) {
            bool meets_full = false;
            assert_true(sample.share[i] >= 0 && sample.share[i] <= 1);
            for (uint32_t j = 0; j < sample.out_count; j++) {
                double *wish = &more.turning[i * sample.out_count + j];
                meets_full |= *wish > 0 && is_full(&sample, j);
                if (is_held_back(&sample, i))
                    *wish *= sample.capacity[i] / sample.sending[i];
            }
            held_back_count += is_held_back(&sample, i);
            if (is_held_back(&sample, i))
                assert_true(meets_full);
        }
        sample_solve(&more);
        for (uint32_t i = 0; i < sample.in_count; i++) {
            double sent = is_held_back(&sample, i) ? sample.capacity[i] : sample.sending[i];
            assert_near(more.share[i] * sent, sample.share[i] * sample.sending[i], 1e-6);
        }
    }
    assert_true(held_back_count > 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_example),
        cmocka_unit_test(test_merge_and_diverge),
        cmocka_unit_test(test_nothing_sent_and_nothing_taken),
        cmocka_unit_test(test_wrong_values),
        cmocka_unit_test(test_requirements_on_random_nodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
