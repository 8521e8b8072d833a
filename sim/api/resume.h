// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_RESUME_H
#define API_RESUME_H

#include "api/checkpoint.h"

/** Where a run goes on from, in `*out`: its own checkpoint, when it is resumed and there is one
 * that is whole, else that of a branch, `base`, else from nowhere, NULL. Says what becomes of a
 * checkpoint that is not used. The results go on, too. Until all is known about the run's own
 * checkpoint, its errors go to `why`; those of loading the one that is chosen to `err`. */
enum status resume_choose(struct ardey_simulation *simulation, struct checkpoint *base,
                          struct checkpoint **out, struct error *why, struct error *err);

/** Goes on with the results that lie beside the output, as the checkpoint says; `is_copy`: they
 * were copied for this run. STATUS_DATA when they are damaged. */
enum status resume_results(struct ardey_simulation *simulation, struct checkpoint *from,
                           bool is_copy, struct error *err);

#endif
