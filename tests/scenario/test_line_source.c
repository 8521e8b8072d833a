// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/line_source.h"
#include "scenario/source_file.h"

static int folder_up(void **state)
{
    struct folder *folder = calloc(1, sizeof *folder);
    folder_init(folder);
    *state = folder;
    return 0;
}

static int folder_down(void **state)
{
    folder_deinit(*state);
    free(*state);
    return 0;
}

static void open_source(struct line_source *source, const char *path)
{
    struct error err = {0};
    if (line_source_open(source, path, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

static void assert_next(struct line_source *source, const char *expected)
{
    struct error err = {0};
    const char *bytes;
    size_t size;
    assert_int_equal(line_source_next(source, &bytes, &size, &err), STATUS_OK);
    if (!expected) {
        assert_null(bytes);
        return;
    }
    assert_int_equal(size, strlen(expected));
    assert_memory_equal(bytes, expected, size);
}

static void test_lines(void **state)
{
    struct line_source source;
    open_source(&source, folder_write(*state, "a", "\xef\xbb\xbfone\r\n\n\nfour\nlast"));
    static const char *const lines[] = {"one", "", "", "four", "last"};
    for (uint32_t i = 0; i < 5; i++) {
        assert_next(&source, lines[i]);
        assert_int_equal(source.line, i + 1);
    }
    assert_next(&source, NULL);
    assert_next(&source, NULL);
    line_source_close(&source);
    open_source(&source, folder_write(*state, "b", ""));
    assert_next(&source, NULL);
    line_source_close(&source);
    open_source(&source, folder_write(*state, "c", "x\n"));
    assert_next(&source, "x");
    assert_next(&source, NULL);
    line_source_close(&source);
}

/** Lines of 0 ... 5,000 bytes, 12.5 MB: across all the borders of blocks. */
static void test_blocks(void **state)
{
    enum { COUNT = 5000 };
    char *text = malloc((size_t)COUNT * COUNT), *end = text;
    struct line_source source;
    struct error err = {0};
    for (int i = 0; i < COUNT; i++) {
        memset(end, 'a' + i % 26, (size_t)i);
        end += i;
        *end++ = '\n';
    }
    open_source(&source, folder_write_bytes(*state, "d", text, (size_t)(end - text)));
    for (int i = 0; i < COUNT; i++) {
        const char *bytes;
        size_t size;
        assert_int_equal(line_source_next(&source, &bytes, &size, &err), STATUS_OK);
        assert_int_equal(size, i);
        if (i > 0)
            assert_true(bytes[0] == 'a' + i % 26 && bytes[i - 1] == 'a' + i % 26);
    }
    assert_next(&source, NULL);
    assert_true(source.capacity <= 4u << 20); /* little of the file is held */
    line_source_close(&source);
    free(text);
}

/** The same as of a file that is read whole. */
static void test_digest(void **state)
{
    static const size_t sizes[] = {0, 5, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct error err = {0};
        struct digest streamed, whole;
        struct source_file file;
        char text[2][DIGEST_TEXT_SIZE];
        char *bytes = malloc(sizes[i] + 1);
        memset(bytes, 'x', sizes[i] + 1);
        const char *path = folder_write_bytes(*state, "e", bytes, sizes[i]);
        digest_init(&streamed);
        digest_init(&whole);
        assert_int_equal(line_source_digest(path, &streamed, &err), STATUS_OK);
        assert_int_equal(source_file_read(path, 1 << 24, &file, &err), STATUS_OK);
        source_file_digest(&file, &whole);
        digest_text(&streamed, text[0]);
        digest_text(&whole, text[1]);
        assert_string_equal(text[0], text[1]);
        mem_free(file.text);
        free(bytes);
    }
}

static void test_findings(void **state)
{
    struct folder *folder = *state;
    struct line_source source;
    struct digest digest;
    struct error err = {0};
    digest_init(&digest);
    assert_int_equal(line_source_open(&source, folder_path(folder, "none"), &err), STATUS_DATA);
    assert_contains(err.text, "/none: cannot be opened: No such file or directory");
    assert_int_equal(line_source_open(&source, folder->path, &err), STATUS_DATA);
    assert_contains(err.text, ": cannot be read: Is a directory");
    error_reset(&err);
    assert_int_equal(line_source_digest(folder->path, &digest, &err), STATUS_DATA);
    assert_contains(err.text, ": is not a regular file");
    assert_int_equal(line_source_digest(folder_path(folder, "none"), &digest, &err), STATUS_DATA);
    assert_int_equal(err.finding_count, 2);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, folder_up, folder_down)
    const struct CMUnitTest tests[] = {
        TEST(test_lines),
        TEST(test_blocks),
        TEST(test_digest),
        TEST(test_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
