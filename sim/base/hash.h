// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/** FNV-1a, 32 bits, fed in pieces. Source: Fowler, Noll, Vo (1991). */
#define HASH_START 2166136261u
#define HASH_PRIME 16777619u

static inline uint32_t hash_bytes(uint32_t hash, const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * HASH_PRIME;
    return hash;
}

#endif
