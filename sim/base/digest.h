// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/** SHA-256 (FIPS 180-4), fed in pieces. */
struct digest {
    uint32_t state[8];
    uint64_t byte_count;
    unsigned char block[64];
};

#define DIGEST_TEXT_SIZE 65

void digest_init(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t count);

/** Ends the digest and writes 64 hexadecimal digits and a zero. */
void digest_text(struct digest *digest, char out[DIGEST_TEXT_SIZE]);

#endif
