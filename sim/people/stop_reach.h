// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_STOP_REACH_H
#define PEOPLE_STOP_REACH_H

#include "kernel/team.h"
#include "network/network.h"
#include "network/timetable.h"
#include "people/people_parameters.h"
#include "routing/door.h"
#include "routing/felt.h"

#include <stdint.h>

/** On foot only so many stops are worth a look. */
#define STOP_REACH_MAX 12u

/** How people come to a stop. */
enum stop_reach_mode { STOP_REACH_WALK, STOP_REACH_BICYCLE, STOP_REACH_CAR };

/** As an author writes them; NULL-terminated, in order of the modes. */
extern const char *const stop_reach_mode_names[];

/** The stops within reach of every place, or of every stop; nearest first, frozen. */
struct stop_reach {
    uint32_t *first; /**< [count of places or stops + 1] into `stops` */
    struct stop_access *stops;
    uint32_t *bounds_ms;  /**< by place, as `timetable_bounds_write` has them; NULL: none */
    uint32_t bounds_size; /**< entries per place */
};

/** What it depends on; all must outlive nothing but the building. */
struct stop_reach_world {
    const struct network *network;
    const struct timetable *timetable;
    const struct people_parameters *parameters;
};

/** Lists the stops within reach of every place.
 *
 * Each way ends with that between street and platform, `timetable.stop_access_ms`, on foot.
 *
 * On foot: for inner places the stops within the access radius, at most STOP_REACH_MAX, or the
 * nearest one beyond; for external places the stops of the table. Doors lie around the place's node
 * at `access_m` on average, hence the way = detour factor * sqrt(distance^2 + access_m^2).
 *
 * By bicycle: the same within the bicycle's radius and at its speed, however many.
 *
 * By car: the stops of the table of park and ride that a road leads to. The time is that from the
 * door to the place's node, over the empty road with the mean wait at its signals to the node
 * nearest to the stop, for one parking space, and on foot from that node to the stop.
 *
 * Only stops that some run serves. `team` is used for the car alone. O(places * stops), and for the
 * car a road tree per stop of the table. */
enum status stop_reach_build(const struct stop_reach_world *world, enum stop_reach_mode mode,
                             struct team *team, struct stop_reach *out, struct error *err);

/** A way of so many metres at a speed, and that between street and platform, ms. */
uint32_t stop_reach_way_ms(const struct timetable *timetable, uint32_t stop, double way_m,
                           double speed_mps);

/** By bicycle between a door and a stop, however far, ms: as in the list above. */
uint32_t stop_reach_cycle_ms(const struct stop_reach_world *world, uint32_t place, uint32_t stop);

/** On foot between a platform and the node nearest to it, where cars are parked, ms; the node, NONE
 * without roads, in `out_node`. O(nodes) */
uint32_t stop_reach_park_ms(const struct stop_reach_world *world, uint32_t stop,
                            uint32_t *out_node);

/** No more memory than this is spent on bounds: 256 MiB. */
#define STOP_REACH_BOUNDS_MOST ((size_t)256 << 20)

/** Adds the least times to every place on foot, which make searches that end there, at any of its
 * homes, faster and change no answer; nothing where they would take more than
 * STOP_REACH_BOUNDS_MOST. `change_ms` and `felt` as in the
 * search. O(places * (calls + footpaths)). */
enum status stop_reach_add_bounds(struct stop_reach *reach, const struct stop_reach_world *world,
                                  uint32_t change_ms, struct felt felt, struct error *err);

/** Lists for every stop the stop itself, at the least way, and those that a footpath leads to.
 * O(stops + footpaths). */
enum status stop_reach_build_around(const struct timetable *timetable, struct stop_reach *out,
                                    struct error *err);

/** The stops of a place or of a stop, and its bounds where there are some. */
struct door stop_reach_door(const struct stop_reach *reach, uint32_t place);

void stop_reach_deinit(struct stop_reach *reach);

#endif
