// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IMPACT_DRIVE_IMPACT_H
#define IMPACT_DRIVE_IMPACT_H

/** What a kilometre by a drive needs and emits, a mean over all roads and speeds. */
struct drive_factors {
    double energy_kwh_km;
    double co2_g_km;    /**< out of the vehicle */
    double supply_g_km; /**< of making the fuel or the electricity */
};

/** What all kilometres by a drive need and emit. */
struct drive_impact {
    double distance_km, energy_kwh, co2_kg, supply_kg;
};

/** By distance alone: speed, cold starts and slopes play no part. */
struct drive_impact drive_impact_of(const struct drive_factors *factors, double distance_km);

#endif
