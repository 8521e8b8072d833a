// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_chunk.h"

#include "base/memory.h"

#include <libdeflate.h>
#include <string.h>

#define RESULTS_DEFLATE_LEVEL 1

/* What a chunk becomes that holds one byte over and over, the last one of a worker. Columns in
 * which nothing happened are such, and deflate is slow on them. */
struct results_uniform {
    unsigned char *bytes;
    size_t byte_count, byte_capacity;
    size_t size; /* of the chunk; 0: none yet */
    unsigned char value;
};

struct results_encoder {
    struct team *team;
    uint32_t worker_count;
    struct libdeflate_compressor **compressors; /* [worker_count] */
    struct results_uniform *uniforms;           /* [worker_count] */
    unsigned char *scratch;                     /* [worker_count][2 * scratch_size] */
    size_t scratch_capacity;
    size_t scratch_size; /* bytes of the largest chunk */
    unsigned char *output;
    size_t output_capacity;
    size_t output_size; /* bytes kept for each encoded chunk */
};

/* What one call encodes. */
struct results_encoding {
    struct results_encoder *encoder;
    struct results_chunk *chunks;
};

struct results_encoder *results_encoder_create(struct team *team, struct error *err)
{
    struct results_encoder *encoder = mem_alloc(1, sizeof *encoder, err);
    if (encoder == NULL) {
        return NULL;
    }
    encoder->team = team;
    encoder->worker_count = team_size(team);
    encoder->compressors = mem_alloc(encoder->worker_count, sizeof(void *), err);
    encoder->uniforms = mem_alloc(encoder->worker_count, sizeof *encoder->uniforms, err);
    bool is_ready = encoder->compressors != NULL && encoder->uniforms != NULL;
    for (uint32_t i = 0; is_ready && i < encoder->worker_count; i++) {
        encoder->compressors[i] = libdeflate_alloc_compressor(RESULTS_DEFLATE_LEVEL);
        if (encoder->compressors[i] == NULL) {
            error_fail(err, STATUS_RESOURCE, "no memory for compressor %u of %u", i + 1,
                       encoder->worker_count);
            is_ready = false;
        }
    }
    if (!is_ready) {
        results_encoder_destroy(encoder);
        return NULL;
    }
    return encoder;
}

void results_encoder_destroy(struct results_encoder *encoder)
{
    if (encoder == NULL) {
        return;
    }
    for (uint32_t i = 0; encoder->compressors != NULL && i < encoder->worker_count; i++) {
        if (encoder->compressors[i] != NULL) {
            libdeflate_free_compressor(encoder->compressors[i]);
        }
    }
    for (uint32_t i = 0; encoder->uniforms != NULL && i < encoder->worker_count; i++) {
        mem_free(encoder->uniforms[i].bytes);
    }
    mem_free(encoder->uniforms);
    mem_free(encoder->compressors);
    mem_free(encoder->scratch);
    mem_free(encoder->output);
    mem_free(encoder);
}

/* One loop per size, so that the compiler sees a constant. */
#define RESULTS_SHUFFLE(size)                                                                      \
    for (size_t i = 0; i < count; i++) {                                                           \
        for (size_t b = 0; b < (size); b++) {                                                      \
            out[b * count + i] = in[i * (size) + b];                                               \
        }                                                                                          \
    }

void results_chunk_shuffle(const unsigned char *in, unsigned char *out, size_t item_size,
                           size_t count)
{
    switch (item_size) {
    case 2:
        RESULTS_SHUFFLE(2)
        break;
    case 4:
        RESULTS_SHUFFLE(4)
        break;
    case 8:
        RESULTS_SHUFFLE(8)
        break;
    default:
        RESULTS_SHUFFLE(item_size)
    }
}

#define RESULTS_GATHER(size)                                                                       \
    for (size_t i = 0; i < chunk->item_count; i++) {                                               \
        memcpy(plain + i * (size), items + i * chunk->stride, (size));                             \
    }

/* Lays the numbers of a chunk side by side, padded with zeros. */
static void results_chunk_gather(const struct results_chunk *chunk, unsigned char *plain)
{
    const unsigned char *items = chunk->items;
    size_t used = chunk->item_count * chunk->item_size;
    if (items == NULL) {
        for (size_t i = 0; i < chunk->item_count; i++) {
            int32_t number = chunk->first_number + (int32_t)i;
            memcpy(plain + i * sizeof number, &number, sizeof number);
        }
    } else if (chunk->stride == chunk->item_size) {
        memcpy(plain, items, used);
    } else {
        switch (chunk->item_size) {
        case 1:
            RESULTS_GATHER(1)
            break;
        case 2:
            RESULTS_GATHER(2)
            break;
        case 4:
            RESULTS_GATHER(4)
            break;
        case 8:
            RESULTS_GATHER(8)
            break;
        default:
            RESULTS_GATHER(chunk->item_size)
        }
    }
    memset(plain + used, 0, chunk->capacity * chunk->item_size - used);
}

static bool results_chunk_is_uniform(const unsigned char *plain, size_t size)
{
    return size > 1 && memcmp(plain, plain + 1, size - 1) == 0;
}

/* Encodes a chunk of one byte over and over to `out`: what was the same before is copied. */
static size_t results_chunk_repeat(struct results_encoder *encoder, uint32_t worker,
                                   const unsigned char *plain, size_t size, unsigned char *out)
{
    struct results_uniform *known = &encoder->uniforms[worker];
    if (known->size == size && known->value == plain[0]) {
        memcpy(out, known->bytes, known->byte_count);
        return known->byte_count;
    }
    size_t byte_count = libdeflate_zlib_compress(encoder->compressors[worker], plain, size, out,
                                                 encoder->output_size);
    known->size = 0;
    if (MEM_RESERVE(&known->bytes, &known->byte_capacity, byte_count, NULL) == STATUS_OK) {
        memcpy(known->bytes, out, byte_count);
        known->byte_count = byte_count;
        known->size = size;
        known->value = plain[0];
    }
    return byte_count;
}

static void results_chunk_task(void *context, uint32_t item, uint32_t worker)
{
    struct results_encoding *encoding = context;
    struct results_encoder *encoder = encoding->encoder;
    struct results_chunk *chunk = &encoding->chunks[item];
    unsigned char *plain = encoder->scratch + 2 * encoder->scratch_size * worker;
    unsigned char *shuffled = plain + encoder->scratch_size;
    unsigned char *out = encoder->output + encoder->output_size * item;
    size_t size = chunk->capacity * chunk->item_size;

    results_chunk_gather(chunk, plain);
    if (chunk->digest != NULL) {
        digest_add(chunk->digest, plain, chunk->item_count * chunk->item_size);
    }
    chunk->bytes = out;
    if (results_chunk_is_uniform(plain, size)) {
        chunk->byte_count = results_chunk_repeat(encoder, worker, plain, size, out);
        return;
    }
    /* HDF5 leaves the shuffle filter out for single bytes. */
    if (chunk->item_size > 1) {
        results_chunk_shuffle(plain, shuffled, chunk->item_size, chunk->capacity);
        plain = shuffled;
    }
    chunk->byte_count = libdeflate_zlib_compress(encoder->compressors[worker], plain, size, out,
                                                 encoder->output_size);
}

enum status results_chunk_encode(struct results_encoder *encoder, struct results_chunk *chunks,
                                 uint32_t count, struct error *err)
{
    size_t largest = encoder->scratch_size;
    for (uint32_t i = 0; i < count; i++) {
        size_t size = chunks[i].capacity * chunks[i].item_size;
        largest = size > largest ? size : largest;
    }
    largest = (largest + 63) & ~(size_t)63;
    size_t bound = (libdeflate_zlib_compress_bound(NULL, largest) + 63) & ~(size_t)63;
    if (MEM_RESERVE(&encoder->scratch, &encoder->scratch_capacity,
                    2 * largest * encoder->worker_count, err) != STATUS_OK ||
        MEM_RESERVE(&encoder->output, &encoder->output_capacity, bound * count, err) != STATUS_OK) {
        return STATUS_RESOURCE;
    }
    encoder->scratch_size = largest;
    encoder->output_size = bound;
    struct results_encoding encoding = {.encoder = encoder, .chunks = chunks};
    team_run(encoder->team, count, results_chunk_task, &encoding);
    for (uint32_t i = 0; i < count; i++) {
        if (chunks[i].byte_count == 0) {
            return error_fail(err, STATUS_INTERNAL,
                              "deflate of chunk %u (%zu bytes) does not fit into %zu bytes", i,
                              chunks[i].capacity * chunks[i].item_size, encoder->output_size);
        }
    }
    return STATUS_OK;
}
