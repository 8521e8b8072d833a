// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road_diagram.h"

#include "road/signal.h"

#include <math.h>

#define US_PER_S        1e6
#define STOP_LINE_LANES 3.0
#define ROUNDING        1e-6 /* of a quotient that may be whole */
#define SAMPLE_EXPONENT 0.75 /* own, by trial (docs/model/road.md) */
#define CONGESTIBLE     0.9  /* critical density may be this share of jam density */

/** Lanes and capacity of a link as traffic finds them: streets of a town also stand for those not
 * drawn beside them. */
struct cross_section {
    double lanes, capacity_vps;
};

static struct cross_section link_cross_section(const struct road *road, uint32_t index,
                                               double capacity_vps)
{
    const struct road_link *link = &road->network->links[index];
    bool is_street = link->class >= ROAD_CLASS_PRIMARY && link->class <= ROAD_CLASS_RESIDENTIAL;
    double factor = is_street ? road->parameters.street_factor : 1.0;
    return (struct cross_section){factor * link->lanes, factor * capacity_vps};
}

/** Rate at which vehicles leave a link while they may. The table's capacity counts the red time in,
 * so at a signal the stop line lets out capacity / green share while it is green: approaches widen
 * there. At most STOP_LINE_LANES times the lanes of the link are believed, and never less than its
 * own. */
static double stop_line_vps(const struct road *road, uint32_t index, struct cross_section link)
{
    if (road->network->signals[index].cycle_ms == 0)
        return link.capacity_vps;
    double lanes_vps = road->parameters.saturation_vps * link.lanes;
    double needed_vps = link.capacity_vps / signal_green_share(road->network, index);
    return fmax(lanes_vps, fmin(needed_vps, lanes_vps * STOP_LINE_LANES));
}

static uint32_t run_ms(double length_m, double speed_mps)
{
    return (uint32_t)fmax(1.0, ceil(1000.0 * length_m / speed_mps));
}

/** Between two simulated cars, each of which stands for `weight` of them. */
static uint32_t headway_of(const struct road *road, double flow_vps)
{
    return (uint32_t)fmax(US_PER_MS, round(US_PER_S * road->parameters.weight / flow_vps));
}

static void set_runs(struct link_constants *constants, const struct road *road, double length_m,
                     double speed_mps)
{
    constants->run_ms[VEHICLE_CAR] = run_ms(length_m, speed_mps);
    constants->run_ms[VEHICLE_TRUCK] =
        run_ms(length_m, fmin(speed_mps, road->parameters.truck_speed_mps));
    constants->run_ms[VEHICLE_BUS] =
        run_ms(length_m, fmin(speed_mps, road->parameters.bus_speed_mps));
}

static double inside_vps(const struct road *road, struct cross_section section)
{
    return fmax(section.capacity_vps, road->parameters.saturation_vps * section.lanes);
}

/** A link too slow for its capacity has no congested branch; it keeps a wave as fast as its
 * traffic. */
static double wave_mps(double flow_vps, double jam_vpm, double speed_mps)
{
    double critical_vpm = flow_vps / speed_mps;
    return critical_vpm < CONGESTIBLE * jam_vpm ? flow_vps / (jam_vpm - critical_vpm) : speed_mps;
}

struct link_constants road_diagram(const struct road *road, uint32_t index)
{
    const struct road_link *link = &road->network->links[index];
    struct cross_section section = link_cross_section(road, index, (double)link->capacity_vps);
    double length_m = (double)link->length_m, speed_mps = (double)link->speed_mps;
    double flow_vps = inside_vps(road, section);
    double jam_vpm = section.lanes / road->parameters.jam_spacing_m;

    /* Whole vehicles: a fraction that no vehicle can use would lower the capacity, of a short link
     * by a lot. In a sample more than its share, as few vehicles come in a less even stream. */
    double unit_cars = road->parameters.weight;
    double vehicles =
        fmax(1.0, ceil(jam_vpm * length_m / pow(unit_cars, SAMPLE_EXPONENT) - ROUNDING));

    /* A bus of a sample takes a small part of what a simulated car stands for, so it must not take
     * the place of one: the room short of one more car is for buses. */
    double units = vehicles * unit_cars * UNITS_PER_CAR;
    if (road->fleet.run_count > 0 && unit_cars > 1)
        units += road->units[VEHICLE_CAR] - 1.0;

    struct link_constants constants = {
        .wave_ms = run_ms(length_m, wave_mps(flow_vps, jam_vpm, speed_mps)),
        .inside_us = headway_of(road, flow_vps),
        .exit_us = headway_of(road, stop_line_vps(road, index, section)),
        .storage_units = (int32_t)lround(fmin(units, INT32_MAX / 2)),
        .storage_vehicles = (uint32_t)fmin(vehicles, INT32_MAX / 2),
    };
    set_runs(&constants, road, length_m, speed_mps);
    return constants;
}

struct link_constants road_diagram_changed(const struct road *road, uint32_t index,
                                           double speed_mps, double capacity_vps)
{
    const struct road_link *link = &road->network->links[index];
    struct link_constants constants = road_diagram(road, index);
    double table_mps = (double)link->speed_mps, table_vps = (double)link->capacity_vps;
    double new_mps = speed_mps > 0 ? speed_mps : table_mps;
    double new_vps = capacity_vps > 0 ? capacity_vps : table_vps;

    struct cross_section section = link_cross_section(road, index, table_vps);
    double flow_vps = inside_vps(road, section);
    double wave = wave_mps(flow_vps, section.lanes / road->parameters.jam_spacing_m, table_mps);
    flow_vps *= new_mps / (new_mps + wave) * (table_mps + wave) / table_mps;

    /* What a wider link lets out, it also carries. */
    section = link_cross_section(road, index, new_vps);
    if (new_vps > table_vps)
        flow_vps = fmax(flow_vps, section.capacity_vps);
    constants.inside_us = headway_of(road, flow_vps);
    constants.exit_us = headway_of(road, stop_line_vps(road, index, section));
    set_runs(&constants, road, (double)link->length_m, new_mps);
    return constants;
}
