// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_GUESS_H
#define BASE_GUESS_H

#include <stdbool.h>
#include <stdint.h>

/** What the compiler cannot know about a condition on the way of every event. Without it a path
 * behind a dozen tests counts as rarely taken, and is translated for size: with divisions where
 * multiplications would do. For conditions that hold (or not) nearly always, in measured code. */
#define LIKELY(condition)   __builtin_expect((bool)(condition), true)
#define UNLIKELY(condition) __builtin_expect((bool)(condition), false)

/** `yes` or `no` without a branch, for a condition that is as often true as not: a branch that is
 * guessed wrong costs as much as twenty steps. */
static inline uint64_t either_u64(bool condition, uint64_t yes, uint64_t no)
{
    uint64_t mask = UINT64_C(0) - (uint64_t)condition;
    return no ^ ((yes ^ no) & mask);
}

static inline uint32_t either_u32(bool condition, uint32_t yes, uint32_t no)
{
    uint32_t mask = UINT32_C(0) - (uint32_t)condition;
    return no ^ ((yes ^ no) & mask);
}

static inline uint64_t most_u64(uint64_t a, uint64_t b)
{
    return either_u64(a > b, a, b);
}

#endif
