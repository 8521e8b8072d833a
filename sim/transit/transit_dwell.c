// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

#include <math.h>

/** Streams of passengers through a door that is not the first one of a bus. */
#define DOOR_STREAMS 2u

struct dwell_rules transit_dwell_rules(const struct transit_parameters *parameters)
{
    double scale = MS_PER_S * (parameters->weight > 0 ? parameters->weight : 1.0);
    return (struct dwell_rules){
        .board_ms = (uint32_t)llround(scale * parameters->boarding_s),
        .bus_board_ms = (uint32_t)llround(scale * parameters->bus_boarding_s),
        .alight_ms = (uint32_t)llround(scale * parameters->alighting_s),
        .standee_ms = (uint32_t)llround(scale * parameters->standees_s),
        .doors_ms = (uint32_t)llround(MS_PER_S * parameters->doors_s),
        .train_doors_ms = (uint32_t)llround(MS_PER_S * parameters->train_doors_s),
        .counterflow = parameters->counterflow > 1 ? parameters->counterflow : 1.0};
}

/** Time of all passengers where both directions share `streams` of doors. */
static double flow_ms(const struct dwell_rules *rules, const struct exchange *exchange,
                      uint32_t streams)
{
    uint32_t all = exchange->alighted + exchange->boarded;
    uint32_t fewer =
        exchange->alighted < exchange->boarded ? exchange->alighted : exchange->boarded;
    double work_ms = (double)(exchange->alight_ms + exchange->board_ms) / streams;
    return 4 * (uint64_t)fewer > all ? rules->counterflow * work_ms : work_ms;
}

uint32_t transit_dwell_ms(const struct dwell_rules *rules, const struct transit_line *line,
                          const struct exchange *exchange)
{
    bool is_bus = line->mode == SERVICE_BUS || line->mode == SERVICE_NIGHT_BUS;
    double ms;
    if (is_bus && exchange->alighted + exchange->boarded == 0)
        return 0; /* drives past */
    if (is_bus && line->doors > 1) {
        double in_ms = (double)exchange->board_ms;
        double out_ms = (double)exchange->alight_ms / (DOOR_STREAMS * (line->doors - 1));
        ms = in_ms > out_ms ? in_ms : out_ms;
    } else {
        ms = flow_ms(rules, exchange, is_bus ? 1 : DOOR_STREAMS * line->doors);
    }
    ms += line->mode == SERVICE_RAIL ? rules->train_doors_ms : rules->doors_ms;
    return (uint32_t)llround(ms);
}
