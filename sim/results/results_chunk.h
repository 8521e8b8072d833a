// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_CHUNK_H
#define RESULTS_RESULTS_CHUNK_H

#include "base/digest.h"
#include "base/error.h"
#include "kernel/team.h"

#include <stddef.h>
#include <stdint.h>

/** One chunk of one dataset: where its numbers lie, and its bytes once encoded. */
struct results_chunk {
    const void
        *items;    /**< the first number; NULL for the row numbers from `first_number` on (int32) */
    size_t stride; /**< bytes from one number to the next; unused for row numbers */
    int32_t first_number;  /**< unused unless `items` is NULL */
    size_t item_size;      /**< bytes of a number */
    size_t item_count;     /**< numbers there are */
    size_t capacity;       /**< numbers of a full chunk; what is missing is stored as zero bytes */
    struct digest *digest; /**< is fed the numbers in order; NULL: none */

    const unsigned char
        *bytes; /**< set by encoding; belongs to the encoder, valid until its next use */
    size_t byte_count;
};

/** Turns chunks into what HDF5 stores for shuffle + deflate (level 1), all chunks of a call side by
 * side. */
struct results_encoder;

/** The team stays the caller's and must outlive the encoder. */
struct results_encoder *results_encoder_create(struct team *team, struct error *err);
void results_encoder_destroy(struct results_encoder *encoder);

/** Encodes `count` chunks; no two of them may share a digest. The bytes do not depend on the team.
 * Memory: the encoded chunks, and per worker twice the largest chunk. STATUS_RESOURCE when there is
 * none. */
enum status results_chunk_encode(struct results_encoder *encoder, struct results_chunk *chunks,
                                 uint32_t count, struct error *err);

/** HDF5's byte shuffle: first all lowest bytes, then all second bytes, and so on. Exposed for its
 * test. */
void results_chunk_shuffle(const unsigned char *in, unsigned char *out, size_t item_size,
                           size_t count);

#endif
