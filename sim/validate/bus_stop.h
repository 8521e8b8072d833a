// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_BUS_STOP_H
#define VALIDATE_BUS_STOP_H

#include "base/error.h"

#include <stdint.h>

/** A stop as a process on the kernel: buses come after random headways and take all who wait,
 * passengers come as a Poisson stream. */
struct bus_stop_design {
    double headway_s, variation; /**< mean, above 1 s, and coefficient of variation of
                                    gamma-distributed headways; 0: all equal */
    double passengers_per_s;
    uint32_t buses; /**< that come; all must fit into 49 days */
};

/** Runs `count` replications with streams of their own; writes the mean wait of each, s, [count].
 */
enum status bus_stop_run(const struct bus_stop_design *design, uint64_t seed, uint32_t count,
                         uint32_t threads, double *out_waits_s, struct error *err);

#endif
