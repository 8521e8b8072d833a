// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_SETTLE_CASES_H
#define VALIDATE_SETTLE_CASES_H

#include "validate/report.h"

/** Textbook equilibria, found by `equilibrium_run`: Braess' network, and nine equal
 * routes in the event simulation. Ends with a NULL name. */
extern const struct builtin_case settle_cases[];

#endif
