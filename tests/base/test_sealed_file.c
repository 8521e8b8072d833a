// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/memory.h"
#include "base/sealed_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH "sealed_file_test.checkpoint"

/** Writes `count` words that count on from `first`, each moved alone. */
static void write_words(const char *path, uint64_t first, size_t count)
{
    struct error err = {0};
    struct sealed_file *file = NULL;
    struct archive archive;
    assert_int_equal(sealed_file_create(path, &file, &err), STATUS_OK);
    archive_init(&archive, false, sealed_file_stream(file), &err);
    for (uint64_t i = 0; i < count; i++) {
        uint64_t word = first + i;
        ARCHIVE_VALUE(&archive, word);
    }
    assert_int_equal(archive_status(&archive), STATUS_OK);
    assert_int_equal(sealed_file_finish(file, &err), STATUS_OK);
}

static void assert_words(const char *path, uint64_t first, size_t count)
{
    struct error err = {0};
    struct sealed_file *file = NULL;
    struct archive archive;
    assert_int_equal(sealed_file_open(path, &file, &err), STATUS_OK);
    archive_init(&archive, true, sealed_file_stream(file), &err);
    for (uint64_t i = 0; i < count; i++) {
        uint64_t word = 0;
        ARCHIVE_VALUE(&archive, word);
        assert_true(word == first + i);
    }
    assert_int_equal(archive_status(&archive), STATUS_OK);
    uint8_t more;
    ARCHIVE_VALUE(&archive, more);
    assert_int_equal(archive_status(&archive), STATUS_DATA);
    assert_string_equal(err.text, "section 'start': 1 bytes are missing at its end");
    sealed_file_close(file);
}

/** Of no block, of one, and of some three megabytes. */
static void test_comes_back(void **state)
{
    (void)state;
    const size_t counts[] = {0, 1, (1 << 17), 400000};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct stat info;
        write_words(PATH, 5, counts[i]);
        assert_words(PATH, 5, counts[i]);
        assert_int_equal(stat(PATH, &info), 0);
        size_t blocks = counts[i] * 8 == 0 ? 1 : (counts[i] * 8 + (1 << 20) - 1) >> 20;
        assert_int_equal(info.st_size, 8 + counts[i] * 8 + blocks * 16);
        assert_int_equal(access(PATH ".part", F_OK), -1);
    }
    assert_int_equal(unlink(PATH), 0);
}

static void test_older_one_stays(void **state)
{
    (void)state;
    struct error err = {0};
    struct sealed_file *file = NULL;
    struct archive archive;
    uint64_t words[400000 / 8] = {0};
    write_words(PATH, 7, 3);

    assert_int_equal(sealed_file_create(PATH, &file, &err), STATUS_OK);
    archive_init(&archive, false, sealed_file_stream(file), &err);
    for (int i = 0; i < 10; i++)
        archive_bytes(&archive, words, sizeof words);
    assert_true(sealed_file_size(file) > 1 << 20);
    assert_words(PATH, 7, 3); /* while the new one is being written */
    sealed_file_close(file);
    assert_words(PATH, 7, 3);
    assert_int_equal(access(PATH ".part", F_OK), -1);

    assert_int_equal(sealed_file_create(PATH, &file, &err), STATUS_OK);
    assert_int_equal(access(PATH ".part", F_OK), 0);
    sealed_file_remove(PATH); /* as if whoever wrote had been killed */
    assert_int_equal(access(PATH, F_OK), -1);
    assert_int_equal(access(PATH ".part", F_OK), -1);
    sealed_file_close(file);
    sealed_file_remove(PATH);
}

static void test_missing_and_foreign_files(void **state)
{
    (void)state;
    struct error err = {0};
    struct sealed_file *file = NULL;
    assert_int_equal(sealed_file_open("no_such.checkpoint", &file, &err), STATUS_RESOURCE);
    assert_string_equal(err.text, "cannot read 'no_such.checkpoint': No such file or directory");
    error_reset(&err);
    assert_int_equal(sealed_file_create("no_such_folder/x", &file, &err), STATUS_RESOURCE);
    assert_string_equal(err.text, "cannot write 'no_such_folder/x': No such file or directory");
    error_reset(&err);
    assert_int_equal(sealed_file_open("README.md", &file, &err), STATUS_DATA);
    assert_string_equal(err.text, "'README.md' is no checkpoint of Ardey, or is damaged");
    assert_null(file);
}

static unsigned char *read_file(const char *path, size_t *out_size)
{
    struct stat info;
    int fd = open(path, O_RDONLY);
    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &info), 0);
    unsigned char *bytes = mem_alloc((size_t)info.st_size, 1, NULL);
    assert_int_equal(read(fd, bytes, (size_t)info.st_size), info.st_size);
    close(fd);
    *out_size = (size_t)info.st_size;
    return bytes;
}

static bool opens(const char *path)
{
    struct error err = {0};
    struct sealed_file *file = NULL;
    enum status status = sealed_file_open(path, &file, &err);
    if (status != STATUS_OK)
        assert_int_equal(status, STATUS_DATA);
    sealed_file_close(file);
    return status == STATUS_OK;
}

/** Every bit of a small file, one after the other; every length that is too short; one byte more.
 */
static void test_every_damage_is_noticed(void **state)
{
    (void)state;
    size_t size, noticed = 0;
    write_words(PATH, 1000, 150);
    unsigned char *bytes = read_file(PATH, &size);
    int fd = open(PATH, O_RDWR);
    for (size_t bit = 0; bit < 8 * size; bit++) {
        unsigned char changed = bytes[bit / 8] ^ (unsigned char)(1u << bit % 8);
        assert_int_equal(pwrite(fd, &changed, 1, (off_t)(bit / 8)), 1);
        noticed += !opens(PATH);
        assert_int_equal(pwrite(fd, &bytes[bit / 8], 1, (off_t)(bit / 8)), 1);
    }
    assert_int_equal(noticed, 8 * size);
    assert_true(noticed > 9000);
    assert_true(opens(PATH));
    assert_int_equal(pwrite(fd, "x", 1, (off_t)size), 1);
    assert_false(opens(PATH));
    for (size_t length = size; length-- > 0;) {
        assert_int_equal(ftruncate(fd, (off_t)length), 0);
        assert_false(opens(PATH));
    }
    close(fd);
    mem_free(bytes);
    assert_int_equal(unlink(PATH), 0);
}

/** Blocks of the same file in another order, or of another file, are noticed. */
static void test_blocks_belong_together(void **state)
{
    (void)state;
    const size_t block = 16 + (1 << 20), words = 3 << 17;
    size_t size, other_size;
    write_words(PATH, 0, words);
    unsigned char *bytes = read_file(PATH, &size);
    write_words(PATH, 9, words);
    unsigned char *other = read_file(PATH, &other_size);
    assert_int_equal(size, 8 + 3 * block);
    int fd = open(PATH, O_RDWR);
    assert_int_equal(pwrite(fd, bytes + 8, block, (off_t)(8 + block)), block);
    assert_false(opens(PATH)); /* the second is the first of the other file */
    assert_int_equal(pwrite(fd, other, size, 0), size);
    assert_true(opens(PATH));
    assert_int_equal(pwrite(fd, other + 8 + block, block, 8), block);
    assert_int_equal(pwrite(fd, other + 8, block, (off_t)(8 + block)), block);
    assert_false(opens(PATH));
    close(fd);
    mem_free(bytes);
    mem_free(other);
    assert_int_equal(unlink(PATH), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_comes_back),
        cmocka_unit_test(test_older_one_stays),
        cmocka_unit_test(test_missing_and_foreign_files),
        cmocka_unit_test(test_every_damage_is_noticed),
        cmocka_unit_test(test_blocks_belong_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
