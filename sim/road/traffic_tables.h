// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_TRAFFIC_TABLES_H
#define ROAD_TRAFFIC_TABLES_H

#include "base/fields.h"

/** Rows of the tables that give road traffic explicitly, vehicle by vehicle or flow by flow. */

/** A drive. Only its columns are described here: the table may have millions of rows and is read
 * without holding them. */
struct drive_row {
    uint32_t line;
    double depart_s;   /**< since midnight */
    int class;         /**< enum vehicle_class */
    const char *route; /**< directed link names with single spaces between */
};

enum flow_spacing { FLOW_EVEN, FLOW_POISSON };

/** Vehicles on one route for some time. */
struct flow_row {
    uint32_t line;
    const char *route; /**< as in struct drive_row */
    int class;         /**< enum vehicle_class */
    double from_s, until_s;
    double flow_vps; /**< column flow_vph */
    int spacing;     /**< enum flow_spacing */
};

/** "car" ... in the order of enum vehicle_class, as in the tables and the results;
 * NULL-terminated. */
extern const char *const vehicle_class_names[];

struct traffic_tables {
    struct table drives, flows;
};

/** drives (streamed), flows; ends with a NULL key. */
extern const struct table_kind traffic_table_kinds[];

#endif
