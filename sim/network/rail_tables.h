// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_RAIL_TABLES_H
#define NETWORK_RAIL_TABLES_H

#include "base/fields.h"

/** Rows of the tables that the rail network is built from, as read from CSV. Units are SI after
 * reading, but places along a track are kilometres of its line. A *railway line* is a register's
 * numbered piece of track ("2113"), not a line of the timetable. */

/** For which trains a track is there. Trains keep right: with rising kilometres they take the track
 * of RAIL_INCREASING. */
enum rail_direction { RAIL_BOTH, RAIL_INCREASING, RAIL_DECREASING };

/** "both", "increasing_km", "decreasing_km"; NULL-terminated. */
extern const char *const rail_direction_names[];

enum rail_block_kind { RAIL_BLOCK_LINE, RAIL_BLOCK_STATION, RAIL_BLOCK_JUNCTION };

/** A stretch between two signals. A station has one on each railway line (and direction). */
struct rail_block_row {
    uint32_t line;
    const char *id;
    const char *railway; /**< column `line` of the table */
    int direction;       /**< enum rail_direction; RAIL_BOTH: single track */
    double km_from, km_to;
    int kind;            /**< enum rail_block_kind */
    const char *station; /**< of a RAIL_BLOCK_STATION: in the table of platforms */
    double speed_mps;    /**< column vmax_kmh */
    const char *group;   /**< column exclusive_group: the single track of which it is a part */
};

/** The tracks of a station, or of a loop without platforms. */
struct rail_platform_row {
    uint32_t line;
    const char *station;
    int64_t tracks;  /**< column platform_tracks: trains find room on so many */
    double length_m; /**< column platform_length_m; 0: unknown */
};

/** A piece of the way from one stop of a line of the timetable to the next. */
struct rail_route_row {
    uint32_t line;
    const char *line_id; /**< column `line` of the table */
    int64_t seq;         /**< ascending along the hop */
    const char *from_stop, *to_stop;
    const char *railway; /**< column db_line; "": not known, the hop is not covered */
    double km_from, km_to;
    double speed_mps; /**< column vmax_kmh; 0: that of the blocks */
    const char *from_point, *to_point;
    double from_lat, from_lon, to_lat, to_lon;
};

/** Where the tracks of a branch leave a double track on the level: one of the two branching tracks
 * must cross the track of the other direction. */
struct rail_crossing_row {
    uint32_t line;
    const char *id;
    const char *railway; /**< column `line`: the double track that goes on */
    double km_from, km_to;
    const char *branch; /**< railway line that leaves it */
    int crossed;        /**< enum rail_direction: whose track the branch crosses */
};

/** A time during which a stretch of a railway line is not as its blocks say. */
struct rail_change_row {
    uint32_t line;
    const char *railway; /**< column `line` of the table */
    int direction;       /**< enum rail_direction; RAIL_BOTH: all tracks */
    double km_from, km_to;
    double from_s, until_s; /**< since midnight */
    double speed_mps;       /**< column speed_kmh; 0: unchanged */
    bool is_open;           /**< column open */
    const char *reason;
};

struct rail_tables {
    struct table blocks, platforms, routes, crossings, changes;
};

/** blocks, platforms, rail_route, crossings, changes; ends with a NULL key. */
extern const struct table_kind rail_table_kinds[];

void rail_tables_deinit(struct rail_tables *tables);

#endif
