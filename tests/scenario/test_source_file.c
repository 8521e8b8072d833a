// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/source_file.h"

static void test_reads_bytes(void **state)
{
    (void)state;
    struct folder folder;
    struct source_file file;
    struct error err = {0};
    folder_init(&folder);
    const char *path = folder_write_bytes(&folder, "a", "x\0\nz", 4);
    assert_int_equal(source_file_read(path, 100, &file, &err), STATUS_OK);
    assert_int_equal(file.size, 4);
    assert_memory_equal(file.text, "x\0\nz", 5); /* and a zero behind */
    mem_free(file.text);

    /* Larger than one step of reading. */
    size_t size = 200000;
    char *large = malloc(size);
    memset(large, 'q', size);
    path = folder_write_bytes(&folder, "b", large, size);
    assert_int_equal(source_file_read(path, size, &file, &err), STATUS_OK);
    assert_int_equal(file.size, size);
    assert_memory_equal(file.text, large, size);
    mem_free(file.text);
    free(large);
    assert_int_equal(source_file_read(path, size - 1, &file, &err), STATUS_DATA);
    assert_contains(err.text, "/b: is larger than 199999 bytes");
    folder_deinit(&folder);
}

static void test_unreadable(void **state)
{
    (void)state;
    struct folder folder;
    struct source_file file = {.size = 7};
    struct error err = {0};
    folder_init(&folder);
    assert_int_equal(source_file_read(folder_path(&folder, "no"), 9, &file, &err), STATUS_DATA);
    assert_contains(err.text, "/no: cannot be opened: No such file or directory");
    error_reset(&err);
    assert_int_equal(source_file_read(folder.path, 9, &file, &err), STATUS_DATA);
    assert_contains(err.text, "cannot be read: Is a directory");
    assert_int_equal(file.size, 7);
    folder_deinit(&folder);
}

static void test_files_are_read_once(void **state)
{
    (void)state;
    struct folder folder;
    struct source_files files = {0};
    struct error err = {0};
    uint32_t index = 9;
    folder_init(&folder);
    folder_write(&folder, "a", "1");
    folder_write(&folder, "b", "2");
    for (int i = 0; i < 3; i++) {
        const char *path = folder_path(&folder, "a");
        assert_int_equal(source_files_read(&files, path, 9, &index, &err), STATUS_OK);
        assert_int_equal(index, 0);
        path = folder_path(&folder, "b");
        assert_int_equal(source_files_read(&files, path, 9, &index, &err), STATUS_OK);
        assert_int_equal(index, 1);
    }
    assert_int_equal(files.count, 2);
    assert_string_equal(files.items[1].text, "2");
    const char *path = folder_path(&folder, "c");
    assert_int_equal(source_files_read(&files, path, 9, &index, &err), STATUS_DATA);
    assert_int_equal(files.count, 2);
    source_files_deinit(&files);
    assert_int_equal(files.count, 0);
    folder_deinit(&folder);
}

static void digest_two(const char *first, const char *second, char out[DIGEST_TEXT_SIZE])
{
    struct digest digest;
    struct source_file file = {.text = (char *)(uintptr_t)first, .size = strlen(first)};
    digest_init(&digest);
    source_file_digest(&file, &digest);
    file = (struct source_file){.text = (char *)(uintptr_t)second, .size = strlen(second)};
    source_file_digest(&file, &digest);
    digest_text(&digest, out);
}

static void test_digest_knows_the_borders(void **state)
{
    (void)state;
    char a[DIGEST_TEXT_SIZE], b[DIGEST_TEXT_SIZE], c[DIGEST_TEXT_SIZE];
    digest_two("ab", "c", a);
    digest_two("a", "bc", b);
    digest_two("ab", "c", c);
    assert_string_not_equal(a, b);
    assert_string_equal(a, c);
    assert_int_equal(strlen(a), 64);
}

static void test_utf8(void **state)
{
    (void)state;
    static const char *const good[] = {"",
                                       "plain",
                                       "Hörde",
                                       "\xe2\x82\xac",
                                       "\xf0\x9f\x9a\x86",
                                       "\xef\xbf\xbf",
                                       "\xf4\x8f\xbf\xbf"};
    static const char *const bad[] = {
        "\xff",         "\x80",         "H\xf6rde",         "\xc0\xaf",
        "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82",
        "\xe2\x28\xa1"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(text_is_utf8(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(text_is_utf8(bad[i], strlen(bad[i])));
    assert_false(text_is_utf8("a\0b", 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_bytes),
        cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_files_are_read_once),
        cmocka_unit_test(test_digest_knows_the_borders),
        cmocka_unit_test(test_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
