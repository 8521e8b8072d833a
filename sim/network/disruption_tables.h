// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_DISRUPTION_TABLES_H
#define NETWORK_DISRUPTION_TABLES_H

#include "network/transit_tables.h"

/** Columns of the tables that tell how a day differs from the timetable: `delays`, `incidents` and
 * `closures` of `transit_table_kinds`. */
extern const struct field delay_fields[], incident_fields[], closure_fields[];

#endif
