// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/checksum.h"

#include <string.h>

static uint64_t of_text(const char *text)
{
    return checksum64(0, text, strlen(text));
}

/** Texts whose XXH64 is known from many places. */
static void test_texts(void **state)
{
    (void)state;
    assert_true(of_text("") == UINT64_C(0xef46db3751d8e999));
    assert_true(of_text("a") == UINT64_C(0xd24ec4f1a98c6e5b));
    assert_true(of_text("abc") == UINT64_C(0x44bc2cf5ad770999));
    assert_true(of_text("Nobody inspects the spammish repetition") == UINT64_C(0xfbcea83c8a378bf1));
}

/** The buffer of the sanity check of the reference implementation, with and without a seed: every
 * path by length (bytes, words, stripes, and what is left behind them). Values: libxxhash 0.8.1. */
static void test_lengths_and_seeds(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        uint64_t plain, seeded;
    } vectors[] = {
        {1, UINT64_C(0xe934a84adb052768), UINT64_C(0x5014607643a9b4c3)},
        {4, UINT64_C(0x9136a0dca57457ee), UINT64_C(0xcaab286bd8e9fdb5)},
        {14, UINT64_C(0x8282dcc4994e35c8), UINT64_C(0xc3bd6bf63deb6df0)},
        {32, UINT64_C(0x18b216492bb44b70), UINT64_C(0xb3f33bdf93ade409)},
        {37, UINT64_C(0x292f5332c92b73ce), UINT64_C(0x7762425b2e89dad3)},
        {101, UINT64_C(0xa51ea2101b2d114c), UINT64_C(0x6b38a5bbba1f049c)},
    };
    unsigned char bytes[101];
    uint64_t word = 2654435761u;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(word >> 56);
        word *= UINT64_C(11400714785074694797);
    }
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        assert_true(checksum64(0, bytes, vectors[i].count) == vectors[i].plain);
        assert_true(checksum64(2654435761u, bytes, vectors[i].count) == vectors[i].seeded);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_lengths_and_seeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
