// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_PEOPLE_STATE_H
#define PEOPLE_PEOPLE_STATE_H

#include "people/guidance.h"
#include "people/people.h"
#include "people/stop_reach.h"
#include "road/parking.h"
#include "routing/timetable_search.h"

/** The people model's own state, shared by people.c (building, totals) and person_day.c (events).
 */

/** Events of a place, the last ones also of a hub; the subject is the person. */
enum place_event {
    PLACE_LEAVE,       /**< the next trip is due */
    PLACE_DEPART,      /**< somebody who waited at home for the right moment leaves now; argument:
                          the mode */
    PLACE_PARKED,      /**< the car has reached the place's node */
    PLACE_REFUSED,     /**< public transport left the person at a stop: the argument */
    PLACE_ARRIVED,     /**< at the door; at a hub: at the car */
    PLACE_CAR_FETCHED, /**< the person has driven away elsewhere with the car that stands here;
                          argument: its spot */
    PLACE_NO_SHUTTLE   /**< no shuttle can take the person */
};

/** Argument of PLACE_PARKED: a drive within a node has the way to the door in it already. */
#define PARKED_AT_DOOR 1u

enum trip_outcome { TRIP_ARRIVED, TRIP_UNDER_WAY, TRIP_NO_SERVICE, TRIP_STRANDED, TRIP_NO_SHUTTLE };

/** A stop with park and ride. Sites are the places, and after them the hubs: site `place_count + h`
 * is hub h. The process of a site is `first_process + site`. */
struct hub {
    uint32_t stop;
    uint32_t node;    /**< nearest to the stop: its lot is there */
    uint32_t walk_ms; /**< between the two */
};

/** Where a person stands in the day; owned by the process where the person is or is going to. */
struct person_state {
    uint32_t trip;       /**< of the population: the next one, or the one under way */
    uint32_t place;      /**< where the person is, or left from */
    uint32_t depart_ms;  /**< of the trip under way */
    uint32_t distance_m; /**< of the trip under way */
    uint32_t search_ms;  /**< for a parking space at the end of the drive */
    uint32_t car_site;   /**< where the car stands, or is driven to; NONE: not driven on this day */
    uint32_t bicycle_site; /**< likewise the bicycle: a place, or place_count + a stop */
    uint8_t mode;          /**< in use: enum mode */
    uint8_t outcome;       /**< so far: enum trip_outcome */
    uint8_t car_spot;      /**< enum parking_spot */
    bool is_under_way;
    bool has_bicycle; /**< in the public transport of the trip under way */
};

/** Counts of a site: trips that leave it and trips that end at it. */
struct place_counts {
    uint64_t departed[MODE_COUNT], arrived[MODE_COUNT];
    uint64_t travel_ms_sum[MODE_COUNT], distance_m_sum[MODE_COUNT];
    uint64_t no_service, replanned, stranded, local_drives, shuttle_refused;
    uint64_t driven_m[DRIVE_KIND_COUNT]; /**< of drives that begin here, doors included */
    uint64_t cars_called;                /**< from other places, by those who leave here in one */
    uint64_t cars_fetched;               /**< from here, by those who left elsewhere */
    uint64_t astray; /**< drives and bicycle rides that begin here, while the vehicle is not */
};

struct people {
    struct people_world world;
    struct people_parameters parameters;
    uint32_t first_process;
    uint32_t worker_count;
    uint64_t before_start;                /**< trips that were due before the start */
    uint64_t rerouted;                    /**< drivers under way, at renewals */
    int64_t rerouted_m[DRIVE_KIND_COUNT]; /**< how much longer their ways became */
    struct person_state *persons;         /**< [person_count] */
    struct trip_made *made;      /**< [trip_count] written by whom the traveller belongs to */
    uint32_t site_count;         /**< places and hubs */
    struct hub *hubs;            /**< as in the table of park and ride */
    struct place_counts *counts; /**< [site_count] */
    struct parking *lots;        /**< [parking_count] of the network, then those of hubs */
    struct timetable_search **searches; /**< [worker_count] */
    struct stop_reach reach;            /**< of places */
    struct stop_reach around;           /**< of stops */
    struct guidance *guidance;
};

/** Least duration of any trip, ms: the lookahead between places. */
#define TRIP_LEAST_MS 60000u
/** Most links of a route. */
#define ROUTE_MAX 2048u
/** Least time from the door to the first link, ms. */
#define DRIVE_ACCESS_LEAST_MS 10000u

extern const struct process_kind people_place_kind, people_hub_kind;

/** The time of a car between the door of the person's trip and the node of a site. */
uint32_t person_door_ms(const struct people *people, uint32_t person, uint32_t site);

/** Drives from the site of the handling process to another one. */
void person_drive(struct people *people, struct activation *act, uint32_t person, uint32_t to_site);

/** The picture of the network that a person holds on the trip under way. */
const struct road_fans *person_view(const struct people *people, uint32_t person);

/** Time for a way at a speed, at least the shortest trip. */
uint32_t person_way_ms(double distance_m, double speed_mps);

/** The row of a trip that ended, or is under way (`arrive_ms` UINT32_MAX), as people_trip_record
 * describes it. */
struct trip_row {
    double depart_s, arrive_s;
    int32_t person, from_place, to_place, hub;
    float distance_m, search_s, toll_eur;
    int8_t purpose, mode, planned_mode, outcome, parking;
};
struct trip_row person_trip_row(const struct people *people, uint32_t person, uint32_t arrive_ms);

#endif
