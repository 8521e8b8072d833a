// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_NETWORK_FIXTURE_H
#define RAIL_NETWORK_FIXTURE_H

/** A small railway in memory, for the tests of the rail network and of trains on it.
 *
 *     M 0 == 1 == 2 == J 3 == 4 ==== S 5 -- 7 -- L 8 -- 10 -- E 11      M: main line, km; S: km 0
 * of \ B 0 -- 2 T                                        the single track
 *
 * Railway "m": double track from A (km 0) over the halt H (km 1.5, within a block) and the junction
 * J to S (km 5). Railway "s": single track from S (its km 6) over the loop L (km 3) to E (km 0).
 * Railway "b": single track from J (km 0) to T (km 2), to the right of the main line. */

#include "transit/transit_fixture.h"

#include "network/rail_network.h"

struct rail_fixture {
    struct fixture transit;
    struct rail_tables tables;
    struct rail_network *network;
};

static inline struct table *rail_fixture_table(struct rail_fixture *fixture, const char *key)
{
    const struct table_kind *kind = rail_table_kinds;
    while (kind->key != NULL && strcmp(kind->key, key) != 0)
        kind++;
    assert_non_null(kind->key);
    return (struct table *)(void *)((char *)&fixture->tables + kind->offset);
}

/** Appends rows, one per line of `rows`, to the rail table `key`. */
static inline void rail_fixture_add(struct rail_fixture *fixture, const char *key, const char *rows)
{
    fixture_add_rows(rail_fixture_table(fixture, key), rows, &fixture->transit.err);
}

/** Empty tables. */
static inline void rail_fixture_init(struct rail_fixture *fixture)
{
    *fixture = (struct rail_fixture){0};
    fixture_init(&fixture->transit);
    for (const struct table_kind *kind = rail_table_kinds; kind->key != NULL; kind++) {
        struct table *table = rail_fixture_table(fixture, kind->key);
        table->path = kind->key;
        table->fields = kind->fields;
        table->row_size = kind->row_size;
    }
}

static inline void rail_fixture_deinit(struct rail_fixture *fixture)
{
    rail_network_destroy(fixture->network);
    rail_tables_deinit(&fixture->tables);
    fixture_deinit(&fixture->transit);
}

#define RAIL_FIXTURE_BLOCKS                                                                        \
    "m0u,m,increasing_km,0,0.5,station,A,100,\n"                                                   \
    "m0d,m,decreasing_km,0,0.5,station,A,100,\n"                                                   \
    "m1u,m,increasing_km,0.5,2,line,,120,\n"                                                       \
    "m1d,m,decreasing_km,0.5,2,line,,120,\n"                                                       \
    "m2u,m,increasing_km,2,3,junction,,120,\n"                                                     \
    "m2d,m,decreasing_km,2,3,junction,,120,\n"                                                     \
    "m3u,m,increasing_km,3,4.5,line,,120,\n"                                                       \
    "m3d,m,decreasing_km,3,4.5,line,,120,\n"                                                       \
    "m4u,m,increasing_km,4.5,5,station,S,80,\n"                                                    \
    "m4d,m,decreasing_km,4.5,5,station,S,80,\n"                                                    \
    "s0,s,both,0,0.5,station,E,60,\n"                                                              \
    "s1,s,both,0.5,2.5,line,,80,low\n"                                                             \
    "s2,s,both,2.5,3.5,station,L,80,\n"                                                            \
    "s3,s,both,3.5,4.5,line,,80,high\n"                                                            \
    "s4,s,both,4.5,5.5,line,,80,high\n"                                                            \
    "s5,s,both,5.5,6,station,S,80,\n"                                                              \
    "b0,b,both,0,1.5,line,,60,branch\n"                                                            \
    "b1,b,both,1.5,2,station,T,60,\n"
#define RAIL_FIXTURE_PLATFORMS "A,3,200\nS,4,200\nL,2,120\nE,1,120\nT,1,\n"

/** Line R runs A - H - S - L - E, line Q A - S (on the main line only), line X A - T. */
static inline void rail_fixture_add_lines(struct rail_fixture *fixture)
{
    struct fixture *transit = &fixture->transit;
    fixture_add(transit, "stops",
                "a,A,51.50,7.40\nh,H,51.51,7.40\ns,S,51.52,7.40\nl,L,51.53,7.40\n"
                "e,E,51.54,7.40\nt,T,51.55,7.40\n");
    fixture_add(transit, "vehicles", "dmu,100,80,2,44,120,0.7,0.8,780,diesel,86,13\n");
    fixture_add(transit, "lines",
                "R,,rail,,dmu,,30,30,30,30,30,,06:00,20:00,06:10,20:10\n"
                "Q,,rail,,dmu,,30,30,30,30,30,,06:05,20:05,06:15,20:15\n"
                "X,,rail,,dmu,,30,30,30,30,30,,06:20,20:20,06:20,20:20\n");
    fixture_add(transit, "line_stops",
                "R,0,1,a,0,0,0\nR,0,2,h,2,2.5,1.5\nR,0,3,s,5,6,5\nR,0,4,l,10,11,8\n"
                "R,0,5,e,15,15,11\n"
                "R,1,1,e,0,0,0\nR,1,2,l,4,5,3\nR,1,3,s,9,10,6\nR,1,4,h,13,13.5,9.5\n"
                "R,1,5,a,16,16,11\n"
                "Q,0,1,a,0,0,0\nQ,0,2,s,4,4,5\nQ,1,1,s,0,0,0\nQ,1,2,a,4,4,5\n"
                "X,0,1,a,0,0,0\nX,0,2,t,5,5,4.5\nX,1,1,t,0,0,0\nX,1,2,a,5,5,4.5\n");
}

static inline void rail_fixture_add_routes(struct rail_fixture *fixture)
{
    rail_fixture_add(fixture, "rail_route",
                     "R,1,a,h,m,0,1.5,\nR,2,h,s,m,1.5,2.5,100\nR,3,h,s,m,2.5,5,\n"
                     "R,4,s,l,s,6,3,\nR,5,l,e,s,3,0,\n"
                     "Q,1,a,s,m,0,5,\n"
                     "X,1,a,t,m,0,2.5,\nX,2,a,t,b,0,2,\n");
    rail_fixture_add(fixture, "crossings", "x,m,2,3,b,increasing_km\n");
}

/** The whole railway, not yet built. */
static inline void rail_fixture_init_line(struct rail_fixture *fixture)
{
    rail_fixture_init(fixture);
    rail_fixture_add(fixture, "blocks", RAIL_FIXTURE_BLOCKS);
    rail_fixture_add(fixture, "platforms", RAIL_FIXTURE_PLATFORMS);
    rail_fixture_add_lines(fixture);
    rail_fixture_add_routes(fixture);
}

static inline void rail_fixture_build(struct rail_fixture *fixture)
{
    fixture_build(&fixture->transit);
    if (rail_network_build(&fixture->tables, fixture->transit.timetable, &fixture->network,
                           &fixture->transit.err) != STATUS_OK)
        fail_msg("%s", fixture->transit.err.text);
}

/** Builds, expects STATUS_DATA with `count` findings, one of which holds `text`. */
static inline void rail_fixture_build_fails(struct rail_fixture *fixture, unsigned count,
                                            const char *text)
{
    struct rail_network *network = NULL;
    struct error *err = &fixture->transit.err;
    if (fixture->transit.timetable == NULL)
        fixture_build(&fixture->transit);
    assert_int_equal(
        rail_network_build(&fixture->tables, fixture->transit.timetable, &network, err),
        STATUS_DATA);
    assert_null(network);
    if (strstr(err->text, text) == NULL)
        fail_msg("'%s' is not in '%s'", text, err->text);
    assert_int_equal(err->finding_count, count);
}

/** The call of a pattern by its line ("R"), direction and place in it. */
static inline uint32_t rail_fixture_call(const struct timetable *timetable, const char *line,
                                         int direction, uint32_t seq)
{
    for (uint32_t p = 0; p < timetable->pattern_count; p++) {
        const struct pattern *pattern = &timetable->patterns[p];
        if (pattern->direction == direction && seq < pattern->call_count &&
            strcmp(names_text(&timetable->line_names, pattern->line), line) == 0)
            return pattern->first_call + seq;
    }
    fail_msg("line %s has no direction %d with call %u", line, direction, (unsigned)seq);
    return NONE;
}

/** Writes a hop as text: "500@100 A, 1000@120 m1u; ..." (metres, km/h, sections; ' for falling
 * kilometres). */
static inline const char *rail_fixture_hop(const struct rail_network *network, uint32_t call,
                                           char *out, size_t size)
{
    const struct rail_hop *hop = &network->hops[call];
    size_t used = 0;
    out[0] = '\0';
    for (uint32_t s = 0; s < hop->step_count; s++) {
        const struct rail_step *step = &network->steps[hop->first_step + s];
        used += (size_t)snprintf(out + used, size - used, "%s%.0f@%.0f", s > 0 ? ", " : "",
                                 (double)step->length_m, 3.6 * (double)step->speed_mps);
        for (uint32_t n = 0; n < step->need_count; n++)
            used += (size_t)snprintf(
                out + used, size - used, "%s%s", n > 0 ? "+" : " ",
                names_text(&network->section_names, network->needs[step->first_need + n]));
        used +=
            (size_t)snprintf(out + used, size - used, "%s", step->heading == RAIL_DOWN ? "'" : "");
        assert_true(used < size);
    }
    return out;
}

#endif
