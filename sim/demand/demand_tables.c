// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_tables.h"

#include "demand/demand.h"
#include "demand/demand_rules.h"
#include "people/population.h"

#include <stddef.h>

#define PERSONS_MAX       1e8
#define LENGTH_MAX_M      1e8
#define CONSTANT_MOST_EUR 1e4

#define TEXT(row, member, column, text)                                                            \
    {                                                                                              \
        .name = (column), .type = FIELD_TEXT, .offset = offsetof(struct row, member),              \
        .doc = (text)                                                                              \
    }
#define SHARE(row, member, text)                                                                   \
    {                                                                                              \
        .name = #member, .type = FIELD_REAL, .quantity = QUANTITY_SHARE,                           \
        .offset = offsetof(struct row, member), .max = 1.0, .doc = (text)                          \
    }
#define COUNT(row, member, column, text)                                                           \
    {                                                                                              \
        .name = (column), .type = FIELD_REAL, .quantity = QUANTITY_NUMBER,                         \
        .offset = offsetof(struct row, member), .max = PERSONS_MAX, .doc = (text)                  \
    }
#define COUNT_OPTIONAL(row, member, text)                                                          \
    {                                                                                              \
        .name = #member, .type = FIELD_REAL, .quantity = QUANTITY_NUMBER,                          \
        .offset = offsetof(struct row, member), .max = PERSONS_MAX, .optional = true,              \
        .doc = (text)                                                                              \
    }
#define CHOICE(row, member, names, text)                                                           \
    {                                                                                              \
        .name = #member, .type = FIELD_CHOICE, .offset = offsetof(struct row, member),             \
        .choices = (names), .doc = (text)                                                          \
    }
#define LENGTH(row, member, column, factor, text)                                                  \
    {                                                                                              \
        .name = (column), .type = FIELD_REAL, .quantity = QUANTITY_LENGTH,                         \
        .offset = offsetof(struct row, member), .max = LENGTH_MAX_M, .scale = (factor),            \
        .doc = (text)                                                                              \
    }
#define MINUTES(row, member, column, text)                                                         \
    {                                                                                              \
        .name = (column), .type = FIELD_REAL, .quantity = QUANTITY_TIME,                           \
        .offset = offsetof(struct row, member), .max = 86400.0, .scale = 60.0, .doc = (text)       \
    }

static const struct field commuter_fields[] = {
    TEXT(commuter_row, from, "from", "Where they live: a municipality or an external zone."),
    TEXT(commuter_row, to, "to", "Where they work: a municipality or an external zone."),
    COUNT(commuter_row, commuters, "commuters_per_day", "Registered commuters, persons."),
    {.name = "year",
     .type = FIELD_TEXT,
     .offset = offsetof(struct commuter_row, year),
     .optional = true,
     .doc = "Year of the statistic."},
    FIELD_END};

static const struct field through_fields[] = {
    TEXT(through_row, from_gate, "from_gate", "Gate where the vehicles enter."),
    TEXT(through_row, to_gate, "to_gate", "Gate where they leave."),
    COUNT(through_row, cars_per_day, "cars_per_day", "Cars on a weekday."),
    COUNT(through_row, trucks_per_day, "trucks_per_day", "Trucks on a weekday."), FIELD_END};

static const struct field gate_fields[] = {
    TEXT(gate_row, gate, "gate", "Name of the gate."),
    TEXT(gate_row, place, "place", "Place of the network where its traffic starts and ends."),
    COUNT_OPTIONAL(
        gate_row, vehicles_per_day,
        "Counted there, both directions, whoever they are; empty: unknown. `ardey calibrate "
        "--through` keeps to it."),
    COUNT_OPTIONAL(gate_row, heavy_per_day, "Of these, heavy vehicles; empty: unknown."),
    FIELD_END};

static const struct field group_share_fields[] = {
    TEXT(group_share_row, municipality, "municipality", "Municipality of the zones."),
    CHOICE(group_share_row, group, person_group_names, "Group of persons."),
    SHARE(group_share_row, share, "Share of the residents."), FIELD_END};

static const struct field trip_rate_fields[] = {
    CHOICE(trip_rate_row, group, person_group_names, "Group of persons."),
    CHOICE(trip_rate_row, purpose, purpose_names, "Purpose at the end of the trip."),
    {.name = "trips_per_day",
     .type = FIELD_REAL,
     .quantity = QUANTITY_NUMBER,
     .offset = offsetof(struct trip_rate_row, trips_per_day),
     .max = 20.0,
     .doc = "Mean trips of a person of the group on a weekday."},
    FIELD_END};

static const struct field stay_home_fields[] = {
    CHOICE(stay_home_row, group, person_group_names, "Group of persons."),
    SHARE(stay_home_row, share, "Share of the persons without a trip on the day."), FIELD_END};

static const struct field departure_curve_fields[] = {
    TEXT(departure_curve_row, curve, "curve", "A purpose, through_car or through_truck."),
    {.name = "hour",
     .type = FIELD_INT,
     .offset = offsetof(struct departure_curve_row, hour),
     .max = 27.0,
     .doc = "Hour of the day; 24 to 27 lie after midnight."},
    SHARE(departure_curve_row, share, "Share of the curve's departures in the hour."),
    FIELD_END};

static const struct field duration_fields[] = {
    TEXT(duration_row, activity, "activity", "A purpose or a kind of work or education."),
    MINUTES(duration_row, mean_s, "mean_min", "Mean duration of the activity."),
    MINUTES(duration_row, sd_s, "sd_min", "Standard deviation of the duration."), FIELD_END};

static const struct field length_band_fields[] = {
    LENGTH(length_band_row, from_m, "from_m", 1.0, "Lower end of the band."),
    LENGTH(length_band_row, to_m, "to_m", 1.0, "Upper end of the band."),
    SHARE(length_band_row, share, "Share of the residents' trips in the band."),
    LENGTH(length_band_row, mean_m, "mean_km", 1000.0, "Mean length of the trips in the band."),
    FIELD_END};

static const struct field mode_share_fields[] = {
    LENGTH(mode_share_row, from_m, "from_m", 1.0, "Lower end of the length band."),
    CHOICE(mode_share_row, mode, mode_names, "Mode of travel."),
    SHARE(mode_share_row, share, "Share of the band's trips."), FIELD_END};

const char *const target_kind_names[] = {
    "commuters",   "band_share",      "mode_share",    "departure_share",    "trips_per_person",
    "mean_length", "trips",           "trips_between", "work_trips_between", "line_boardings",
    "line_load",   "stop_passengers", "counter",       "counters_within",    NULL};
const char *const target_use_names[] = {"fitted", "compared", NULL};

_Static_assert(sizeof target_kind_names / sizeof *target_kind_names == TARGET_KIND_COUNT + 1,
               "kinds of targets");

static const struct field target_fields[] = {
    TEXT(target_row, id, "id", "Name of the row, used once."),
    CHOICE(target_row, kind, target_kind_names,
           "What is counted; docs/model/calibration.md has the units."),
    TEXT(target_row, object, "object",
         "Of what: an area, the start of a length band (m), an hour, a line, a stop or a counter."),
    {.name = "part",
     .type = FIELD_TEXT,
     .offset = offsetof(struct target_row, part),
     .optional = true,
     .doc = "Second area, modes with '+' between, two stops, a line, all or heavy, by the kind."},
    {.name = "value",
     .type = FIELD_REAL,
     .quantity = QUANTITY_NUMBER,
     .offset = offsetof(struct target_row, value),
     .optional = true,
     .max = 1e9,
     .doc = "What was observed; empty: unknown, only the simulated value is told."},
    {.name = "tolerance",
     .type = FIELD_REAL,
     .quantity = QUANTITY_NUMBER,
     .offset = offsetof(struct target_row, tolerance),
     .optional = true,
     .max = 1e9,
     .doc = "Largest difference of a row that is fitted; of a counter: GEH of the mean hour."},
    CHOICE(target_row, use, target_use_names,
           "fitted: the model was made to meet it; compared: the difference is only told."),
    {.name = "definition",
     .type = FIELD_TEXT,
     .offset = offsetof(struct target_row, definition),
     .optional = true,
     .doc = "What was counted, and where that differs from the model."},
    TEXT(target_row, source, "source", "Where the value comes from."),
    FIELD_END};

static const struct field presence_fields[] = {
    TEXT(presence_row, activity, "activity", "work, university or school."),
    SHARE(presence_row, share, "Share of the activity's people who are there on a weekday."),
    FIELD_END};

static const struct field trait_fields[] = {
    CHOICE(trait_row, group, person_group_names, "Group of persons, commuters from outside too."),
    {.name = "has_car",
     .type = FIELD_BOOL,
     .offset = offsetof(struct trait_row, has_car),
     .doc = "0: those without a car; 1: those with one."},
    SHARE(trait_row, ticket_share,
          "Share of them that has a season ticket; where the table of tickets gives the "
          "municipality's share, only the proportions count."),
    SHARE(trait_row, bicycle_share, "Share of them that has a bicycle."),
    FIELD_END};

static const struct field ticket_fields[] = {
    TEXT(ticket_row, municipality, "municipality", "Municipality of the zones."),
    SHARE(ticket_row, share, "Share of all its residents that has a season ticket."), FIELD_END};

static const struct field mode_constant_fields[] = {
    CHOICE(mode_constant_row, mode, mode_names, "Mode of travel."),
    LENGTH(mode_constant_row, from_m, "from_m", 1.0, "Lower end of the length band."),
    {.name = "constant",
     .type = FIELD_REAL,
     .quantity = QUANTITY_NUMBER,
     .offset = offsetof(struct mode_constant_row, constant_eur),
     .min = -CONSTANT_MOST_EUR,
     .max = CONSTANT_MOST_EUR,
     .doc = "What a trip costs beyond time and money, EUR."},
    FIELD_END};

const char *const extra_mode_names[] = {"chosen", "walk", "bike", "car", "ride", "pt", NULL};

#define EXTRA_CLOCK(key, member, text)                                                             \
    {                                                                                              \
        .name = (key), .type = FIELD_REAL, .quantity = QUANTITY_CLOCK,                             \
        .offset = offsetof(struct extra_row, member), .optional = true,                            \
        .max = DEMAND_HOURS * 3600.0, .scale = 1.0, .doc = (text)                                  \
    }

static const struct field extra_fields[] = {
    TEXT(extra_row, from, "from", "Zone or place where they start, and where they live."),
    TEXT(extra_row, to, "to", "Zone or place where they go."),
    COUNT(extra_row, persons, "persons", "How many."),
    CHOICE(extra_row, purpose, purpose_names, "Purpose of the way there."),
    EXTRA_CLOCK("from_s", from_s, "They want to be there between this time ..."),
    EXTRA_CLOCK("until_s", until_s,
                "... and this one, evenly; both empty: they leave by the hours of the purpose."),
    EXTRA_CLOCK("back_from_s", back_from_s, "They want to leave for home between this time ..."),
    EXTRA_CLOCK("back_until_s", back_until_s, "... and this one, evenly; both empty: they stay."),
    {.name = "mode",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct extra_row, mode),
     .optional = true,
     .choices = extra_mode_names,
     .doc = "Mode that they keep to; chosen: as everybody."},
    {.name = "ticket_share",
     .type = FIELD_REAL,
     .quantity = QUANTITY_SHARE,
     .offset = offsetof(struct extra_row, ticket_share),
     .optional = true,
     .max = 1.0,
     .doc = "Share of them that need not pay for public transport."},
    {.name = "per_car",
     .type = FIELD_REAL,
     .quantity = QUANTITY_NUMBER,
     .offset = offsetof(struct extra_row, per_car),
     .optional = true,
     .min = 1.0,
     .max = 9.0,
     .standard = "1",
     .doc = "Persons who come together where they come by car: one in so many of those with a car "
            "has it at hand, the others may ride."},
    FIELD_END};

#define PER_KM(member, text)                                                                       \
    {                                                                                              \
        .name = #member, .type = FIELD_REAL, .quantity = QUANTITY_NUMBER,                          \
        .offset = offsetof(struct fleet_row, member), .max = 1e5, .doc = (text)                    \
    }

static const struct field fleet_fields[] = {
    CHOICE(fleet_row, drive, drive_kind_names, "What cars are driven by; truck: all trucks."),
    SHARE(fleet_row, share, "Share of the cars of persons; of trucks 0."),
    PER_KM(energy_kwh_km, "Energy at the tank or the plug, kWh/km."),
    PER_KM(co2_g_km, "CO2 out of the vehicle, g/km."),
    PER_KM(supply_g_km, "CO2 of making the fuel or the electricity, g/km."),
    FIELD_END};

const struct field demand_parameter_fields[] = {
    FIELD_PARAMETER(
        demand_parameters, "sample", sample, QUANTITY_SHARE, 1e-3, 1, "1",
        "Share of all persons and vehicles that is simulated; below 0.1 roads say little."),
    FIELD_PARAMETER(
        demand_parameters, "detour_factor", detour_factor, QUANTITY_NUMBER, 1, 3, "1.3",
        "Length of a way divided by the straight line, for walking, cycling and the length bands."),
    FIELD_END};

#define KIND(name, row, may_be_absent)                                                             \
    {                                                                                              \
        .key = #name, .fields = row##_fields, .row_size = sizeof(struct row##_row),                \
        .offset = offsetof(struct demand_tables, name), .optional = (may_be_absent)                \
    }

const struct table_kind demand_table_kinds[] = {KIND(commuters, commuter, true),
                                                KIND(through, through, true),
                                                KIND(gates, gate, true),
                                                KIND(group_shares, group_share, false),
                                                KIND(trip_rates, trip_rate, false),
                                                KIND(stay_home, stay_home, false),
                                                KIND(departure_curves, departure_curve, false),
                                                KIND(durations, duration, false),
                                                KIND(length_bands, length_band, false),
                                                KIND(mode_shares, mode_share, false),
                                                KIND(presence, presence, false),
                                                KIND(traits, trait, true),
                                                KIND(tickets, ticket, true),
                                                KIND(mode_constants, mode_constant, true),
                                                KIND(targets, target, true),
                                                KIND(extra, extra, true),
                                                KIND(fleet, fleet, true),
                                                TABLE_KIND_END};

void demand_tables_deinit(struct demand_tables *tables)
{
    for (const struct table_kind *kind = demand_table_kinds; kind->key != NULL; kind++) {
        table_deinit((struct table *)(void *)((char *)tables + kind->offset));
    }
}
