// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_QUEUE_CASES_H
#define VALIDATE_QUEUE_CASES_H

#include "validate/report.h"

/** Queueing theory on the kernel: M/M/1, M/D/1, M/M/2, a parking lot as Erlang's loss system, the
 * wait for a bus. Each quantity is the mean of independent replications with its confidence
 * interval, from fixed seeds. Ends with a NULL name. */
extern const struct builtin_case queue_cases[];

#endif
