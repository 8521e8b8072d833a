// SPDX-License-Identifier: GPL-3.0-or-later
#include "checkpoint_fixture.h"

#include "api/checkpoint.h"
#include "base/memory.h"
#include "base/sealed_file.h"
#include "base/version.h"

#include <fcntl.h>

/** A checkpoint of two links, at some time of the day. */
static const char *make_checkpoint(const struct api_folder *folder, double t_s)
{
    struct ardey_error err = {{0}};
    struct ardey_simulation *simulation = NULL;
    struct ardey_options options = api_options(api_roads(folder, "s.seed = 5"), NULL);
    const char *path = api_path(folder, "made.checkpoint");
    assert_int_equal(ardey_open(&options, &simulation, &err), ARDEY_OK);
    assert_int_equal(ardey_run_until(simulation, t_s, &err), ARDEY_OK);
    assert_int_equal(ardey_checkpoint(simulation, path, &err), ARDEY_OK);
    ardey_close(simulation);
    return path;
}

static void the_head_says_what_it_is_of(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct error err = {0};
    struct checkpoint *checkpoint = NULL;
    char when[96];
    assert_int_equal(checkpoint_open(make_checkpoint(&folder, 200), &checkpoint, &err), STATUS_OK);
    const struct checkpoint_head *head = checkpoint_head(checkpoint);
    assert_has(head->version, ARDEY_VERSION ", commit ");
    assert_int_equal(strlen(head->digest), 64);
    assert_int_equal(head->seed, 5);
    assert_int_equal(head->iterations, 0);
    assert_int_equal(head->partition_count, 1);
    assert_int_equal(head->t_ms, 200000);
    assert_true(head->has_day);
    assert_false(head->is_settling);
    assert_false(head->has_output);
    checkpoint_when(head, when, sizeof when);
    assert_string_equal(when, "00:03:20");
    checkpoint_close(checkpoint);
    checkpoint_close(NULL);
    api_folder_remove(&folder);
}

static void when_is_told_in_words(void **state)
{
    (void)state;
    char when[96];
    struct checkpoint_head head = {
        .has_day = true, .is_settling = true, .t_ms = 27910500, .iteration = 3};
    checkpoint_when(&head, when, sizeof when);
    assert_string_equal(when, "07:45:10 of the day of iteration 3");
    head.has_day = false;
    checkpoint_when(&head, when, sizeof when);
    assert_string_equal(when, "the end of iteration 2");
}

/** A sealed file that begins as a checkpoint of another version. */
static void another_version_is_refused(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct error err = {0};
    struct sealed_file *file;
    struct archive archive;
    struct checkpoint *checkpoint = NULL;
    const char *path = api_path(&folder, "old.checkpoint");
    char version[96] = "0.0.9, commit none";
    assert_int_equal(sealed_file_create(path, &file, &err), STATUS_OK);
    archive_init(&archive, false, sealed_file_stream(file), &err);
    archive_section(&archive, "ardey checkpoint");
    ARCHIVE_VALUE(&archive, version);
    assert_int_equal(sealed_file_finish(file, &err), STATUS_OK);

    assert_int_equal(checkpoint_open(path, &checkpoint, &err), STATUS_USAGE);
    assert_null(checkpoint);
    assert_has(err.text, "it was made by ardey 0.0.9, commit none, this is " ARDEY_VERSION);
    assert_has(err.text, "old.checkpoint'");
    api_folder_remove(&folder);
}

/** 10,000 bits at random places of a checkpoint, one after the other: none goes unnoticed. */
static void no_flipped_bit_goes_unnoticed(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    const char *path = make_checkpoint(&folder, 130);
    size_t size;
    uint32_t random = 1, noticed = 0;
    char *bytes = file_bytes(path, &size);
    int fd = open(path, O_RDWR);
    assert_true(fd >= 0);
    assert_true(size > 2000 && size < 100000);
    for (int i = 0; i < 10000; i++) {
        struct error err = {0};
        struct checkpoint *checkpoint = NULL;
        random = random * 1664525u + 1013904223u;
        off_t place = (off_t)(((uint64_t)random * size) >> 32);
        char changed = (char)(bytes[place] ^ 1 << i % 8);
        assert_int_equal(pwrite(fd, &changed, 1, place), 1);
        noticed += checkpoint_open(path, &checkpoint, &err) == STATUS_DATA;
        assert_null(checkpoint);
        assert_int_equal(pwrite(fd, &bytes[place], 1, place), 1);
    }
    assert_int_equal(noticed, 10000);
    close(fd);
    free(bytes);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_says_what_it_is_of),
        cmocka_unit_test(when_is_told_in_words),
        cmocka_unit_test(another_version_is_refused),
        cmocka_unit_test(no_flipped_bit_goes_unnoticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
