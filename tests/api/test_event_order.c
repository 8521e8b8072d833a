// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "api/event_order.h"

#include <string.h>

static const struct record_kind other_kind = {.group = "other", .row_size = 1};

struct taken {
    char text[64]; /* persons as letters, other rows as '-' */
    size_t left;   /* rows until it refuses */
};

static enum status take(void *self, const struct record_kind *kind, const void *row,
                        struct error *err)
{
    struct taken *taken = self;
    if (taken->left-- == 0)
        return error_fail(err, STATUS_RESOURCE, "full");
    char letter = kind == &other_kind ? '-' : (char)('a' + ((const struct event_row *)row)->person);
    strncat(taken->text, &letter, 1);
    return STATUS_OK;
}

static enum status put(struct record_sink sink, double t_s, int32_t person, struct error *err)
{
    struct event_row row = {.t_s = t_s, .person = person};
    return sink.put(sink.self, &event_log_record, &row, err);
}

static void rows_of_a_millisecond_are_sorted(void **state)
{
    (void)state;
    struct taken taken = {.left = 20};
    struct event_order order = {.sink = {.self = &taken, .put = take}};
    struct record_sink sink = event_order_sink(&order);
    struct error err = {0};
    put(sink, 1, 5, &err);
    put(sink, 1, 3, &err);
    assert_int_equal(sink.put(sink.self, &other_kind, "x", &err), STATUS_OK);
    put(sink, 1, 4, &err);
    assert_string_equal(taken.text, "-"); /* more of this millisecond may come */
    put(sink, 2, 1, &err);
    assert_string_equal(taken.text, "-def");
    put(sink, 2, 0, &err);
    assert_int_equal(sink.turn(sink.self, &err), STATUS_OK);
    assert_string_equal(taken.text, "-defab");
    assert_int_equal(order.count, 0);
    assert_int_equal(sink.turn(sink.self, &err), STATUS_OK);
    assert_string_equal(taken.text, "-defab");
    event_order_deinit(&order);
}

static void a_sink_that_fails_is_heard(void **state)
{
    (void)state;
    struct taken taken = {.left = 1};
    struct event_order order = {.sink = {.self = &taken, .put = take}};
    struct record_sink sink = event_order_sink(&order);
    struct error err = {0};
    put(sink, 1, 0, &err);
    put(sink, 1, 1, &err);
    assert_int_equal(sink.turn(sink.self, &err), STATUS_RESOURCE);
    assert_string_equal(err.text, "full");
    event_order_deinit(&order);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_a_millisecond_are_sorted),
        cmocka_unit_test(a_sink_that_fails_is_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
