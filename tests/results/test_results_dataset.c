// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

#include "results/results_contents.h"

static void descriptions_come_back(void **state)
{
    struct test_folder *folder = *state;
    char units[RESULTS_UNITS_SIZE];
    uint32_t number = 99;
    struct team *team = team_create(1, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    struct results_dataset plain = {
        .group = "a/b", .name = "x", .type = COLUMN_I16, .index = "i", .flags = "one two"};
    struct results_dataset cube = {.group = "c",
                                   .name = "time",
                                   .type = COLUMN_F64,
                                   .index = "t",
                                   .columns = "link",
                                   .columns_of = "network/links",
                                   .column_count = 5000000000};
    results_dataset_set_clock(results, &cube, units);
    assert_int_equal(results_dataset_declare(results, &plain, &number, NULL), STATUS_OK);
    assert_int_equal(number, 0);
    assert_int_equal(results_dataset_declare(results, &cube, &number, NULL), STATUS_OK);
    assert_int_equal(number, 1);
    struct results_contents contents = {.spool = results->spool};
    assert_int_equal(results_contents_read(&contents, NULL), STATUS_OK);
    const struct results_dataset *first = &contents.datasets[0].text;
    assert_string_equal(first->group, "a/b");
    assert_string_equal(first->flags, "one two");
    assert_int_equal(first->type, COLUMN_I16);
    assert_null(first->columns);
    assert_null(first->units);
    const struct results_dataset *second = &contents.datasets[1].text;
    assert_string_equal(second->columns_of, "network/links");
    assert_string_equal(second->units, "seconds since 2026-03-02 00:00:00");
    assert_string_equal(second->calendar, "proleptic_gregorian");
    assert_true(second->column_count == 5000000000);
    results_contents_deinit(&contents);
    results_abandon(results);
    team_destroy(team);
}

int main(void)
{
    const struct CMUnitTest tests[] = {FOLDER_TEST(descriptions_come_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
