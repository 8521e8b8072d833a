// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_WALL_CLOCK_H
#define BASE_WALL_CLOCK_H

#include <time.h>

/** Seconds since some moment: what the run takes, never a part of a result. */
static inline double wall_clock_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

#endif
