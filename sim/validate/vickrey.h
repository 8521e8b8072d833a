// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_VICKREY_H
#define VALIDATE_VICKREY_H

#include "validate/report.h"

/** Where the travellers came to rest; costs per traveller, times in hours. */
struct vickrey_found {
    double mean_cost, longest_wait_h;
    double first_h; /**< first departure before the wish, driving time left out */
    double relative_gap;
    uint32_t iterations;
};

/** 6,000 travellers choose when to leave through a link that lets 4,000 an hour out, in the event
 * simulation; waiting, being early and being late cost 6.40, 3.90 and 15.21 an hour. They know what
 * each departure of the day before cost, and what all paid. The same for any number of threads.
 * Source: Vickrey 1969; Arnott, de Palma, Lindsey 1990; how they choose: Jin 2020, by
 * docs/model/equilibrium.md. */
enum status vickrey_find(uint64_t seed, uint32_t threads, struct vickrey_found *out,
                         struct error *err);

/** Compares the travellers of seed 1 with what was published. */
enum status vickrey_run(struct report *report, uint32_t threads, struct error *err);

#endif
