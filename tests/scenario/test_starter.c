// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/measure.h"
#include "scenario/source_file.h"
#include "scenario/starter.h"

#include <stdlib.h>
#include <unistd.h>

static void test_words_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    struct error err = {0};
    assert_int_equal(starter_make("a\"b", "weekday", &err), STATUS_USAGE);
    assert_contains(err.text, "'a\"b' cannot be used in a scenario");
    error_reset(&err);
    assert_int_equal(starter_make("/tmp/ardey-never", "week\nday", &err), STATUS_USAGE);
    assert_int_not_equal(access("/tmp/ardey-never", F_OK), 0);
    error_reset(&err);
    assert_int_equal(starter_make("scenarios", "weekday", &err), STATUS_USAGE);
    assert_contains(err.text, "'scenarios' exists already");
}

/** The folder is a scenario that names its base and every kind of measure. What it does when it
 * runs is tested as a user would, in tests/cli/test_new_command.py. */
static void test_folder_has_everything(void **state)
{
    (void)state;
    char home[] = "/tmp/ardey-starter-XXXXXX", path[64], file[96];
    static const char *const names[] = {"scenario.lua", ".luarc.json", ".luacheckrc",
                                        "types/ardey.lua"};
    struct error err = {0};
    assert_non_null(mkdtemp(home));
    snprintf(path, sizeof path, "%s/study", home);
    assert_int_equal(starter_make(path, "weekday", &err), STATUS_OK);
    for (int i = 0; i < 4; i++) {
        struct source_file source;
        snprintf(file, sizeof file, "%s/%s", path, names[i]);
        assert_int_equal(source_file_read(file, 1 << 20, &source, &err), STATUS_OK);
        assert_true(source.size > 100);
        if (i == 0) {
            assert_contains(source.text, "local base = require \"weekday\"\n");
            assert_contains(source.text, "  name = \"study\",\n");
            for (size_t k = 0; measure_kinds[k]; k++)
                assert_contains(source.text, measure_kinds[k]->doc);
        }
        mem_free(source.text);
        assert_int_equal(unlink(file), 0);
    }
    snprintf(file, sizeof file, "%s/types", path);
    assert_int_equal(rmdir(file), 0);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(home), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_that_do_not_fit_are_refused),
        cmocka_unit_test(test_folder_has_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
