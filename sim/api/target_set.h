// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_TARGET_SET_H
#define API_TARGET_SET_H

#include "demand/demand_tables.h"
#include "network/network.h"
#include "network/timetable.h"

/** A row of the table of targets with its names resolved; ids by its kind. */
struct target {
    const struct target_row *row;
    uint32_t a,
        b;      /**< area, band, hour, line, stop or counter; NONE: all, of commuters the others */
    uint32_t c; /**< of a line's load: the second stop */
    uint32_t modes; /**< bit per enum mode */
    bool is_heavy;  /**< of a counter */
};

/** The observations of a scenario, frozen. Areas are the municipalities of the internal zones and
 * the external zones. Initialise with `{0}`. */
struct target_set {
    uint32_t count;
    struct target *items; /**< [count] in the order of the table */
    struct names areas;
    uint32_t *area_of_place; /**< [place_count]; NULL without targets */
};

/** Resolves the rows. Every finding names file and line (STATUS_DATA); all findings are collected.
 * The arguments must outlive `*out`, which the caller owns (`target_set_deinit`). O(rows). */
enum status target_set_build(const struct demand_tables *tables, const struct network *network,
                             const struct timetable *timetable, struct target_set *out,
                             struct error *err);
void target_set_deinit(struct target_set *set);

#endif
