// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ENSEMBLE_STOP_RULE_H
#define ENSEMBLE_STOP_RULE_H

#include "ensemble/members.h"

/** Whether the plan's rule is content with the members, all of which are done, in `folder`: every
 * variant's 95 % interval is narrow enough, or there are no seeds more. Without a rule it always
 * is. Looking after each seed makes the interval a little too narrow in the end: it covers slightly
 * less than 95 % (Law, Simulation Modeling and Analysis, 2015, 9.4.1, the sequential procedure).
 * STATUS_DATA for a result that cannot be read, STATUS_USAGE for an unknown indicator. */
enum status stop_rule_is_content(const struct sweep_plan *plan, const struct variants *variants,
                                 const struct members *members, bool *out_is_content,
                                 struct error *err);

#endif
