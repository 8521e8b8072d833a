// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

static struct results *begin(const struct test_folder *folder, struct team **team)
{
    *team = team_create(1, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", *team, NULL);
    assert_non_null(results);
    return results;
}

static hid_t text_type(void)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

static void names_come_back(void **state)
{
    struct test_folder *folder = *state;
    char digest[DIGEST_TEXT_SIZE];
    char *texts[3] = {0};
    sample_write(folder->file, 1, 1, 0, digest);
    hid_t type = text_type();
    assert_int_equal(test_dataset_read(folder->file, "network/links/name", type, texts), 3);
    assert_string_equal(texts[0], "B1 \303\266stlich");
    assert_string_equal(texts[1] == NULL ? "" : texts[1], "");
    assert_string_equal(texts[2], "A45");
    for (int i = 0; i < 3; i++) {
        H5free_memory(texts[i]);
    }
    H5Tclose(type);
    int64_t index[3];
    assert_int_equal(test_dataset_read(folder->file, "network/links/link", H5T_NATIVE_INT64, index),
                     3);
    assert_int_equal(index[2], 2);
}

static void many_names_and_none(void **state)
{
    struct test_folder *folder = *state;
    enum { COUNT = 70000 };
    char digest[DIGEST_TEXT_SIZE];
    char(*bytes)[12] = calloc(COUNT, sizeof *bytes);
    const char **texts = calloc(COUNT, sizeof *texts);
    for (int i = 0; i < COUNT; i++) {
        snprintf(bytes[i], sizeof bytes[i], "L%06d", i);
        texts[i] = bytes[i];
    }
    struct team *team;
    struct results *results = begin(folder, &team);
    assert_int_equal(
        results_write_names(
            results, &(struct results_name_table){"a", "i", "name", texts, COUNT, "n"}, NULL),
        0);
    assert_int_equal(
        results_write_names(results, &(struct results_name_table){"b", "i", "name", texts, 0, "n"},
                            NULL),
        0);
    assert_int_equal(results_finish(results, digest, NULL), STATUS_OK);
    team_destroy(team);
    char **back = calloc(COUNT, sizeof *back);
    hid_t type = text_type();
    assert_int_equal(test_dataset_read(folder->file, "a/name", type, back), COUNT);
    int differences = 0;
    for (int i = 0; i < COUNT; i++) {
        differences += strcmp(back[i], texts[i]) != 0;
        H5free_memory(back[i]);
    }
    assert_int_equal(differences, 0);
    assert_int_equal(test_dataset_read(folder->file, "a/i", H5T_NATIVE_INT64, NULL), COUNT);
    assert_int_equal(test_dataset_read(folder->file, "b/name", type, NULL), 0);
    H5Tclose(type);
    free(back);
    free(texts);
    free(bytes);
}

static void a_missing_text_is_refused(void **state)
{
    struct test_folder *folder = *state;
    const char *const texts[] = {"a", NULL};
    struct error err = {0};
    struct team *team;
    struct results *results = begin(folder, &team);
    assert_int_equal(
        results_write_names(results, &(struct results_name_table){"a", "i", "name", texts, 2, "n"},
                            &err),
        STATUS_INTERNAL);
    assert_string_equal(err.text, "text 1 of 2 of `a/name` is missing");
    results_abandon(results);
    team_destroy(team);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(names_come_back),
        FOLDER_TEST(many_names_and_none),
        FOLDER_TEST(a_missing_text_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
