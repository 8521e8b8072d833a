// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_DAY_SERVICE_H
#define API_DAY_SERVICE_H

#include "api/world.h"
#include "demand/choice.h"
#include "people/stop_reach.h"
#include "road/link_observer.h"

/** By what one comes to the first stop, and goes from the last one. */
enum { DAY_WALK_WALK, DAY_BIKE_WALK, DAY_WALK_BIKE, DAY_SKIMS };

/** What a simulated day offered: travel times of links by time of day, never below those when
 * empty, searches for parking spaces, and all ways by public transport. What people choose from
 * before the next day. */
struct day_service {
    struct world *world;
    struct choice_service choice; /**< points to what is below */
    struct road_hierarchy *hierarchy;
    struct road_day *road;
    struct road_query **queries; /**< [query_count] one per worker */
    uint32_t query_count;
    struct stop_reach walk, bicycle, around;
    struct door *walk_doors;    /**< [door_count] places, then stops of park and ride */
    struct door *bicycle_doors; /**< [place_count] */
    uint32_t door_count;
    uint32_t *parking_ms; /**< [door_count] search for a space, of the last day */
    struct shuttle_expected *shuttle_expected; /**< [fleets] of the last day */
    struct choice_shuttles shuttles;
    uint16_t *crowd_permille;                /**< by `timetable.run_first_hop`, of the last day */
    struct timetable_skim *skims[DAY_SKIMS]; /**< NULL before the first update */
    struct link_observer observer;           /**< of the day that is being simulated */
};

/** Lists nodes and doors; no way is known before the first update. The world has its people, and
 * outlives `*out` (`day_service_destroy`). Memory: some 400 MB for the corridor. */
enum status day_service_create(struct world *world, struct day_service **out, struct error *err);
void day_service_destroy(struct day_service *service);

/** Observes the day that has just begun, by a hook at its sync times. */
enum status day_service_observe(struct day_service *service, struct error *err);

/** Saves or loads what was observed so far of the day that is being simulated. */
void day_service_archive(struct day_service *service, struct archive *archive);

/** Saves or loads the ways by public transport, if they have been found: a run that goes on need
 * not find them again. */
void day_service_archive_ways(struct day_service *service, struct archive *archive);

/** Finds the best ways by road in what was observed, and all ways by public transport by the
 * timetable with the crowding of the day; before the simulated day ends (`world_end_day`). Those by
 * the timetable are found once: some 12 s of processor time for the corridor. */
enum status day_service_update(struct day_service *service, struct error *err);

#endif
