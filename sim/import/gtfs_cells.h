// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IMPORT_GTFS_CELLS_H
#define IMPORT_GTFS_CELLS_H

#include <stdbool.h>
#include <stdint.h>

/** What the cells of a GTFS file say. All return false for a text that is not what it should be. */

/** A whole number, not negative; `standard` for an empty cell. */
bool gtfs_cell_count(const char *text, int64_t standard, int64_t *out);

/** A decimal number. False for an empty cell. */
bool gtfs_cell_real(const char *text, double *out);

/** "H:MM:SS" in seconds, hours up to 999. GTFS_NO_TIME for an empty cell. */
bool gtfs_cell_time(const char *text, int32_t *out_s);

/** "YYYYMMDD": eight digits of a day that exists. */
bool gtfs_cell_date(const char *text);

/** Day of the week of a date that exists, 0 Monday. */
unsigned gtfs_weekday(const char *date);

#endif
