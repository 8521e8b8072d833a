// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/random.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

#define DRAWS 200000

/** Known answers of philox4x32_10 published with Random123 (file kat_vectors). */
static void test_published_vectors(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], out[4];
    } vectors[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        uint32_t out[4];
        philox4x32_10(vectors[i].key, vectors[i].counter, out);
        assert_memory_equal(out, vectors[i].out, sizeof out);
    }
}

/** A stream is philox of (seed; block, purpose, entity), word by word. */
static void test_stream_is_a_pure_function(void **state)
{
    (void)state;
    struct random_stream stream;
    const uint32_t key[2] = {0x89abcdef, 0x01234567};

    random_stream_init(&stream, UINT64_C(0x0123456789abcdef), 4711, RANDOM_TEST);
    for (uint32_t block = 0; block < 100; block++) {
        uint32_t counter[4] = {block, 0, RANDOM_TEST, 4711}, expected[4];
        philox4x32_10(key, counter, expected);
        for (unsigned word = 0; word < 4; word++)
            assert_int_equal(random_bits(&stream), expected[word]);
    }
}

/** The block counter carries into its second word. */
static void test_counter_carries(void **state)
{
    (void)state;
    struct random_stream stream;
    const uint32_t key[2] = {5, 0}, after[4] = {0, 1, RANDOM_TEST, 6};
    uint32_t expected[4];

    random_stream_init(&stream, 5, 6, RANDOM_TEST);
    stream.counter[0] = UINT32_MAX;
    for (int i = 0; i < 4; i++)
        random_bits(&stream);
    philox4x32_10(key, after, expected);
    for (unsigned word = 0; word < 4; word++)
        assert_int_equal(random_bits(&stream), expected[word]);
}

/** What other streams draw, and in which order, changes nothing. */
static void test_streams_are_independent_of_use(void **state)
{
    (void)state;
    enum { STREAMS = 20, EACH = 500 };
    static uint32_t alone[STREAMS][EACH];
    struct random_stream streams[STREAMS];

    for (uint32_t s = 0; s < STREAMS; s++) {
        random_stream_init(&streams[s], 99, s / 2, s % 2 ? RANDOM_TEST : RANDOM_CHAIN);
        for (uint32_t i = 0; i < EACH; i++)
            alone[s][i] = random_bits(&streams[s]);
    }
    uint32_t used[STREAMS] = {0}, turn = 0;
    for (uint32_t s = 0; s < STREAMS; s++)
        random_stream_init(&streams[s], 99, s / 2, s % 2 ? RANDOM_TEST : RANDOM_CHAIN);
    for (uint32_t taken = 0; taken < STREAMS * EACH; turn = turn * 1664525u + 1013904223u) {
        uint32_t s = (turn >> 8) % STREAMS;
        if (used[s] == EACH)
            continue;
        assert_int_equal(random_bits(&streams[s]), alone[s][used[s]]);
        used[s]++;
        taken++;
    }
}

static void test_seed_entity_and_purpose_separate_streams(void **state)
{
    (void)state;
    struct random_stream streams[5];
    uint32_t equal = 0;

    random_stream_init(&streams[0], 1, 2, RANDOM_TEST);
    random_stream_init(&streams[1], 2, 2, RANDOM_TEST);
    random_stream_init(&streams[2], UINT64_C(1) << 32 | 1, 2, RANDOM_TEST);
    random_stream_init(&streams[3], 1, 3, RANDOM_TEST);
    random_stream_init(&streams[4], 1, 2, RANDOM_MODE);
    for (int i = 0; i < 10000; i++) {
        uint32_t bits[5];
        for (int s = 0; s < 5; s++)
            bits[s] = random_bits(&streams[s]);
        for (int s = 0; s < 5; s++)
            for (int other = 0; other < s; other++)
                equal += bits[s] == bits[other];
    }
    assert_in_range(equal, 0, 1); /* 100,000 pairs of 32 bits: 0.00002 expected */
}

static void test_unit_is_uniform(void **state)
{
    (void)state;
    struct random_stream stream;
    double sum = 0, squares = 0;
    uint32_t tenths[10] = {0};

    random_stream_init(&stream, 7, 8, RANDOM_TEST);
    for (int i = 0; i < DRAWS; i++) {
        double unit = random_unit(&stream);
        assert_true(unit >= 0.0 && unit < 1.0);
        sum += unit;
        squares += unit * unit;
        tenths[(int)(unit * 10)]++;
    }
    /* Standard errors: 0.00065 of the mean, 0.00067 of the second moment, 134 of a tenth. */
    assert_true(fabs(sum / DRAWS - 0.5) < 0.003);
    assert_true(fabs(squares / DRAWS - 1.0 / 3) < 0.003);
    for (int i = 0; i < 10; i++)
        assert_in_range(tenths[i], DRAWS / 10 - 600, DRAWS / 10 + 600);
}

/** 53 bits: the largest value is 1 - 2^-53, and the low bits are in use. */
static void test_unit_has_53_bits(void **state)
{
    (void)state;
    struct random_stream stream;
    uint64_t seen = 0, always = UINT64_MAX;

    random_stream_init(&stream, 7, 9, RANDOM_TEST);
    for (int i = 0; i < 1000; i++) {
        double scaled = random_unit(&stream) * 0x1p53;
        assert_true(scaled == floor(scaled));
        seen |= (uint64_t)scaled;
        always &= (uint64_t)scaled;
    }
    assert_true(seen == (UINT64_C(1) << 53) - 1);
    assert_true(always == 0);
}

static void test_below_is_unbiased(void **state)
{
    (void)state;
    struct random_stream stream;
    uint32_t counts[7] = {0};

    random_stream_init(&stream, 10, 11, RANDOM_TEST);
    for (int i = 0; i < DRAWS; i++) {
        uint32_t value = random_below(&stream, 7);
        assert_in_range(value, 0, 6);
        counts[value]++;
    }
    double chi_squared = 0, expected = DRAWS / 7.0;
    for (int i = 0; i < 7; i++)
        chi_squared += (counts[i] - expected) * (counts[i] - expected) / expected;
    assert_true(chi_squared < 22.46); /* 6 degrees of freedom: exceeded by 1 in 1,000 */
    for (int i = 0; i < 1000; i++)
        assert_int_equal(random_below(&stream, 1), 0);
}

/** 3 * 2^30 does not divide 2^32: scaling without rejection would give each residue 0 of 3 twice
 * as often as the others; remainders would favour the low third. */
static void test_below_rejects_the_bias_of_large_counts(void **state)
{
    (void)state;
    struct random_stream stream;
    const uint32_t count = 3u << 30;
    uint32_t thirds[3] = {0}, residues[3] = {0};

    random_stream_init(&stream, 12, 13, RANDOM_TEST);
    for (int i = 0; i < DRAWS; i++) {
        uint32_t value = random_below(&stream, count);
        assert_in_range(value, 0, count - 1);
        thirds[value >> 30]++;
        residues[value % 3]++;
    }
    for (int i = 0; i < 3; i++) { /* standard error 211 */
        assert_in_range(thirds[i], DRAWS / 3 - 900, DRAWS / 3 + 900);
        assert_in_range(residues[i], DRAWS / 3 - 900, DRAWS / 3 + 900);
    }
    assert_true(random_below(&stream, UINT32_MAX) < UINT32_MAX);
}

/** GSL's distributions draw from the stream: moments, and the same draws from equal streams. */
static void test_gsl_draws_from_it(void **state)
{
    (void)state;
    struct random_stream a, b;
    double normal_sum = 0, normal_squares = 0, exponential_sum = 0, poisson_sum = 0;

    random_stream_init(&a, 21, 22, RANDOM_TEST);
    random_stream_init(&b, 21, 22, RANDOM_TEST);
    for (int i = 0; i < DRAWS; i++) {
        double normal = gsl_ran_gaussian_ziggurat(&a.rng, 2.0);
        normal_sum += normal;
        normal_squares += normal * normal;
        exponential_sum += gsl_ran_exponential(&a.rng, 3.0);
        poisson_sum += gsl_ran_poisson(&a.rng, 4.0);
        if (i % 100 == 0)
            assert_in_range(gsl_rng_uniform_int(&a.rng, 6), 0, 5);
    }
    assert_true(fabs(normal_sum / DRAWS) < 0.02);            /* standard error 0.0045 */
    assert_true(fabs(normal_squares / DRAWS - 4.0) < 0.06);  /* 0.0126 */
    assert_true(fabs(exponential_sum / DRAWS - 3.0) < 0.03); /* 0.0067 */
    assert_true(fabs(poisson_sum / DRAWS - 4.0) < 0.02);     /* 0.0045 */

    for (int i = 0; i < 100; i++)
        assert_true(gsl_rng_get(&b.rng) <= gsl_rng_max(&b.rng));
    assert_int_equal(gsl_rng_max(&b.rng), UINT32_MAX);
    assert_int_equal(gsl_rng_min(&b.rng), 0);
    assert_string_equal(gsl_rng_name(&b.rng), "philox4x32-10");
}

static void test_gsl_and_own_draws_are_one_stream(void **state)
{
    (void)state;
    struct random_stream a, b;

    random_stream_init(&a, 31, 32, RANDOM_TEST);
    random_stream_init(&b, 31, 32, RANDOM_TEST);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(gsl_rng_get(&a.rng), random_bits(&b));
        double mine = random_unit(&a), theirs = gsl_rng_uniform(&b.rng);
        assert_memory_equal(&mine, &theirs, sizeof mine);
    }
    /* gsl_rng_set starts the stream of another seed, as for any GSL generator. */
    gsl_rng_set(&a.rng, 77);
    random_stream_init(&b, 77, 32, RANDOM_TEST);
    for (int i = 0; i < 10; i++)
        assert_int_equal(random_bits(&a), random_bits(&b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_vectors),
        cmocka_unit_test(test_stream_is_a_pure_function),
        cmocka_unit_test(test_counter_carries),
        cmocka_unit_test(test_streams_are_independent_of_use),
        cmocka_unit_test(test_seed_entity_and_purpose_separate_streams),
        cmocka_unit_test(test_unit_is_uniform),
        cmocka_unit_test(test_unit_has_53_bits),
        cmocka_unit_test(test_below_is_unbiased),
        cmocka_unit_test(test_below_rejects_the_bias_of_large_counts),
        cmocka_unit_test(test_gsl_draws_from_it),
        cmocka_unit_test(test_gsl_and_own_draws_are_one_stream),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
