// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/record_buffer.h"

#include <string.h>

struct small_row {
    int8_t value;
};

struct wide_row {
    double values[16]; /* RECORD_ROW_MAX */
};

static const struct record_kind small_kind = {"small", "row", "Small rows", NULL,
                                              sizeof(struct small_row)};
static const struct record_kind wide_kind = {"wide", "row", "Wide rows", NULL,
                                             sizeof(struct wide_row)};

static void append_mixed(struct record_buffer *buffer, uint32_t count)
{
    struct error err = {0};
    for (uint32_t i = 0; i < count; i++) {
        struct small_row small = {(int8_t)(i % 100)};
        struct wide_row wide = {{i, i * 0.5, [15] = -1.0 * i}};
        enum status status = i % 3 ? record_buffer_append(buffer, i, &wide_kind, &wide, &err)
                                   : record_buffer_append(buffer, i, &small_kind, &small, &err);
        assert_int_equal(status, STATUS_OK);
    }
}

static void assert_mixed(struct record_buffer *buffer, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct record_head *head = record_buffer_next(buffer);
        assert_non_null(head);
        assert_int_equal(head->when_where, i);
        const struct record_kind *kind = head->kind;
        const void *row = record_buffer_take(buffer);
        if (i % 3 == 0) {
            assert_ptr_equal(kind, &small_kind);
            assert_int_equal(((const struct small_row *)row)->value, i % 100);
        } else {
            const struct wide_row *wide = row;
            assert_ptr_equal(kind, &wide_kind);
            assert_int_equal((uintptr_t)row % 16, 0);
            assert_true(wide->values[0] == i && wide->values[1] == i * 0.5);
            assert_true(wide->values[15] == -1.0 * i);
        }
    }
    assert_null(record_buffer_next(buffer));
}

static void test_rows_come_back_in_order(void **state)
{
    (void)state;
    struct record_buffer buffer = {0};

    assert_null(record_buffer_next(&buffer));
    append_mixed(&buffer, 10000);
    assert_mixed(&buffer, 10000);
    record_buffer_deinit(&buffer);
    assert_int_equal(buffer.capacity, 0);
}

static void test_reset_keeps_the_memory(void **state)
{
    (void)state;
    struct record_buffer buffer = {0};

    append_mixed(&buffer, 1000);
    size_t capacity = buffer.capacity;
    assert_mixed(&buffer, 1000);
    record_buffer_reset(&buffer);
    assert_null(record_buffer_next(&buffer));
    append_mixed(&buffer, 1000);
    assert_int_equal(buffer.capacity, capacity);
    assert_mixed(&buffer, 1000);
    record_buffer_deinit(&buffer);
}

/** Rows may be added while others are being taken. */
static void test_append_between_takes(void **state)
{
    (void)state;
    struct record_buffer buffer = {0};
    struct error err = {0};

    for (int8_t i = 0; i < 100; i++) {
        struct small_row row = {i};
        assert_int_equal(record_buffer_append(&buffer, (uint64_t)i, &small_kind, &row, &err),
                         STATUS_OK);
        row.value = (int8_t)(i + 1);
        assert_int_equal(record_buffer_append(&buffer, (uint64_t)i, &small_kind, &row, &err),
                         STATUS_OK);
        const struct small_row *taken = record_buffer_take(&buffer);
        assert_int_equal(taken->value, i / 2 + i % 2);
    }
    record_buffer_deinit(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_come_back_in_order),
        cmocka_unit_test(test_reset_keeps_the_memory),
        cmocka_unit_test(test_append_between_takes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
