// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/traffic_tables.h"

#include "road/road.h"

#define PER_HOUR     (1.0 / 3600.0)
#define TIME_LAST_S  172800.0
#define FLOW_MAX_VPS (100000 * PER_HOUR)

const char *const vehicle_class_names[] = {"car", "truck", "bus", NULL};
_Static_assert(sizeof vehicle_class_names / sizeof vehicle_class_names[0] ==
                   VEHICLE_CLASS_COUNT + 1,
               "every class of vehicles has its name here");

static const char *const spacing_names[] = {"even", "poisson", NULL};

#define ROUTE(row)                                                                                 \
    {                                                                                              \
        .name = "route", .type = FIELD_TEXT, .offset = offsetof(struct row, route),                \
        .doc = "Directed links in the order of driving, with single spaces between."               \
    }
#define CLASS(row)                                                                                 \
    {                                                                                              \
        .name = "class", .type = FIELD_CHOICE, .offset = offsetof(struct row, class),              \
        .optional = true, .choices = vehicle_class_names, .doc = "Kind of vehicle."                \
    }
#define TIME(row, member, about)                                                                   \
    {                                                                                              \
        .name = #member, .type = FIELD_REAL, .quantity = QUANTITY_TIME,                            \
        .offset = offsetof(struct row, member), .max = TIME_LAST_S, .doc = about                   \
    }

static const struct field drive_fields[] = {
    TIME(drive_row, depart_s, "When the vehicle wants to enter its first link, s after midnight."),
    CLASS(drive_row),
    ROUTE(drive_row),
    FIELD_END,
};

static const struct field flow_fields[] = {
    ROUTE(flow_row),
    CLASS(flow_row),
    TIME(flow_row, from_s, "When the flow begins, s after midnight."),
    TIME(flow_row, until_s, "When it ends: no vehicle departs at or after this time."),
    {.name = "flow_vph",
     .type = FIELD_REAL,
     .quantity = QUANTITY_FLOW,
     .offset = offsetof(struct flow_row, flow_vps),
     .max = FLOW_MAX_VPS,
     .scale = PER_HOUR,
     .doc = "Vehicles per hour."},
    {.name = "spacing",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct flow_row, spacing),
     .optional = true,
     .choices = spacing_names,
     .doc = "Equal gaps, the first vehicle after half a gap, or random gaps of a Poisson process."},
    FIELD_END,
};

const struct table_kind traffic_table_kinds[] = {
    {.key = "drives",
     .fields = drive_fields,
     .row_size = sizeof(struct drive_row),
     .offset = offsetof(struct traffic_tables, drives),
     .optional = true,
     .is_streamed = true},
    {.key = "flows",
     .fields = flow_fields,
     .row_size = sizeof(struct flow_row),
     .offset = offsetof(struct traffic_tables, flows),
     .optional = true},
    TABLE_KIND_END,
};
