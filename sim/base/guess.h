// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_GUESS_H
#define BASE_GUESS_H

#include <stdbool.h>

/** What the compiler cannot know about a condition on the way of every event. Without it a path
 * behind a dozen tests counts as rarely taken, and is translated for size: with divisions where
 * multiplications would do. For conditions that hold (or not) nearly always, in measured code. */
#define LIKELY(condition)   __builtin_expect((bool)(condition), true)
#define UNLIKELY(condition) __builtin_expect((bool)(condition), false)

#endif
