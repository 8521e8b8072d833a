// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_BRAESS_H
#define VALIDATE_BRAESS_H

#include "validate/report.h"

/** Travellers choose among the paths of Braess' network, whose links cost 10 x, 50 + x, 50 + x,
 * 10 + x (the bridge) and 10 x, demand 6 in 6,000 parts, with and without the bridge.
 * Source: Braess 1968. */
enum status braess_run(struct report *report, uint32_t threads, struct error *err);

#endif
