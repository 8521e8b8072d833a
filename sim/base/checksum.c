// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/checksum.h"

#include <string.h>

#define PRIME_1 UINT64_C(0x9E3779B185EBCA87)
#define PRIME_2 UINT64_C(0xC2B2AE3D27D4EB4F)
#define PRIME_3 UINT64_C(0x165667B19E3779F9)
#define PRIME_4 UINT64_C(0x85EBCA77C2B2AE63)
#define PRIME_5 UINT64_C(0x27D4EB2F165667C5)

#define LANES  4u
#define STRIPE (LANES * sizeof(uint64_t))

static uint64_t rotate(uint64_t word, unsigned bits)
{
    return word << bits | word >> (64 - bits);
}

/* The specification reads words with the least byte first. */
static uint64_t word64(const unsigned char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static uint64_t word32(const unsigned char *bytes)
{
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap32(word);
#endif
    return word;
}

static uint64_t lane_round(uint64_t lane, uint64_t word)
{
    return rotate(lane + word * PRIME_2, 31) * PRIME_1;
}

static uint64_t merge(uint64_t sum, uint64_t lane)
{
    return (sum ^ lane_round(0, lane)) * PRIME_1 + PRIME_4;
}

/** Takes in all whole stripes; moves `*bytes` behind them. */
static uint64_t checksum_stripes(uint64_t seed, const unsigned char **bytes,
                                 const unsigned char *end)
{
    uint64_t lanes[LANES] = {seed + PRIME_1 + PRIME_2, seed + PRIME_2, seed, seed - PRIME_1};
    const unsigned char *at = *bytes;
    for (; (size_t)(end - at) >= STRIPE; at += STRIPE)
        for (unsigned i = 0; i < LANES; i++)
            lanes[i] = lane_round(lanes[i], word64(at + i * sizeof(uint64_t)));
    *bytes = at;

    uint64_t sum =
        rotate(lanes[0], 1) + rotate(lanes[1], 7) + rotate(lanes[2], 12) + rotate(lanes[3], 18);
    for (unsigned i = 0; i < LANES; i++)
        sum = merge(sum, lanes[i]);
    return sum;
}

/** Takes in what is left behind the stripes. */
static uint64_t checksum_rest(uint64_t sum, const unsigned char *at, const unsigned char *end)
{
    for (; end - at >= 8; at += 8)
        sum = rotate(sum ^ lane_round(0, word64(at)), 27) * PRIME_1 + PRIME_4;
    if (end - at >= 4) {
        sum = rotate(sum ^ word32(at) * PRIME_1, 23) * PRIME_2 + PRIME_3;
        at += 4;
    }
    for (; at < end; at++)
        sum = rotate(sum ^ *at * PRIME_5, 11) * PRIME_1;
    return sum;
}

uint64_t checksum64(uint64_t seed, const void *bytes, size_t count)
{
    const unsigned char *at = bytes, *end = at + count;
    uint64_t sum = count >= STRIPE ? checksum_stripes(seed, &at, end) : seed + PRIME_5;
    sum = checksum_rest(sum + count, at, end);
    sum = (sum ^ sum >> 33) * PRIME_2;
    sum = (sum ^ sum >> 29) * PRIME_3;
    return sum ^ sum >> 32;
}
