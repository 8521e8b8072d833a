// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RANDOM_LINE_H
#define RANDOM_LINE_H

/** Random railway lines with single track, loops, through stations, stops within a single track and
 * crossings on the level, and what must hold on all of them. */

#include "rail_fixture.h"

#include "rail/dispatch_policy.h"

static inline uint32_t between(struct random_stream *random, uint32_t from, uint32_t to)
{
    return from + random_below(random, to - from + 1);
}

static inline struct line_plan random_plan(struct random_stream *random, uint32_t least_stations)
{
    struct line_plan plan = {.station_count = between(random, least_stations, LINE_STATIONS_MAX),
                             .length_m = (float)between(random, 300, 3000),
                             .speed_mps = (float)between(random, 10, 44)};
    for (uint32_t i = 0; i < plan.station_count; i++) {
        plan.tracks[i] = between(random, 1, 3);
        plan.blocks[i] = between(random, 1, LINE_BLOCKS_MAX);
        plan.is_single[i] = random_below(random, 3) > 0;
    }
    return plan;
}

/** Calls from `from` on the way to `to`; returns the number with them. */
static inline uint32_t random_calls(struct random_stream *random, uint32_t from, uint32_t to,
                                    uint32_t count, uint32_t *at)
{
    uint32_t calls_everywhere = random_below(random, 2);
    for (uint32_t i = from; i != to;) {
        i = from < to ? i + 1 : i - 1;
        if (i == to || calls_everywhere || random_below(random, 3) == 0)
            at[count++] = i;
    }
    return count;
}

/** Stops of one track within single track, which joins what is on both sides. */
static inline void random_stops(struct rail_line *line, const struct line_plan *plan,
                                struct random_stream *random)
{
    for (uint32_t i = 1; i + 1 < plan->station_count; i++) {
        uint32_t left = line->sections[line->first_block[i - 1][0]].group;
        uint32_t right = line->sections[line->first_block[i][0]].group;
        if (plan->tracks[i] > 1 || left == NONE || right == NONE || random_below(random, 2) == 0)
            continue;
        line->sections[i].group = left;
        for (uint32_t k = 0; k < plan->blocks[i]; k++)
            line->sections[line->first_block[i][0] + k].group = left;
    }
}

static inline void random_crossings(struct rail_line *line, const struct line_plan *plan,
                                    struct random_stream *random)
{
    for (uint32_t count = random_below(random, 4); count > 0; count--) {
        uint32_t blocks = line->network.section_count - plan->station_count;
        line_add_crossing(line, plan->station_count + random_below(random, blocks),
                          plan->station_count + random_below(random, blocks));
    }
}

/** A closure for an hour, or a slow section. */
static inline void random_change(struct rail_line *line, struct random_stream *random,
                                 uint32_t from_ms)
{
    uint32_t section = random_below(random, line->network.section_count);
    line_change(line, (struct rail_change){.section = section,
                                           .from_ms = from_ms,
                                           .until_ms = from_ms + LINE_HOUR_MS,
                                           .speed_mps = 5,
                                           .is_open = random_below(random, 2) == 0});
}

struct moment {
    double t_s;
    int change;
};

static inline int compare_moments(const void *a, const void *b)
{
    const struct moment *x = a, *y = b;
    if (x->t_s != y->t_s)
        return x->t_s < y->t_s ? -1 : 1;
    return x->change - y->change; /* whoever leaves does so before another comes */
}

/** From the records alone: never more trains in a section than it has tracks. */
static inline void check_sections(const struct rail_line *line, uint64_t seed)
{
    struct moment *moments = malloc(2 * (line->row_count + 1) * sizeof *moments);
    assert_non_null(moments);
    for (uint32_t section = 0; section < line->network.section_count; section++) {
        uint32_t count = 0, most = line->sections[section].track_count;
        for (uint32_t i = 0; i < line->row_count; i++)
            if (line->rows[i].section == (int32_t)section) {
                moments[count++] = (struct moment){line->rows[i].set_s, 1};
                moments[count++] = (struct moment){line->rows[i].clear_s, -1};
            }
        qsort(moments, count, sizeof *moments, compare_moments);
        int trains = 0;
        for (uint32_t i = 0; i < count; i++) {
            trains += moments[i].change;
            if (trains > (int)most)
                fail_msg("seed %llu: %d trains in section %u at %.3f s", (unsigned long long)seed,
                         trains, section, moments[i].t_s);
        }
    }
    free(moments);
}

#endif
