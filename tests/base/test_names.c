// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/names.h"

#include <stdio.h>
#include <string.h>

static void test_ids_are_dense_and_in_order(void **state)
{
    (void)state;
    struct error err = {0};
    struct names names = {0};
    char text[32];
    uint32_t id;
    bool is_new;

    for (uint32_t i = 0; i < 50000; i++) {
        snprintf(text, sizeof text, "L%05u", i);
        assert_int_equal(names_add(&names, text, &id, &is_new, &err), STATUS_OK);
        assert_int_equal(id, i);
        assert_true(is_new);
    }
    for (uint32_t i = 0; i < 50000; i += 7) {
        snprintf(text, sizeof text, "L%05u", i);
        assert_int_equal(names_find(&names, text), i);
        assert_string_equal(names_text(&names, i), text);
        assert_int_equal(names_add(&names, text, &id, &is_new, &err), STATUS_OK);
        assert_int_equal(id, i);
        assert_false(is_new);
    }
    assert_int_equal(names.count, 50000);
    assert_int_equal(names_find(&names, "L50000"), NONE);
    assert_string_equal(names_text(&names, 50000), "?");
    assert_string_equal(names_text(&names, NONE), "?");
    names_deinit(&names);
    assert_int_equal(names.count, 0);
}

/** A name inside a longer text; neither what is longer nor what is shorter is taken for it. */
static void test_find_part(void **state)
{
    (void)state;
    struct error err = {0};
    struct names names = {0};
    uint32_t id;
    static const char text[] = "L1 L12 L123";

    assert_int_equal(names_find_part(&names, text, 2), NONE);
    assert_int_equal(names_add(&names, "L12", &id, NULL, &err), STATUS_OK);
    assert_int_equal(names_add(&names, "L1", &id, NULL, &err), STATUS_OK);
    assert_int_equal(names_find_part(&names, text, 2), 1);
    assert_int_equal(names_find_part(&names, text + 3, 3), 0);
    assert_int_equal(names_find_part(&names, text + 7, 3), 0);
    assert_int_equal(names_find_part(&names, text + 7, 4), NONE);
    assert_int_equal(names_find_part(&names, text, 1), NONE);
    assert_int_equal(names_find_part(&names, text, 0), NONE);
    names_deinit(&names);
}

static void test_empty_table_and_empty_name(void **state)
{
    (void)state;
    struct error err = {0};
    struct names names = {0};
    uint32_t id = 77;

    assert_int_equal(names_find(&names, "x"), NONE);
    assert_null(names_suggest(&names, "x"));
    assert_int_equal(names_add(&names, "", &id, NULL, &err), STATUS_OK);
    assert_int_equal(id, 0);
    assert_int_equal(names_find(&names, ""), 0);
    names_deinit(&names);
}

/** The caller's text may go away. */
static void test_names_are_copies(void **state)
{
    (void)state;
    struct error err = {0};
    struct names names = {0};
    uint32_t id;
    char text[] = "Hengsen";

    assert_int_equal(names_add(&names, text, &id, NULL, &err), STATUS_OK);
    memset(text, 'x', sizeof text - 1);
    assert_string_equal(names_text(&names, 0), "Hengsen");
    names_deinit(&names);
}

static void test_distance(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        unsigned distance;
    } cases[] = {
        {"", "", 0},
        {"", "abc", 3},
        {"abc", "", 3},
        {"abc", "abc", 0},
        {"kitten", "sitting", 3},
        {"saturday", "sunday", 3},
        {"headwy", "headway", 1},
        {"hedaway", "headway", 1},
        {"ca", "abc", 3},
        {"ab", "ba", 1},
        {"abcd", "badc", 2},
        {"flaw", "lawn", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(text_distance(cases[i].a, cases[i].b), cases[i].distance);
        assert_int_equal(text_distance(cases[i].b, cases[i].a), cases[i].distance);
    }
}

static void test_distance_of_long_texts(void **state)
{
    (void)state;
    char a[101], b[101];
    memset(a, 'a', 100);
    memset(b, 'a', 100);
    a[100] = b[100] = '\0';
    assert_int_equal(text_distance(a, b), 0);
    b[50] = 'b';
    assert_true(text_distance(a, b) >= 63);
    a[63] = b[63] = '\0';
    assert_int_equal(text_distance(a, b), 1);
}

static void test_suggest_takes_the_nearest_within_the_limit(void **state)
{
    (void)state;
    static const char *const names[] = {"headway", "heading", "first", "last", "a"};

    assert_string_equal(text_suggest(names, 5, "headwy"), "headway");
    assert_string_equal(text_suggest(names, 5, "headin"), "heading");
    assert_string_equal(text_suggest(names, 5, "lasst"), "last");
    assert_string_equal(text_suggest(names, 5, "first"), "first");
    assert_string_equal(text_suggest(names, 5, "b"), "a"); /* one edit is always allowed */
    assert_null(text_suggest(names, 5, "fist5"));          /* two edits in five letters */
    assert_string_equal(text_suggest(names, 5, "haedwya"), "headway"); /* two in seven */
    assert_null(text_suggest(names, 5, "zzzzzzzz"));
    assert_null(text_suggest(names, 0, "first"));
}

/** Small and capital letters are alike; without a near name one that holds the text will do. */
static void test_suggest_in_other_letters_and_parts(void **state)
{
    (void)state;
    static const char *const names[] = {"RB53", "Schwerte (Ruhr)", "Dortmund Hbf", "speed"};

    assert_int_equal(text_distance("rb53", "RB53"), 0);
    assert_string_equal(text_suggest(names, 4, "rb53"), "RB53");
    assert_string_equal(text_suggest(names, 4, "br53"), "RB53");
    assert_string_equal(text_suggest(names, 4, "schwerte"), "Schwerte (Ruhr)");
    assert_string_equal(text_suggest(names, 4, "speed_limit"), "speed");
    assert_null(text_suggest(names, 4, "Hbx"));
}

/** Of equally near candidates the first one, so that a message does not depend on anything else. */
static void test_suggest_settles_ties_by_order(void **state)
{
    (void)state;
    struct error err = {0};
    struct names names = {0};
    uint32_t id;
    const char *const texts[] = {"node12", "node13", "node14"};

    for (size_t i = 0; i < 3; i++)
        assert_int_equal(names_add(&names, texts[i], &id, NULL, &err), STATUS_OK);
    assert_string_equal(names_suggest(&names, "node1x"), "node12");
    assert_int_equal(text_distance("node1x", "node14"), 1);
    names_deinit(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids_are_dense_and_in_order),
        cmocka_unit_test(test_find_part),
        cmocka_unit_test(test_empty_table_and_empty_name),
        cmocka_unit_test(test_names_are_copies),
        cmocka_unit_test(test_distance),
        cmocka_unit_test(test_distance_of_long_texts),
        cmocka_unit_test(test_suggest_takes_the_nearest_within_the_limit),
        cmocka_unit_test(test_suggest_in_other_letters_and_parts),
        cmocka_unit_test(test_suggest_settles_ties_by_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
