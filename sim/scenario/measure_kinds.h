// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_MEASURE_KINDS_H
#define SCENARIO_MEASURE_KINDS_H

#include "scenario/measure.h"

/** One per file measure_<name>.c. */
extern const struct measure_kind measure_link, measure_speed_limit, measure_parking,
    measure_cycling;
extern const struct measure_kind measure_headway, measure_stopping, measure_rolling_stock;
extern const struct measure_kind measure_line, measure_stop, measure_footpath, measure_park_ride;
extern const struct measure_kind measure_shuttle, measure_toll, measure_parking_price,
    measure_fares;
extern const struct measure_kind measure_ticket, measure_event, measure_extra_demand, measure_fleet;
extern const struct measure_kind measure_stop_access;
extern const struct measure_kind measure_closure, measure_track, measure_delays, measure_incident;

#endif
