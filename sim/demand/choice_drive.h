// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_CHOICE_DRIVE_H
#define DEMAND_CHOICE_DRIVE_H

#include "demand/choice_cost.h"

/** The route is the one in the book. */
#define CHOICE_ROUTE_OF_BOOK UINT32_MAX

/** How a trip is driven. */
struct choice_drive {
    double eur; /**< time, money by distance, tolls, schedule delay */
    uint32_t depart_ms;
    uint32_t travel_ms;    /**< door to door; CHOICE_NO_WAY_MS: none found */
    uint32_t route_length; /**< links, 0 within a node; or CHOICE_ROUTE_OF_BOOK */
};

/** What a driver looks for. */
struct choice_drive_question {
    struct choice_errand errand;
    uint32_t ready_ms;              /**< cannot leave before */
    double limit_eur;               /**< only what costs less is of use; INFINITY: anything */
    const struct choice_drive *now; /**< as driven up to now, or NULL */
    bool keeps_time;                /**< only the route is free: leaves as planned */
};

/** A lower bound of what driving costs, without a query: the roads are at their emptiest, and the
 * driver is in time. CHOICE_NO_WAY_MS without a way. */
struct choice_way choice_drive_least(const struct choice_scene *scene,
                                     const struct choice_errand *errand);

/** The trip as planned, or as late as `ready_ms`: on the route in the book, or where there is none
 * on that of least time. `scratch` [ROUTE_MAX] is the worker's. */
struct choice_drive choice_drive_planned(const struct choice_scene *scene,
                                         const struct choice_errand *errand, uint32_t ready_ms,
                                         uint32_t worker, uint32_t *scratch);

/** The best departure and route. Looks at the departure that would bring the driver in time, and at
 * shifts of it as far as they may be worth while: `choice_drive_least`, and the schedule delay that
 * a shift leaves. For each at the best ways in the slice of the departure and in that of
 * half way (least time, or least time and tolls), both followed through the day's times; and at
 * `now`. Neither the departures nor the ways depend on `now`. The route is written to `route`
 * [ROUTE_MAX] unless it is that of the book. Two to four queries when shifts are not worth while.
 */
struct choice_drive choice_drive_best(const struct choice_scene *scene,
                                      const struct choice_drive_question *question, uint32_t worker,
                                      uint32_t *scratch, uint32_t *route);

#endif
