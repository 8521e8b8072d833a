// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

/* Writes `slabs` intervals of `columns` links and compares what comes back. */
static void check_cube(const struct test_folder *folder, uint32_t slabs, uint32_t columns)
{
    char digest[DIGEST_TEXT_SIZE];
    struct team *team = team_create(2, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    sample_put_slabs(results, slabs, columns);
    assert_int_equal(results_finish(results, digest, NULL), STATUS_OK);
    team_destroy(team);

    size_t count = (size_t)slabs * columns;
    float *flow = calloc(count + 1, sizeof *flow);
    float *speed = calloc(count + 1, sizeof *speed);
    double *time = calloc(slabs, sizeof *time);
    int64_t *link = calloc(columns + 1, sizeof *link);
    assert_int_equal(test_dataset_read(folder->file, "links/flow", H5T_NATIVE_FLOAT, flow), count);
    assert_int_equal(test_dataset_read(folder->file, "links/speed", H5T_NATIVE_FLOAT, speed),
                     count);
    assert_int_equal(test_dataset_read(folder->file, "links/time", H5T_NATIVE_DOUBLE, time), slabs);
    assert_int_equal(test_dataset_read(folder->file, "links/link", H5T_NATIVE_INT64, link),
                     columns);
    size_t differences = 0;
    for (uint32_t t = 0; t < slabs; t++) {
        for (uint32_t i = 0; i < columns; i++) {
            size_t at = (size_t)t * columns + i;
            differences += lround((double)flow[at]) != t * 1000 + i;
            bool is_nothing = isnan(speed[at]);
            differences += i % 2 == 1 ? !is_nothing : lround((double)speed[at]) != i;
        }
        assert_int_equal(lround(time[t] * 1000), 14400000 + 300000 * t);
    }
    for (uint32_t i = 0; i < columns; i++) {
        differences += link[i] != (int64_t)i;
    }
    assert_int_equal(differences, 0);
    free(flow);
    free(speed);
    free(time);
    free(link);
}

static void slabs_come_back_for_any_size(void **state)
{
    struct test_folder *folder = *state;
    check_cube(folder, 1, 3);
    check_cube(folder, 288, 1);
    check_cube(folder, 600, 7);
    check_cube(folder, 50, 5000);
    check_cube(folder, 13, 5041);
    check_cube(folder, 3, 70000);
    check_cube(folder, 2, 0);
}

static void describes_itself(void **state)
{
    struct test_folder *folder = *state;
    char text[200];
    check_cube(folder, 4, 3);
    struct {
        const char *object, *name, *value;
    } cases[] = {
        {"links", "names_of", "network/links"},
        {"links", "long_name", "traffic per interval"},
        {"links/time", "units", "seconds since 2026-03-02 00:00:00"},
        {"links/time", "calendar", "proleptic_gregorian"},
        {"links/time", "NAME", "time"},
        {"links/link", "names_of", "network/links"},
        {"links/flow", "units", "veh h-1"},
        {"links/flow", "long_name", "vehicles that left"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_attribute_read(folder->file, cases[i].object, cases[i].name, text, sizeof text);
        assert_string_equal(text, cases[i].value);
    }
}

/* Appends two slabs; returns what the second one gets. */
static enum status append_two(const struct test_folder *folder, uint32_t t_ms, uint32_t interval_ms,
                              uint32_t columns, struct error *err)
{
    static const float numbers[8] = {0};
    const float *const values[] = {numbers, numbers};
    char digest[DIGEST_TEXT_SIZE];
    struct team *team = team_create(1, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    assert_int_equal(results_append_slab(results, &sample_cube,
                                         &(struct results_slab){60000, 60000, 3, values}, NULL),
                     0);
    enum status status = results_append_slab(
        results, &sample_cube, &(struct results_slab){t_ms, interval_ms, columns, values}, err);
    assert_int_equal(results_finish(results, digest, NULL) == STATUS_OK, status == STATUS_OK);
    team_destroy(team);
    return status;
}

static void slabs_must_fit_together(void **state)
{
    struct test_folder *folder = *state;
    struct error err = {0};
    assert_int_equal(append_two(folder, 120000, 60000, 4, &err), STATUS_INTERNAL);
    assert_string_equal(err.text, "a slab of `links` has 4 columns, the first had 3");
    error_reset(&err);
    assert_int_equal(append_two(folder, 60000, 60000, 3, &err), STATUS_INTERNAL);
    assert_string_equal(err.text, "a slab of `links` begins at 60000 ms, the last at 60000 ms");
    error_reset(&err);
    assert_int_equal(append_two(folder, 120000, 60001, 3, &err), STATUS_INTERNAL);
    assert_int_equal(test_folder_count(folder->path), 0);
    assert_int_equal(append_two(folder, 120000, 30000, 3, &err), STATUS_OK);
    assert_int_equal(test_dataset_read(folder->file, "links/time", H5T_NATIVE_DOUBLE, NULL), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(slabs_come_back_for_any_size),
        FOLDER_TEST(describes_itself),
        FOLDER_TEST(slabs_must_fit_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
