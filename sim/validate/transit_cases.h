// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_TRANSIT_CASES_H
#define VALIDATE_TRANSIT_CASES_H

#include "validate/report.h"

/** Closed forms of trains and public transport without a simulation: running times, resistance,
 * optimal strategies. Ends with a NULL name. */
extern const struct builtin_case transit_cases[];

#endif
