// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/rail_tables.h"

#define KM_PER_H       (1.0 / 3.6)
#define LONGEST_KM     10000.0
#define LATEST_CLOCK_S (99 * 3600.0)

const char *const rail_direction_names[] = {"both", "increasing_km", "decreasing_km", NULL};
static const char *const block_kind_names[] = {"line", "station", "junction", NULL};

#define TEXT(row, key, member, about)                                                              \
    {                                                                                              \
        .name = key, .type = FIELD_TEXT, .offset = offsetof(struct row, member), .doc = about      \
    }
#define TEXT_OPTIONAL(row, key, member, about)                                                     \
    {                                                                                              \
        .name = key, .type = FIELD_TEXT, .offset = offsetof(struct row, member), .optional = true, \
        .doc = about                                                                               \
    }
#define DIRECTION_OPTIONAL(row, about)                                                             \
    {                                                                                              \
        .name = "direction", .type = FIELD_CHOICE, .offset = offsetof(struct row, direction),      \
        .optional = true, .choices = rail_direction_names, .doc = about                            \
    }
#define KILOMETRES(row, member, about)                                                             \
    {                                                                                              \
        .name = #member, .type = FIELD_REAL, .offset = offsetof(struct row, member),               \
        .max = LONGEST_KM, .doc = about                                                            \
    }
#define KILOMETRES_OPTIONAL(row, member, about)                                                    \
    {                                                                                              \
        .name = #member, .type = FIELD_REAL, .offset = offsetof(struct row, member),               \
        .optional = true, .max = LONGEST_KM, .doc = about                                          \
    }
#define SPEED(row, key, is_optional, about)                                                        \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_SPEED,                               \
        .offset = offsetof(struct row, speed_mps), .optional = is_optional, .min = 1 * KM_PER_H,   \
        .max = 500 * KM_PER_H, .scale = KM_PER_H, .doc = about                                     \
    }
#define DEGREES(row, member, most, about)                                                          \
    {                                                                                              \
        .name = #member, .type = FIELD_REAL, .offset = offsetof(struct row, member),               \
        .optional = true, .min = -(most), .max = (most), .doc = about                              \
    }
#define CLOCK(row, member, about)                                                                  \
    {                                                                                              \
        .name = #member, .type = FIELD_REAL, .quantity = QUANTITY_CLOCK,                           \
        .offset = offsetof(struct row, member), .max = LATEST_CLOCK_S, .scale = 1, .doc = about    \
    }

static const struct field block_fields[] = {
    TEXT(rail_block_row, "id", id, "Unique name of the block."),
    TEXT(rail_block_row, "line", railway, "Railway line, by its number in the register."),
    DIRECTION_OPTIONAL(rail_block_row,
                       "Trains for which the track is there; both: single track, or the station "
                       "blocks of one."),
    KILOMETRES(rail_block_row, km_from, "Lower end, kilometres of the railway line."),
    KILOMETRES(rail_block_row, km_to, "Upper end, above the lower one."),
    {.name = "kind",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct rail_block_row, kind),
     .choices = block_kind_names,
     .doc = "One track of the open line, one of a junction, or part of a station."},
    TEXT_OPTIONAL(rail_block_row, "station", station,
                  "Of a station's block: the station, as the table of platforms names it. All "
                  "blocks of a station are one section."),
    SPEED(rail_block_row, "vmax_kmh", false, "Highest speed in the block, km/h."),
    TEXT_OPTIONAL(rail_block_row, "exclusive_group", group,
                  "Name of the single track of which the block is a part; trains are on it in one "
                  "direction only."),
    FIELD_END};

static const struct field platform_fields[] = {
    TEXT(rail_platform_row, "station", station, "Station, loop or terminus."),
    {.name = "platform_tracks",
     .type = FIELD_INT,
     .offset = offsetof(struct rail_platform_row, tracks),
     .min = 1.0,
     .max = 100.0,
     .doc = "Trains that find room in the station at once."},
    {.name = "platform_length_m",
     .type = FIELD_REAL,
     .quantity = QUANTITY_LENGTH,
     .offset = offsetof(struct rail_platform_row, length_m),
     .optional = true,
     .max = 2000.0,
     .doc = "Usable length; for the record."},
    FIELD_END};

static const struct field route_fields[] = {
    TEXT(rail_route_row, "line", line_id, "Line of the timetable."),
    {.name = "seq",
     .type = FIELD_INT,
     .offset = offsetof(struct rail_route_row, seq),
     .min = 0.0,
     .max = 100000.0,
     .doc = "Ascending along the line."},
    TEXT(rail_route_row, "from_stop", from_stop, "Stop where the hop begins."),
    TEXT(rail_route_row, "to_stop", to_stop,
         "The next stop; trains of the other direction take the hop backwards."),
    TEXT_OPTIONAL(rail_route_row, "db_line", railway,
                  "Railway line of this piece; empty: not known, so the hop is not on blocks."),
    KILOMETRES_OPTIONAL(rail_route_row, km_from, "Where the piece begins on the railway line."),
    KILOMETRES_OPTIONAL(rail_route_row, km_to, "Where it ends; may be lower."),
    SPEED(rail_route_row, "vmax_kmh", true, "Highest speed, km/h; empty: that of the blocks."),
    TEXT_OPTIONAL(rail_route_row, "from_op", from_point, "Point where the piece begins, in words."),
    TEXT_OPTIONAL(rail_route_row, "to_op", to_point, "Point where it ends."),
    DEGREES(rail_route_row, from_lat, 90.0, "Latitude of its begin, WGS 84; for the record."),
    DEGREES(rail_route_row, from_lon, 180.0, "Longitude of its begin."),
    DEGREES(rail_route_row, to_lat, 90.0, "Latitude of its end."),
    DEGREES(rail_route_row, to_lon, 180.0, "Longitude of its end."),
    FIELD_END};

static const struct field crossing_fields[] = {
    TEXT(rail_crossing_row, "id", id, "Unique name of the crossing."),
    TEXT(rail_crossing_row, "line", railway, "The railway line that goes on, on double track."),
    KILOMETRES(rail_crossing_row, km_from, "Lower end of the stretch that is occupied."),
    KILOMETRES(rail_crossing_row, km_to, "Upper end; within one block."),
    TEXT(rail_crossing_row, "branch", branch, "The railway line that leaves it."),
    {.name = "crossed",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct rail_crossing_row, crossed),
     .choices = rail_direction_names,
     .doc = "The track of the line that a train between the branch and the other track crosses; "
            "increasing_km when the branch lies to the right as one looks along rising kilometres, "
            "decreasing_km when to the left."},
    FIELD_END};

static const struct field change_fields[] = {
    TEXT(rail_change_row, "line", railway, "Railway line."),
    DIRECTION_OPTIONAL(rail_change_row, "Tracks that change."),
    KILOMETRES(rail_change_row, km_from, "Lower end of the stretch, kilometres of the line."),
    KILOMETRES(rail_change_row, km_to,
               "Upper end. The change holds for every block of the open line that it touches, and "
               "for a station when it lies within that station's block."),
    CLOCK(rail_change_row, from_s, "Begin of the change."),
    CLOCK(rail_change_row, until_s, "End of the change, after its begin."),
    SPEED(rail_change_row, "speed_kmh", true, "Highest speed meanwhile, km/h; empty: unchanged."),
    {.name = "open",
     .type = FIELD_BOOL,
     .offset = offsetof(struct rail_change_row, is_open),
     .optional = true,
     .standard = "1",
     .doc = "0: no train enters meanwhile."},
    TEXT_OPTIONAL(rail_change_row, "reason", reason, "Why: works, an incident, ..."),
    FIELD_END};

const struct table_kind rail_table_kinds[] = {{.key = "blocks",
                                               .fields = block_fields,
                                               .row_size = sizeof(struct rail_block_row),
                                               .offset = offsetof(struct rail_tables, blocks),
                                               .optional = true},
                                              {.key = "platforms",
                                               .fields = platform_fields,
                                               .row_size = sizeof(struct rail_platform_row),
                                               .offset = offsetof(struct rail_tables, platforms),
                                               .optional = true},
                                              {.key = "rail_route",
                                               .fields = route_fields,
                                               .row_size = sizeof(struct rail_route_row),
                                               .offset = offsetof(struct rail_tables, routes),
                                               .optional = true},
                                              {.key = "crossings",
                                               .fields = crossing_fields,
                                               .row_size = sizeof(struct rail_crossing_row),
                                               .offset = offsetof(struct rail_tables, crossings),
                                               .optional = true},
                                              {.key = "changes",
                                               .fields = change_fields,
                                               .row_size = sizeof(struct rail_change_row),
                                               .offset = offsetof(struct rail_tables, changes),
                                               .optional = true},
                                              TABLE_KIND_END};

void rail_tables_deinit(struct rail_tables *tables)
{
    for (const struct table_kind *kind = rail_table_kinds; kind->key != NULL; kind++)
        table_deinit((struct table *)(void *)((char *)tables + kind->offset));
}
