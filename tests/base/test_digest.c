// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/digest.h"

#include <stdio.h>
#include <string.h>

static void assert_digest(const char *text, const char *expected)
{
    struct digest digest;
    char found[DIGEST_TEXT_SIZE];

    digest_init(&digest);
    digest_add(&digest, text, strlen(text));
    digest_text(&digest, found);
    assert_string_equal(found, expected);
}

/** The examples that NIST publishes for FIPS 180-4. */
static void test_published_vectors(void **state)
{
    (void)state;
    assert_digest("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_digest("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    assert_digest("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                  "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                  "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

static void test_a_million_letters(void **state)
{
    (void)state;
    struct digest digest;
    char found[DIGEST_TEXT_SIZE], letters[1000];

    memset(letters, 'a', sizeof letters);
    digest_init(&digest);
    for (int i = 0; i < 1000; i++)
        digest_add(&digest, letters, sizeof letters);
    digest_text(&digest, found);
    assert_string_equal(found, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/** Every length around the block's edges, in pieces of every size. */
static void test_pieces_do_not_matter(void **state)
{
    (void)state;
    unsigned char bytes[200];
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 31 + 7);

    for (size_t length = 0; length <= sizeof bytes; length++) {
        struct digest whole;
        char whole_text[DIGEST_TEXT_SIZE];
        digest_init(&whole);
        digest_add(&whole, bytes, length);
        digest_text(&whole, whole_text);
        assert_int_equal(strlen(whole_text), 64);
        for (size_t piece = 1; piece <= 67; piece += 11) {
            struct digest pieces;
            char text[DIGEST_TEXT_SIZE];
            digest_init(&pieces);
            for (size_t at = 0; at < length; at += piece)
                digest_add(&pieces, bytes + at, length - at < piece ? length - at : piece);
            digest_text(&pieces, text);
            assert_string_equal(text, whole_text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_vectors),
        cmocka_unit_test(test_a_million_letters),
        cmocka_unit_test(test_pieces_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
