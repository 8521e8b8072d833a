// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SHUTTLE_SHUTTLE_PARAMETERS_H
#define SHUTTLE_SHUTTLE_PARAMETERS_H

#include "base/fields.h"

/** What a scenario may set about on-demand shuttles as a whole. */
struct shuttle_parameters {
    double dispatch_s; /**< requests are answered this often */
    double reserve;    /**< planned ways by road take so much longer than the roads need now */
    double refusal_s;  /**< a refusal is felt as a wait of this long */
};

extern const struct field shuttle_parameter_fields[];

/** A fleet of on-demand shuttles. */
struct shuttle_row {
    uint32_t line;
    const char *id, *name;
    int64_t vehicles;
    int64_t seats;          /**< of each vehicle, without the driver's */
    const char *depot;      /**< places with ';' between: the vehicles begin there in turn */
    const char *area;       /**< zones and places with ';' between: both ends of a trip are in it */
    double from_s, until_s; /**< requests are taken from, until */
    double fare_eur;        /**< of a trip */
    double wait_s;          /**< promised: no longer than this from asking to the vehicle */
    double detour;          /**< promised: a ride takes at most the direct one times this ... */
    double detour_s;        /**< ... and this on top */
    double boarding_s;      /**< at the door, to board or to alight */
};

struct shuttle_tables {
    struct table fleets;
};

/** fleets; ends with a NULL key. */
extern const struct table_kind shuttle_table_kinds[];

#endif
