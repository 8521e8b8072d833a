// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/names.h"
#include "scenario/measure.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/** What authors and the reader of measures rely on. */
static void test_every_kind_is_whole(void **state)
{
    (void)state;
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++) {
        assert_true((*kind)->size > 0 && (*kind)->apply != NULL);
        assert_true(strlen((*kind)->doc) > 20);
        for (const char *byte = (*kind)->name; *byte; byte++)
            assert_true(islower((unsigned char)*byte) || *byte == '_');
        for (const struct field *field = (*kind)->fields; field->name; field++) {
            assert_true(field->offset < (*kind)->size);
            assert_non_null(field->doc);
            assert_true(!field->is_list || field->type == FIELD_TEXT);
            /* Words of Lua cannot be written as `name = value`. */
            assert_true(strcmp(field->name, "until") != 0 && strcmp(field->name, "end") != 0);
        }
    }
}

static void test_names_are_unique(void **state)
{
    (void)state;
    struct names names = {0};
    struct error err = {0};
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++) {
        uint32_t id;
        bool is_new;
        assert_int_equal(names_add(&names, (*kind)->name, &id, &is_new, &err), STATUS_OK);
        assert_true(is_new);
    }
    assert_true(names.count >= 1);
    names_deinit(&names);
}

/** A window is both of its ends, so that they can be compared. */
static void test_windows_have_two_ends(void **state)
{
    (void)state;
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++) {
        const struct field *from = fields_find((*kind)->fields, "from");
        const struct field *to = fields_find((*kind)->fields, "to");
        bool has_from = from && from->quantity == QUANTITY_CLOCK;
        bool has_to = to && to->quantity == QUANTITY_CLOCK;
        assert_int_equal(has_from, has_to);
    }
}

/** A kind that leaves links, runs, people and stops as they are can begin during a day; a new kind
 * has to decide. */
static void test_which_can_begin_during_a_day(void **state)
{
    (void)state;
    char names[200] = "";
    for (const struct measure_kind *const *kind = measure_kinds; *kind; kind++) {
        assert_true(!(*kind)->fixed || strlen((*kind)->fixed) > 10);
        if (!(*kind)->fixed)
            snprintf(names + strlen(names), sizeof names - strlen(names), "%s ", (*kind)->name);
    }
    assert_string_equal(names, "link speed_limit toll track delays incident ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind_is_whole),
        cmocka_unit_test(test_names_are_unique),
        cmocka_unit_test(test_windows_have_two_ends),
        cmocka_unit_test(test_which_can_begin_during_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
