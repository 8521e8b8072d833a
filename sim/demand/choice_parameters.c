// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/choice_parameters.h"

#include <math.h>

const struct field choice_parameter_fields[] = {
    FIELD_PARAMETER(choice_parameters, "value_of_time", value_of_time_eur_h, QUANTITY_NUMBER, 0.1,
                    200, "6",
                    "What an hour on the way costs, EUR/h. Ruhr model v2024.2: an hour not spent "
                    "at an activity."),
    FIELD_PARAMETER(choice_parameters, "bike_weight", bike_weight, QUANTITY_NUMBER, 0, 10, "1.833",
                    "Felt time of cycling per time. Ruhr model v2024.2: (6 + 5) / 6 EUR/h."),
    FIELD_PARAMETER(
        choice_parameters, "access_weight", access_weight, QUANTITY_NUMBER, 0, 10, "1.75",
        "Felt time per time on the way to, between and from stops. Estimate: middle of 1.5 to 2."),
    FIELD_PARAMETER(choice_parameters, "wait_weight", wait_weight, QUANTITY_NUMBER, 0, 10, "2",
                    "Felt time per time of waiting at stops. Estimate: middle of 1.5 to 2.5."),
    FIELD_PARAMETER(choice_parameters, "home_weight", home_weight, QUANTITY_NUMBER, 0, 10, "0.609",
                    "Felt time per time from when one wants to leave until the timetable makes it "
                    "worth while. Estimate: as much as being early."),
    FIELD_PARAMETER(
        choice_parameters, "transfer", transfer_s, QUANTITY_TIME, 0, 3600, "7.5 min",
        "Felt time of a change of vehicles beyond walk and wait. Estimate: middle of 5 to 10 min."),
    FIELD_PARAMETER(choice_parameters, "early", early, QUANTITY_NUMBER, 0, 0.999, "0.609",
                    "Cost of an hour too early per cost of an hour on the way. Small 1982, as in "
                    "Arnott, de Palma, Lindsey 1990."),
    FIELD_PARAMETER(choice_parameters, "late", late, QUANTITY_NUMBER, 0, 20, "2.377",
                    "Cost of an hour too late per cost of an hour on the way. Small 1982, as in "
                    "Arnott, de Palma, Lindsey 1990."),
    FIELD_PARAMETER(choice_parameters, "shift_step", shift_step_s, QUANTITY_TIME, 60, 7200,
                    "15 min", "Step between the departures that drivers look at."),
    FIELD_PARAMETER(choice_parameters, "shift_most", shift_most_s, QUANTITY_TIME, 0, 14400,
                    "60 min",
                    "Drivers look at departures that are at most this much earlier or later than "
                    "the one that would bring them in time. 0: they keep it."),
    FIELD_PARAMETER(choice_parameters, "car_km", car_eur_km, QUANTITY_NUMBER, 0, 10, "0.149",
                    "Cost of driving a kilometre, EUR. Ruhr model v2024.2."),
    FIELD_PARAMETER(choice_parameters, "battery_km", battery_eur_km, QUANTITY_NUMBER, 0, 10, "0.08",
                    "The same of an electric car (demand.fleet). Estimate: 0.2 kWh at 0.40 EUR."),
    FIELD_PARAMETER(choice_parameters, "car_day", car_eur_day, QUANTITY_NUMBER, 0, 1000, "3",
                    "Cost of using a car on a day, EUR. Ruhr model v2024.2."),
    FIELD_PARAMETER(choice_parameters, "pt_day", pt_eur_day, QUANTITY_NUMBER, 0, 1000, "2.35",
                    "Cost of using public transport on a day without a season ticket, EUR. Ruhr "
                    "model v2024.2."),
    FIELD_PARAMETER(choice_parameters, "pt_trip", pt_eur_trip, QUANTITY_NUMBER, 0, 1000, "0",
                    "Fare of a trip by public transport without a season ticket, EUR, on top of "
                    "pt_day."),
    FIELD_PARAMETER(choice_parameters, "pt_km", pt_eur_km, QUANTITY_NUMBER, 0, 100, "0",
                    "Fare of a kilometre of such a trip, EUR, on top of both."),
    FIELD_PARAMETER(choice_parameters, "ticket_day", ticket_eur_day, QUANTITY_NUMBER, 0, 1000,
                    "1.63",
                    "Price of a season ticket on a day, EUR: paid whatever one does, so it moves "
                    "nobody, but is revenue. 49 EUR a month."),
    FIELD_PARAMETER(choice_parameters, "tours_per_day", tours_per_day, QUANTITY_NUMBER, 1, 10,
                    "1.2",
                    "A tour bears the cost of a day divided by this: mean tours of the residents "
                    "who leave home, of the shipped corridor."),
    FIELD_PARAMETER(
        choice_parameters, "spread", spread_eur, QUANTITY_NUMBER, 0.001, 1000, "4.3",
        "Scale of the random terms of a tour, EUR: the larger, the less cost decides. Estimate."),
    FIELD_PARAMETER(choice_parameters, "nest_car", nest_car, QUANTITY_NUMBER, 0.05, 1, "0.7",
                    "Parameter of the nest of car and car passenger in the nested logit; 1: no "
                    "nest. Estimate."),
    FIELD_PARAMETER(choice_parameters, "nest_pt", nest_pt, QUANTITY_NUMBER, 0.05, 1, "0.7",
                    "Parameter of the nest of public transport, park and ride, bike and ride; 1: "
                    "no nest. Estimate."),
    FIELD_END,
};

double choice_ms_per_meur(const struct choice_parameters *parameters)
{
    return 3600.0 / parameters->value_of_time_eur_h;
}

struct felt choice_felt(const struct choice_parameters *parameters)
{
    double beyond = fmax(parameters->access_weight - 1.0, 0.0);
    return (struct felt){(uint32_t)lround(1000.0 * parameters->transfer_s),
                         (uint32_t)lround(1000.0 * beyond)};
}

enum status choice_constants_build(const struct table *table, const struct demand_rules *rules,
                                   struct choice_constants *out, struct error *err)
{
    struct choice_constants constants = {0};
    bool has[MODE_COUNT][DEMAND_BANDS_MAX] = {{false}};
    enum status status = STATUS_OK;
    for (uint32_t i = 0; table && i < table->count; i++) {
        const struct mode_constant_row *row = TABLE_ROW(table, struct mode_constant_row, i);
        uint32_t band = demand_rules_band(rules, row->from_m);
        if (band >= rules->band_count || rules->band_from_m[band] != row->from_m) {
            status = table_fail(table, row->line, err, "no length band starts at %g m, %s %g m",
                                row->from_m, "the nearest below starts at",
                                band < rules->band_count ? rules->band_from_m[band] : 0.0);
            continue;
        }
        if (has[row->mode][band]) {
            status = table_fail(table, row->line, err,
                                "the constant of mode '%s' from %g m is given twice",
                                mode_names[row->mode], row->from_m);
            continue;
        }
        has[row->mode][band] = true;
        constants.has_shuttle |= row->mode == MODE_SHUTTLE;
        constants.eur[row->mode][band] = row->constant_eur;
    }
    if (status == STATUS_OK)
        *out = constants;
    return status;
}
