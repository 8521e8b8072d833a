// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ENSEMBLE_VARIANTS_H
#define ENSEMBLE_VARIANTS_H

#include "scenario/sweep_plan.h"

/** A scenario with some parameters in place of its own. */
struct variant {
    const char *name; /**< letters, digits, `.`, `-`, `_` and `+`: a file name */
    const char *scenario;
    struct plan_settings settings;
};

/** The variants of a plan, in its order. Initialise with `{0}`. */
struct variants {
    struct variant *items; /**< [count]; mem_alloc memory */
    uint32_t count;
    size_t capacity;
    uint32_t baseline;
    struct text_arena text;
};

/** All combinations of the grid, the list, or the points of the Latin hypercube: each range is cut
 * into n parts, and each part is hit once (McKay, Beckman, Conover 1979); drawn by the streams of
 * `kernel/random.h`, for each parameter by its name, so that another range changes none. A plan
 * with none of them has one variant, `base`. Names follow from the values alone. Texts of settings
 * belong to `plan` or to the variants. STATUS_USAGE for two variants of one name or an unknown
 * baseline. */
enum status variants_build(const struct sweep_plan *plan, struct variants *out, struct error *err);

void variants_deinit(struct variants *variants);

#endif
