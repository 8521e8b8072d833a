// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit.h"

const struct field transit_parameter_fields[] = {
    FIELD_PARAMETER(transit_parameters, "change", change_s, QUANTITY_TIME, 0, 3600, "60 s",
                    "Least time to change between two vehicles at the same stop."),
    FIELD_PARAMETER(
        transit_parameters, "recovery", recovery, QUANTITY_SHARE, 0, 0.5, "5 %",
        "Share of the planned running time that a late vehicle can win back. Estimate."),
    FIELD_PARAMETER(transit_parameters, "doors", doors_s, QUANTITY_TIME, 0, 120, "3.5 s",
                    "Time to open and close the doors of buses, trams and light rail; 2 to 5 s "
                    "(TCRP 165, chapter 6)."),
    FIELD_PARAMETER(transit_parameters, "train_doors", train_doors_s, QUANTITY_TIME, 0, 120, "12 s",
                    "The same for trains, with release and despatch. Estimate."),
    FIELD_PARAMETER(
        transit_parameters, "boarding", boarding_s, QUANTITY_TIME, 0, 60, "1.75 s",
        "Time of a passenger who boards without a check, per stream of a door (TCRP 165, "
        "exhibit 6-4: no fare payment)."),
    FIELD_PARAMETER(transit_parameters, "bus_boarding", bus_boarding_s, QUANTITY_TIME, 0, 60, "2 s",
                    "Time of a passenger who shows the ticket at a bus's first door (TCRP 165, "
                    "exhibit 6-4: visual inspection)."),
    FIELD_PARAMETER(transit_parameters, "alighting", alighting_s, QUANTITY_TIME, 0, 60, "1.75 s",
                    "Time of a passenger who alights, per stream of a door (TCRP 165, exhibit 6-4: "
                    "rear door)."),
    FIELD_PARAMETER(transit_parameters, "standees", standees_s, QUANTITY_TIME, 0, 60, "0.5 s",
                    "What boarding takes longer when passengers stand (TCRP 165, exhibit 6-4)."),
    FIELD_PARAMETER(
        transit_parameters, "counterflow", counterflow, QUANTITY_NUMBER, 1, 3, "1.2",
        "Factor on both times when more than 25 % of the passengers of a door go against "
        "the others (TCRP 165, chapter 6)."),
    FIELD_PARAMETER(transit_parameters, "turnaround", turnaround_s, QUANTITY_TIME, 0, 7200, "1 min",
                    "Least time from the end of a run to the next one of the vehicle: bus, tram, "
                    "light rail. Estimate."),
    FIELD_PARAMETER(transit_parameters, "train_turnaround", train_turnaround_s, QUANTITY_TIME, 0,
                    7200, "4 min", "The same for trains. Estimate."),
    FIELD_PARAMETER(transit_parameters, "early", early_s, QUANTITY_TIME, 0, 3600, "2 min",
                    "How long before its planned departure a vehicle opens its doors at the first "
                    "stop, if it is there. Estimate."),
    FIELD_PARAMETER(transit_parameters, "let_pass", let_pass, QUANTITY_NUMBER, 0, 1000, "1",
                    "Vehicles that leave a passenger behind before the passenger looks for another "
                    "way; 0: waits on until the last one. Estimate."),
    FIELD_PARAMETER(transit_parameters, "seated_crowding", seated_crowding, QUANTITY_NUMBER, 1, 10,
                    "1.19",
                    "How much longer time feels on a seat of a full vehicle than in an empty one: "
                    "mean over British railways (Wardman and Whelan 2011)."),
    FIELD_PARAMETER(transit_parameters, "standing_crowding", standing_crowding, QUANTITY_NUMBER, 1,
                    10, "2.32", "The same for who stands (Wardman and Whelan 2011)."),
    FIELD_END};
