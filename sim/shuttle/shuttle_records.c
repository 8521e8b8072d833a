// SPDX-License-Identifier: GPL-3.0-or-later
#include "shuttle/shuttle_state.h"

#include <math.h>

/** Kept in order of enum shuttle_outcome. */
static const char *const outcome_names[] = {"under_way", "served", "refused_far", "refused_full",
                                            NULL};

#define CLOCK(name_, member, about)                                                                \
    {                                                                                              \
        name_, COLUMN_F64, offsetof(struct shuttle_request_row, member), RECORD_CLOCK, about,      \
            NULL, NULL                                                                             \
    }

static const struct column request_columns[] = {
    {"person", COLUMN_I32, offsetof(struct shuttle_request_row, person), NULL, "who asks", NULL,
     "persons"},
    {"fleet", COLUMN_I32, offsetof(struct shuttle_request_row, fleet), NULL, "fleet that is asked",
     NULL, "shuttle/fleets"},
    {"vehicle", COLUMN_I32, offsetof(struct shuttle_request_row, vehicle), NULL,
     "vehicle that comes, a row of shuttle/vehicles; -1: none", NULL, NULL},
    {"from_place", COLUMN_I32, offsetof(struct shuttle_request_row, from_place), NULL,
     "place where the ride begins", NULL, "network/places"},
    {"to_place", COLUMN_I32, offsetof(struct shuttle_request_row, to_place), NULL,
     "place where it ends", NULL, "network/places"},
    {"outcome", COLUMN_I8, offsetof(struct shuttle_request_row, outcome), NULL,
     "under_way at the end of the run; refused_far: no vehicle could be there in time; "
     "refused_full: some could, but seats or promises to others would not hold",
     outcome_names, NULL},
    CLOCK("asked", asked_s, "time of asking, ready to leave"),
    CLOCK("promised", promised_s, "latest time at which the vehicle is promised to be at the door"),
    CLOCK("planned", planned_s, "when it was planned to be there, at the time of the answer"),
    CLOCK("board", board_s, "time at which it was at the door"),
    CLOCK("alight", alight_s, "time at which it was at the other door"),
    {"direct", COLUMN_F32, offsetof(struct shuttle_request_row, direct_s), "s",
     "time of the ride from door to door without other passengers, as known when it was asked for",
     NULL, NULL},
    {0},
};

const struct record_kind shuttle_request_record = {"shuttle/requests", "request",
                                                   "Requests for rides by shuttle", request_columns,
                                                   sizeof(struct shuttle_request_row)};

struct vehicle_row {
    int32_t fleet, depot, served, most_aboard;
    float empty_km, loaded_km, mean_wait_s;
};

static const struct column vehicle_columns[] = {
    {"fleet", COLUMN_I32, offsetof(struct vehicle_row, fleet), NULL, "fleet that it belongs to",
     NULL, "shuttle/fleets"},
    {"depot", COLUMN_I32, offsetof(struct vehicle_row, depot), NULL,
     "place where it waits when the day begins", NULL, "network/places"},
    {"served", COLUMN_I32, offsetof(struct vehicle_row, served), "1", "passengers set down", NULL,
     NULL},
    {"most_aboard", COLUMN_I32, offsetof(struct vehicle_row, most_aboard), "1",
     "most passengers aboard at a time", NULL, NULL},
    {"empty", COLUMN_F32, offsetof(struct vehicle_row, empty_km), "km",
     "way on road links without passengers", NULL, NULL},
    {"loaded", COLUMN_F32, offsetof(struct vehicle_row, loaded_km), "km",
     "way on road links with passengers", NULL, NULL},
    {"mean_wait", COLUMN_F32, offsetof(struct vehicle_row, mean_wait_s), "s",
     "mean time from asking to the vehicle at the door", NULL, NULL},
    {0},
};

const struct record_kind shuttle_vehicle_record = {"shuttle/vehicles", "vehicle",
                                                   "Vehicles of the shuttles", vehicle_columns,
                                                   sizeof(struct vehicle_row)};

static double clock_s(uint32_t t_ms)
{
    return t_ms == NONE ? (double)NAN : t_ms / 1000.0;
}

struct shuttle_request_row shuttle_request_row(const struct shuttle *shuttle,
                                               const struct shuttle_request *request)
{
    const struct shuttle_fleet *fleet = shuttle_fleet_at(shuttle, request->fleet);
    bool is_promised = request->vehicle != NONE;
    return (struct shuttle_request_row){
        .asked_s = clock_s(request->asked_ms),
        .promised_s = clock_s(is_promised ? request->asked_ms + fleet->wait_ms : NONE),
        .planned_s = clock_s(request->planned_ms),
        .board_s = clock_s(request->board_ms),
        .alight_s = clock_s(request->alight_ms),
        .person = (int32_t)request->wish.person,
        .fleet = (int32_t)request->fleet,
        .vehicle = is_promised ? (int32_t)request->vehicle : -1,
        .from_place = (int32_t)request->wish.from_place,
        .to_place = (int32_t)request->wish.to_place,
        .direct_s = (float)(request->direct_ms / 1000.0),
        .outcome = (int8_t)request->outcome,
    };
}

static enum status record_open(const struct shuttle *shuttle, const struct shuttle_request *items,
                               size_t count, struct kernel *kernel, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        struct shuttle_request_row row = shuttle_request_row(shuttle, &items[i]);
        if (items[i].outcome == SHUTTLE_OPEN)
            status = kernel_record(kernel, &shuttle_request_record, &row, err);
    }
    return status;
}

enum status shuttle_record_end(struct shuttle *shuttle, struct kernel *kernel, struct error *err)
{
    struct shuttle_asked *asked = shuttle_asked_sorted(shuttle, err);
    enum status status = asked ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK)
        status = record_open(shuttle, shuttle->requests, shuttle->request_count, kernel, err);
    if (status == STATUS_OK)
        status = record_open(shuttle, asked->items, asked->count, kernel, err);
    for (uint32_t i = 0; status == STATUS_OK && i < shuttle->vehicle_count; i++) {
        const struct shuttle_vehicle *vehicle = &shuttle->vehicles[i];
        double boarded = vehicle->boarded > 0 ? (double)vehicle->boarded : 1.0;
        struct vehicle_row row = {
            .fleet = (int32_t)vehicle->fleet,
            .depot = (int32_t)vehicle->depot,
            .served = (int32_t)vehicle->served,
            .most_aboard = (int32_t)vehicle->most_aboard,
            .empty_km = (float)((double)vehicle->empty_m / 1000.0),
            .loaded_km = (float)((double)vehicle->loaded_m / 1000.0),
            .mean_wait_s = (float)((double)vehicle->wait_ms_sum / boarded / 1000.0),
        };
        status = kernel_record(kernel, &shuttle_vehicle_record, &row, err);
    }
    return status;
}
