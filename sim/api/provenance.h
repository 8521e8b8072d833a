// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_PROVENANCE_H
#define API_PROVENANCE_H

#include "results/results.h"
#include "scenario/spec.h"

/** Writes where a result comes from: attributes of the root (title, scenario, seed, sample), the
 * group "provenance" with version, digest and text of the scenario and every parameter as text,
 * and the scenario's measures. */
enum status provenance_write(const struct spec *spec, struct results *results, struct error *err);

/** Adds to the provenance of the run that a branch goes on from what the branch is: its measures,
 * the text of its file, and another name of the scenario, `weekday+closed_bridge` for a file
 * closed_bridge.lua. */
enum status provenance_write_branch(const struct spec *spec, struct results *results,
                                    struct error *err);

#endif
