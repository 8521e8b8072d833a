// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/fields_describe.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_defaults_are_left_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
