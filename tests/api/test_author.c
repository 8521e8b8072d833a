// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "api/ardey.h"

#include <string.h>

/** Each form begins as its readers expect. */
static void the_reference_has_three_forms(void **state)
{
    (void)state;
    static const char *const starts[] = {[ARDEY_REFERENCE_MARKDOWN] = "# Reference of scenarios\n",
                                         [ARDEY_REFERENCE_META] = "---@meta\n",
                                         [ARDEY_REFERENCE_LUACHECK] = "-- SPDX"};
    for (int form = ARDEY_REFERENCE_MARKDOWN; form <= ARDEY_REFERENCE_LUACHECK; form++) {
        struct ardey_error err;
        char *text = NULL;
        assert_int_equal(ardey_reference((enum ardey_reference_form)form, &text, &err), ARDEY_OK);
        assert_int_equal(strncmp(text, starts[form], strlen(starts[form])), 0);
        ardey_free(text);
    }
}

static void a_new_study_needs_a_free_place(void **state)
{
    (void)state;
    struct ardey_error err;
    assert_int_equal(ardey_new("scenarios", "weekday", &err), ARDEY_USAGE);
    assert_string_equal(err.text, "'scenarios' exists already; name another folder");
    assert_int_equal(ardey_new("/nowhere/at/all", "weekday", &err), ARDEY_RESOURCE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reference_has_three_forms),
        cmocka_unit_test(a_new_study_needs_a_free_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
