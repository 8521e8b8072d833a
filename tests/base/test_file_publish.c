// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/file_publish.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void assert_text(const char *path, const char *text)
{
    char found[32] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(found, sizeof found, file));
    assert_int_equal(fclose(file), 0);
    assert_string_equal(found, text);
}

static void the_new_file_takes_the_place_of_the_old_one(void **state)
{
    (void)state;
    struct error err = {0};
    put("published", "old");
    for (int is_synced = 0; is_synced < 2; is_synced++) {
        put("published.new", is_synced ? "synced" : "renamed");
        assert_int_equal(file_publish("published.new", "published", is_synced, &err), STATUS_OK);
        assert_text("published", is_synced ? "synced" : "renamed");
        assert_int_equal(access("published.new", F_OK), -1);
    }
    assert_int_equal(unlink("published"), 0);
}

static void what_cannot_be_renamed_is_removed(void **state)
{
    (void)state;
    struct error err = {0};
    assert_int_equal(mkdir("published.d", 0700), 0);
    put("published.new", "new");
    assert_int_equal(file_publish("published.new", "published.d", true, &err), STATUS_RESOURCE);
    assert_string_equal(err.text, "cannot write 'published.d': Is a directory");
    assert_int_equal(access("published.new", F_OK), -1);
    assert_int_equal(rmdir("published.d"), 0);
}

static void what_is_not_there_cannot_be_synced(void **state)
{
    (void)state;
    struct error err = {0};
    assert_int_equal(file_publish("nothing.new", "nothing", true, &err), STATUS_RESOURCE);
    assert_string_equal(err.text, "cannot sync 'nothing': No such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_new_file_takes_the_place_of_the_old_one),
        cmocka_unit_test(what_cannot_be_renamed_is_removed),
        cmocka_unit_test(what_is_not_there_cannot_be_synced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
