// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_TRIP_COUNTS_H
#define API_TRIP_COUNTS_H

#include "api/target_set.h"
#include "demand/demand_rules.h"
#include "people/people.h"

/** Trips that ended, by the mode that was used, and persons: whole numbers of the simulated ones,
 * not scaled. Residents are the groups before GROUP_COMMUTER. */
struct trip_counts {
    uint32_t area_count;
    uint64_t everybody[MODE_COUNT];
    uint64_t band[DEMAND_BANDS_MAX][MODE_COUNT]; /**< residents; by the planned length */
    uint64_t hour[DEMAND_HOURS];                 /**< residents; of departure */
    uint64_t (*home)[MODE_COUNT];    /**< [area_count] residents; by the area where they live */
    uint64_t (*between)[MODE_COUNT]; /**< [area_count x area_count] everybody; from, to */
    uint64_t (*to_work)[MODE_COUNT]; /**< of these, those to a place of work */
    uint64_t *length_m;              /**< [area_count] residents; sum of planned lengths */
    uint64_t *residents;             /**< [area_count] persons */
    uint64_t *workers; /**< [area_count x area_count] persons with a place of work; home, work */
};

/** What is counted: everything must outlive the call only. */
struct trip_counts_source {
    const struct population *population;
    const struct trip_made *made;     /**< [trip_count] */
    const struct target_set *set;     /**< areas */
    const struct table *length_bands; /**< ascending, at most DEMAND_BANDS_MAX */
};

/** One pass over all persons and trips. The caller owns `*out` (`trip_counts_deinit`). */
enum status trip_counts_build(const struct trip_counts_source *source, struct trip_counts *out,
                              struct error *err);
void trip_counts_deinit(struct trip_counts *counts);

#endif
