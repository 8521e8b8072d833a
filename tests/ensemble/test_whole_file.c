// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/ensemble_fixture.h"

#include "ensemble/whole_file.h"

#include <unistd.h>

static void written(void **state)
{
    (void)state;
    struct folder folder;
    struct error err = {0};
    struct stat before, after;
    char text[32] = "";
    folder_init(&folder);
    const char *path = folder_path(&folder, "a.txt");
    assert_int_equal(whole_file_write(path, "one\n", 4, &err), STATUS_OK);
    assert_int_equal(stat(path, &before), 0);
    /* The same bytes: the file is left alone. Others: a new file takes its place. */
    assert_int_equal(whole_file_write(path, "one\n", 4, &err), STATUS_OK);
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    struct memory_file file;
    assert_int_equal(memory_file_open(&file, &err), STATUS_OK);
    fprintf(file.stream, "two %d\n", 2);
    assert_int_equal(memory_file_write(&file, path, &err), STATUS_OK);
    FILE *stream = fopen(path, "r");
    assert_non_null(fgets(text, sizeof text, stream));
    fclose(stream);
    assert_string_equal(text, "two 2\n");
    assert_int_equal(access(folder_path(&folder, "a.txt.new"), F_OK), -1);

    assert_int_equal(folder_make(folder_path(&folder, "f"), &err), STATUS_OK);
    assert_int_equal(folder_make(folder_path(&folder, "f"), &err), STATUS_OK);
    assert_int_equal(folder_make(path, &err), STATUS_RESOURCE);
    assert_contains(err.text, "cannot make the folder");
    error_reset(&err);
    assert_int_equal(whole_file_write(folder_path(&folder, "g/x"), "", 0, &err), STATUS_RESOURCE);
    assert_contains(err.text, "No such file");
    folder_deinit(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(written)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
