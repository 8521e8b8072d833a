// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#include "scenario/lua_field.h"

static void test_show(void **state)
{
    (void)state;
    char out[LUA_SHOWN_SIZE], *text = "a\nb\x7f";
    assert_string_equal(lua_text_show(text, out), "a?b?");
    char longer[200];
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(strlen(lua_text_show(longer, out)), LUA_SHOWN_SIZE - 1);
}

/** A list is joined, its numbers among its texts. */
static void test_lists(void **state)
{
    const struct spec *spec = measure_apply(
        *state,
        "ardey.line { id = 'X1', mode = 'bus', vehicle = 'bus_12', stops = 'r_edh; r_esrt', "
        "minutes = { 0, '12.25' }, headway = '1 h', from = '06:00', to = '07:00' }");
    const struct table *calls = &spec->transit_tables.line_stops;
    const struct line_stop_row *row = TABLE_ROW(calls, struct line_stop_row, calls->count - 3);
    assert_string_equal(row->stop, "r_esrt");
    assert_true(row->arrive_s == 735);
}

static void test_wrong_lists(void **state)
{
    measure_refuse(
        *state,
        "ardey.link { link = {}, close = true },\n"
        "ardey.link { link = { 'L0139', {} }, close = true },\n"
        "ardey.link { link = { 'L0139;L0138' }, close = true },\n"
        "ardey.link { link = 'L0139', reason = { 'a' }, close = 'yes' }",
        "s.lua:2: measures[1] (link): link is a table without entries, must be a text or "
        "a list of texts\n"
        "s.lua:3: measures[2] (link): entry 2 of link is a table, must be a text without "
        "';', or a number\n"
        "s.lua:4: measures[3] (link): entry 1 of link is a text with a semicolon, must be a text "
        "without ';', or a number\n"
        "s.lua:5: measures[4] (link): close is the text 'yes', must be true or false\n"
        "s.lua:5: measures[4] (link): reason is a table, must be a text");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_show),
        TEST(test_lists),
        TEST(test_wrong_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
