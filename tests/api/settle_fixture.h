// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SETTLE_FIXTURE_H
#define SETTLE_FIXTURE_H

/** The small town on a morning on which people have to choose: from 6:30 on the street through town
 * (L3) lets a car pass every four minutes, so that some take the way over the hill (L4, L5), others
 * the bus, and the only road to the east (L6) one every three minutes; L5r is closed from 7:00 to
 * 7:30; there are two spaces in Bton, and a stop with park and ride. Nobody likes to be taken
 * along.
 */

#include "api_fixture.h"

#include "api/world.h"

/** The street through town, from Aville to Bton. */
#define SETTLE_STREET "L3"
/** The road to the east. */
#define SETTLE_ROAD "L6"

#define SETTLE_CHANGES                                                                             \
    "link,from_s,until_s,capacity_vph,open,reason,source,quality\n"                                \
    "L3,06:30,09:00,15,,works,made up,test\n"                                                      \
    "L6,06:30,09:00,20,,works,made up,test\n"                                                      \
    "L5r,07:00,07:30,,0,incident,made up,test\n"
#define SETTLE_PARKING   "place,spaces,search_s,source,quality\nB1_1,2,,made up,test\n"
#define SETTLE_PARK_RIDE "stop,spaces,source,quality\nS2,3,made up,test\n"
#define SETTLE_CONSTANTS                                                                           \
    "mode,from_m,constant,source,quality\n"                                                        \
    "ride,1000,15,made up,test\nride,2000,15,made up,test\nride,5000,15,made up,test\n"            \
    "bike,1000,4,made up,test\nbike,2000,4,made up,test\nbike,5000,4,made up,test\n"

/** Writes the scenario and its tables into the folder; `changes` to the table `s`. */
static inline const char *settle_scenario(const struct api_folder *folder, const char *changes)
{
    char text[900];
    api_write(folder, "changes.csv", SETTLE_CHANGES);
    api_write(folder, "parking.csv", SETTLE_PARKING);
    api_write(folder, "park_ride.csv", SETTLE_PARK_RIDE);
    api_write(folder, "mode_constants.csv", SETTLE_CONSTANTS);
    snprintf(text, sizeof text,
             "s.network.changes = here .. '/changes.csv'\n"
             "s.network.parking = here .. '/parking.csv'\n"
             "s.transit.park_ride = here .. '/park_ride.csv'\n"
             "s.demand.mode_constants = here .. '/mode_constants.csv'\n%s",
             changes);
    return api_scenario(folder, text);
}

static inline struct world *settle_world(const char *scenario, uint32_t threads)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    struct error err = {0};
    struct spec *spec = NULL;
    struct world *world = NULL;
    if (scenario_read(scenario, folders, &spec, &err) != STATUS_OK ||
        world_create(spec, threads, &world, &err) != STATUS_OK ||
        world_populate(world, 1, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return world;
}

static inline uint32_t settle_link(const struct world *world, const char *name)
{
    return names_find(&world->network->link_names, name);
}

static inline uint32_t settle_place(const struct world *world, const char *name)
{
    return names_find(&world->network->place_names, name);
}

#endif
