// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_RULES_H
#define DEMAND_DEMAND_RULES_H

#include "demand/demand_tables.h"
#include "people/population.h"

#define DEMAND_HOURS     28 /**< hours of a plan: 0 to 27, the last four after midnight */
#define DEMAND_BANDS_MAX 16
#define DEMAND_GROUPS    6 /**< groups of residents: GROUP_CHILD to GROUP_SENIOR */

/** Hour curves: one per purpose up to PURPOSE_OTHER, then the through traffic. */
enum demand_curve { CURVE_THROUGH_CAR = PURPOSE_OTHER + 1, CURVE_THROUGH_TRUCK, CURVE_COUNT };

enum demand_activity {
    /* 1 to PURPOSE_OTHER: the purposes; 0 (home) is not used */
    ACTIVITY_SCHOOL = PURPOSE_OTHER + 1,
    ACTIVITY_UNIVERSITY,
    ACTIVITY_KINDERGARTEN,
    ACTIVITY_PART_TIME,
    ACTIVITY_COUNT
};

struct demand_duration {
    double mean_s, sd_s;
};

/** The tables as arrays indexed by enums: everything that does not depend on the network. */
struct demand_rules {
    double rate[DEMAND_GROUPS][PURPOSE_COUNT]; /**< trips per person and day */
    double stay_home[DEMAND_GROUPS];
    double curve[CURVE_COUNT][DEMAND_HOURS]; /**< shares; sum to 1 */
    struct demand_duration duration[ACTIVITY_COUNT];
    double presence_work, presence_university, presence_school;

    uint32_t band_count;
    double band_from_m[DEMAND_BANDS_MAX]; /**< ascending, without gaps */
    double band_mean_m[DEMAND_BANDS_MAX];
    double band_to_m[DEMAND_BANDS_MAX];
    double band_share[DEMAND_BANDS_MAX];             /**< sum to 1 */
    double mode_share[DEMAND_BANDS_MAX][MODE_COUNT]; /**< sum to 1 per band; trucks 0 */
};

/** Reads the tables into arrays and checks that they are complete and that shares sum to 1 (within
 * 1 %, then made exact). All findings are collected (STATUS_DATA), each with file and line where
 * there is one. O(rows). */
enum status demand_rules_build(const struct demand_tables *tables, struct demand_rules *out,
                               struct error *err);

/** The band of a length; the last band takes everything beyond. */
uint32_t demand_rules_band(const struct demand_rules *rules, double length_m);

/** Length of a trip that starts and ends at the same place: uniform in the first band so that the
 * mean is the band's; `unit` in [0, 1). */
double demand_rules_local_length_m(const struct demand_rules *rules, double unit);

#endif
