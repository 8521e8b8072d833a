// SPDX-License-Identifier: GPL-3.0-or-later
#include "shuttle/shuttle_parameters.h"

#define LATEST_CLOCK_S (48 * 3600.0)

const struct field shuttle_parameter_fields[] = {
    FIELD_PARAMETER(shuttle_parameters, "dispatch", dispatch_s, QUANTITY_TIME, 1, 600, "30 s",
                    "How often requests are answered. Estimate."),
    FIELD_PARAMETER(shuttle_parameters, "reserve", reserve, QUANTITY_SHARE, 0, 2, "10 %",
                    "Plans reckon with ways by road that take longer than now by this: for "
                    "signals, and traffic to come. Estimate."),
    FIELD_PARAMETER(shuttle_parameters, "refusal", refusal_s, QUANTITY_TIME, 0, 14400, "30 min",
                    "Who reckons with a refusal minds it as much as a wait of this long. Estimate: "
                    "the headway of a night bus."),
    FIELD_END,
};

#define TEXT(member, about)                                                                        \
    {                                                                                              \
        .name = #member, .type = FIELD_TEXT, .offset = offsetof(struct shuttle_row, member),       \
        .doc = about                                                                               \
    }
#define LIST(member, about)                                                                        \
    {                                                                                              \
        .name = #member, .type = FIELD_TEXT, .offset = offsetof(struct shuttle_row, member),       \
        .is_list = true, .doc = about                                                              \
    }
#define CLOCK(key, member, about)                                                                  \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_CLOCK,                               \
        .offset = offsetof(struct shuttle_row, member), .max = LATEST_CLOCK_S, .doc = about        \
    }
#define TIME(key, member, least, most, text, about)                                                \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_TIME,                                \
        .offset = offsetof(struct shuttle_row, member), .optional = true, .min = least,            \
        .max = most, .standard = text, .scale = 1, .doc = about                                    \
    }

static const struct field fleet_fields[] = {
    TEXT(id, "Unique name of the fleet."),
    {.name = "name",
     .type = FIELD_TEXT,
     .offset = offsetof(struct shuttle_row, name),
     .optional = true,
     .doc = "What it is called, for people."},
    {.name = "vehicles",
     .type = FIELD_INT,
     .offset = offsetof(struct shuttle_row, vehicles),
     .min = 1,
     .max = 10000,
     .doc = "Number of vehicles; of a sample as large a share of them, at least one."},
    {.name = "seats",
     .type = FIELD_INT,
     .offset = offsetof(struct shuttle_row, seats),
     .optional = true,
     .min = 1,
     .max = 60,
     .standard = "6",
     .doc = "Passengers that a vehicle has room for. Estimate: a van."},
    LIST(depot, "Places where the vehicles wait when the day begins, with ; between: one vehicle "
                "after the other is put to the next of them."),
    LIST(area, "Zones and places with ; between: trips from one of them to another are taken."),
    CLOCK("from", from_s, "Requests are taken from this time of day on."),
    CLOCK("to", until_s,
          "No request is taken from this time of day on; whoever is aboard or was "
          "promised a ride is still taken."),
    {.name = "fare",
     .type = FIELD_REAL,
     .offset = offsetof(struct shuttle_row, fare_eur),
     .optional = true,
     .max = 1000,
     .doc = "Fare of a trip, EUR, also with a season ticket."},
    TIME("wait_s", wait_s, 60, 7200, "900",
         "Promise: the vehicle comes within so many seconds of the request, or the request is "
         "refused."),
    {.name = "detour",
     .type = FIELD_REAL,
     .offset = offsetof(struct shuttle_row, detour),
     .optional = true,
     .min = 1,
     .max = 10,
     .standard = "1.5",
     .doc = "Promise: a ride takes at most this times the direct one, and detour_s."},
    TIME("detour_s", detour_s, 0, 7200, "300", "Seconds on top of that."),
    TIME("boarding_s", boarding_s, 0, 600, "30",
         "Seconds at the door to board or to alight. Estimate."),
    FIELD_END,
};

const struct table_kind shuttle_table_kinds[] = {
    {.key = "fleets",
     .fields = fleet_fields,
     .row_size = sizeof(struct shuttle_row),
     .offset = offsetof(struct shuttle_tables, fleets),
     .optional = true},
    TABLE_KIND_END,
};
