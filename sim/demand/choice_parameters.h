// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_CHOICE_PARAMETERS_H
#define DEMAND_CHOICE_PARAMETERS_H

#include "base/fields.h"
#include "demand/demand_rules.h"
#include "routing/felt.h"

/** What a scenario may set about how people choose mode, time and route. Money in EUR. */
struct choice_parameters {
    double value_of_time_eur_h;
    double bike_weight;                /**< felt time / time: cycling */
    double access_weight;              /**< to, between and from stops */
    double wait_weight;                /**< at stops */
    double home_weight;                /**< at home, until the timetable lets one leave */
    double transfer_s;                 /**< felt time of a change beyond its walk and wait */
    double early, late;                /**< schedule delay / value of time */
    double shift_step_s, shift_most_s; /**< other departures that drivers look at */
    double car_eur_km, battery_eur_km, car_eur_day;
    double pt_eur_day, pt_eur_trip, pt_eur_km; /**< without a season ticket */
    double ticket_eur_day;                     /**< of a season ticket */
    double tours_per_day;                      /**< that share the cost of a day */
    double spread_eur;                         /**< scale of the random terms of a tour */
    double nest_car, nest_pt; /**< 1: no alike tastes in the nest, towards 0: the same taste */
};

extern const struct field choice_parameter_fields[];

/** The time that somebody would spend to save a thousandth of a euro, ms. */
double choice_ms_per_meur(const struct choice_parameters *parameters);

/** What the search of ways by public transport weighs. Walks that are felt shorter than they are
 * (`access_weight` below 1) count as they are. */
struct felt choice_felt(const struct choice_parameters *parameters);

/** What a trip by a mode costs beyond time and money, EUR by length band: fitted to mode shares. */
struct choice_constants {
    double eur[MODE_COUNT][DEMAND_BANDS_MAX];
    bool has_shuttle; /**< else those of public transport hold for shuttles */
};

/** Reads the table of mode constants; what has no row is 0, and so is all without a table (NULL).
 * STATUS_DATA for a row whose band is not one of the rules, or that is given twice. O(rows) */
enum status choice_constants_build(const struct table *table, const struct demand_rules *rules,
                                   struct choice_constants *out, struct error *err);

#endif
