// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/memory.h"
#include "base/new_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_SIZE 256

/** A folder of our own that the new one is made in. */
static void make_home(char home[PATH_SIZE], char path[PATH_SIZE])
{
    snprintf(home, PATH_SIZE, "/tmp/ardey-new-XXXXXX");
    assert_non_null(mkdtemp(home));
    int length = snprintf(path, PATH_SIZE, "%.200s/study", home);
    assert_true(length < PATH_SIZE);
}

static size_t size_of(const char *folder, const char *name)
{
    char path[2 * PATH_SIZE];
    struct stat about;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(stat(path, &about), 0);
    return (size_t)about.st_size;
}

static void it_appears_with_everything(void **state)
{
    (void)state;
    char home[PATH_SIZE], path[PATH_SIZE];
    struct new_folder folder;
    struct error err = {0};
    struct page page = {.err = &err};
    page_add(&page, "twelve bytes");
    make_home(home, path);
    assert_int_equal(new_folder_check(path, &err), STATUS_OK);
    assert_int_equal(new_folder_begin(&folder, path, &err), STATUS_OK);
    assert_int_equal(new_folder_write(&folder, "a", &page, &err), STATUS_OK);
    assert_int_equal(new_folder_write(&folder, "deep/er/b", &page, &err), STATUS_OK);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(new_folder_finish(&folder, &err), STATUS_OK);
    assert_int_equal(size_of(path, "a"), 12);
    assert_int_equal(size_of(path, "deep/er/b"), 12);
    assert_int_equal(new_folder_check(path, &err), STATUS_USAGE);
    /* Given up: everything of it is gone. */
    snprintf(folder.aside, sizeof folder.aside, "%s", path);
    new_folder_abandon(&folder);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(rmdir(home), 0);
    mem_free(page.text);
}

static void nothing_is_left_when_it_fails(void **state)
{
    (void)state;
    char home[PATH_SIZE], path[PATH_SIZE], inside[2 * PATH_SIZE];
    struct new_folder folder;
    struct error err = {0};
    struct page page = {.err = &err}, failed = {.err = &err, .status = STATUS_RESOURCE};
    page_add(&page, "x");
    make_home(home, path);
    assert_int_equal(new_folder_begin(&folder, path, &err), STATUS_OK);
    assert_int_equal(new_folder_write(&folder, "a", &page, &err), STATUS_OK);
    assert_int_equal(new_folder_write(&folder, "a/b", &page, &err), STATUS_RESOURCE);
    assert_int_equal(new_folder_write(&folder, "b", &failed, &err), STATUS_RESOURCE);
    /* Somebody else was faster: a folder with a file stands in the way. */
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(inside, sizeof inside, "%s/theirs", path);
    FILE *file = fopen(inside, "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(new_folder_finish(&folder, &err), STATUS_RESOURCE);
    assert_int_not_equal(access(folder.aside, F_OK), 0);
    assert_int_equal(size_of(path, "theirs"), 0);
    assert_int_equal(unlink(inside), 0);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(home), 0);
    error_reset(&err);
    assert_int_equal(new_folder_check("/nowhere/at/all", &err), STATUS_RESOURCE);
    assert_string_equal(err.text,
                        "'/nowhere/at/all' cannot be made: there is no folder '/nowhere/at/'");
    mem_free(page.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_appears_with_everything),
        cmocka_unit_test(nothing_is_left_when_it_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
