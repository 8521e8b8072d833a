// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_RAIL_ROUTES_H
#define NETWORK_RAIL_ROUTES_H

#include "network/rail_parts.h"

/** The table of routes, read; for the sources that build a rail network. */

/** A piece of a hop, on one railway line. */
struct rail_piece {
    uint32_t line, from_stop, to_stop; /**< of the timetable */
    uint32_t railway;                  /**< NONE: not known, or without blocks */
    int32_t from_m, to_m;              /**< in the direction of travel */
    float speed_mps;                   /**< 0: that of the blocks */
    uint32_t row;                      /**< in the table of routes; NONE: no way is known */
    uint32_t call;                     /**< of a way: where the hop begins */
    int64_t seq;
};

struct rail_routes {
    uint32_t count;
    struct rail_piece *pieces; /**< sorted by (line, from_stop, to_stop, seq) */
};

/** The pieces that a pattern passes in their order; at least one per hop. Initialise with `{0}`. */
struct rail_way {
    uint32_t count;
    size_t capacity;
    struct rail_piece *pieces;
};

/** Reads the table. The caller owns the pieces (`rail_routes_deinit`). */
enum status rail_routes_read(const struct rail_build *build, struct rail_routes *out,
                             struct error *err);
void rail_routes_deinit(struct rail_routes *routes);

/** Replaces what `out` holds by the way of a pattern. A hop that the table has only for the other
 * direction is taken backwards. */
enum status rail_routes_lay(const struct rail_routes *routes, const struct timetable *timetable,
                            uint32_t pattern, struct rail_way *out, struct error *err);
void rail_way_deinit(struct rail_way *way);

#endif
