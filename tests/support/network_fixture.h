// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_FIXTURE_H
#define NETWORK_FIXTURE_H

/** Networks in memory for the tests of network, road and routing. The first row of a table is line
 * 2 of its file. */

#include "test_support.h"

#include "base/memory.h"
#include "network/network.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FIXTURE_LAT      51.5
#define FIXTURE_LON      7.5
#define FIXTURE_DEGREE_M 111195.08 /* of latitude, on a sphere of 6,371,008.8 m */

struct network_fixture {
    struct network_tables tables;
    struct network *network;
    struct error err;
};

static inline void network_fixture_init(struct network_fixture *fixture)
{
    *fixture = (struct network_fixture){0};
    for (const struct table_kind *kind = network_table_kinds; kind->key; kind++) {
        struct table *table = (struct table *)((char *)&fixture->tables + kind->offset);
        char path[64];
        int length = snprintf(path, sizeof path, "%s.csv", kind->key);
        table->fields = kind->fields;
        table->row_size = kind->row_size;
        table->path = text_arena_copy(&table->text, path, (size_t)length, &fixture->err);
    }
}

static inline void network_fixture_deinit(struct network_fixture *fixture)
{
    network_destroy(fixture->network);
    network_tables_deinit(&fixture->tables);
}

/** Appends a row; its texts must outlive the fixture. The first member of a row is its line. */
static inline void fixture_add_row(struct network_fixture *fixture, struct table *table,
                                   const void *row)
{
    assert_int_equal(mem_reserve(&table->rows, &table->capacity, (size_t)table->count + 1,
                                 table->row_size, &fixture->err),
                     STATUS_OK);
    char *place = (char *)table->rows + table->count * table->row_size;
    uint32_t line = table->count + 2;
    memcpy(place, row, table->row_size);
    memcpy(place, &line, sizeof line);
    table->count++;
}

/** A text that lives as long as the fixture. */
static inline const char *fixture_text(struct network_fixture *fixture, const char *text)
{
    return text_arena_copy(&fixture->tables.nodes.text, text, strlen(text), &fixture->err);
}

/** A node at metres from the middle of the fixture. */
static inline void fixture_node_of_kind(struct network_fixture *fixture, const char *id, double x_m,
                                        double y_m, enum road_node_kind kind)
{
    double east_m = FIXTURE_DEGREE_M * cos(FIXTURE_LAT * 3.14159265358979323846 / 180);
    struct road_node_row row = {.id = id,
                                .name = "",
                                .lat = FIXTURE_LAT + y_m / FIXTURE_DEGREE_M,
                                .lon = FIXTURE_LON + x_m / east_m,
                                .kind = (int)kind};
    fixture_add_row(fixture, &fixture->tables.nodes, &row);
}

static inline void fixture_node(struct network_fixture *fixture, const char *id, double x_m,
                                double y_m)
{
    fixture_node_of_kind(fixture, id, x_m, y_m, ROAD_NODE_CROSSING);
}

/** Fills what a test leaves open: class, one lane, 20 m/s, 0.8 vehicles per second, 1 km. */
static inline void fixture_link(struct network_fixture *fixture, struct road_link_row row)
{
    row.road = row.road ? row.road : "road";
    row.via = row.via ? row.via : "";
    row.lanes = row.lanes ? row.lanes : 1;
    row.speed_mps = row.speed_mps > 0 ? row.speed_mps : 20;
    row.capacity_vps = row.capacity_vps > 0 ? row.capacity_vps : 0.8;
    row.length_m = row.length_m > 0 ? row.length_m : 1000;
    fixture_add_row(fixture, &fixture->tables.links, &row);
}

static inline void fixture_way(struct network_fixture *fixture, const char *id, const char *from,
                               const char *to)
{
    fixture_link(fixture, (struct road_link_row){.id = id, .from = from, .to = to, .oneway = true});
}

static inline void fixture_street(struct network_fixture *fixture, const char *id, const char *from,
                                  const char *to)
{
    fixture_link(fixture, (struct road_link_row){.id = id, .from = from, .to = to});
}

static inline void fixture_signal(struct network_fixture *fixture, const char *node, double cycle_s,
                                  double offset_s)
{
    struct signal_row row = {.node = node, .cycle_s = cycle_s, .offset_s = offset_s};
    fixture_add_row(fixture, &fixture->tables.signals, &row);
}

static inline void fixture_green(struct network_fixture *fixture, const char *node,
                                 const char *link, double from_s, double green_s)
{
    struct signal_green_row row = {
        .node = node, .link = link, .green_from_s = from_s, .green_s = green_s};
    fixture_add_row(fixture, &fixture->tables.greens, &row);
}

static inline void fixture_zone(struct network_fixture *fixture, const char *id)
{
    struct zone_row row = {
        .id = id, .name = "", .municipality = "", .lat = FIXTURE_LAT, .lon = FIXTURE_LON};
    fixture_add_row(fixture, &fixture->tables.zones, &row);
}

static inline void fixture_place(struct network_fixture *fixture, const char *id, const char *zone,
                                 const char *node, double share)
{
    struct place_row row = {.id = id,
                            .zone = zone,
                            .node = node,
                            .lat = FIXTURE_LAT,
                            .lon = FIXTURE_LON,
                            .share = share,
                            .access_m = 250};
    fixture_add_row(fixture, &fixture->tables.places, &row);
}

static inline void fixture_counter(struct network_fixture *fixture, const char *id,
                                   const char *links)
{
    struct counter_row row = {.id = id, .name = "", .links = links, .year = ""};
    fixture_add_row(fixture, &fixture->tables.counters, &row);
}

static inline void fixture_turn(struct network_fixture *fixture, const char *from, const char *to,
                                bool is_allowed)
{
    struct turn_row row = {.from_link = from, .to_link = to, .is_allowed = is_allowed};
    fixture_add_row(fixture, &fixture->tables.turns, &row);
}

/** A link is closed for a time. */
static inline void fixture_closure(struct network_fixture *fixture, const char *link, double from_s,
                                   double until_s)
{
    struct link_change_row row = {
        .link = link, .from_s = from_s, .until_s = until_s, .reason = "works"};
    fixture_add_row(fixture, &fixture->tables.changes, &row);
}

/** A link is open with another speed, or another capacity, for a time; 0: unchanged. */
static inline void fixture_change(struct network_fixture *fixture, struct link_change_row row)
{
    row.is_open = true;
    row.reason = row.reason ? row.reason : "";
    fixture_add_row(fixture, &fixture->tables.changes, &row);
}

static inline void fixture_parking(struct network_fixture *fixture, const char *place,
                                   int64_t spaces, double search_s)
{
    struct parking_row row = {.place = place, .spaces = spaces, .search_s = search_s};
    fixture_add_row(fixture, &fixture->tables.parking, &row);
}

static inline const struct network *fixture_build(struct network_fixture *fixture)
{
    if (network_build(&fixture->tables, &fixture->network, &fixture->err) != STATUS_OK)
        fail_msg("%s", fixture->err.text);
    return fixture->network;
}

/** The id of a directed link. */
static inline uint32_t fixture_link_id(const struct network_fixture *fixture, const char *name)
{
    uint32_t id = names_find(&fixture->network->link_names, name);
    if (id == NONE)
        fail_msg("no link '%s'", name);
    return id;
}

/** A grid of `size` x `size` crossings `spacing_m` apart, with streets in both directions:
 * "H<row>_<column>" to the east, "V<row>_<column>" to the north. */
static inline void fixture_grid(struct network_fixture *fixture, uint32_t size, double spacing_m)
{
    char id[32], from[32], to[32];
    for (uint32_t row = 0; row < size; row++)
        for (uint32_t column = 0; column < size; column++) {
            snprintf(id, sizeof id, "N%u_%u", row, column);
            fixture_node(fixture, fixture_text(fixture, id), column * spacing_m, row * spacing_m);
        }
    for (uint32_t row = 0; row < size; row++)
        for (uint32_t column = 0; column < size; column++)
            for (uint32_t north = 0; north < 2; north++) {
                if ((north ? row : column) + 1 == size)
                    continue;
                snprintf(id, sizeof id, "%c%u_%u", north ? 'V' : 'H', row, column);
                snprintf(from, sizeof from, "N%u_%u", row, column);
                snprintf(to, sizeof to, "N%u_%u", row + north, column + !north);
                fixture_link(fixture, (struct road_link_row){.id = fixture_text(fixture, id),
                                                             .from = fixture_text(fixture, from),
                                                             .to = fixture_text(fixture, to),
                                                             .length_m = spacing_m + 1});
            }
}

static inline void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%.10g is not %.10g within %g", found, expected, tolerance);
}

#endif
