// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TESTS_DEMAND_DEMAND_FIXTURE_H
#define TESTS_DEMAND_DEMAND_FIXTURE_H

#include "demand/day_plan.h"
#include "demand/demand.h"
#include "network/network.h"

#include <string.h>

/** A made-up region on one line of latitude: municipality Aville with two zones (three and two
 * places, 700 m apart), Bton with one zone 5 km east, the towns X1 (12 km) and X2 (35 km) outside,
 * and two gates. One degree of longitude at latitude 51.5 is 69.2 km. The rows may be changed
 * before `fixture_build`. */
struct fixture {
    struct road_node_row nodes[12];
    struct zone_row zones[7];
    struct place_row places[10];
    struct commuter_row commuters[8];
    struct through_row through[2];
    struct gate_row gates[2];
    struct group_share_row group_shares[12];
    struct trip_rate_row trip_rates[54];
    struct stay_home_row stay_home[6];
    struct departure_curve_row curves[40];
    struct duration_row durations[13];
    struct length_band_row bands[5];
    struct mode_share_row modes[25];
    struct presence_row presence[3];
    struct network_tables network_tables;
    struct demand_tables demand_tables;
    struct network *network;
    struct error err;
};

#define FIXTURE_KM        (1.0 / 69.2)
#define FIXTURE_RESIDENTS 2000u
#define FIXTURE_EMPLOYED  930u

static inline void fixture_zones(struct fixture *f)
{
    static const struct zone_row zones[] = {
        {2, "A1", "Aville", "Aville", ZONE_INTERNAL, 51.5, 7.0, 1000, 470, 800, 150, 0, 20, 10, 0.7,
         0.2, 0.15},
        {3, "A2", "Aville", "Aville", ZONE_INTERNAL, 51.5, 7.04, 600, 260, 100, 80, 100, 5, 9, 0.8,
         0.25, 0.18},
        {4, "B1", "Bton", "Bton", ZONE_INTERNAL, 51.5, 7.1, 400, 200, 150, 60, 0, 4, 3, 0.9, 0.3,
         0.12},
        {5, "X1", "Xtown", "Xtown", ZONE_EXTERNAL, 51.5, 7.2, 5000, 2000, 2500, 0, 300, 3, 3, 0.8,
         0, 0},
        {6, "X2", "Xcity", "Xcity", ZONE_EXTERNAL, 51.5, 7.5, 90000, 40000, 50000, 0, 0, 60, 60,
         0.8, 0, 0},
        {7, "G1", "west", "west", ZONE_EXTERNAL, 51.5, 6.95, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        {8, "G2", "east", "east", ZONE_EXTERNAL, 51.5, 7.15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
    static const struct place_row places[] = {
        {2, "A1_1", "A1", "N0", 51.5, 7.0, 0.5, 100},
        {3, "A1_2", "A1", "N1", 51.5, 7.0 + 0.7 * FIXTURE_KM, 0.3, 100},
        {4, "A1_3", "A1", "N2", 51.5, 7.0 + 1.4 * FIXTURE_KM, 0.2, 100},
        {5, "A2_1", "A2", "N3", 51.5, 7.0 + 2.1 * FIXTURE_KM, 0.5, 100},
        {6, "A2_2", "A2", "N4", 51.5, 7.0 + 2.8 * FIXTURE_KM, 0.5, 100},
        {7, "B1_1", "B1", "N5", 51.5, 7.0 + 5.0 * FIXTURE_KM, 1.0, 100},
        {8, "X1", "X1", "N6", 51.5, 7.0 + 12.0 * FIXTURE_KM, 1.0, 100},
        {9, "X2", "X2", "N7", 51.5, 7.0 + 35.0 * FIXTURE_KM, 1.0, 100},
        {10, "G1", "G1", "N8", 51.5, 7.0 - 3.0 * FIXTURE_KM, 1.0, 0},
        {11, "G2", "G2", "N9", 51.5, 7.0 + 9.0 * FIXTURE_KM, 1.0, 0}};
    static const char *const names[] = {"N0", "N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9"};
    memcpy(f->zones, zones, sizeof zones);
    memcpy(f->places, places, sizeof places);
    for (uint32_t i = 0; i < 10; i++) {
        f->nodes[i] = (struct road_node_row){i + 2,
                                             names[i],
                                             names[i],
                                             51.5,
                                             places[i].lon,
                                             ROAD_NODE_CROSSING,
                                             ROAD_CONTROL_PRIORITY};
    }
    f->nodes[6].kind = f->nodes[7].kind = f->nodes[8].kind = f->nodes[9].kind = ROAD_NODE_EXTERNAL;
}

static inline void fixture_groups(struct fixture *f)
{
    static const double shares[DEMAND_GROUPS] = {0.06, 0.11, 0.04, 0.465, 0.105, 0.22};
    static const double stay[DEMAND_GROUPS] = {0.14, 0.06, 0.1, 0.07, 0.17, 0.22};
    static const double rates[DEMAND_GROUPS][PURPOSE_OTHER + 1] = {
        {1.073, 0.0, 0.626, 0.224, 0.626, 0.134, 0.492, 0.0, 0.089},
        {1.118, 0.018, 0.76, 0.134, 0.537, 0.089, 0.089, 0.0, 0.072},
        {1.028, 0.179, 0.402, 0.268, 0.447, 0.179, 0.018, 0.018, 0.089},
        {1.073, 0.644, 0.009, 0.295, 0.34, 0.197, 0.179, 0.125, 0.161},
        {1.028, 0.018, 0.027, 0.492, 0.447, 0.376, 0.25, 0.0, 0.179},
        {0.984, 0.027, 0.0, 0.537, 0.447, 0.447, 0.072, 0.009, 0.161}};
    for (int g = 0; g < DEMAND_GROUPS; g++) {
        f->group_shares[g] = (struct group_share_row){2, "Aville", g, shares[g]};
        f->group_shares[DEMAND_GROUPS + g] = (struct group_share_row){3, "Bton", g, shares[g]};
        f->stay_home[g] = (struct stay_home_row){2, g, stay[g]};
        for (int p = 0; p <= PURPOSE_OTHER; p++) {
            f->trip_rates[g * 9 + p] = (struct trip_rate_row){2, g, p, rates[g][p]};
        }
    }
}

static inline void fixture_day(struct fixture *f)
{
    static const char *const curves[] = {
        "work",   "education", "shopping", "leisure",     "personal_business",
        "escort", "business",  "other",    "through_car", "through_truck"};
    static const int64_t hours[] = {7, 8, 10, 17, 10, 8, 10, 15, 12, 3};
    static const char *const activities[] = {"work",
                                             "education_school",
                                             "education_university",
                                             "education_kindergarten",
                                             "shopping",
                                             "leisure",
                                             "personal_business",
                                             "escort",
                                             "business",
                                             "other"};
    static const double minutes[] = {480, 345, 270, 360, 38, 140, 50, 10, 75, 60};
    for (uint32_t c = 0; c < 10; c++) {
        f->curves[2 * c] = (struct departure_curve_row){2, curves[c], hours[c], 0.75};
        f->curves[2 * c + 1] = (struct departure_curve_row){3, curves[c], hours[c] + 1, 0.25};
        f->durations[c] =
            (struct duration_row){2, activities[c], minutes[c] * 60.0, minutes[c] * 20.0};
    }
    static const double bands[5][4] = {{0, 1000, 0.25, 550},
                                       {1000, 2000, 0.2, 1450},
                                       {2000, 5000, 0.3, 3300},
                                       {5000, 20000, 0.17, 9000},
                                       {20000, 1e6, 0.08, 40000}};
    static const double modes[5][5] = {{0.7, 0.09, 0.15, 0.05, 0.01},
                                       {0.35, 0.14, 0.29, 0.15, 0.07},
                                       {0.11, 0.17, 0.42, 0.15, 0.15},
                                       {0.03, 0.05, 0.59, 0.17, 0.16},
                                       {0.0, 0.0, 0.67, 0.1, 0.23}};
    for (int b = 0; b < 5; b++) {
        f->bands[b] =
            (struct length_band_row){2, bands[b][0], bands[b][1], bands[b][2], bands[b][3]};
        for (int m = 0; m < 5; m++) {
            f->modes[b * 5 + m] = (struct mode_share_row){2, bands[b][0], m, modes[b][m]};
        }
    }
    f->presence[0] = (struct presence_row){2, "work", 0.68};
    f->presence[1] = (struct presence_row){3, "university", 0.45};
    f->presence[2] = (struct presence_row){4, "school", 0.94};
}

static inline void fixture_traffic(struct fixture *f)
{
    static const struct commuter_row commuters[] = {{2, "Aville", "Aville", 500, "2020"},
                                                    {3, "Aville", "Bton", 70, ""},
                                                    {4, "Aville", "X1", 110, ""},
                                                    {5, "Bton", "Aville", 90, ""},
                                                    {6, "Bton", "Bton", 60, ""},
                                                    {7, "X1", "Aville", 200, ""},
                                                    {8, "X2", "Bton", 40, ""},
                                                    {9, "X1", "X2", 999, ""}};
    memcpy(f->commuters, commuters, sizeof commuters);
    f->through[0] = (struct through_row){2, "WEST", "EAST", 120.4, 30.6};
    f->through[1] = (struct through_row){3, "EAST", "WEST", 80, 0};
    f->gates[0] = (struct gate_row){.line = 2, .gate = "WEST", .place = "G1"};
    f->gates[1] = (struct gate_row){.line = 3, .gate = "EAST", .place = "G2"};
}

#define FIXTURE_TABLE(f, file, array, rows_used)                                                   \
    (struct table)                                                                                 \
    {                                                                                              \
        .path = (file), .row_size = sizeof(f)->array[0], .rows = (f)->array, .count = (rows_used)  \
    }

/** Fills every table; nothing of it is on the heap. */
static inline void fixture_init(struct fixture *f)
{
    memset(f, 0, sizeof *f);
    fixture_zones(f);
    fixture_groups(f);
    fixture_day(f);
    fixture_traffic(f);
    f->network_tables.nodes = FIXTURE_TABLE(f, "nodes.csv", nodes, 10);
    f->network_tables.zones = FIXTURE_TABLE(f, "zones.csv", zones, 7);
    f->network_tables.places = FIXTURE_TABLE(f, "places.csv", places, 10);
    f->demand_tables.commuters = FIXTURE_TABLE(f, "commuters.csv", commuters, 8);
    f->demand_tables.through = FIXTURE_TABLE(f, "through.csv", through, 2);
    f->demand_tables.gates = FIXTURE_TABLE(f, "gates.csv", gates, 2);
    f->demand_tables.group_shares = FIXTURE_TABLE(f, "group_shares.csv", group_shares, 12);
    f->demand_tables.trip_rates = FIXTURE_TABLE(f, "trip_rates.csv", trip_rates, 54);
    f->demand_tables.stay_home = FIXTURE_TABLE(f, "stay_home.csv", stay_home, 6);
    f->demand_tables.departure_curves = FIXTURE_TABLE(f, "departure_curves.csv", curves, 20);
    f->demand_tables.durations = FIXTURE_TABLE(f, "durations.csv", durations, 10);
    f->demand_tables.length_bands = FIXTURE_TABLE(f, "length_bands.csv", bands, 5);
    f->demand_tables.mode_shares = FIXTURE_TABLE(f, "mode_shares.csv", modes, 25);
    f->demand_tables.presence = FIXTURE_TABLE(f, "presence.csv", presence, 3);
}

static inline void fixture_build(struct fixture *f)
{
    enum status status = network_build(&f->network_tables, &f->network, &f->err);
    if (status != STATUS_OK) {
        print_message("%s\n", f->err.text);
    }
    assert_int_equal(status, STATUS_OK);
}

/** The frozen things that the steps look at. */
static inline void fixture_world(struct fixture *f, struct demand_world *world)
{
    fixture_build(f);
    world->network = f->network;
    assert_int_equal(demand_rules_build(&f->demand_tables, &world->rules, &f->err), STATUS_OK);
    assert_int_equal(demand_areas_build(&f->demand_tables, f->network, &world->areas, &f->err),
                     STATUS_OK);
    assert_int_equal(demand_reach_build(f->network, &world->rules, 1.3, &world->reach, &f->err),
                     STATUS_OK);
}

static inline void fixture_free(struct fixture *f, struct demand_world *world)
{
    if (world != NULL) {
        demand_areas_deinit(&world->areas);
        demand_reach_deinit(&world->reach);
    }
    network_destroy(f->network);
}

/** Whether some finding contains the text. */
static inline void assert_finding(const struct fixture *f, const char *text)
{
    if (strstr(f->err.text, text) == NULL) {
        print_message("not found: '%s' in:\n%s\n", text, f->err.text);
    }
    assert_non_null(strstr(f->err.text, text));
}

#endif
