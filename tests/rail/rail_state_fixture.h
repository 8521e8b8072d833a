// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_STATE_FIXTURE_H
#define RAIL_STATE_FIXTURE_H

/** Trains put on the tracks by hand, for tests that look into the control centre. */

#include "rail_fixture.h"

#include "rail/rail_state.h"

/** The spot `at` steps behind the first one of the run. */
static inline uint32_t line_spot(const struct rail_line *line, uint32_t run, uint32_t at)
{
    return rail_first_spot(line->rail, run) + at;
}

/** A train that is not there yet wants to begin at a spot of its way. */
static inline void line_enter(struct rail_line *line, uint32_t run, uint32_t at)
{
    struct rail *rail = line->rail;
    struct train *train = &rail->trains[run];
    train->phase = TRAIN_ENTERING;
    train->tail = train->head = line_spot(line, run, at);
    train->way_end =
        rail_way_end(&rail->ways, rail->timetable, line->run_pattern[run], train->head);
}

/** Puts a train that is not there yet on a spot of its way, free or not. */
static inline void line_place(struct rail_line *line, uint32_t run, uint32_t at)
{
    line_enter(line, run, at);
    rail_tracks_take(line->rail, run, line_spot(line, run, at), 0);
    line->rail->trains[run].phase = TRAIN_RUNNING;
}

/** Single track over three stations, `loop` tracks in the middle, `ends` at both ends, with runs up
 * and down, in turn. Spots: 0 the station, `blocks` blocks, 1 + blocks the middle, and once more
 * for the next hop, and so on. */
static inline void line_init_single(struct rail_line *line, uint32_t blocks, uint32_t loop,
                                    uint32_t ends)
{
    line_init_round(
        line, (struct line_plan){3, {ends, loop, ends}, {blocks, blocks}, {true, true}, 0, 0});
    uint32_t up = line_add_round(line, (uint32_t[]){0, 1, 2}, 3, 20000);
    uint32_t down = line_add_round(line, (uint32_t[]){2, 1, 0}, 3, 20000);
    for (uint32_t i = 0; i < 6; i++)
        line_add_run(line, i % 2 == 0 ? up : down, LINE_HOUR_MS);
    line_create(line, 1);
}

#endif
