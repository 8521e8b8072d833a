// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

#include "results/results_contents.h"

static void contents_are_counted(void **state)
{
    struct test_folder *folder = *state;
    struct team *team = team_create(1, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    assert_int_equal(results_announce(results, &sample_kind, NULL), STATUS_OK);
    assert_int_equal(results_announce(results, &sample_empty_kind, NULL), STATUS_OK);
    sample_put(results, 0, 140000);
    struct results_contents contents = {.spool = results->spool};
    assert_int_equal(results_contents_read(&contents, NULL), STATUS_OK);
    assert_int_equal(contents.dataset_count, 12);
    for (size_t i = 0; i < contents.dataset_count; i++) {
        assert_int_equal(contents.datasets[i].row_count, i < 6 ? 131072 : 0);
        assert_int_equal(contents.datasets[i].chunk_rows, i < 6 ? 16384 : 1);
        assert_string_equal(contents.datasets[i].text.group, i < 6 ? "trips" : "legs");
        assert_string_equal(contents.datasets[i].text.name, sample_columns[i % 6].name);
    }
    size_t chunks = 0, texts = 0;
    for (size_t i = 0; i < contents.item_count; i++) {
        chunks += contents.items[i].frame.kind == RESULTS_CHUNK && !contents.items[i].bytes;
        texts += contents.items[i].frame.kind == RESULTS_ATTRIBUTE;
    }
    assert_int_equal(chunks, 48); /* of six columns */
    assert_int_equal(texts, 4);   /* two of the root, two names of groups */
    results_contents_deinit(&contents);
    results_abandon(results);
    team_destroy(team);
}

int main(void)
{
    const struct CMUnitTest tests[] = {FOLDER_TEST(contents_are_counted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
