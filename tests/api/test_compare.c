// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "kernel/team.h"
#include "results/results.h"

#include <math.h>

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
    const char *file, *scenario, *settings, *date;
    int64_t seed;
    double sample, late_min; /**< NAN: has no such indicator */
};

static const struct example day[] = {
    {"a1.h5", "day", "300", "2026-03-02", 1, 1, 10},
    {"a2.h5", "day", "300", "2026-03-02", 2, 1, 30},
    {"a3.h5", "day", "300", "2026-03-02", 3, 1, 20},
    {"b1.h5", "late", "300", "2026-03-02", 1, 1, 11},
    {"b2.h5", "late", "300", "2026-03-02", 2, 1, 33},
    {"b3.h5", "late", "300", "2026-03-02", 3, 1, 22},
    {"c9.h5", "day", "200", "2026-03-02", 9, 1, 7},
    {"d1.h5", "day", "300", "2026-03-03", 1, 0.5, 7},
    {"e1.h5", "tolled", "300", "2026-03-02", 1, 1, (double)NAN},
};
enum { A1, A2, A3, B1, B2, B3, C9, D1, E1, COUNT };

static void name(struct results *results, const char *group, const char *index, const char *column,
                 const char *text)
{
    const struct results_name_table table = {group, index, column, &text, 1, NULL};
    assert_int_equal(results_write_names(results, &table, NULL), STATUS_OK);
}

static void write_example(struct api_folder *folder, struct team *team,
                          const struct example *example)
{
    char digest[DIGEST_TEXT_SIZE];
    bool is_late = !isnan(example->late_min);
    struct results *results =
        results_create(api_path(folder, example->file), example->date, team, NULL);
    assert_non_null(results);
    results_set_text(results, "", "scenario", example->scenario, NULL);
    results_set_int(results, "", "seed", example->seed, NULL);
    results_set_real(results, "", "sample", example->sample, NULL);
    results_set_text(results, "provenance", "date", example->date, NULL);
    results_set_text(results, "provenance", "road.patience", example->settings, NULL);
    name(results, "network/zones", "zone", "name", "D1");
    name(results, "indicators", "indicator", "name", is_late ? "mean_late" : "toll");
    name(results, "indicators", "indicator", "unit", is_late ? "min" : "EUR");
    struct record_sink sink = results_sink(results);
    sink.put(sink.self, &kind,
             &(struct value_row){is_late ? example->late_min : 500, (int8_t)is_late}, NULL);
    assert_int_equal(results_finish(results, digest, NULL), STATUS_OK);
}

/** The rows of a comparison, their texts copied. */
struct kept {
    struct ardey_comparison_row rows[8];
    char texts[8][3][128];
    uint32_t count;
};

static void keep(void *self, const struct ardey_comparison_row *row)
{
    struct kept *kept = self;
    assert_in_range(kept->count, 0, 7);
    const char *texts[] = {row->indicator, row->base, row->variant ? row->variant : "none"};
    for (int i = 0; i < 3; i++)
        snprintf(kept->texts[kept->count][i], 128, "%s", texts[i]);
    kept->rows[kept->count++] = *row;
}

struct fixture {
    struct api_folder folder;
    struct kept kept;
    struct ardey_error err;
};

static enum ardey_status compare(struct fixture *f, uint32_t count, const int *examples,
                                 double confidence)
{
    char paths[8][256];
    const char *list[8];
    for (uint32_t i = 0; i < count; i++) {
        snprintf(paths[i], sizeof paths[i], "%s", api_path(&f->folder, day[examples[i]].file));
        list[i] = paths[i];
    }
    f->kept = (struct kept){.count = 0};
    const struct ardey_comparison asked = {list, count, confidence};
    return ardey_compare(&asked, keep, &f->kept, &f->err);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct team *team = team_create(1, NULL);
    f->folder = api_folder_make();
    for (int i = 0; i < COUNT; i++)
        write_example(&f->folder, team, &day[i]);
    team_destroy(team);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    api_folder_remove(&f->folder);
    free(f);
    return 0;
}

static bool is_near(double found, double expected)
{
    return fabs(found - expected) < 1e-5;
}

/** Differences of 1, 3 and 2: 2 +- 4.302653 / sqrt(3) at 95 %, 2 +- 2.919986 / sqrt(3) at 90 %. */
static void pairs_by_seed(void **state)
{
    struct fixture *f = *state;
    /* The order of the files counts only for which variant is the base. */
    assert_int_equal(compare(f, 6, (const int[]){A2, B3, A1, B1, A3, B2}, 0), ARDEY_OK);
    assert_int_equal(f->kept.count, 1);
    const struct ardey_comparison_row *row = &f->kept.rows[0];
    assert_string_equal(f->kept.texts[0][0], "mean_late");
    assert_string_equal(f->kept.texts[0][1], "day");
    assert_string_equal(f->kept.texts[0][2], "late");
    assert_true(row->is_lower_better);
    assert_int_equal(row->pairs, 3);
    assert_true(is_near(row->base_mean, 20) && is_near(row->variant_mean, 22));
    assert_true(is_near(row->difference, 2));
    assert_true(is_near(row->half_width, 4.302653 / sqrt(3)));
    assert_int_equal(compare(f, 6, (const int[]){A1, A2, A3, B1, B2, B3}, 0.9), ARDEY_OK);
    assert_true(is_near(f->kept.rows[0].half_width, 2.919986 / sqrt(3)));
}

static void runs_without_partner(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(compare(f, 3, (const int[]){A1, A2, B2}, 0), ARDEY_OK);
    assert_int_equal(f->kept.rows[0].pairs, 1);
    assert_int_equal(f->kept.rows[0].base_runs, 2);
    assert_true(is_near(f->kept.rows[0].base_mean, 30) && is_near(f->kept.rows[0].difference, 3));
    assert_true(isnan(f->kept.rows[0].half_width));
    assert_int_equal(compare(f, 2, (const int[]){A1, B2}, 0), ARDEY_DATA);
    assert_has(f->err.text, "day and late have no seed in common (1 and 2, for instance)");
    assert_int_equal(f->kept.count, 0);
}

static void one_variant_has_its_own_interval(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(compare(f, 3, (const int[]){A1, A2, A3}, 0), ARDEY_OK);
    assert_int_equal(f->kept.count, 1);
    assert_null(f->kept.rows[0].variant);
    assert_true(is_near(f->kept.rows[0].base_mean, 20));
    assert_true(is_near(f->kept.rows[0].half_width, 4.302653 * 10 / sqrt(3)));
    assert_true(isnan(f->kept.rows[0].difference));
}

/** An indicator that only one of both has: the other's mean is not known, it is not 0. */
static void indicators_of_one_side(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(compare(f, 2, (const int[]){A1, E1}, 0), ARDEY_OK);
    assert_int_equal(f->kept.count, 2);
    assert_true(is_near(f->kept.rows[0].base_mean, 10) && isnan(f->kept.rows[0].variant_mean));
    assert_string_equal(f->kept.texts[1][0], "toll");
    assert_true(isnan(f->kept.rows[1].base_mean) && is_near(f->kept.rows[1].variant_mean, 500));
    assert_true(isnan(f->kept.rows[1].difference));
}

static void refusals_tell_why(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(compare(f, 0, NULL, 0), ARDEY_USAGE);
    assert_int_equal(compare(f, 2, (const int[]){A1, D1}, 0), ARDEY_DATA);
    assert_has(f->err.text, "its day is '2026-03-03', not '2026-03-02'");
    assert_has(f->err.text,
               "its sample is 0.5 of the people, not 1; run both with the same --sample");
    assert_int_equal(compare(f, 2, (const int[]){A1, A1}, 0), ARDEY_DATA);
    assert_has(f->err.text, "are the same run twice: scenario day, seed 1");
    /* Another parameter makes another variant, called by its file where the scenario is the same.
     */
    assert_int_equal(compare(f, 2, (const int[]){A1, C9}, 0), ARDEY_DATA);
    assert_has(f->err.text, "day and day (");
    assert_has(f->err.text, "c9.h5) have no seed in common");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pairs_by_seed, setup, teardown),
        cmocka_unit_test_setup_teardown(runs_without_partner, setup, teardown),
        cmocka_unit_test_setup_teardown(one_variant_has_its_own_interval, setup, teardown),
        cmocka_unit_test_setup_teardown(indicators_of_one_side, setup, teardown),
        cmocka_unit_test_setup_teardown(refusals_tell_why, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
