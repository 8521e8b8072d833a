// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_TIMETABLE_PARTS_H
#define NETWORK_TIMETABLE_PARTS_H

#include "network/timetable.h"

/** The steps of `timetable_build`; for the files of the timetable only. */

/** The id of `text` among `names`, or NONE and the finding "stops.csv:7: there is no stop 'x' in
 * stops.csv, did you mean 'y'?". `what` names the kind of thing, `home` is the table that lists
 * them. */
struct name_place {
    const struct table *table;
    uint32_t line;
};
uint32_t timetable_find_name(const struct names *names, const char *text, const char *what,
                             const char *home, struct name_place place, struct error *err);

/** Which pattern of a line a finding is about, as text: "direction 1", "direction 1 variant 3". */
struct way_text {
    char text[48];
};
struct way_text timetable_way_text(uint32_t direction, uint32_t variant);

/** Whole milliseconds of a time in seconds. */
uint32_t timetable_ms(double seconds);

/** A line of this row of the table of lines, with vehicles of this row of theirs. `mode` is that of
 * the row, or of what replaces it. */
struct transit_line timetable_line(const struct transit_tables *tables, uint32_t row, int mode,
                                   uint32_t vehicle);

/** Makes `patterns` and `calls` from the table of line stops. Needs lines and stops. */
enum status timetable_patterns_build(struct timetable *timetable, struct error *err);

/** Makes the runs of all patterns from headways and single departures. Needs patterns. */
enum status timetable_runs_build(struct timetable *timetable, struct error *err);

/** Makes `delay_rules` and `incidents` from their tables. Needs runs. */
enum status timetable_disruptions_build(struct timetable *timetable, struct error *err);

#endif
