// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/network_tables.h"

#include <math.h>

#define KM_PER_H       (1.0 / 3.6)
#define PER_HOUR       (1.0 / 3600.0)
#define LATEST_CLOCK_S (99 * 3600.0)

const char *const road_node_kind_names[] = {
    "crossing", "motorway_junction", "interchange", "counter", "boundary", "external", NULL};
static const char *const control_names[] = {"priority", "signal", NULL};
const char *const road_class_names[] = {"motorway",    "motorway_link", "trunk",
                                        "primary",     "secondary",     "tertiary",
                                        "residential", "connector",     NULL};
const char *const zone_kind_names[] = {"internal", "external", NULL};

#define TEXT(row, member, about)                                                                   \
    {                                                                                              \
        .name = #member, .type = FIELD_TEXT, .offset = offsetof(struct row, member), .doc = about  \
    }
#define TEXT_OPTIONAL(row, member, about)                                                          \
    {                                                                                              \
        .name = #member, .type = FIELD_TEXT, .offset = offsetof(struct row, member),               \
        .optional = true, .doc = about                                                             \
    }
#define CHOICE(row, member, names, about)                                                          \
    {                                                                                              \
        .name = #member, .type = FIELD_CHOICE, .offset = offsetof(struct row, member),             \
        .choices = names, .doc = about                                                             \
    }
#define LATITUDE(row)                                                                              \
    {                                                                                              \
        .name = "lat", .type = FIELD_REAL, .offset = offsetof(struct row, lat), .min = -80,        \
        .max = 80, .doc = "Latitude, degrees, WGS 84."                                             \
    }
#define LONGITUDE(row)                                                                             \
    {                                                                                              \
        .name = "lon", .type = FIELD_REAL, .offset = offsetof(struct row, lon), .min = -180,       \
        .max = 180, .doc = "Longitude, degrees, WGS 84."                                           \
    }
#define AMOUNT(row, member, about)                                                                 \
    {                                                                                              \
        .name = #member, .type = FIELD_REAL, .offset = offsetof(struct row, member),               \
        .optional = true, .max = 1e9, .doc = about                                                 \
    }
#define SHARE(row, member, about)                                                                  \
    {                                                                                              \
        .name = #member, .type = FIELD_REAL, .quantity = QUANTITY_SHARE,                           \
        .offset = offsetof(struct row, member), .optional = true, .max = 1, .doc = about           \
    }

/** A time of day as a text, or in seconds as the name of the column says. */
#define CHANGE_CLOCK(key, member, about)                                                           \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_CLOCK,                               \
        .offset = offsetof(struct link_change_row, member), .max = LATEST_CLOCK_S, .scale = 1,     \
        .doc = about                                                                               \
    }

static const struct field node_fields[] = {
    TEXT(road_node_row, id, "Unique name of the node."),
    TEXT(road_node_row, name, "What it is, for people."),
    LATITUDE(road_node_row),
    LONGITUDE(road_node_row),
    CHOICE(road_node_row, kind, road_node_kind_names, "What the node stands for."),
    CHOICE(road_node_row, control, control_names, "Who goes first: by priority, or by a signal."),
    FIELD_END,
};

static const struct field link_fields[] = {
    TEXT(road_link_row, id,
         "Unique name; the direction to -> from of a two-way row has an r added."),
    TEXT(road_link_row, from, "Node where it starts."),
    TEXT(road_link_row, to, "Node where it ends."),
    {.name = "oneway",
     .type = FIELD_BOOL,
     .offset = offsetof(struct road_link_row, oneway),
     .doc = "1: from -> to only; 0: both directions."},
    TEXT(road_link_row, road, "Name or number of the road."),
    CHOICE(road_link_row, class, road_class_names, "Class of the road."),
    {.name = "lanes",
     .type = FIELD_INT,
     .offset = offsetof(struct road_link_row, lanes),
     .min = 1,
     .max = 30,
     .doc = "Lanes per direction."},
    {.name = "speed_kmh",
     .type = FIELD_REAL,
     .quantity = QUANTITY_SPEED,
     .offset = offsetof(struct road_link_row, speed_mps),
     .min = 5 * KM_PER_H,
     .max = 200 * KM_PER_H,
     .scale = KM_PER_H,
     .doc = "Speed in free flow, km/h."},
    {.name = "capacity_vph",
     .type = FIELD_REAL,
     .quantity = QUANTITY_FLOW,
     .offset = offsetof(struct road_link_row, capacity_vps),
     .min = 10 * PER_HOUR,
     .max = 100000 * PER_HOUR,
     .scale = PER_HOUR,
     .doc = "Capacity per direction over all lanes, passenger cars per hour."},
    {.name = "length_m",
     .type = FIELD_REAL,
     .quantity = QUANTITY_LENGTH,
     .offset = offsetof(struct road_link_row, length_m),
     .min = 1,
     .max = 1e6,
     .doc = "Length, m."},
    {.name = "bicycle_kmh",
     .type = FIELD_REAL,
     .quantity = QUANTITY_SPEED,
     .offset = offsetof(struct road_link_row, bicycle_mps),
     .optional = true,
     .min = 5 * KM_PER_H,
     .max = 60 * KM_PER_H,
     .scale = KM_PER_H,
     .doc = "Speed of bicycles on the level where it is another than people.bike_speed, as on a "
            "cycle highway, km/h."},
    TEXT_OPTIONAL(road_link_row, via, "The drawn line between the ends: lat lon;lat lon."),
    FIELD_END,
};

static const struct field signal_fields[] = {
    TEXT(signal_row, node, "Node that the signal controls."),
    {.name = "cycle_s",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct signal_row, cycle_s),
     .min = 10,
     .max = 600,
     .doc = "Length of the cycle, s."},
    {.name = "offset_s",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct signal_row, offset_s),
     .max = 600,
     .doc = "Start of a cycle after midnight, s."},
    FIELD_END,
};

static const struct field green_fields[] = {
    TEXT(signal_green_row, node, "Node of the signal."),
    TEXT(signal_green_row, link, "Directed link that ends at the node."),
    {.name = "green_from_s",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct signal_green_row, green_from_s),
     .max = 600,
     .doc = "Start of green after the start of the cycle, s."},
    {.name = "green_s",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct signal_green_row, green_s),
     .min = 1,
     .max = 600,
     .doc = "Length of green, s."},
    FIELD_END,
};

static const struct field counter_fields[] = {
    TEXT(counter_row, id, "Unique name of the counter."),
    TEXT(counter_row, name, "Where it is, for people."),
    TEXT(counter_row, links, "Directed links that it counts, with ; between."),
    AMOUNT(counter_row, vehicles_per_day, "Counted vehicles per day over all the links."),
    AMOUNT(counter_row, heavy_per_day, "Of these, heavy vehicles; empty: unknown."),
    TEXT_OPTIONAL(counter_row, year, "When it was counted."),
    FIELD_END,
};

static const struct field zone_fields[] = {
    TEXT(zone_row, id, "Unique name of the zone."),
    TEXT(zone_row, name, "What it is called."),
    TEXT(zone_row, municipality, "City or town it belongs to."),
    CHOICE(zone_row, kind, zone_kind_names, "Inside the two cities, or outside."),
    LATITUDE(zone_row),
    LONGITUDE(zone_row),
    AMOUNT(zone_row, residents, "People who live there."),
    AMOUNT(zone_row, employed_residents, "Of these, people with work."),
    AMOUNT(zone_row, jobs, "Work places."),
    AMOUNT(zone_row, pupil_places, "Places in schools."),
    AMOUNT(zone_row, university_places, "Enrolled students."),
    AMOUNT(zone_row, shopping_index, "Attraction for shopping, relative."),
    AMOUNT(zone_row, leisure_index, "Attraction for leisure, relative."),
    SHARE(zone_row, hh_with_car_share, "Share of households with a car."),
    SHARE(zone_row, share_65plus, "Share of residents aged 65 and over."),
    SHARE(zone_row, share_u18, "Share of residents under 18."),
    FIELD_END,
};

static const struct field place_fields[] = {
    TEXT(place_row, id, "Unique name of the place."),
    TEXT(place_row, zone, "Zone it lies in."),
    TEXT(place_row, node, "Road node where cars enter and leave."),
    LATITUDE(place_row),
    LONGITUDE(place_row),
    SHARE(place_row, share, "Share of the zone's activities; sums to 1 per zone."),
    {.name = "access_m",
     .type = FIELD_REAL,
     .quantity = QUANTITY_LENGTH,
     .offset = offsetof(struct place_row, access_m),
     .max = 50000,
     .doc = "Mean way from the door to the node, m."},
    FIELD_END,
};

static const struct field turn_fields[] = {
    TEXT(turn_row, from_link, "Directed link that the turn leaves."),
    TEXT(turn_row, to_link, "Directed link that the turn enters; starts where the other ends."),
    {.name = "allowed",
     .type = FIELD_BOOL,
     .offset = offsetof(struct turn_row, is_allowed),
     .optional = true,
     .standard = "0",
     .doc = "0: the turn is forbidden; 1: allowed, also where turning back is forbidden by rule."},
    FIELD_END,
};

static const struct field change_fields[] = {
    TEXT(link_change_row, link, "Directed link that changes."),
    CHANGE_CLOCK("from_s", from_s, "Begin of the change."),
    CHANGE_CLOCK("until_s", until_s, "End of the change, after its begin."),
    {.name = "speed_kmh",
     .type = FIELD_REAL,
     .quantity = QUANTITY_SPEED,
     .offset = offsetof(struct link_change_row, speed_mps),
     .optional = true,
     .min = 1 * KM_PER_H,
     .max = 200 * KM_PER_H,
     .scale = KM_PER_H,
     .doc = "Speed in free flow meanwhile, km/h; empty: unchanged."},
    {.name = "capacity_vph",
     .type = FIELD_REAL,
     .quantity = QUANTITY_FLOW,
     .offset = offsetof(struct link_change_row, capacity_vps),
     .optional = true,
     .min = 10 * PER_HOUR,
     .max = 100000 * PER_HOUR,
     .scale = PER_HOUR,
     .doc = "Capacity over all lanes meanwhile, passenger cars per hour; empty: unchanged."},
    {.name = "open",
     .type = FIELD_BOOL,
     .offset = offsetof(struct link_change_row, is_open),
     .optional = true,
     .standard = "1",
     .doc = "0: nobody enters the link meanwhile."},
    {.name = "toll_eur",
     .type = FIELD_REAL,
     .offset = offsetof(struct link_change_row, toll_eur),
     .optional = true,
     .min = 0,
     .max = 1000,
     .doc = "Toll of a car or truck that enters the link meanwhile, EUR; empty: none."},
    TEXT_OPTIONAL(link_change_row, reason, "Why: an incident, works, ..."),
    FIELD_END,
};

static const struct field parking_fields[] = {
    TEXT(parking_row, place, "Place that the spaces belong to."),
    {.name = "spaces",
     .type = FIELD_INT,
     .offset = offsetof(struct parking_row, spaces),
     .min = 0,
     .max = 1000000,
     .doc = "Parking spaces."},
    {.name = "search_s",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct parking_row, search_s),
     .optional = true,
     .min = 0.01,
     .max = 600,
     .doc = "Time to inspect one space, s; empty: people.parking_search."},
    {.name = "price_eur",
     .type = FIELD_REAL,
     .offset = offsetof(struct parking_row, price_eur),
     .optional = true,
     .min = 0,
     .max = 1000,
     .doc = "Price of a stay, EUR; nobody pays where they live."},
    {.name = "price_per_h",
     .type = FIELD_REAL,
     .offset = offsetof(struct parking_row, price_h_eur),
     .optional = true,
     .min = 0,
     .max = 1000,
     .doc = "Price of an hour of the stay, EUR, on top of price_eur."},
    FIELD_END,
};

static const struct field height_fields[] = {
    TEXT(height_row, node, "Node of the roads; each one has a row."),
    {.name = "height_m",
     .type = FIELD_REAL,
     .quantity = QUANTITY_LENGTH,
     .offset = offsetof(struct height_row, height_m),
     .min = -500,
     .max = 9000,
     .doc = "Height above sea level, m: what bicycles climb."},
    FIELD_END,
};

#define TABLE_OPTIONAL(member, row, fields_)                                                       \
    {                                                                                              \
        .key = #member, .fields = fields_, .row_size = sizeof(struct row),                         \
        .offset = offsetof(struct network_tables, member), .optional = true                        \
    }
#define TABLE(member, row, fields_)                                                                \
    {                                                                                              \
        .key = #member, .fields = fields_, .row_size = sizeof(struct row),                         \
        .offset = offsetof(struct network_tables, member)                                          \
    }

/** Signals and counters are extras. */
#define TABLE_OPTIONAL(member, row, fields_)                                                       \
    {                                                                                              \
        .key = #member, .fields = fields_, .row_size = sizeof(struct row),                         \
        .offset = offsetof(struct network_tables, member), .optional = true                        \
    }

/** Where people live and go. */
#define TABLE_OF_DEMAND(member, row, fields_)                                                      \
    {                                                                                              \
        .key = #member, .fields = fields_, .row_size = sizeof(struct row),                         \
        .offset = offsetof(struct network_tables, member), .needed_by = "demand"                   \
    }

const struct table_kind network_table_kinds[] = {
    TABLE(nodes, road_node_row, node_fields),
    TABLE(links, road_link_row, link_fields),
    TABLE_OPTIONAL(signals, signal_row, signal_fields),
    TABLE_OPTIONAL(greens, signal_green_row, green_fields),
    TABLE_OPTIONAL(counters, counter_row, counter_fields),
    TABLE_OF_DEMAND(zones, zone_row, zone_fields),
    TABLE_OF_DEMAND(places, place_row, place_fields),
    TABLE_OPTIONAL(turns, turn_row, turn_fields),
    TABLE_OPTIONAL(changes, link_change_row, change_fields),
    TABLE_OPTIONAL(parking, parking_row, parking_fields),
    TABLE_OPTIONAL(heights, height_row, height_fields),
    TABLE_KIND_END,
};

void network_tables_deinit(struct network_tables *tables)
{
    for (const struct table_kind *kind = network_table_kinds; kind->key; kind++)
        table_deinit((struct table *)((char *)tables + kind->offset));
}
