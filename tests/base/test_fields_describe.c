// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/fields_describe.h"

#include <string.h>

struct thing {
    const char *name;
    double wait_s, speed_mps;
    bool is_open;
};

static const struct field fields[] = {
    {.name = "name", .type = FIELD_TEXT, .offset = offsetof(struct thing, name)},
    {.name = "wait",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct thing, wait_s),
     .optional = true,
     .standard = "5 min"},
    {.name = "speed_kmh",
     .type = FIELD_REAL,
     .quantity = QUANTITY_SPEED,
     .offset = offsetof(struct thing, speed_mps),
     .optional = true,
     .scale = 1 / 3.6},
    {.name = "open",
     .type = FIELD_BOOL,
     .offset = offsetof(struct thing, is_open),
     .optional = true},
    FIELD_END};

static void test_defaults_are_left_out(void **state)
{
    (void)state;
    static const struct {
        struct thing thing;
        const char *text;
    } cases[] = {
        {{"a", 300, 0, false}, "name a"},
        {{"a", 0, 0, true}, "name a, wait 0 s, open true"},
        {{"", 900, 50 / 3.6, false}, "name , wait 15 min, speed_kmh 50 km/h"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error err = {0};
        struct page page = {.err = &err};
        fields_describe(fields, &cases[i].thing, sizeof(struct thing), &page);
        assert_int_equal(page.status, STATUS_OK);
        assert_string_equal(page.text, cases[i].text);
        mem_free(page.text);
    }
}

/** Texts count whole, however long they are. */
static void test_long_texts(void **state)
{
    (void)state;
    static char texts[2][5001];
    memset(texts, 'x', sizeof texts);
    texts[0][5000] = texts[1][5000] = '\0';
    struct thing a = {.name = texts[0], .wait_s = 300}, b = {.name = texts[1], .wait_s = 300};
    assert_true(field_is_equal(&fields[0], &a, &b));
    texts[1][4999] = 'y';
    assert_false(field_is_equal(&fields[0], &a, &b));
    assert_true(field_is_equal(&fields[1], &a, &b));
    struct error err = {0};
    struct page page = {.err = &err};
    fields_describe(fields, &b, sizeof b, &page);
    assert_int_equal(strlen(page.text), strlen("name ") + 5000);
    mem_free(page.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_defaults_are_left_out),
                                       cmocka_unit_test(test_long_texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
