// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ENSEMBLE_FIXTURE_H
#define ENSEMBLE_FIXTURE_H

/** Small result files as a run would leave them. */

#include "scenario/scenario_support.h"

#include "base/version.h"
#include "results/results.h"

struct value_row {
    double value;
};

static const struct column value_columns[] = {
    {"value", COLUMN_F64, offsetof(struct value_row, value), NULL, "value", NULL, NULL}, {0}};
static const struct record_kind value_kind = {"indicators", "indicator", "Figures of the day",
                                              value_columns, sizeof(struct value_row)};

/** A result with the indicators `boardings` and `delay`, and one parameter. */
static inline void write_result(const char *path, const char *scenario, int64_t seed,
                                const char *patience, double boardings)
{
    static const char *const names[] = {"boardings", "delay"}, *const units[] = {"1", "min"};
    const double values[] = {boardings, 2 * boardings};
    char digest[DIGEST_TEXT_SIZE];
    struct error err = {0};
    struct team *team = team_create(1, &err);
    struct results *results = results_create(path, "2026-03-02", team, &err);
    assert_non_null(results);
    results_set_text(results, "", "scenario", scenario, &err);
    results_set_int(results, "", "seed", seed, &err);
    results_set_text(results, "provenance", "version", ARDEY_VERSION, &err);
    results_set_text(results, "provenance", "scenario_digest", "abc", &err);
    results_set_text(results, "provenance", "seed", "9", &err);
    results_set_text(results, "provenance", "road.patience", patience, &err);
    results_write_names(
        results, &(struct results_name_table){"indicators", "indicator", "name", names, 2, "name"},
        &err);
    results_write_names(
        results, &(struct results_name_table){"indicators", "indicator", "unit", units, 2, "unit"},
        &err);
    struct record_sink sink = results_sink(results);
    for (int i = 0; i < 2; i++)
        sink.put(sink.self, &value_kind, &(struct value_row){values[i]}, &err);
    if (results_finish(results, digest, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    team_destroy(team);
}

#endif
