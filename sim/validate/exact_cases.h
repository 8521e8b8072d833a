// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_EXACT_CASES_H
#define VALIDATE_EXACT_CASES_H

#include "validate/report.h"

/** Closed forms of the road without a simulation: the fluid node. Ends with a NULL name. */
extern const struct builtin_case exact_cases[];

#endif
