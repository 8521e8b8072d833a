// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.h"

#include <stdio.h>
#include <string.h>

#define BLOCK_SIZE 64u

/* FIPS 180-4, section 4.2.2: the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t word, unsigned bits)
{
    return word >> bits | word << (32 - bits);
}

static void digest_schedule(const unsigned char block[BLOCK_SIZE], uint32_t words[64])
{
    for (unsigned i = 0; i < 16; i++)
        words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                   (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (unsigned i = 16; i < 64; i++) {
        uint32_t a = words[i - 15], b = words[i - 2];
        uint32_t s0 = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3;
        uint32_t s1 = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10;
        words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
}

/** One round over the eight working words, of which word 0 stands at `turn`: the words stay where
 * they are and their names move, which is what makes this loop fast. */
static inline void digest_round(uint32_t s[8], unsigned turn, uint32_t input)
{
    uint32_t a = s[turn & 7], b = s[(turn + 1) & 7], c = s[(turn + 2) & 7];
    uint32_t e = s[(turn + 4) & 7], f = s[(turn + 5) & 7], g = s[(turn + 6) & 7];
    uint32_t first = s[(turn + 7) & 7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
                     ((e & f) ^ (~e & g)) + input;
    s[(turn + 3) & 7] += first;
    s[(turn + 7) & 7] =
        first + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
}

static void digest_block_portable(struct digest *digest, const unsigned char block[BLOCK_SIZE])
{
    uint32_t words[64], s[8];

    digest_schedule(block, words);
    memcpy(s, digest->state, sizeof s);
    for (unsigned i = 0; i < 64; i += 8) {
        /* Written out, so that every index is a constant and the words stay in registers. */
        digest_round(s, 8, round_constants[i] + words[i]);
        digest_round(s, 7, round_constants[i + 1] + words[i + 1]);
        digest_round(s, 6, round_constants[i + 2] + words[i + 2]);
        digest_round(s, 5, round_constants[i + 3] + words[i + 3]);
        digest_round(s, 4, round_constants[i + 4] + words[i + 4]);
        digest_round(s, 3, round_constants[i + 5] + words[i + 5]);
        digest_round(s, 2, round_constants[i + 6] + words[i + 6]);
        digest_round(s, 1, round_constants[i + 7] + words[i + 7]);
    }
    for (unsigned i = 0; i < 8; i++)
        digest->state[i] += s[i];
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
/* The same by the instructions that many processors have for it; about six times as fast. Source:
 * Gulley, Gopal, Yap, Feghali, Guilford (2013), Intel SHA Extensions. */
#define DIGEST_SHA __attribute__((target("sha,sse4.1")))

typedef int digest_quad __attribute__((vector_size(16)));
typedef unsigned digest_words __attribute__((vector_size(16)));
typedef unsigned char digest_bytes __attribute__((vector_size(16)));

/** The instructions take signed words; sums wrap around, as only unsigned ones may. */
static inline DIGEST_SHA digest_quad digest_sum(digest_quad a, digest_quad b)
{
    return (digest_quad)((digest_words)a + (digest_words)b);
}

/** Words 4 g ... 4 g + 3 of the schedule, in place of those of group g - 4; quads[g % 4] has group
 * g. */
static inline DIGEST_SHA void digest_schedule_sha(digest_quad quads[4], unsigned g)
{
    digest_quad last = quads[(g + 3) & 3], before = quads[(g + 2) & 3];
    digest_quad sum = digest_sum(__builtin_ia32_sha256msg1(quads[g & 3], quads[(g + 1) & 3]),
                                 __builtin_shuffle(before, last, (digest_quad){1, 2, 3, 4}));
    quads[g & 3] = __builtin_ia32_sha256msg2(sum, last);
}

static DIGEST_SHA void digest_block_sha(struct digest *digest,
                                        const unsigned char block[BLOCK_SIZE])
{
    static const digest_bytes swap = {3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12};
    const uint32_t *state = digest->state;
    digest_quad quads[4];
    /* The instructions want a, b, e, f and c, d, g, h, each from the last lane to the first. */
    digest_quad abef = {(int)state[5], (int)state[4], (int)state[1], (int)state[0]};
    digest_quad cdgh = {(int)state[7], (int)state[6], (int)state[3], (int)state[2]};
    const digest_quad abef_before = abef, cdgh_before = cdgh;

    for (unsigned g = 0; g < 4; g++) {
        digest_bytes bytes;
        memcpy(&bytes, block + (size_t)16 * g, sizeof bytes);
        quads[g] = (digest_quad)__builtin_shuffle(bytes, swap);
    }
#pragma GCC unroll 16
    for (unsigned g = 0; g < 16; g++) {
        digest_quad input;
        if (g >= 4)
            digest_schedule_sha(quads, g);
        memcpy(&input, &round_constants[(size_t)4 * g], sizeof input);
        input = digest_sum(input, quads[g & 3]);
        cdgh = __builtin_ia32_sha256rnds2(cdgh, abef, input);
        input = __builtin_shuffle(input, (digest_quad){2, 3, 0, 1});
        abef = __builtin_ia32_sha256rnds2(abef, cdgh, input);
    }
    abef = digest_sum(abef, abef_before);
    cdgh = digest_sum(cdgh, cdgh_before);
    const uint32_t sums[8] = {(uint32_t)abef[3], (uint32_t)abef[2], (uint32_t)cdgh[3],
                              (uint32_t)cdgh[2], (uint32_t)abef[1], (uint32_t)abef[0],
                              (uint32_t)cdgh[1], (uint32_t)cdgh[0]};
    memcpy(digest->state, sums, sizeof sums);
}
#endif

static void digest_block(struct digest *digest, const unsigned char block[BLOCK_SIZE])
{
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
    if (__builtin_cpu_supports("sha")) {
        digest_block_sha(digest, block);
        return;
    }
#endif
    digest_block_portable(digest, block);
}

void digest_init(struct digest *digest)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    *digest = (struct digest){0};
    memcpy(digest->state, start, sizeof start);
}

void digest_add(struct digest *digest, const void *bytes, size_t count)
{
    const unsigned char *next = bytes;

    while (count > 0) {
        size_t filled = digest->byte_count % BLOCK_SIZE;
        size_t take = BLOCK_SIZE - filled < count ? BLOCK_SIZE - filled : count;
        if (take == BLOCK_SIZE) {
            digest_block(digest, next); /* whole where it lies */
            digest->byte_count += take;
            next += take;
            count -= take;
            continue;
        }
        memcpy(digest->block + filled, next, take);
        digest->byte_count += take;
        next += take;
        count -= take;
        if (filled + take == BLOCK_SIZE)
            digest_block(digest, digest->block);
    }
}

void digest_text(struct digest *digest, char out[DIGEST_TEXT_SIZE])
{
    uint64_t bit_count = digest->byte_count * 8;
    unsigned char length[8], one = 0x80, zero = 0;

    for (unsigned i = 0; i < 8; i++)
        length[i] = (unsigned char)(bit_count >> (56 - 8 * i));
    digest_add(digest, &one, 1);
    while (digest->byte_count % BLOCK_SIZE != 56)
        digest_add(digest, &zero, 1);
    digest_add(digest, length, sizeof length);
    for (unsigned i = 0; i < 8; i++)
        snprintf(out + (size_t)8 * i, 9, "%08x", (unsigned)digest->state[i]);
}
