// SPDX-License-Identifier: GPL-3.0-or-later
#include "impact/drive_impact.h"

struct drive_impact drive_impact_of(const struct drive_factors *factors, double distance_km)
{
    return (struct drive_impact){.distance_km = distance_km,
                                 .energy_kwh = factors->energy_kwh_km * distance_km,
                                 .co2_kg = factors->co2_g_km * distance_km / 1000.0,
                                 .supply_kg = factors->supply_g_km * distance_km / 1000.0};
}
