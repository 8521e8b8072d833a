// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/feed_fixture.h"

#include "import/gtfs_import.h"

#include <zip.h>

#define FIXTURE     "tests/fixtures/gtfs"
#define ZIP_CASES   2000
#define TEXT_CASES  1500
#define FLIPS_MAX   8
#define FILES_COUNT 10

static const char *const files[FILES_COUNT] = {
    "agency.txt", "stops.txt",      "routes.txt",      "calendar.txt",  "calendar_dates.txt",
    "trips.txt",  "stop_times.txt", "frequencies.txt", "transfers.txt", "shapes.txt"};

/** A small generator, so that a case that fails can be repeated (Marsaglia 2003, xorshift). */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void make_zip(const char *path, int compression)
{
    int code;
    zip_t *archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    assert_non_null(archive);
    for (int i = 0; i < FILES_COUNT; i++) {
        char name[256];
        snprintf(name, sizeof name, FIXTURE "/%s", files[i]);
        zip_source_t *source = zip_source_file(archive, name, 0, -1);
        zip_int64_t index = zip_file_add(archive, files[i], source, 0);
        assert_true(index >= 0);
        assert_int_equal(zip_set_file_compression(archive, (zip_uint64_t)index, compression, 0), 0);
    }
    assert_int_equal(zip_close(archive), 0);
}

/** Imports; what comes is a folder with everything, or a reason and nothing. */
static enum status import(const char *feed, const char *folder)
{
    struct gtfs_import_options options = {
        .feed = feed, .date = "2026-03-02", .folder = folder, .near_m = 500};
    struct error err = {0};
    char *report = NULL, path[512];
    enum status status = gtfs_import(&options, &report, &err);
    snprintf(path, sizeof path, "%s/import_report.md", folder);
    if (status == STATUS_OK) {
        assert_true(strlen(report) > 100);
        assert_int_equal(access(path, R_OK), 0);
        feed_remove_path(folder);
        mem_free(report);
    } else {
        assert_int_equal(status, STATUS_DATA);
        assert_null(report);
        assert_true(err.text[0] != '\0');
    }
    assert_int_not_equal(access(folder, F_OK), 0);
    return status;
}

/** Changes up to FLIPS_MAX bytes, or cuts the end off. Returns the new size. */
static size_t damage(unsigned char *bytes, size_t size, uint32_t *random)
{
    static const unsigned char likely[] = {'"', ',', '\n', '\r', 0, 0xff, '-', '9', ':', '0'};
    if (next_random(random) % 10 == 0)
        return next_random(random) % size;
    uint32_t flips = 1 + next_random(random) % FLIPS_MAX;
    for (uint32_t i = 0; i < flips; i++) {
        unsigned char *byte = &bytes[next_random(random) % size];
        if (next_random(random) % 2)
            *byte ^= (unsigned char)(1u << next_random(random) % 8);
        else
            *byte = likely[next_random(random) % sizeof likely];
    }
    return size;
}

/** A zip with damaged bytes is read or refused with a reason. */
static void test_damaged_zips(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make();
    char whole[256], damaged[256], out[256];
    uint32_t random = 20260302, counts[2] = {0};
    feed_path(&folder, "whole.zip", whole);
    feed_path(&folder, "damaged.zip", damaged);
    feed_path(&folder, "out", out);
    for (int compressed = 0; compressed < 2; compressed++) {
        size_t size;
        make_zip(whole, compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE);
        unsigned char *bytes = (unsigned char *)feed_read(whole, &size), *copy = malloc(size);
        assert_non_null(copy);
        for (int i = 0; i < ZIP_CASES / 2; i++) {
            memcpy(copy, bytes, size);
            size_t left = damage(copy, size, &random);
            feed_write_bytes(&folder, "damaged.zip", copy, left);
            counts[import(damaged, out) == STATUS_OK]++;
        }
        free(copy);
        free(bytes);
    }
    assert_int_equal(counts[0] + counts[1], ZIP_CASES);
    assert_true(counts[0] > ZIP_CASES / 2); /* the check sums of the archive find most */
    feed_remove(&folder);
}

/** So are texts with damaged bytes, which no check sum guards. */
static void test_damaged_texts(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make(), made = feed_make();
    unsigned char *texts[FILES_COUNT];
    size_t sizes[FILES_COUNT];
    char out[256];
    uint32_t random = 2026, counts[2] = {0};
    feed_path(&made, "out", out);
    for (int i = 0; i < FILES_COUNT; i++) {
        char name[256];
        snprintf(name, sizeof name, FIXTURE "/%s", files[i]);
        texts[i] = (unsigned char *)feed_read(name, &sizes[i]);
        feed_write_bytes(&folder, files[i], texts[i], sizes[i]);
    }
    for (int i = 0; i < TEXT_CASES; i++) {
        uint32_t file = next_random(&random) % FILES_COUNT;
        unsigned char *copy = malloc(sizes[file]);
        assert_non_null(copy);
        memcpy(copy, texts[file], sizes[file]);
        feed_write_bytes(&folder, files[file], copy, damage(copy, sizes[file], &random));
        counts[import(folder.path, out) == STATUS_OK]++;
        feed_write_bytes(&folder, files[file], texts[file], sizes[file]);
        free(copy);
    }
    assert_true(counts[0] > TEXT_CASES / 20);
    assert_true(counts[1] > TEXT_CASES / 4); /* a damaged row costs no more than itself */
    for (int i = 0; i < FILES_COUNT; i++)
        free(texts[i]);
    feed_remove(&folder);
    feed_remove(&made);
}

static void test_refused(void **state)
{
    (void)state;
    struct feed_folder folder = feed_make_small();
    struct gtfs_import_options options = {
        .feed = folder.path, .date = "2026-3-2", .folder = folder.path};
    struct error err = {0};
    char *report = NULL;
    assert_int_equal(gtfs_import(&options, &report, &err), STATUS_USAGE);
    assert_string_equal(err.text, "date is '2026-3-2', must be a day such as 2026-03-02");
    options.date = "2026-03-02";
    error_reset(&err);
    assert_int_equal(gtfs_import(&options, &report, &err), STATUS_USAGE);
    assert_non_null(strstr(err.text, "exists already; name another folder"));
    options.near_m = 6000;
    error_reset(&err);
    assert_int_equal(gtfs_import(&options, &report, &err), STATUS_USAGE);
    assert_string_equal(err.text,
                        "the distance of footpaths is 6000 m, must be between 0 and 5000");
    options.near_m = 0;
    options.folder = "/nowhere/at/all";
    error_reset(&err);
    assert_int_equal(gtfs_import(&options, &report, &err), STATUS_RESOURCE);
    assert_non_null(strstr(err.text, "cannot be made: there is no folder '/nowhere/at/'"));
    assert_null(report);
    feed_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_damaged_zips),
                                       cmocka_unit_test(test_damaged_texts),
                                       cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
