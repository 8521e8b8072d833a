// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RANDOM_TIMETABLE_H
#define RANDOM_TIMETABLE_H

/** Small random networks and queries, for tests that compare with exhaustive methods. */

#include "transit/transit_fixture.h"

#include "kernel/random.h"
#include "routing/timetable_search.h"

#define RANDOM_STOPS_MAX 14
#define RANDOM_ENDS_MAX  3

static inline uint32_t random_between(struct random_stream *random, uint32_t from, uint32_t to)
{
    return from + random_below(random, to - from + 1);
}

static inline void random_add_pattern(struct fixture *fixture, struct random_stream *random,
                                      uint32_t line, uint32_t direction, uint32_t stop_count)
{
    char row[200];
    uint32_t calls = random_between(random, 2, 4), stop = random_below(random, stop_count);
    double minute = 0.0;
    for (uint32_t seq = 0; seq < calls; seq++) {
        double dwell = seq > 0 && random_below(random, 3) == 0 ? 0.5 : 0.0;
        snprintf(row, sizeof row, "%u,%u,%u,S%u,%g,%g,%u\n", line, direction, seq, stop, minute,
                 minute + dwell, seq);
        fixture_add(fixture, "line_stops", row);
        minute += dwell + 0.5 * random_below(random, 10);
        uint32_t step = 1 + random_below(random, 2);
        stop = (stop + (direction == 0 ? step : stop_count - step)) % stop_count;
    }
    uint32_t minute_of_day = 360 + random_below(random, 30);
    for (uint32_t runs = random_between(random, 2, 9); runs > 0; runs--) {
        snprintf(row, sizeof row, "%u,%u,%02u:%02u\n", line, direction, minute_of_day / 60,
                 minute_of_day % 60);
        fixture_add(fixture, "departures", row);
        minute_of_day += random_between(random, 1, 25);
    }
}

static inline void random_footpaths(struct fixture *fixture, struct random_stream *random,
                                    uint32_t stops)
{
    char row[200];
    for (uint32_t a = 0; a < stops; a++)
        for (uint32_t b = a + 1; b < stops; b++)
            if (random_below(random, 8) == 0) {
                snprintf(row, sizeof row, "S%u,S%u,100,%g\n", a, b, 0.5 * random_below(random, 10));
                fixture_add(fixture, "transfers", row);
            }
}

/** 4 to 14 stops, up to 9 lines with up to 9 runs a direction between 6 and 10 h, some footpaths.
 * Half-minute times, so that ties are frequent. */
static inline void random_tables(struct fixture *fixture, struct random_stream *random)
{
    char row[200];
    fixture_init(fixture);
    fixture_add(fixture, "vehicles", FIXTURE_BUS);
    uint32_t stops = random_between(random, 4, RANDOM_STOPS_MAX);
    for (uint32_t i = 0; i < stops; i++) {
        snprintf(row, sizeof row, "S%u,Stop %u,%g,7.4\n", i, i, 51.5 + 0.01 * i);
        fixture_add(fixture, "stops", row);
    }
    uint32_t lines = random_between(random, 2, 9);
    for (uint32_t line = 0; line < lines; line++) {
        snprintf(row, sizeof row, "%u,,bus,,bus\n", line);
        fixture_add(fixture, "lines", row);
        for (uint32_t direction = 0; direction < 2; direction++)
            random_add_pattern(fixture, random, line, direction, stops);
    }
    random_footpaths(fixture, random, stops);
}

/** The same, built. */
static inline void random_timetable(struct fixture *fixture, struct random_stream *random)
{
    random_tables(fixture, random);
    fixture_build(fixture);
}

struct random_query {
    struct stop_access from[RANDOM_ENDS_MAX], to[RANDOM_ENDS_MAX];
    uint32_t from_count, to_count, depart_ms, limit_ms;
};

static inline uint32_t random_ends(struct random_stream *random, uint32_t stop_count,
                                   struct stop_access *out)
{
    uint32_t count = random_below(random, 2) == 0 ? 1 : random_between(random, 1, RANDOM_ENDS_MAX);
    for (uint32_t i = 0; i < count; i++)
        out[i] = (struct stop_access){random_below(random, stop_count),
                                      random_below(random, 11) * 30000};
    return count;
}

static inline struct random_query random_query(struct random_stream *random, uint32_t stop_count)
{
    struct random_query query = {.depart_ms = 350 * MINUTE_MS + random_below(random, 120) * 30000};
    query.from_count = random_ends(random, stop_count, query.from);
    query.to_count = random_ends(random, stop_count, query.to);
    query.limit_ms = random_below(random, 4) == 0
                         ? query.depart_ms + random_below(random, 60) * MINUTE_MS
                         : 30 * HOUR_MS;
    return query;
}

#endif
