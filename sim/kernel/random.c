// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/random.h"

#define PHILOX_ROUNDS 10
#define PHILOX_M0     0xD2511F53u
#define PHILOX_M1     0xCD9E8D57u
#define PHILOX_W0     0x9E3779B9u
#define PHILOX_W1     0xBB67AE85u
#define BLOCK_WORDS   4u

void philox4x32_10(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4])
{
    uint32_t k0 = key[0], k1 = key[1];
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];

    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        uint64_t product0 = (uint64_t)PHILOX_M0 * c0;
        uint64_t product1 = (uint64_t)PHILOX_M1 * c2;
        c0 = (uint32_t)(product1 >> 32) ^ c1 ^ k0;
        c2 = (uint32_t)(product0 >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)product1;
        c3 = (uint32_t)product0;
        k0 += PHILOX_W0;
        k1 += PHILOX_W1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

uint32_t random_bits(struct random_stream *stream)
{
    if (stream->used == BLOCK_WORDS) {
        philox4x32_10(stream->key, stream->counter, stream->block);
        if (++stream->counter[0] == 0)
            stream->counter[1]++;
        stream->used = 0;
    }
    return stream->block[stream->used++];
}

double random_unit(struct random_stream *stream)
{
    uint64_t high = random_bits(stream) >> 5, low = random_bits(stream) >> 6;
    return (double)(high << 26 | low) * 0x1p-53;
}

uint32_t random_below(struct random_stream *stream, uint32_t count)
{
    /* Lemire 2019, "Fast random integer generation in an interval": reject the few biased products.
     */
    uint32_t threshold = (uint32_t)-count % count;
    uint64_t product;
    do {
        product = (uint64_t)random_bits(stream) * count;
    } while ((uint32_t)product < threshold);
    return (uint32_t)(product >> 32);
}

static void philox_gsl_set(void *state, unsigned long seed)
{
    struct random_stream *stream = state;
    stream->key[0] = (uint32_t)seed;
    stream->key[1] = (uint32_t)((uint64_t)seed >> 32);
    stream->counter[0] = stream->counter[1] = 0;
    stream->used = BLOCK_WORDS;
}

static unsigned long philox_gsl_get(void *state)
{
    return random_bits(state);
}

static double philox_gsl_get_double(void *state)
{
    return random_unit(state);
}

static const gsl_rng_type philox_gsl_type = {
    .name = "philox4x32-10",
    .max = UINT32_MAX,
    .min = 0,
    .size = sizeof(struct random_stream),
    .set = philox_gsl_set,
    .get = philox_gsl_get,
    .get_double = philox_gsl_get_double,
};

void random_stream_init(struct random_stream *stream, uint64_t seed, uint32_t entity,
                        enum random_purpose purpose)
{
    *stream = (struct random_stream){
        .rng = {.type = &philox_gsl_type, .state = stream},
        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
        .counter = {0, 0, (uint32_t)purpose, entity},
        .used = BLOCK_WORDS,
    };
}
