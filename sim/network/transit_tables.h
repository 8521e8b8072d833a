// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_TRANSIT_TABLES_H
#define NETWORK_TRANSIT_TABLES_H

#include "network/disruption_tables.h"

/** Rows of the tables that the timetable is built from, as read from CSV. Units are SI after
 * reading. */

enum service_mode {
    SERVICE_RAIL,
    SERVICE_LIGHT_RAIL,
    SERVICE_TRAM,
    SERVICE_BUS,
    SERVICE_NIGHT_BUS
};

/** What the vehicles of a line run on. */
enum service_way {
    SERVICE_WAY_BY_MODE, /**< in a table: bus and night bus in the street, rail on rails, else own
                          */
    SERVICE_WAY_OWN,     /**< a track of its own, by the timetable */
    SERVICE_WAY_STREET,  /**< the road links, among the cars */
    SERVICE_WAY_RAIL     /**< the blocks of the rail network */
};

/** As they stand in the tables and the results; NULL-terminated. */
extern const char *const service_mode_names[];

struct stop_row {
    uint32_t line;
    const char *id, *name;
    double lat, lon;
    double access_s; /**< column access_min: on foot between the street and the platform */
};

#define SERVICE_PERIOD_COUNT 7

/** A line with its service of the day. Headways are by period of departure at the first stop;
 * empty: no service in the period. Departures stand on the grid of the period's headway, through
 * `first` before noon and through `last` from noon on, within [first, last]. Where the two grids
 * meet at noon, the first departure from noon on is left out when it follows the last one before
 * noon by less than half a headway. An empty `first` means: see the table of departures. Headways
 * are those of variant 0 of the line; all other variants have single departures. */
struct line_row {
    uint32_t line;
    const char *id, *route, *operator_name, *vehicle;
    int mode;         /**< enum service_mode */
    int64_t priority; /**< lower goes first where trains are dispatched by priority */
    double
        headway_s[SERVICE_PERIOD_COUNT]; /**< columns hw_04_06 (min) ... hw_00_02; 0: none. Periods
                                            start 4, 6, 9, 15, 19, 21, 24 h, the last ends 28 h */
    const char *first[2]; /**< clock text by direction: columns first_dep0, first_dep1 */
    const char *last[2];  /**< last_dep0, last_dep1; "25:23" is 1:23 after midnight */
    int way;              /**< enum service_way */
};

/** A single departure of a line and direction; variant 0 has them in place of headways. */
struct departure_row {
    uint32_t line;
    const char *line_id; /**< column `line` of the table */
    int64_t direction, variant;
    double depart_s; /**< at the first stop of the variant */
};

struct line_stop_row {
    uint32_t line;
    const char *line_id; /**< column `line` of the table */
    int64_t direction, variant, seq;
    const char *stop;
    double arrive_s,
        depart_s; /**< after the departure at the first stop; columns arrive_min, depart_min */
    double km;
};

/** A type of vehicle or train. Traction and energy are not used yet. */
struct transit_vehicle_row {
    uint32_t line;
    const char *type;
    int64_t seats, standing;
    int64_t doors_per_side;
    double length_m;
    double vmax_mps;               /**< column vmax_kmh */
    double accel_mps2, decel_mps2; /**< columns accel_ms2, decel_ms2 */
    double power_w;                /**< column power_kw */
    const char *traction;
    double mass_kg;        /**< column mass_t */
    double energy_j_per_m; /**< column energy_kwh_per_km */
    int64_t bicycle_places;
};

/** A footpath between two stops, both directions. */
struct transfer_row {
    uint32_t line;
    const char *from_stop, *to_stop;
    double walk_s; /**< column minutes */
    double walk_m;
};

/** The stop of an external zone's place, with the mean way to it. */
struct place_stop_row {
    uint32_t line;
    const char *place, *stop;
    double access_s; /**< column access_min */
};

/** A car park from where people go on by public transport. */
struct park_ride_row {
    uint32_t line;
    const char *stop;
    int64_t spaces;
};

struct transit_tables {
    struct table stops, lines, departures, line_stops, vehicles, transfers, place_stops, delays,
        incidents, park_ride, closures;
};

/** stops, lines, departures, line_stops, vehicles, transfers, place_stops, delays, incidents,
 * park_ride, closures; ends with a NULL key. */
extern const struct table_kind transit_table_kinds[];

void transit_tables_deinit(struct transit_tables *tables);

#endif
