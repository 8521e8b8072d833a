// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_CHECKSUM_H
#define BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/** XXH64 of `count` bytes: notices damage (not malice) at the speed of memory, where SHA-256 would
 * be what takes the time. A piece may be chained to the one before by giving that one's checksum as
 * the seed. Source: Collet, xxHash fast digest algorithm, specification 0.1.1, XXH64. */
uint64_t checksum64(uint64_t seed, const void *bytes, size_t count);

#endif
