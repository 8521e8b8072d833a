// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_kinds.h"

const struct measure_kind *const measure_kinds[] = {
    /* roads */
    &measure_link,
    &measure_speed_limit,
    &measure_parking,
    &measure_cycling,
    &measure_toll,
    &measure_parking_price,
    /* public transport */
    &measure_headway,
    &measure_stopping,
    &measure_rolling_stock,
    &measure_line,
    &measure_stop,
    &measure_stop_access,
    &measure_footpath,
    &measure_park_ride,
    &measure_shuttle,
    &measure_closure,
    &measure_track,
    &measure_delays,
    &measure_incident,
    /* people */
    &measure_fares,
    &measure_ticket,
    &measure_event,
    &measure_extra_demand,
    &measure_fleet,
    NULL,
};
