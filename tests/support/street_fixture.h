// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef STREET_FIXTURE_H
#define STREET_FIXTURE_H

/** A bus in a street, in memory:
 *
 *      A --- B --- C --- D      1,000 m each, 50 s at 20 m/s, one lane
 *             \ E /             B-E and E-C 800 m, 40 s
 *
 * The bus calls at a (A), b (B), m (on the way from B to C, nearest to B), c (C) and d (D), and
 * leaves a at 8:00. */

#include "people/people_fixture.h"

#include "road/signal.h"
#include "routing/street_router.h"
#include "transit/transit_street.h"

enum { CALL_A, CALL_B, CALL_M, CALL_C, CALL_D, STREET_CALLS };

static inline void street_fixture_init(struct people_fixture *fixture, bool has_detour)
{
    struct network_fixture *roads = &fixture->roads;
    people_fixture_init(fixture);
    fixture_node(roads, "A", 0, 0);
    fixture_node(roads, "B", 1000, 0);
    fixture_node(roads, "C", 2000, 0);
    fixture_node(roads, "D", 3000, 0);
    fixture_node(roads, "E", 1500, 600);
    people_add_link(fixture, "AB", "A", "B", 1000);
    people_add_link(fixture, "BC", "B", "C", 1000);
    people_add_link(fixture, "CD", "C", "D", 1000);
    people_add_link(fixture, "BE", "B", "E", 800);
    if (has_detour)
        people_add_link(fixture, "EC", "E", "C", 800);
    struct table *links = &roads->tables.links;
    for (uint32_t i = 0; i < links->count; i++)
        ((struct road_link_row *)links->rows)[i].class = ROAD_CLASS_SECONDARY;
    people_stop(fixture, "a", 0, 0);
    people_stop(fixture, "b", 1000, 20);
    people_stop(fixture, "m", 1480, 0);
    people_stop(fixture, "c", 2000, -20);
    people_stop(fixture, "d", 3000, 0);
    transit_add(fixture, "vehicles", "bus,2,0,2,12,80,1,1,220,diesel,11,4");
    transit_add(fixture, "line_stops",
                "7,0,1,a,0,0,0\n7,0,2,b,2,2.5,1\n7,0,3,m,3.5,3.5,1.5\n7,0,4,c,4.5,5,2\n"
                "7,0,5,d,7,7,3");
}

/** The line in the street, with its departures. */
static inline void street_fixture_build(struct people_fixture *fixture, const char *departures)
{
    transit_add(fixture, "lines", "7,a - d,bus,,bus");
    transit_add(fixture, "departures", departures);
    people_fixture_build(fixture);
}

/** The ways of the fixture's line, for buses at 20 m/s. */
static inline struct street_ways street_fixture_ways(struct people_fixture *fixture)
{
    const struct network *network = fixture->network;
    uint32_t run_ms[32], wait_ms[32];
    struct street_ways ways = {0};
    assert_in_range(network->link_count, 1, 32);
    for (uint32_t i = 0; i < network->link_count; i++) {
        run_ms[i] = network_link_free_ms(network, i);
        wait_ms[i] = signal_mean_wait_ms(network, i);
    }
    struct street_roads roads = {network, run_ms, wait_ms};
    if (street_ways_build(&roads, fixture->timetable, &ways, &fixture->roads.err) != STATUS_OK)
        fail_msg("%s", fixture->roads.err.text);
    return ways;
}

/** Whether the way is over these links, with spaces between the names. */
static inline void assert_links(const struct people_fixture *fixture,
                                const struct street_ways *ways, const struct street_way *way,
                                const char *names)
{
    char text[128] = "";
    for (uint32_t i = 0; i < way->link_count; i++) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "%s%s", i > 0 ? " " : "",
                 names_text(&fixture->network->link_names, ways->links[way->first_link + i]));
    }
    assert_string_equal(text, names);
}

#endif
