// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/feed_fixture.h"

#include "import/feed_source.h"

static void test_folder(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make();
    struct feed_source *source = NULL;
    struct error err = {0};
    char *text = NULL;
    size_t size = 7;
    feed_write(&folder, "stops.txt", "a\nb\n");
    feed_write(&folder, "agency.txt", "");
    assert_int_equal(feed_source_open(folder.path, &source, &err), STATUS_OK);
    const struct names *files = feed_source_files(source);
    assert_int_equal(files->count, 2);
    assert_string_equal(names_text(files, 0), "agency.txt");
    assert_string_equal(names_text(files, 1), "stops.txt");
    assert_int_equal(feed_source_read(source, "stops.txt", &text, &size, &err), STATUS_OK);
    assert_int_equal(size, 4);
    assert_string_equal(text, "a\nb\n");
    mem_free(text);
    assert_int_equal(feed_source_read(source, "agency.txt", &text, &size, &err), STATUS_OK);
    assert_non_null(text);
    assert_int_equal(size, 0);
    mem_free(text);
    assert_int_equal(feed_source_read(source, "../stops.txt", &text, &size, &err), STATUS_OK);
    assert_null(text);
    feed_source_close(source);
    feed_remove(&folder);
}

static void test_refused(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make();
    struct feed_source *source = NULL;
    struct error err = {0};
    char path[256];
    assert_int_equal(feed_source_open(folder.path, &source, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "has no stops.txt, so it is no GTFS feed"));
    feed_write(&folder, "text.zip", "PK\3\4 but no archive");
    feed_path(&folder, "text.zip", path);
    assert_int_equal(feed_source_open(path, &source, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "text.zip: is no folder and cannot be read as a zip archive"));
    /* A folder in place of a file. */
    feed_path(&folder, "stops.txt", path);
    assert_int_equal(mkdir(path, 0755), 0);
    assert_int_equal(feed_source_open(folder.path, &source, &err), STATUS_OK);
    char *text = NULL;
    size_t size;
    assert_int_equal(feed_source_read(source, "stops.txt", &text, &size, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "stops.txt cannot be read: Is a directory"));
    feed_source_close(source);
    feed_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_folder),
                                       cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
