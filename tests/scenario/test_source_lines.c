// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/source_lines.h"

/** The line of `group.key` in `text`; 0 when there is none, negative when only the key matches. */
static int find(const char *text, const char *group, const char *key)
{
    struct source_file file = {.text = (char *)(uintptr_t)text, .size = strlen(text)};
    uint32_t line = 0;
    enum line_match match = source_line_of_key(&file, group, key, &line);
    return match == LINE_MATCH_PLACE ? (int)line : -(int)line;
}

static void test_constructors(void **state)
{
    (void)state;
    const char *text = "-- seed = 0\n"
                       "return {\n"
                       "  seed = 1,\n"
                       "  road = {\n"
                       "    patience = 5, ['units'] = 2;\n"
                       "    [\"speed\"] =\n"
                       "      3 },\n"
                       "  people = { patience = 7 }, name = 'seed = 9',\n"
                       "  title = [[\n"
                       "    seed = 4 ]],\n"
                       "  stop = 5 --[==[ seed = 1 \n ]==], seed2 = 8\n"
                       "}\n";
    assert_int_equal(find(text, "", "seed"), 3);
    assert_int_equal(find(text, "", "road"), 4);
    assert_int_equal(find(text, "road", "patience"), 5);
    assert_int_equal(find(text, "road", "units"), 5);
    assert_int_equal(find(text, "road", "speed"), 6);
    assert_int_equal(find(text, "people", "patience"), 8);
    assert_int_equal(find(text, "", "name"), 8);
    assert_int_equal(find(text, "", "seed2"), 12);
    assert_int_equal(find(text, "demand", "patience"), -8);
    assert_int_equal(find(text, "", "patience"), -8);
    assert_int_equal(find(text, "", "nothing"), 0);
}

static void test_assignments(void **state)
{
    (void)state;
    const char *text = "local s = require 'corridor'\n"
                       "s.road.patience = 3\n"
                       "s.seed = 4\n"
                       "s['road']['units'] = 5\n"
                       "if s.road.patience == 3 then s.seed = 5 end\n"
                       "local road = s.road road.speed = 6\n"
                       "local r = s.road r.alias = 7\n"
                       "s.people = merge(base.people, { first = 1,\n"
                       "  second = f(1, {third = 1}, 2), fourth = 1 })\n"
                       "list[3].deep = 1\n"
                       "return s\n";
    assert_int_equal(find(text, "road", "patience"), 2);
    assert_int_equal(find(text, "", "seed"), 5); /* the last one is what counts */
    assert_int_equal(find(text, "road", "units"), 4);
    assert_int_equal(find(text, "road", "speed"), 6);
    assert_int_equal(find(text, "road", "alias"), -7);
    assert_int_equal(find(text, "people", "first"), 8);
    assert_int_equal(find(text, "people", "second"), 9);
    assert_int_equal(find(text, "second", "third"), 9);
    assert_int_equal(find(text, "people", "fourth"), 9);
    assert_int_equal(find(text, "", "deep"), -10);
}

static void test_returns(void **state)
{
    (void)state;
    struct source_file file = {.text = (char *)(uintptr_t) "local t = {\n"
                                                           "  f = function() return 1 end\n"
                                                           "}\n"
                                                           "-- return\n"
                                                           "return\n"
                                                           "  t\n"};
    file.size = strlen(file.text);
    assert_int_equal(source_line_of_return(&file), 5);
    file.size = 12; /* cut */
    assert_int_equal(source_line_of_return(&file), 1);
}

static void test_several_files(void **state)
{
    (void)state;
    char where[64];
    struct source_file items[] = {
        {.path = "a.lua", .text = (char *)(uintptr_t) "local c = require 'b'\n\nreturn c\n"},
        {.path = "b.lua",
         .text = (char *)(uintptr_t) "patience = 1\nreturn {road = {\n"
                                     "patience = 1}}\n"}};
    for (size_t i = 0; i < 2; i++)
        items[i].size = strlen(items[i].text);
    struct source_files files = {.items = items, .count = 2};
    source_files_where(&files, "road", "patience", where, sizeof where);
    assert_string_equal(where, "b.lua:3");
    source_files_where(&files, "people", "walk", where, sizeof where);
    assert_string_equal(where, "a.lua:3"); /* the return of the scenario */
    files.count = 0;
    source_files_where(&files, "", "seed", where, sizeof where);
    assert_string_equal(where, "?");
}

/** Any bytes must be read to their end, and no line may be outside of the text. */
static void test_garbage(void **state)
{
    (void)state;
    uint32_t random = 12345;
    const char signs[] = "{}[]()=,;.'\"-\\\n abroad\0\xff";
    for (int round = 0; round < 3000; round++) {
        char text[64];
        size_t size = 0;
        uint32_t lines = 1;
        for (; size < sizeof text - 1 - (size_t)(round % 40); size++) {
            random = random * 1664525u + 1013904223u;
            text[size] = signs[(random >> 16) % (sizeof signs - 1)];
            lines += text[size] == '\n';
        }
        text[size] = '\0';
        /* In memory of its own size, so that a sanitizer sees each byte too far. */
        char *exact = malloc(size + 1);
        memcpy(exact, text, size + 1);
        struct source_file file = {.text = exact, .size = size};
        uint32_t line = 1;
        source_line_of_key(&file, "road", "a", &line);
        assert_in_range(line, 1, lines);
        assert_in_range(source_line_of_return(&file), 1, lines);
        free(exact);
    }
}

/** The key directly inside the braces of the call, wherever else it stands. */
static void test_calls(void **state)
{
    (void)state;
    char text[] = "local line = 1\n"              /* 1 */
                  "local a = ardey.headway {\n"   /* 2 */
                  "  x = { line = 3 }, -- line\n" /* 3 */
                  "  y = f(function() line = 4 end),\n"
                  "  line = 5,\n" /* 5 */
                  "}\n"
                  "local b = ardey.headway({ line = 7 })\n";
    struct source_file file = {.text = text, .size = sizeof text - 1};
    assert_int_equal(source_line_in_call(&file, 2, "headway", "line"), 5);
    assert_int_equal(source_line_in_call(&file, 2, "headway", "zebra"), 2);
    assert_int_equal(source_line_in_call(&file, 7, "headway", "line"), 7);
    assert_int_equal(source_line_in_call(&file, 2, "zebra", "line"), 2);
    file.size = strlen("local line = 1\nlocal a = ardey.headway {\n  x = {");
    assert_int_equal(source_line_in_call(&file, 2, "headway", "line"), 2);
}

static void test_deep_nesting(void **state)
{
    (void)state;
    size_t depth = 100000;
    char *text = malloc(2 * depth + 20);
    memset(text, '{', depth);
    memcpy(text + depth, "a=1", 3);
    memset(text + depth + 3, '}', depth);
    memcpy(text + 2 * depth + 3, "\nb.a=1", 7);
    struct source_file file = {.text = text, .size = 2 * depth + 9};
    uint32_t line = 0;
    assert_int_equal(source_line_of_key(&file, "b", "a", &line), LINE_MATCH_PLACE);
    assert_int_equal(line, 2);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constructors), cmocka_unit_test(test_assignments),
        cmocka_unit_test(test_returns),      cmocka_unit_test(test_several_files),
        cmocka_unit_test(test_garbage),      cmocka_unit_test(test_calls),
        cmocka_unit_test(test_deep_nesting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
