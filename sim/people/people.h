// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_PEOPLE_H
#define PEOPLE_PEOPLE_H

#include "kernel/kernel.h"
#include "network/network.h"
#include "people/people_parameters.h"
#include "people/population.h"
#include "people/route_book.h"
#include "road/road.h"
#include "routing/bicycle_ways.h"
#include "routing/felt.h"
#include "shuttle/shuttle.h"
#include "transit/transit.h"

#include <stdint.h>

/** People living their day: one process per place, and one per hub, a stop with park and ride. A
 * person stays at a place until a trip is due, travels by its mode (the only code where modes
 * meet), arrives at another place, and so on. */
struct people;

/** What the model works on; all of it must outlive the model. */
struct people_world {
    const struct network *network;
    const struct timetable *timetable;
    const struct population *population;
    struct route_book *routes; /**< followed by drivers, who add what they decide on the day; NULL:
                                  they decide anew at each trip */
    const struct bicycle_ways *bicycle; /**< what slopes do to the time of cycling; NULL: the land
                                           is flat */
    struct road *road;
    struct transit *transit;
    struct shuttle *shuttle;     /**< NULL: there is none */
    const struct event_log *log; /**< what people do is noted there; or NULL */
    uint64_t seed;
    double change_s;         /**< least time to change at a stop, for the search */
    struct felt felt;        /**< what changes and walks are felt as on top, for the search */
    double weight;           /**< real persons per simulated one: 1 / sample; 0 means 1 */
    double toll_ms_per_meur; /**< time that a driver would spend to save a thousandth of a euro */
    double car_eur_km;       /**< what drivers reckon a kilometre costs */
};

/** Builds the model, registers its processes (ids follow the places, then the hubs), declares its
 * channels and adds the renewal of the drivers' guidance to the sync times. Without persons there
 * is no guidance, and without places there are no processes. A plan that uses a car or a bicycle
 * where it is not, because it waits at a stop, is refused (STATUS_DATA). */
enum status people_create(const struct people_world *world,
                          const struct people_parameters *parameters, struct kernel *kernel,
                          struct people **out, struct error *err);
void people_destroy(struct people *people);

/** The process of a place. */
uint32_t people_place_process(const struct people *people, uint32_t place);

/** What drivers who have just heard know of the roads, for whoever dispatches vehicles between
 * nodes of places; with persons. Borrowed from the model. */
struct shuttle_guide people_shuttle_guide(struct people *people);

/** The hubs in the order of the table of park and ride: their processes, and the nodes of their
 * lots. */
uint32_t people_hub_count(const struct people *people);
uint32_t people_hub_process(const struct people *people, uint32_t hub);
uint32_t people_hub_node(const struct people *people, uint32_t hub);

/** What became of the trips of one mode; only between windows. `departed = arrived + under_way`
 * must hold: the first two are counted at the places, the third person by person. */
struct mode_totals {
    uint64_t departed, arrived, under_way;
    uint64_t travel_ms_sum;  /**< over `arrived` */
    uint64_t distance_m_sum; /**< over `arrived` */
};

struct people_totals {
    struct mode_totals modes[MODE_COUNT];
    uint64_t before_start; /**< planned trips due before the start: taken as made */
    uint64_t not_started;  /**< planned trips whose turn never came before the end */
    uint64_t
        no_service; /**< trips that found no public transport and were made as a car passenger */
    uint64_t replanned; /**< times that somebody left at a stop found a way by public transport */
    uint64_t stranded;  /**< trips that public transport left at a stop and a car finished */
    uint64_t shuttle_refused; /**< trips that no shuttle could take, made by public transport or as
                                 a car passenger */
    uint64_t rerouted;        /**< times that a driver under way turned off before a link that had
                                 closed */
    uint64_t local_drives;    /**< car trips that begin and end at the same node and use no link */
    uint64_t driven_m[DRIVE_KIND_COUNT]; /**< of all drives that have begun, on their whole way */
};
struct people_totals people_totals(const struct people *people, uint32_t now_ms);

/** Saves or loads where everybody is, the lots, the counts and what drivers believe; see
 * kernel_archive. The pictures of the network are drawn anew from it, by the team. */
void people_archive(struct people *people, struct team *team, struct archive *archive);

/** What became of a planned trip: by which mode the person arrived, and when the trip began. */
struct trip_made {
    uint32_t depart_ms; /**< NONE: has not arrived */
    uint8_t mode;       /**< enum mode */
};
/** [trip_count of the population]; only between windows. Owned by the model. */
const struct trip_made *people_trips_made(const struct people *people);

/** Puts a trip row for everybody who is under way into the sink; after the run, once. */
enum status people_record_under_way(const struct people *people, struct kernel *kernel,
                                    struct error *err);

/** Own cars and bicycles of persons; only between windows. O(persons) */
struct people_vehicle_totals {
    uint64_t cars_at_stops, bicycles_at_stops; /**< wait there, or are on the way there, now */
    /** Drives and rides that began where the vehicle was not, and persons who came home from a tour
     * and left it elsewhere. 0 when tours keep the vehicle. */
    uint64_t astray;
};
struct people_vehicle_totals people_vehicle_totals(const struct people *people);

/** Cars at places with a limited number of spaces; only between windows. Each car there has an
 * owner who has left it, or is on the way out because it was called: `present = owned + called`,
 * where the left side is counted at the lots and `owned` person by person. */
struct people_parking_totals {
    uint64_t arrived, refused;       /**< refused: stand outside a full lot */
    uint64_t present, owned, called; /**< in the lots and outside of them now */
    uint64_t unbalanced;             /**< lots whose books are wrong: must be 0 */
};
struct people_parking_totals people_parking_totals(const struct people *people);

/** Cars and spaces of a lot, in simulated cars: those of the network in order, then those of hubs;
 * only between windows. */
struct people_lot_now {
    uint32_t spaces, occupied, outside;
};
struct people_lot_now people_lot_now(const struct people *people, uint32_t lot);

/** What those have paid so far who parked at places with a price, of real persons; only between
 * windows. */
double people_parking_revenue_eur(const struct people *people, uint32_t t_ms);

/** What drivers must reckon with for a space, ms, by the day so far (`parking_expected_ms`); 0
 * where there is room for everybody. `out` [places, then hubs]; only between windows. */
void people_parking_expected(const struct people *people, uint32_t *out);

/** Puts a row for every lot into the sink; after the run, once. */
enum status people_record_parking(const struct people *people, struct kernel *kernel,
                                  struct error *err);

/** Places with a limited number of spaces, in the order of their table, then hubs: group "parking".
 */
extern const struct record_kind people_parking_record;

/** Trips that ended, and at the end of the run those under way: group "trips". */
extern const struct record_kind people_trip_record;

#endif
