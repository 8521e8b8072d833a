// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

static void test_alloc_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct error err = {0};

    for (size_t count = 1; count <= 1000; count += 37) {
        unsigned char *bytes = mem_alloc(count, 3, &err);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % 64, 0);
        unsigned sum = 0;
        for (size_t i = 0; i < 3 * count; i++)
            sum += bytes[i];
        assert_int_equal(sum, 0);
        memset(bytes, 0xff, 3 * count);
        mem_free(bytes);
    }
    assert_int_equal(err.finding_count, 0);
}

static void test_alloc_of_nothing_is_valid(void **state)
{
    (void)state;
    struct error err = {0};
    void *nothing = mem_alloc(0, 100, &err);
    assert_non_null(nothing);
    assert_int_equal(err.finding_count, 0);
    mem_free(nothing);
    mem_free(NULL);
}

static void test_alloc_refuses_what_cannot_be(void **state)
{
    (void)state;
    struct error err = {0};

    assert_null(mem_alloc(SIZE_MAX, 2, &err));
    assert_int_equal(err.status, STATUS_RESOURCE);
    assert_non_null(strstr(err.text, "18446744073709551615 items of 2 bytes"));
    error_reset(&err);
    assert_null(mem_alloc(SIZE_MAX - 8, 1, &err));
    assert_int_equal(err.status, STATUS_RESOURCE);
    assert_int_equal(err.finding_count, 1);
}

static void test_reserve_doubles_and_keeps(void **state)
{
    (void)state;
    struct error err = {0};
    uint32_t *items = NULL;
    size_t capacity = 0, moves = 0;

    for (uint32_t i = 0; i < 100000; i++) {
        uint32_t *before = items;
        assert_int_equal(MEM_RESERVE(&items, &capacity, (size_t)i + 1, &err), STATUS_OK);
        moves += items != before;
        items[i] = i * 7;
    }
    assert_int_equal(capacity, 131072);
    assert_in_range(moves, 1, 14); /* 16 ... 131072 */
    for (uint32_t i = 0; i < 100000; i++)
        assert_int_equal(items[i], i * 7);

    assert_int_equal(MEM_RESERVE(&items, &capacity, 100, &err), STATUS_OK);
    assert_int_equal(capacity, 131072);
    assert_int_equal(MEM_RESERVE(&items, &capacity, 1000000, &err), STATUS_OK);
    assert_int_equal(capacity, 1000000);
    assert_int_equal(items[99999], 99999 * 7);
    mem_free(items);
}

static void test_reserve_failing_changes_nothing(void **state)
{
    (void)state;
    struct error err = {0};
    uint64_t *items = NULL;
    size_t capacity = 0;

    assert_int_equal(MEM_RESERVE(&items, &capacity, 1, &err), STATUS_OK);
    uint64_t *before = items;
    items[0] = 42;
    assert_int_equal(MEM_RESERVE(&items, &capacity, SIZE_MAX / 4, &err), STATUS_RESOURCE);
    assert_ptr_equal(items, before);
    assert_int_equal(capacity, 16);
    assert_int_equal(items[0], 42);
    mem_free(items);
}

static void test_arena_keeps_texts(void **state)
{
    (void)state;
    struct error err = {0};
    struct text_arena arena = {0};
    enum { COUNT = 20000 };
    static const char *texts[COUNT];
    char text[32];

    for (int i = 0; i < COUNT; i++) {
        int length = snprintf(text, sizeof text, "text %d", i);
        texts[i] = text_arena_copy(&arena, text, (size_t)length, &err);
        assert_non_null(texts[i]);
    }
    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "text %d", i);
        assert_string_equal(texts[i], text);
    }
    assert_int_equal(arena.bytes, 4 * 65536); /* 208,890 bytes of text and zeros */
    text_arena_deinit(&arena);
    assert_null(arena.last);
    assert_int_equal(arena.bytes, 0);
}

static void test_arena_cuts_at_the_length_and_takes_long_texts(void **state)
{
    (void)state;
    struct error err = {0};
    struct text_arena arena = {0};
    static char longer[200000];
    memset(longer, 'y', sizeof longer);

    assert_string_equal(text_arena_copy(&arena, "abcdef", 3, &err), "abc");
    assert_string_equal(text_arena_copy(&arena, "abcdef", 0, &err), "");
    const char *copy = text_arena_copy(&arena, longer, sizeof longer, &err);
    assert_int_equal(strlen(copy), 200000);
    assert_int_equal(arena.bytes, 65536 + 200001);
    text_arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alloc_is_zeroed_and_aligned),
        cmocka_unit_test(test_alloc_of_nothing_is_valid),
        cmocka_unit_test(test_alloc_refuses_what_cannot_be),
        cmocka_unit_test(test_reserve_doubles_and_keeps),
        cmocka_unit_test(test_reserve_failing_changes_nothing),
        cmocka_unit_test(test_arena_keeps_texts),
        cmocka_unit_test(test_arena_cuts_at_the_length_and_takes_long_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
