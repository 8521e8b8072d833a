// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

/* Writes `names` names of trips before or after `rows` trips. Returns the first status that is not
 * STATUS_OK. */
static enum status write_both(const struct test_folder *folder, uint32_t names, uint32_t rows,
                              bool names_first, struct error *err)
{
    char digest[DIGEST_TEXT_SIZE];
    const char **texts = calloc(names, sizeof *texts);
    for (uint32_t i = 0; i < names; i++) {
        texts[i] = "x";
    }
    struct team *team = team_create(2, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, err);
    struct record_sink sink = results_sink(results);
    enum status status = STATUS_OK;
    for (int turn = 0; turn < 2; turn++) {
        if (status == STATUS_OK && (turn == 0) == names_first) {
            status = results_write_names(
                results, &(struct results_name_table){"trips", "trip", "name", texts, names, NULL},
                err);
        }
        for (uint32_t i = 0; status == STATUS_OK && (turn == 0) != names_first && i < rows; i++) {
            struct sample_row row = sample_row_at(i);
            status = sink.put(sink.self, &sample_kind, &row, err);
        }
    }
    enum status finished = results_finish(results, digest, status == STATUS_OK ? err : NULL);
    team_destroy(team);
    free(texts);
    return status == STATUS_OK ? finished : status;
}

static void names_and_rows_share_a_dimension(void **state)
{
    struct test_folder *folder = *state;
    static const uint32_t counts[] = {1, 16384, 16385, 140000};
    for (int i = 0; i < 8; i++) {
        uint32_t count = counts[i / 2];
        struct error err = {0};
        assert_int_equal(write_both(folder, count, count, i % 2 == 0, &err), STATUS_OK);
        int64_t *index = calloc(count, sizeof *index);
        int8_t *mode = calloc(count, sizeof *mode);
        assert_int_equal(test_dataset_read(folder->file, "trips/trip", H5T_NATIVE_INT64, index),
                         count);
        assert_int_equal(test_dataset_read(folder->file, "trips/mode", H5T_NATIVE_INT8, mode),
                         count);
        assert_int_equal(index[count - 1], count - 1);
        assert_int_equal(mode[count - 1], (count - 1) % 3);
        free(index);
        free(mode);
    }
}

static void other_counts_are_refused(void **state)
{
    struct test_folder *folder = *state;
    static const uint32_t counts[][2] = {{3, 4},         {4, 3},         {3, 70000},     {70000, 3},
                                         {70000, 70001}, {70001, 70000}, {66000, 140000}};
    for (size_t i = 0; i < 2 * sizeof counts / sizeof counts[0]; i++) {
        struct error err = {0};
        assert_int_equal(write_both(folder, counts[i / 2][0], counts[i / 2][1], i % 2 == 0, &err),
                         STATUS_INTERNAL);
        assert_non_null(strstr(err.text, "group `trips` has"));
        assert_int_equal(test_folder_count(folder->path), 0);
    }
}

/* One member of REFERENCE_LIST as HDF5's dimension scales lay it down. */
struct member {
    hobj_ref_t dataset;
    int32_t axis;
};

static void scales_and_members_refer_to_each_other(void **state)
{
    struct test_folder *folder = *state;
    char digest[DIGEST_TEXT_SIZE];
    sample_write(folder->file, 1, 3, 2, digest);
    hid_t file = H5Fopen(folder->file, H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t link = H5Aopen_by_name(file, "links/link", "REFERENCE_LIST", H5P_DEFAULT, H5P_DEFAULT);
    struct member members[2];
    hid_t type = H5Aget_type(link), space = H5Aget_space(link);
    assert_int_equal(H5Sget_simple_extent_npoints(space), 2);
    assert_int_equal(H5Tget_size(type), sizeof members[0]);
    assert_true(H5Aread(link, type, members) >= 0);
    static const char *const names[] = {"/links/flow", "/links/speed"};
    for (int i = 0; i < 2; i++) {
        char name[64];
        assert_int_equal(members[i].axis, 1);
        hid_t dataset = H5Rdereference2(file, H5P_DEFAULT, H5R_OBJECT, &members[i].dataset);
        assert_true(H5Iget_name(dataset, name, sizeof name) > 0);
        assert_string_equal(name, names[i]);
        hid_t list = H5Aopen(dataset, "DIMENSION_LIST", H5P_DEFAULT);
        hid_t list_type = H5Aget_type(list), list_space = H5Aget_space(list);
        hvl_t scales[2];
        assert_true(H5Aread(list, list_type, scales) >= 0);
        assert_int_equal(scales[0].len, 1);
        assert_int_equal(scales[1].len, 1);
        hid_t scale = H5Rdereference2(file, H5P_DEFAULT, H5R_OBJECT, scales[1].p);
        assert_true(H5Iget_name(scale, name, sizeof name) > 0);
        assert_string_equal(name, "/links/link");
        H5Dvlen_reclaim(list_type, list_space, H5P_DEFAULT, scales);
        H5Dclose(scale);
        H5Sclose(list_space);
        H5Tclose(list_type);
        H5Aclose(list);
        H5Dclose(dataset);
    }
    H5Sclose(space);
    H5Tclose(type);
    H5Aclose(link);
    H5Fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(names_and_rows_share_a_dimension),
        FOLDER_TEST(other_counts_are_refused),
        FOLDER_TEST(scales_and_members_refer_to_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
