// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

#include "results/results_spool.h"

static enum status append(struct results_spool *spool, uint32_t number, const char *bytes)
{
    const struct results_frame frame = {
        .kind = RESULTS_CHUNK, .number = number, .values = {number * 7u, 9}};
    return results_spool_append(spool, frame, bytes, strlen(bytes), NULL);
}

/* Compares the frame at `offset` with what `append` made of these. */
static void check_frame(const struct results_spool *spool, uint64_t *offset, uint32_t number,
                        const char *expected)
{
    struct results_frame frame;
    void *bytes = NULL;
    size_t capacity = 0;
    assert_int_equal(results_spool_read(spool, offset, &frame, &bytes, &capacity, NULL), STATUS_OK);
    assert_int_equal(frame.kind, RESULTS_CHUNK);
    assert_int_equal(frame.number, number);
    assert_int_equal(frame.values[0], number * 7u);
    assert_int_equal(frame.values[1], 9);
    assert_int_equal(frame.byte_count, strlen(expected));
    assert_memory_equal(bytes, expected, frame.byte_count);
    mem_free(bytes);
}

static void frames_come_back(void **state)
{
    struct test_folder *folder = *state;
    struct results_spool *spool = results_spool_open(folder->file, false, NULL);
    assert_int_equal(append(spool, 1, "one"), STATUS_OK);
    assert_int_equal(append(spool, 2, ""), STATUS_OK);
    struct results_mark mark = results_spool_mark(spool);
    assert_int_equal(mark.length, 2 * sizeof(struct results_frame) + 3);
    assert_int_equal(append(spool, 3, "three"), STATUS_OK);
    assert_int_equal(results_spool_flush(spool, true, NULL), STATUS_OK);
    uint64_t offset = 0;
    check_frame(spool, &offset, 1, "one");
    check_frame(spool, &offset, 2, "");
    assert_int_equal(offset, mark.length);
    check_frame(spool, &offset, 3, "three");

    assert_int_equal(results_spool_cut(spool, mark, NULL), STATUS_OK);
    assert_int_equal(append(spool, 4, "four"), STATUS_OK);
    assert_int_equal(results_spool_flush(spool, false, NULL), STATUS_OK);
    offset = mark.length;
    check_frame(spool, &offset, 4, "four");
    assert_int_equal(offset, results_spool_mark(spool).length);
    results_spool_close(spool, false);
    results_spool_close(NULL, false);
    assert_int_equal(test_folder_count(folder->path), 0);
}

static void kept_spools_are_resumed(void **state)
{
    struct test_folder *folder = *state;
    struct error err = {0};
    struct results_spool *spool = results_spool_open(folder->file, false, NULL);
    assert_null(results_spool_open(folder->file, true, &err));
    assert_non_null(strstr(err.text, "another run is writing it"));
    append(spool, 1, "one");
    struct results_mark mark = results_spool_mark(spool);
    append(spool, 2, "lost");
    results_spool_close(spool, true);

    spool = results_spool_open(folder->file, true, NULL);
    assert_int_equal(results_spool_verify(spool, mark, NULL), STATUS_OK);
    assert_int_equal(results_spool_mark(spool).length, mark.length);
    append(spool, 3, "three");
    results_spool_flush(spool, false, NULL);
    uint64_t offset = 0;
    check_frame(spool, &offset, 1, "one");
    check_frame(spool, &offset, 3, "three");
    struct results_mark other = {mark.length, mark.checksum + 1};
    error_reset(&err);
    assert_int_equal(results_spool_verify(spool, other, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "does not belong to the checkpoint"));
    other.length = offset + 1;
    error_reset(&err);
    assert_int_equal(results_spool_verify(spool, other, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "ends within a frame"));
    results_spool_close(spool, false);
}

static void unwritable_places_are_said(void **state)
{
    (void)state;
    struct error err = {0};
    assert_null(results_spool_open("/proc/no-such-folder/x.part", false, &err));
    assert_int_equal(err.status, STATUS_RESOURCE);
    assert_string_equal(err.text,
                        "cannot write `/proc/no-such-folder/x.part`: No such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(frames_come_back),
        FOLDER_TEST(kept_spools_are_resumed),
        cmocka_unit_test(unwritable_places_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
