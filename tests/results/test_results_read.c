// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

#include "results/results_read.h"

struct value_row {
    double value;
    int8_t better;
};
static const char *const flags[] = {"neutral", "lower", NULL};
static const struct column columns[] = {
    {"value", COLUMN_F64, offsetof(struct value_row, value), NULL, "v", NULL, NULL},
    {"better", COLUMN_I8, offsetof(struct value_row, better), NULL, "b", flags, NULL},
    {.name = NULL},
};
static const struct record_kind kind = {"indicators", "indicator", "i", columns,
                                        sizeof(struct value_row)};

struct example {
    int64_t seed;
    const char *patience, *zone;
};

static void write_names(struct results *results, const char *group, const char *index,
                        const char *column, const char *const *texts)
{
    const struct results_name_table table = {group, index, column, texts, 2, NULL};
    assert_int_equal(results_write_names(results, &table, NULL), STATUS_OK);
}

static void write_example(const char *path, const struct example *example)
{
    struct error err = {0};
    char digest[DIGEST_TEXT_SIZE], seed[32];
    struct team *team = team_create(1, &err);
    struct results *results = results_create(path, "2026-03-02", team, &err);
    assert_non_null(results);
    results_set_text(results, "", "scenario", "town", NULL);
    results_set_text(results, "", "title", "A t\303\266wn", NULL);
    results_set_int(results, "", "seed", example->seed, NULL);
    results_set_real(results, "", "sample", 0.5, NULL);
    snprintf(seed, sizeof seed, "%d", (int)example->seed);
    results_set_text(results, "provenance", "date", "2026-03-02", NULL);
    results_set_text(results, "provenance", "seed", seed, NULL);
    results_set_text(results, "provenance", "road.patience", example->patience, NULL);
    write_names(results, "network/zones", "zone", "name", (const char *[]){"D1", example->zone});
    write_names(results, "indicators", "indicator", "name",
                (const char *[]){"boardings", "mean_travel_time"});
    write_names(results, "indicators", "indicator", "unit", (const char *[]){"1", "min"});
    struct record_sink sink = results_sink(results);
    sink.put(sink.self, &kind, &(struct value_row){55, 0}, NULL);
    sink.put(sink.self, &kind, &(struct value_row){12.5, 1}, NULL);
    if (results_finish(results, digest, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    team_destroy(team);
}

static void figures_and_identity(void **state)
{
    struct test_folder *folder = *state;
    struct results_reading reading;
    write_example(folder->file, &(struct example){7, "300", "D2"});
    assert_int_equal(results_read(folder->file, &reading, NULL), STATUS_OK);
    assert_string_equal(reading.scenario, "town");
    assert_string_equal(reading.title, "A t\303\266wn");
    assert_string_equal(reading.date, "2026-03-02");
    assert_string_equal(reading.stop, "");
    assert_int_equal(reading.schema_version, 1);
    assert_int_equal(reading.seed, 7);
    assert_true(fabs(reading.sample - 0.5) < 1e-12);
    assert_int_equal(reading.indicator_count, 2);
    assert_string_equal(reading.indicators[1].name, "mean_travel_time");
    assert_string_equal(reading.indicators[1].unit, "min");
    assert_true(fabs(reading.indicators[1].value - 12.5) < 1e-12);
    assert_false(reading.indicators[0].is_lower_better);
    assert_true(reading.indicators[1].is_lower_better);
    results_reading_deinit(&reading);
}

/** 0: other settings and place; 1: same settings; 2: same place. */
static int alike(struct test_folder *folder, const struct example *a, const struct example *b)
{
    struct results_reading one, two;
    write_example(folder->file, a);
    assert_int_equal(results_read(folder->file, &one, NULL), STATUS_OK);
    write_example(folder->file, b);
    assert_int_equal(results_read(folder->file, &two, NULL), STATUS_OK);
    int same = (strcmp(one.settings, two.settings) == 0) + 2 * (strcmp(one.place, two.place) == 0);
    results_reading_deinit(&one);
    results_reading_deinit(&two);
    return same;
}

static void the_seed_is_no_setting(void **state)
{
    const struct example base = {7, "300", "D2"};
    assert_int_equal(alike(*state, &base, &(struct example){8, "300", "D2"}), 3);
    assert_int_equal(alike(*state, &base, &(struct example){7, "200", "D2"}), 2);
    assert_int_equal(alike(*state, &base, &(struct example){7, "300", "D3"}), 1);
}

static void assert_refused(const char *path, const char *reason)
{
    struct error err = {0};
    struct results_reading reading;
    assert_int_equal(results_read(path, &reading, &err), STATUS_DATA);
    if (!strstr(err.text, reason))
        fail_msg("'%s' is not in: %s", reason, err.text);
    results_reading_deinit(&reading);
}

/** What can be looked at while a run goes on is not to be compared. */
static void assert_live_is_refused(const struct test_folder *folder)
{
    char live[160];
    snprintf(live, sizeof live, "%s.live", folder->file);
    struct team *team = team_create(1, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    sample_put(results, 0, 10);
    assert_int_equal(results_show(results, NULL, 0, NULL), STATUS_OK);
    assert_refused(live, "still going on");
    results_abandon(results);
    team_destroy(team);
}

static void what_cannot_be_read(void **state)
{
    struct test_folder *folder = *state;
    char digest[DIGEST_TEXT_SIZE];
    assert_refused(folder->file, "No such file or directory");
    assert_live_is_refused(folder);
    sample_write(folder->file, 1, 12, 0, digest);
    assert_refused(folder->file, "has no readable column `indicators/name`");
    FILE *file = fopen(folder->file, "w");
    fputs("id,name\n", file);
    fclose(file);
    assert_refused(folder->file, "as an HDF5 file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(figures_and_identity),
        FOLDER_TEST(the_seed_is_no_setting),
        FOLDER_TEST(what_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
