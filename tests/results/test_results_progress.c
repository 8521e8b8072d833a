// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

static void a_run_is_followed_to_its_end(void **state)
{
    struct test_folder *folder = *state;
    static const struct results_progress progress[] = {{"share_done", 0.25}};
    struct error err = {0};
    enum results_state run;
    char *text, digest[DIGEST_TEXT_SIZE];
    assert_int_equal(results_describe_progress(folder->file, &text, &run, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "no run that writes it"));

    struct team *team = team_create(2, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    assert_int_equal(results_describe_progress(folder->file, &text, &run, NULL), STATUS_OK);
    assert_int_equal(run, RESULTS_UNDER_WAY);
    assert_string_equal(text, "");
    mem_free(text);

    sample_put(results, 0, 70000);
    assert_int_equal(results_show(results, progress, 1, NULL), STATUS_OK);
    assert_int_equal(results_describe_progress(folder->file, &text, &run, NULL), STATUS_OK);
    assert_int_equal(run, RESULTS_UNDER_WAY);
    assert_string_equal(text, "  share_done                    0.25\n"
                              "rows\n"
                              "  trips [trip]                  70000\n");
    mem_free(text);

    assert_int_equal(results_finish(results, digest, NULL), STATUS_OK);
    assert_int_equal(results_describe_progress(folder->file, &text, &run, NULL), STATUS_OK);
    assert_int_equal(run, RESULTS_COMPLETE);
    assert_non_null(strstr(text, "70000\n"));
    assert_null(strstr(text, "share_done"));
    mem_free(text);
    team_destroy(team);
}

static void a_run_that_died_is_told(void **state)
{
    struct test_folder *folder = *state;
    enum results_state run;
    char part[160], *text;
    snprintf(part, sizeof part, "%s.part", folder->file);
    FILE *file = fopen(part, "w");
    fclose(file);
    assert_int_equal(results_describe_progress(folder->file, &text, &run, NULL), STATUS_OK);
    assert_int_equal(run, RESULTS_ENDED);
    mem_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(a_run_is_followed_to_its_end),
        FOLDER_TEST(a_run_that_died_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
