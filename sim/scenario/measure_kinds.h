// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_MEASURE_KINDS_H
#define SCENARIO_MEASURE_KINDS_H

#include "scenario/measure.h"

/** One per file measure_<name>.c. */
extern const struct measure_kind measure_rolling_stock;

#endif
