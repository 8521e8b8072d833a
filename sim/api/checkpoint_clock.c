// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/checkpoint_clock.h"

#include <math.h>

void checkpoint_clock_begin(struct checkpoint_clock *clock, double wall_s)
{
    clock->began_s = clock->saved_s = clock->looked_s = wall_s;
}

static bool walltime_ends(const struct checkpoint_clock *clock, double wall_s)
{
    double needed_s =
        2 * clock->longest_look_s + fmax(2 * clock->longest_save_s, CHECKPOINT_LEAST_S);
    return clock->walltime_s > 0 && wall_s - clock->began_s + needed_s >= clock->walltime_s;
}

enum checkpoint_wish checkpoint_clock_look(struct checkpoint_clock *clock, double wall_s,
                                           uint32_t t_ms)
{
    uint32_t slot = clock->every_sim_ms ? t_ms / clock->every_sim_ms : 0;
    bool is_day = t_ms != CHECKPOINT_BETWEEN_DAYS;
    bool is_due = is_day && clock->has_slot && slot != clock->slot;
    is_due = is_due || (clock->every_wall_s > 0 && wall_s - clock->saved_s >= clock->every_wall_s);
    if (clock->has_looked) /* what comes before the first look comes once only */
        clock->longest_look_s = fmax(clock->longest_look_s, wall_s - clock->looked_s);
    clock->looked_s = wall_s;
    clock->has_looked = true;
    clock->slot = slot;
    clock->has_slot = is_day;
    if (walltime_ends(clock, wall_s))
        return CHECKPOINT_SAVE_AND_STOP;
    return is_due ? CHECKPOINT_SAVE : CHECKPOINT_GO_ON;
}

void checkpoint_clock_saved(struct checkpoint_clock *clock, double from_s, double until_s)
{
    clock->longest_save_s = fmax(clock->longest_save_s, until_s - from_s);
    clock->saved_s = clock->looked_s = until_s;
}
