// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_ROAD_CASE_H
#define VALIDATE_ROAD_CASE_H

#include "validate/report.h"

/** A folder with scenario.lua and expect.lua, as an ordinary user may write it. */

struct road_case_input {
    const char *folder, *name;
    const char *const *scenario_path; /**< as in ardey_options */
    bool is_list;                     /**< reads the expectations only */
};

/** Runs the scenario as often as the expectations say and reports each of them; for a list, one row
 * without a quantity. Fails as reading and running do, with the folder in the text. */
enum status road_case_run(const struct road_case_input *input, struct report *report,
                          struct error *err);

#endif
