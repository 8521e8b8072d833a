// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_CALIBRATE_H
#define API_CALIBRATE_H

#include "api/ardey.h"
#include "api/settle.h"

/** What to do, and whom to tell. */
struct calibrate_question {
    const struct settle_watch *watch; /**< `settled` must be NULL */
    uint32_t rounds;                  /**< times that something is fitted, at least 1 */
    const char *output;               /**< path of the table that is written */
    ardey_calibration_put *put;
    void *self;
};

/** Lets people settle, fits the mode constants to the fitted shares by length band of the table of
 * targets at the level of service that came out (`calibration_fit`), and lets people settle again,
 * `rounds` times. Then writes the table of mode constants, and tells a row for each share: what was
 * observed, predicted with the first constants, and predicted with the last ones after settling.
 * The world has its people and no day. STATUS_DATA when the scenario has no such targets. Cost:
 * rounds + 1 times `settle`. */
enum status calibrate_modes(struct world *world, const struct calibrate_question *question,
                            struct error *err);

#endif
