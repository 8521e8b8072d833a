// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_DEMAND_TABLES_H
#define DEMAND_DEMAND_TABLES_H

#include "base/fields.h"

/** Rows of the tables that the population and its plans are made from, as read from CSV. */

/** Registered commuters between two areas: a municipality ("Dortmund", "Schwerte") or an external
 * zone id ("X01"). */
struct commuter_row {
    uint32_t line;
    const char *from, *to;
    double commuters; /**< persons; column commuters_per_day */
    const char *year; /**< of the statistic; may be empty */
};

/** Vehicles that pass through between two gates on a weekday. */
struct through_row {
    uint32_t line;
    const char *from_gate, *to_gate;
    double cars_per_day, trucks_per_day;
};

/** A gate of the through traffic and the place where it enters and leaves. */
struct gate_row {
    uint32_t line;
    const char *gate, *place;
    double vehicles_per_day, heavy_per_day; /**< counted there, both directions; 0: unknown */
};

struct group_share_row {
    uint32_t line;
    const char *municipality;
    int group; /**< enum person_group */
    double share;
};

struct trip_rate_row {
    uint32_t line;
    int group, purpose; /**< enum person_group, enum purpose */
    double trips_per_day;
};

struct stay_home_row {
    uint32_t line;
    int group;
    double share; /**< of the persons without a trip on the day */
};

/** Share of a purpose's departures in hour `hour .. hour + 1`; sums to 1 per curve. */
struct departure_curve_row {
    uint32_t line;
    const char *curve; /**< a purpose, or "through_car", "through_truck" */
    int64_t hour;
    double share;
};

struct duration_row {
    uint32_t line;
    const char *
        activity; /**< a purpose, or work_part_time, education_school, _university, _kindergarten */
    double mean_s, sd_s; /**< columns mean_min, sd_min */
};

struct length_band_row {
    uint32_t line;
    double from_m, to_m; /**< the last band's `to_m` is large */
    double share;        /**< of all trips */
    double mean_m;       /**< column mean_km */
};

struct mode_share_row {
    uint32_t line;
    double from_m; /**< of the length band */
    int mode;      /**< enum mode */
    double share;  /**< within the band */
};

/** Share of the people of an activity ("work", "university", "school") that are there on a weekday.
 */
struct presence_row {
    uint32_t line;
    const char *activity;
    double share;
};

/** Of the persons of a group with or without a car: who has a season ticket, who a bicycle. */
struct trait_row {
    uint32_t line;
    int group;
    bool has_car;
    double ticket_share, bicycle_share;
};

/** Share of all residents of a municipality that have a season ticket. */
struct ticket_row {
    uint32_t line;
    const char *municipality;
    double share;
};

/** Mode of extra demand. */
enum extra_mode { EXTRA_CHOSEN, EXTRA_WALK, EXTRA_BIKE, EXTRA_CAR, EXTRA_RIDE, EXTRA_PT };

/** "chosen", "walk" ...; NULL-terminated. */
extern const char *const extra_mode_names[];

/** Persons beside all others who make one way, and maybe the way back. */
struct extra_row {
    uint32_t line;
    const char *from, *to; /**< zones or places */
    double persons;
    int purpose;                      /**< enum purpose */
    double from_s, until_s;           /**< wish to be there between; both 0: by the hour curve */
    double back_from_s, back_until_s; /**< wish to leave for home between; both 0: no way back */
    int mode;                         /**< enum extra_mode */
    double ticket_share, per_car;
};

/** A drive: its share of the cars of persons, and what a kilometre by it needs and emits. */
struct fleet_row {
    uint32_t line;
    int drive; /**< enum drive_kind */
    double share;
    double energy_kwh_km; /**< at the tank or the plug */
    double co2_g_km;      /**< out of the vehicle */
    double supply_g_km;   /**< CO2 of making the fuel or the electricity */
};

/** What a trip by a mode in a length band costs beyond time and money. */
struct mode_constant_row {
    uint32_t line;
    int mode;            /**< enum mode */
    double from_m;       /**< of the length band */
    double constant_eur; /**< column constant */
};

/** What an observation counts. "Area": a municipality or an external zone. "Modes": names with '+'
 * between, or "all". Trips are those of residents that ended, with the mode that was used. */
enum target_kind {
    TARGET_COMMUTERS,          /**< registered, object: area of home, part: of work; or "others" */
    TARGET_BAND_SHARE,         /**< object: from_m of a length band, part: modes */
    TARGET_MODE_SHARE,         /**< object: area of home or "all", part: modes */
    TARGET_DEPARTURE_SHARE,    /**< object: hour of the day */
    TARGET_TRIPS_PER_PERSON,   /**< object: area of home or "all" */
    TARGET_MEAN_LENGTH,        /**< object: area of home or "all" */
    TARGET_TRIPS,              /**< by everybody; object: "all", part: modes */
    TARGET_TRIPS_BETWEEN,      /**< as above, between two areas, both ways: "Schwerte Dortmund" */
    TARGET_WORK_TRIPS_BETWEEN, /**< of these, those to a place of work */
    TARGET_LINE_BOARDINGS,     /**< object: line */
    TARGET_LINE_LOAD, /**< object: line, part: two stops in turn, both ways: "r_edau r_esrt" */
    TARGET_STOP_PASSENGERS, /**< on and off; object: stop, part: line or "all" */
    TARGET_COUNTER,         /**< object: counter, part: "all" or "heavy" */
    TARGET_COUNTERS_WITHIN, /**< share of the rows of all counters that are within their tolerance;
                               object: "all" */
    TARGET_KIND_COUNT
};

enum target_use {
    TARGET_FITTED,   /**< the model was made to meet it */
    TARGET_COMPARED, /**< nothing was fitted to it */
};

/** As they stand in the table, NULL-terminated. */
extern const char *const target_kind_names[];
extern const char *const target_use_names[];

/** Something that was observed, to compare the simulated day with. */
struct target_row {
    uint32_t line;
    const char *id;
    int kind; /**< enum target_kind */
    const char *object, *part;
    double value;     /**< 0: unknown, only the simulated value is told */
    double tolerance; /**< of the difference; of a counter: GEH of the mean hour */
    int use;          /**< enum target_use */
    const char *definition, *source;
};

struct demand_tables {
    struct table commuters, through, gates, group_shares, trip_rates, stay_home, departure_curves,
        durations, length_bands, mode_shares, presence;
    struct table traits, tickets, mode_constants, targets, extra, fleet; /**< may be left out */
};

/** The tables above under the same names; ends with a NULL key. */
extern const struct table_kind demand_table_kinds[];

void demand_tables_deinit(struct demand_tables *tables);

#endif
