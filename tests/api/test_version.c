// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "api/ardey.h"

#include <string.h>

static void facts(void **state)
{
    (void)state;
    char *lines = NULL, *json = NULL;
    struct ardey_error err = {0};
    assert_int_equal(ardey_build(false, &lines, &err), ARDEY_OK);
    assert_int_equal(ardey_build(true, &json, &err), ARDEY_OK);
    assert_int_equal(strncmp(lines, "ardey ", 6), 0);
    assert_int_equal(strncmp(lines + 6, ardey_version(), strlen(ardey_version())), 0);
    static const char *const names[] = {"commit", "compiler", "flags", "hdf5", "gsl", "lua"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_non_null(strstr(lines, names[i]));
        assert_non_null(strstr(json, names[i]));
    }
    assert_non_null(strstr(json, "\"version\": \""));
    assert_string_equal(json + strlen(json) - 2, "}\n");
    ardey_free(lines);
    ardey_free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(facts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
