// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_LIVE_H
#define API_LIVE_H

#include "api/world.h"
#include "results/results.h"

#include <stdbool.h>

/** Results that can be read while the run goes on: `OUTPUT.live` is made now and then by the clock
 * on the wall. Set `every_s` (0: never), then `live_begin`. */
struct live {
    double every_s; /**< at least; also at least LIVE_SHARE times as long as making it took */
    double began_s, next_s;
};

/** So that looking costs at most a hundredth of the run. */
#define LIVE_SHARE 100.0

/** The run begins, at `wall_s`. */
void live_begin(struct live *live, double wall_s);

/** Whether it is time. */
bool live_is_due(const struct live *live, double wall_s);

/** Where a run is. */
struct live_moment {
    uint32_t t_ms;
    uint64_t event_count;
    bool is_settling; /**< people still settle: this is not the day of the results */
};

/** Makes the file: all rows so far, and in its group `progress` where the run is and figures of the
 * day so far. Changes neither the run nor its results. STATUS_RESOURCE when it cannot be written:
 * then it is not tried again. */
enum status live_show(struct live *live, const struct world *world, struct results *results,
                      const struct live_moment *moment, struct error *err);

#endif
