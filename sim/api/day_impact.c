// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/day_impact.h"

#include "road/road_toll.h"

#define MEUR_PER_EUR 1000.0
#define M_PER_KM     1000.0

static double tolls_eur(const struct world *world)
{
    uint64_t sum_meur = 0;
    for (uint32_t i = 0; i < world->network->link_count; i++)
        sum_meur += road_toll_sum_meur(world->road, i);
    return (double)sum_meur / MEUR_PER_EUR;
}

static bool is_by_transit(uint8_t mode)
{
    return mode == MODE_PT || mode == MODE_PARK_RIDE || mode == MODE_BIKE_RIDE;
}

/** What a person without a season ticket has paid; as in the choice, but for the way that was made
 * and once a day. */
static double person_fare_eur(const struct world *world, uint32_t person)
{
    const struct population *population = &world->population;
    const struct choice_parameters *choice = &world->spec->choice;
    const struct trip_made *made = people_trips_made(world->people);
    double sum_eur = 0;
    bool has_paid_day = false;
    for (uint32_t t = population->first_trip[person]; t < population->first_trip[person + 1]; t++) {
        if (made[t].depart_ms == NONE || !is_by_transit(made[t].mode))
            continue;
        sum_eur +=
            choice->pt_eur_trip + choice->pt_eur_km * population->trips[t].distance_m / M_PER_KM;
        sum_eur += has_paid_day ? 0 : choice->pt_eur_day;
        has_paid_day = true;
    }
    return sum_eur;
}

static void add_fares(const struct world *world, double weight, struct day_impact *out)
{
    const struct population *population = &world->population;
    for (uint32_t i = 0; i < population->person_count; i++) {
        bool has_ticket = population->traits && population->traits[i] & TRAIT_TICKET;
        if (!has_ticket)
            out->fare_eur += weight * person_fare_eur(world, i);
        else if (population->group[i] <= GROUP_COMMUTER)
            out->ticket_eur += weight * world->spec->choice.ticket_eur_day;
    }
}

static void add_drives(const struct world *world, double weight, struct day_impact *out)
{
    const struct table *fleet = &world->spec->demand_tables.fleet;
    struct people_totals totals = people_totals(world->people, kernel_now_ms(world->kernel));
    out->has_fleet = fleet->count > 0;
    for (uint32_t i = 0; i < fleet->count; i++) {
        const struct fleet_row *row = TABLE_ROW(fleet, struct fleet_row, i);
        struct drive_factors factors = {row->energy_kwh_km, row->co2_g_km, row->supply_g_km};
        double distance_km = weight * (double)totals.driven_m[row->drive] / M_PER_KM;
        out->has_drive[row->drive] = true;
        out->drives[row->drive] = drive_impact_of(&factors, distance_km);
    }
}

struct day_impact day_impact_of(const struct world *world)
{
    struct day_impact impact = {0};
    double weight = 1.0 / world->spec->demand.sample;
    impact.toll_eur = weight * tolls_eur(world);
    impact.parking_eur = people_parking_revenue_eur(world->people, kernel_now_ms(world->kernel));
    add_fares(world, weight, &impact);
    add_drives(world, weight, &impact);
    return impact;
}
