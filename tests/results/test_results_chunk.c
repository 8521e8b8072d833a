// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

#include "results/results_chunk.h"

#include <libdeflate.h>

static void shuffle_by_bytes(void **state)
{
    (void)state;
    const unsigned char in[] = {0x01, 0x02, 0x03, 0x04, 0x11, 0x12, 0x13, 0x14};
    const unsigned char by_four[] = {0x01, 0x11, 0x02, 0x12, 0x03, 0x13, 0x04, 0x14};
    const unsigned char by_two[] = {0x01, 0x03, 0x11, 0x13, 0x02, 0x04, 0x12, 0x14};
    unsigned char out[8];
    results_chunk_shuffle(in, out, 4, 2);
    assert_memory_equal(out, by_four, 8);
    results_chunk_shuffle(in, out, 2, 4);
    assert_memory_equal(out, by_two, 8);
    results_chunk_shuffle(in, out, 8, 1);
    assert_memory_equal(out, in, 8);
}

/* Undoes deflate and shuffle; `plain` has room for `size` bytes. */
static void decode(const struct results_chunk *chunk, unsigned char *plain, size_t size)
{
    unsigned char *shuffled = malloc(size);
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    size_t used;
    assert_int_equal(libdeflate_zlib_decompress(decompressor, chunk->bytes, chunk->byte_count,
                                                shuffled, size, &used),
                     LIBDEFLATE_SUCCESS);
    assert_int_equal(used, size);
    libdeflate_free_decompressor(decompressor);
    size_t count = size / chunk->item_size;
    for (size_t i = 0; i < size; i++) {
        plain[i] = shuffled[i % chunk->item_size * count + i / chunk->item_size];
    }
    free(shuffled);
}

static void encodes_strided_padded_and_numbers(void **state)
{
    (void)state;
    struct sample_row rows[100];
    for (uint32_t i = 0; i < 100; i++) {
        rows[i] = sample_row_at(i);
    }
    struct team *team = team_create(2, NULL);
    struct results_encoder *encoder = results_encoder_create(team, NULL);
    struct digest digest, expected;
    digest_init(&digest);
    digest_init(&expected);
    struct results_chunk chunks[] = {
        {.items = &rows[0].person,
         .stride = sizeof rows[0],
         .item_size = 4,
         .item_count = 100,
         .capacity = 128,
         .digest = &digest},
        {.first_number = 1000, .item_size = 4, .item_count = 50, .capacity = 50},
        {.items = &rows[0].mode,
         .stride = sizeof rows[0],
         .item_size = 1,
         .item_count = 100,
         .capacity = 100},
    };
    assert_int_equal(results_chunk_encode(encoder, chunks, 3, NULL), STATUS_OK);
    int32_t persons[128];
    decode(&chunks[0], (unsigned char *)persons, sizeof persons);
    for (int i = 0; i < 128; i++) {
        assert_int_equal(persons[i], i < 100 ? rows[i].person : 0);
    }
    int32_t numbers[50];
    decode(&chunks[1], (unsigned char *)numbers, sizeof numbers);
    int8_t modes[100];
    decode(&chunks[2], (unsigned char *)modes, sizeof modes);
    for (int i = 0; i < 50; i++) {
        assert_int_equal(numbers[i], 1000 + i);
        assert_int_equal(modes[i], i % 3);
    }
    char found[DIGEST_TEXT_SIZE], wanted[DIGEST_TEXT_SIZE];
    digest_add(&expected, persons, 400);
    digest_text(&expected, wanted);
    digest_text(&digest, found);
    assert_string_equal(found, wanted);
    results_encoder_destroy(encoder);
    team_destroy(team);
}

static void encoder_grows(void **state)
{
    (void)state;
    struct team *team = team_create(3, NULL);
    struct results_encoder *encoder = results_encoder_create(team, NULL);
    double *values = malloc(100000 * sizeof *values);
    double *back = malloc(100000 * sizeof *back);
    for (int i = 0; i < 100000; i++) {
        values[i] = i * 0.1;
    }
    for (size_t count = 1; count <= 100000; count *= 10) {
        struct results_chunk chunk = {.items = values,
                                      .stride = sizeof *values,
                                      .item_size = sizeof *values,
                                      .item_count = count,
                                      .capacity = count};
        assert_int_equal(results_chunk_encode(encoder, &chunk, 1, NULL), STATUS_OK);
        decode(&chunk, (unsigned char *)back, count * sizeof *back);
        assert_memory_equal(back, values, count * sizeof *back);
    }
    free(values);
    free(back);
    results_encoder_destroy(encoder);
    results_encoder_destroy(NULL);
    team_destroy(team);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shuffle_by_bytes),
        cmocka_unit_test(encodes_strided_padded_and_numbers),
        cmocka_unit_test(encoder_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
