// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/shuttle_results.h"

struct shuttle_fleet_row {
    double from_s, until_s;
    int32_t vehicles, seats;
    float fare_eur, wait_s;
};

#define FLEET_COLUMN(column, member, storage, ...)                                                 \
    {                                                                                              \
        .name = column, .type = storage, .offset = offsetof(struct shuttle_fleet_row, member),     \
        __VA_ARGS__                                                                                \
    }

static const struct column fleet_columns[] = {
    FLEET_COLUMN("vehicles", vehicles, COLUMN_I32, .units = "1",
                 .long_name = "vehicles that are simulated; of a sample as large a share"),
    FLEET_COLUMN("seats", seats, COLUMN_I32, .units = "1",
                 .long_name = "passengers that a vehicle has room for"),
    FLEET_COLUMN("from", from_s, COLUMN_F64, .units = RECORD_CLOCK,
                 .long_name = "begin of taking requests"),
    FLEET_COLUMN("until", until_s, COLUMN_F64, .units = RECORD_CLOCK,
                 .long_name = "end of taking requests"),
    FLEET_COLUMN("fare", fare_eur, COLUMN_F32, .units = "EUR", .long_name = "fare of a ride"),
    FLEET_COLUMN("promised_wait", wait_s, COLUMN_F32, .units = "s",
                 .long_name = "promised longest time from asking to the vehicle at the door"),
    {.name = NULL}};

static const struct record_kind fleet_kind = {.group = "shuttle/fleets",
                                              .index = "fleet",
                                              .long_name = "Fleets of on-demand shuttles",
                                              .columns = fleet_columns,
                                              .row_size = sizeof(struct shuttle_fleet_row)};

static enum status write_fleets(const struct world *world, struct results *results,
                                struct error *err)
{
    const struct shuttle_fleets *fleets = &world->shuttle_fleets;
    struct record_sink sink = results_sink(results);
    const struct results_name_table names = {fleet_kind.group,    fleet_kind.index, "name",
                                             fleets->names.texts, fleets->count,    "name"};
    enum status status = results_write_names(results, &names, err);
    for (uint32_t f = 0; status == STATUS_OK && f < fleets->count; f++) {
        const struct shuttle_fleet *fleet = &fleets->items[f];
        struct shuttle_fleet_row row = {.vehicles = (int32_t)fleet->vehicle_count,
                                        .seats = (int32_t)fleet->seats,
                                        .from_s = fleet->from_ms / 1000.0,
                                        .until_s = fleet->until_ms / 1000.0,
                                        .fare_eur = (float)fleet->fare_eur,
                                        .wait_s = (float)fleet->wait_ms / 1000.0f};
        status = sink.put(sink.self, &fleet_kind, &row, err);
    }
    return status;
}

enum status shuttle_results_open(const struct world *world, struct results *results,
                                 struct error *err)
{
    if (!world->shuttle)
        return STATUS_OK;
    enum status status = write_fleets(world, results, err);
    if (status == STATUS_OK)
        status = results_announce(results, &shuttle_request_record, err);
    return status == STATUS_OK ? results_announce(results, &shuttle_vehicle_record, err) : status;
}

enum status shuttle_results_audit(const struct world *world, struct error *err)
{
    if (!world->shuttle)
        return STATUS_OK;
    struct people_totals people = people_totals(world->people, kernel_now_ms(world->kernel));
    uint64_t served = 0, open = 0;
    for (uint32_t f = 0; f < world->shuttle_fleets.count; f++) {
        struct shuttle_totals sum = shuttle_totals(world->shuttle, f);
        served += sum.served;
        open += sum.under_way;
        if (sum.asked != sum.served + sum.refused + sum.under_way)
            error_fail(err, STATUS_INTERNAL,
                       "%llu requests to the shuttles '%s', but %llu were served, %llu refused and "
                       "%llu are under way",
                       (unsigned long long)sum.asked, names_text(&world->shuttle_fleets.names, f),
                       (unsigned long long)sum.served, (unsigned long long)sum.refused,
                       (unsigned long long)sum.under_way);
    }
    const struct mode_totals *mode = &people.modes[MODE_SHUTTLE];
    if (mode->arrived > served || mode->departed > served + open)
        error_fail(err, STATUS_INTERNAL,
                   "%llu trips by shuttle departed and %llu arrived, but %llu were served and %llu "
                   "are under way",
                   (unsigned long long)mode->departed, (unsigned long long)mode->arrived,
                   (unsigned long long)served, (unsigned long long)open);
    return err->finding_count ? err->status : STATUS_OK;
}
