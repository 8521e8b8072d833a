// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_rules.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SUM_TOLERANCE      0.01
#define LOCAL_LENGTH_MIN_M 50.0

/** Index of `name` in a NULL-terminated list of at most `count` names, or `count`. */
static uint32_t find_name(const char *const *names, uint32_t count, const char *name)
{
    for (uint32_t i = 0; i < count && names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return count;
}

/** Scales `count` shares to the sum 1 when they are near it already. */
static enum status make_exact(double *shares, uint32_t count, const struct table *table,
                              const char *what, struct error *err)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < count; i++) {
        sum += shares[i];
    }
    if (fabs(sum - 1.0) > SUM_TOLERANCE) {
        return error_fail(err, STATUS_DATA, "%s: the shares of %s sum to %.4f, not 1",
                          table->path ? table->path : "(no file)", what, sum);
    }
    for (uint32_t i = 0; i < count; i++) {
        shares[i] /= sum;
    }
    return STATUS_OK;
}

static enum status read_groups(const struct demand_tables *tables, struct demand_rules *rules,
                               struct error *err)
{
    enum status status = STATUS_OK;
    bool has_stay[DEMAND_GROUPS] = {false};
    for (uint32_t i = 0; i < tables->trip_rates.count; i++) {
        const struct trip_rate_row *row = TABLE_ROW(&tables->trip_rates, struct trip_rate_row, i);
        if (row->group >= DEMAND_GROUPS || row->purpose > PURPOSE_OTHER) {
            status = table_fail(&tables->trip_rates, row->line, err,
                                "group '%s' with purpose '%s' has no trip rate",
                                person_group_names[row->group], purpose_names[row->purpose]);
            continue;
        }
        rules->rate[row->group][row->purpose] = row->trips_per_day;
    }
    for (uint32_t i = 0; i < tables->stay_home.count; i++) {
        const struct stay_home_row *row = TABLE_ROW(&tables->stay_home, struct stay_home_row, i);
        if (row->group >= DEMAND_GROUPS) {
            status = table_fail(&tables->stay_home, row->line, err,
                                "group '%s' is not a group of residents",
                                person_group_names[row->group]);
            continue;
        }
        rules->stay_home[row->group] = row->share;
        has_stay[row->group] = true;
    }
    for (uint32_t g = 0; g < DEMAND_GROUPS; g++) {
        if (!has_stay[g]) {
            status = error_fail(err, STATUS_DATA, "%s: no row for group '%s'",
                                tables->stay_home.path ? tables->stay_home.path : "stay_home",
                                person_group_names[g]);
        }
    }
    return status;
}

/* The ways home follow from the rest, and through traffic may be absent: their curves may be too.
 */
static bool curve_is_needed(const struct demand_tables *tables, uint32_t curve)
{
    return curve >= CURVE_THROUGH_CAR ? tables->through.count > 0 : curve != PURPOSE_HOME;
}

static enum status read_curves(const struct demand_tables *tables, struct demand_rules *rules,
                               struct error *err)
{
    const struct table *table = &tables->departure_curves;
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct departure_curve_row *row = TABLE_ROW(table, struct departure_curve_row, i);
        uint32_t curve = find_name(purpose_names, PURPOSE_OTHER + 1, row->curve);
        if (curve > PURPOSE_OTHER) {
            static const char *const through[] = {"through_car", "through_truck", NULL};
            curve = CURVE_THROUGH_CAR + find_name(through, 2, row->curve);
        }
        if (curve >= CURVE_COUNT) {
            status = table_fail(table, row->line, err,
                                "unknown curve '%s': neither a purpose nor through_car or "
                                "through_truck",
                                row->curve);
            continue;
        }
        rules->curve[curve][row->hour] += row->share;
    }
    for (uint32_t c = 0; c < CURVE_COUNT; c++) {
        const char *name = c <= PURPOSE_OTHER       ? purpose_names[c]
                           : c == CURVE_THROUGH_CAR ? "through_car"
                                                    : "through_truck";
        bool has_rows = false;
        for (uint32_t h = 0; h < DEMAND_HOURS; h++) {
            has_rows |= rules->curve[c][h] > 0.0;
        }
        if (!has_rows && !curve_is_needed(tables, c)) {
            rules->curve[c][0] = 1.0;
        }
        enum status sum_status = make_exact(rules->curve[c], DEMAND_HOURS, table, name, err);
        status = sum_status != STATUS_OK ? sum_status : status;
    }
    return status;
}

static enum status read_durations(const struct table *table, struct demand_rules *rules,
                                  struct error *err)
{
    static const char *const special[] = {"education_school", "education_university",
                                          "education_kindergarten", "work_part_time", NULL};
    bool has[ACTIVITY_COUNT] = {false};
    for (uint32_t i = 0; i < table->count; i++) {
        const struct duration_row *row = TABLE_ROW(table, struct duration_row, i);
        uint32_t activity = find_name(purpose_names, PURPOSE_OTHER + 1, row->activity);
        if (activity > PURPOSE_OTHER) {
            activity = ACTIVITY_SCHOOL + find_name(special, 4, row->activity);
        }
        if (activity < ACTIVITY_COUNT) { /* other activities (home_between) are for the reader */
            rules->duration[activity] = (struct demand_duration){row->mean_s, row->sd_s};
            has[activity] = true;
        }
    }
    /* What has no row of its own: education like school, part time like work, the rest like other.
     */
    static const uint8_t stand_in[ACTIVITY_COUNT] = {[PURPOSE_EDUCATION] = ACTIVITY_SCHOOL,
                                                     [ACTIVITY_UNIVERSITY] = ACTIVITY_SCHOOL,
                                                     [ACTIVITY_KINDERGARTEN] = ACTIVITY_SCHOOL,
                                                     [ACTIVITY_PART_TIME] = PURPOSE_WORK,
                                                     [PURPOSE_PERSONAL_BUSINESS] = PURPOSE_OTHER,
                                                     [PURPOSE_ESCORT] = PURPOSE_OTHER,
                                                     [PURPOSE_BUSINESS] = PURPOSE_OTHER,
                                                     [PURPOSE_SHOPPING] = PURPOSE_OTHER,
                                                     [PURPOSE_LEISURE] = PURPOSE_OTHER};
    for (uint32_t a = 1; a < ACTIVITY_COUNT; a++) {
        if (!has[a] && stand_in[a] != 0 && has[stand_in[a]]) {
            rules->duration[a] = rules->duration[stand_in[a]];
        } else if (!has[a]) {
            return error_fail(err, STATUS_DATA, "%s: no duration for '%s'",
                              table->path ? table->path : "durations",
                              a <= PURPOSE_OTHER ? purpose_names[a] : special[a - ACTIVITY_SCHOOL]);
        }
    }
    return STATUS_OK;
}

static enum status read_bands(const struct table *table, struct demand_rules *rules,
                              struct error *err)
{
    if (table->count == 0 || table->count > DEMAND_BANDS_MAX) {
        return error_fail(err, STATUS_DATA, "%s: %u length bands, must be 1 to %d",
                          table->path ? table->path : "length_bands", (unsigned)table->count,
                          DEMAND_BANDS_MAX);
    }
    for (uint32_t b = 0; b < table->count; b++) {
        const struct length_band_row *row = TABLE_ROW(table, struct length_band_row, b);
        double expected_m = b == 0 ? 0.0 : rules->band_to_m[b - 1];
        if (row->from_m != expected_m || row->to_m <= row->from_m) {
            return table_fail(table, row->line, err,
                              "length band from %g m to %g m, must start at %g m and end beyond",
                              row->from_m, row->to_m, expected_m);
        }
        rules->band_from_m[b] = row->from_m;
        rules->band_to_m[b] = row->to_m;
        rules->band_share[b] = row->share;
        rules->band_mean_m[b] = row->mean_m;
    }
    rules->band_count = table->count;
    return make_exact(rules->band_share, rules->band_count, table, "the length bands", err);
}

static enum status read_modes(const struct table *table, struct demand_rules *rules,
                              struct error *err)
{
    for (uint32_t i = 0; i < table->count; i++) {
        const struct mode_share_row *row = TABLE_ROW(table, struct mode_share_row, i);
        uint32_t band = 0;
        while (band < rules->band_count && rules->band_from_m[band] != row->from_m) {
            band++;
        }
        if (band == rules->band_count) {
            return table_fail(table, row->line, err, "no length band starts at %g m", row->from_m);
        }
        if (row->mode > MODE_PT) {
            return table_fail(table, row->line, err, "mode '%s' has no share",
                              mode_names[row->mode]);
        }
        rules->mode_share[band][row->mode] = row->share;
    }
    enum status status = STATUS_OK;
    for (uint32_t b = 0; b < rules->band_count; b++) {
        char what[64];
        snprintf(what, sizeof what, "the modes in the band from %g m", rules->band_from_m[b]);
        enum status sum_status = make_exact(rules->mode_share[b], MODE_COUNT, table, what, err);
        status = sum_status != STATUS_OK ? sum_status : status;
    }
    return status;
}

static enum status read_presence(const struct table *table, struct demand_rules *rules,
                                 struct error *err)
{
    static const char *const names[] = {"work", "university", "school", NULL};
    double *const shares[] = {&rules->presence_work, &rules->presence_university,
                              &rules->presence_school};
    bool has[3] = {false};
    for (uint32_t i = 0; i < table->count; i++) {
        const struct presence_row *row = TABLE_ROW(table, struct presence_row, i);
        uint32_t which = find_name(names, 3, row->activity);
        if (which == 3) {
            return table_fail(table, row->line, err,
                              "unknown activity '%s', must be work, university or school",
                              row->activity);
        }
        *shares[which] = row->share;
        has[which] = true;
    }
    for (uint32_t i = 0; i < 3; i++) {
        if (!has[i]) {
            return error_fail(err, STATUS_DATA, "%s: no row for '%s'",
                              table->path ? table->path : "presence", names[i]);
        }
    }
    return STATUS_OK;
}

enum status demand_rules_build(const struct demand_tables *tables, struct demand_rules *out,
                               struct error *err)
{
    struct demand_rules rules = {0};
    enum status found[] = {read_groups(tables, &rules, err), read_curves(tables, &rules, err),
                           read_durations(&tables->durations, &rules, err),
                           read_bands(&tables->length_bands, &rules, err),
                           read_presence(&tables->presence, &rules, err)};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
        status = status == STATUS_OK ? found[i] : status;
    }
    if (rules.band_count != 0) {
        enum status modes = read_modes(&tables->mode_shares, &rules, err);
        status = status == STATUS_OK ? modes : status;
    }
    if (status == STATUS_OK) {
        *out = rules;
    }
    return status;
}

uint32_t demand_rules_band(const struct demand_rules *rules, double length_m)
{
    uint32_t band = 0;
    while (band + 1 < rules->band_count && length_m >= rules->band_to_m[band]) {
        band++;
    }
    return band;
}

double demand_rules_local_length_m(const struct demand_rules *rules, double unit)
{
    double high_m = rules->band_to_m[0];
    double low_m = 2.0 * rules->band_mean_m[0] - high_m;
    low_m = low_m < LOCAL_LENGTH_MIN_M || low_m >= high_m ? LOCAL_LENGTH_MIN_M : low_m;
    return low_m + (high_m - low_m) * unit;
}
