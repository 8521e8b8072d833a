// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_kinds.h"

const struct measure_kind *const measure_kinds[] = {
    &measure_rolling_stock,
    NULL,
};
