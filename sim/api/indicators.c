// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/indicators.h"

#include "api/day_impact.h"
#include "base/memory.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define MS_PER_HOUR   3600000.0
#define MS_PER_MINUTE 60000.0
#define M_PER_KM      1000.0
#define LATE_MS       180000 /* as late as travellers and the train graphs call a train late */

struct value_row {
    double value;
    int8_t better, scale;
};

static const char *const better_flags[INDICATOR_BETTER_COUNT + 1] = {"neutral", "lower", NULL};

static const struct column indicator_columns[] = {
    {"value", COLUMN_F64, offsetof(struct value_row, value), NULL,
     "value in the unit beside it; NaN: a mean over nothing", NULL, NULL},
    {"better", COLUMN_I8, offsetof(struct value_row, better), NULL,
     "whether people are better off when the value is lower", better_flags, NULL},
    {"scale", COLUMN_I8, offsetof(struct value_row, scale), NULL,
     "simulated: counts what was simulated, in a sample less than all; everybody: scaled up; "
     "ratio: "
     "a mean or share",
     indicator_scale_names, NULL},
    {0}};
static const struct record_kind indicator_record = {"indicators", "indicator", "Figures of the day",
                                                    indicator_columns, sizeof(struct value_row)};

#define INDICATOR_MAX 192

struct indicators {
    char names[INDICATOR_MAX][ARDEY_NAME_SIZE];
    const char *name_texts[INDICATOR_MAX], *units[INDICATOR_MAX], *meanings[INDICATOR_MAX];
    struct value_row rows[INDICATOR_MAX];
    uint32_t count;
};

static void indicator_add(struct indicators *list, const char *name, const char *of, double value)
{
    assert(list->count < INDICATOR_MAX);
    snprintf(list->names[list->count], ARDEY_NAME_SIZE, "%s%s%s", name, of[0] ? "_" : "", of);
    const struct indicator_kind *kind = indicator_kind_find(list->names[list->count]);
    assert(kind != NULL);
    list->name_texts[list->count] = list->names[list->count];
    list->units[list->count] = kind->unit;
    list->meanings[list->count] = kind->meaning;
    list->rows[list->count++] =
        (struct value_row){value, (int8_t)kind->better, (int8_t)kind->scale};
}

/** A mean over nothing is no number. */
static double mean_over(uint64_t count, double mean)
{
    return count > 0 ? mean : (double)NAN;
}

/** `modes`: the first so many. */
static void add_modes(struct indicators *list, const struct ardey_summary *summary, int modes)
{
    double departed = 0, arrived = 0, minutes = 0, km = 0;
    for (int m = 0; m < modes; m++) {
        const struct ardey_mode_summary *mode = &summary->modes[m];
        indicator_add(list, "trips_departed", mode->name, (double)mode->departed);
        indicator_add(list, "trips_arrived", mode->name, (double)mode->arrived);
        indicator_add(list, "trips_under_way", mode->name, (double)mode->under_way);
        indicator_add(list, "mean_travel_time", mode->name,
                      mean_over(mode->arrived, mode->mean_minutes));
        indicator_add(list, "mean_distance", mode->name, mean_over(mode->arrived, mode->mean_km));
        departed += (double)mode->departed;
        arrived += (double)mode->arrived;
        minutes += (double)mode->arrived * mode->mean_minutes;
        km += (double)mode->arrived * mode->mean_km;
    }
    for (int m = 0; m < modes && departed > 0; m++) {
        const struct ardey_mode_summary *mode = &summary->modes[m];
        indicator_add(list, "share_of_trips", mode->name, (double)mode->departed / departed);
        indicator_add(list, "share_of_km", mode->name,
                      km > 0 ? (double)mode->arrived * mode->mean_km / km : (double)NAN);
    }
    if (arrived > 0) {
        indicator_add(list, "mean_travel_time", "", minutes / arrived);
        indicator_add(list, "mean_distance", "", km / arrived);
    }
}

static void add_drives(struct indicators *list, const struct ardey_drives_summary *drives)
{
    indicator_add(list, "drives_given", "", (double)drives->given);
    indicator_add(list, "drives_before_start", "", (double)drives->before_start);
    indicator_add(list, "drives_not_started", "", (double)drives->not_started);
    indicator_add(list, "drives_departed", "", (double)drives->departed);
    indicator_add(list, "drives_arrived", "", (double)drives->arrived);
    indicator_add(list, "drives_under_way", "", (double)drives->under_way);
    indicator_add(list, "mean_travel_time_drives", "",
                  mean_over(drives->arrived, drives->mean_minutes));
    indicator_add(list, "mean_distance_drives", "", mean_over(drives->arrived, drives->mean_km));
}

/** Money, and by drive: kilometres, energy and CO2. */
static void add_impact(struct indicators *list, const struct day_impact *impact)
{
    indicator_add(list, "revenue", "tolls", impact->toll_eur);
    indicator_add(list, "revenue", "parking", impact->parking_eur);
    indicator_add(list, "revenue", "fares", impact->fare_eur);
    indicator_add(list, "revenue", "season_tickets", impact->ticket_eur);
    for (int d = 0; impact->has_fleet && d < DRIVE_KIND_COUNT; d++) {
        if (!impact->has_drive[d])
            continue;
        indicator_add(list, "driven", drive_kind_names[d], impact->drives[d].distance_km);
        indicator_add(list, "energy", drive_kind_names[d], impact->drives[d].energy_kwh);
        indicator_add(list, "co2", drive_kind_names[d], impact->drives[d].co2_kg);
        indicator_add(list, "co2_supply", drive_kind_names[d], impact->drives[d].supply_kg);
    }
}

struct road_sums {
    double hours, free_hours, km;
};

/** What road traffic did, with the time that it needed above that of vehicles alone on the road. */
static void add_road(struct indicators *list, struct road_sums sums)
{
    if (sums.km <= 0)
        return;
    indicator_add(list, "vehicle_distance", "", sums.km);
    indicator_add(list, "vehicle_time", "", sums.hours);
    indicator_add(list, "vehicle_time_lost", "", sums.hours - sums.free_hours);
}

/** A vehicle counts on the links that it has left, and stands for those that a sample left out. */
static struct road_sums road_sums_of(const struct world *world)
{
    struct road_sums sums = {0, 0, 0};
    double weight = 1.0 / world->spec->demand.sample;
    for (uint32_t i = 0; i < world->network->link_count; i++) {
        const struct road_link *link = &world->network->links[i];
        struct road_link_totals all = road_link_totals(world->road, i);
        struct road_link_totals bus = road_link_bus_totals(world->road, i);
        double vehicles = weight * (double)(all.left - bus.left) + (double)bus.left;
        double free_s = (double)link->length_m / (double)link->speed_mps;
        sums.hours +=
            (weight * (double)(all.travel_ms_sum - bus.travel_ms_sum) + (double)bus.travel_ms_sum) /
            MS_PER_HOUR;
        sums.free_hours += vehicles * free_s * 1000.0 / MS_PER_HOUR;
        sums.km += vehicles * (double)link->length_m / M_PER_KM;
    }
    return sums;
}

struct train_sums {
    uint32_t count, late;
    int64_t late_ms;
};

static void add_trains(struct indicators *list, struct train_sums sums)
{
    if (sums.count == 0)
        return;
    indicator_add(list, "trains_ended", "", sums.count);
    indicator_add(list, "trains_late", "", sums.late);
    indicator_add(list, "trains_mean_late", "", (double)sums.late_ms / sums.count / MS_PER_MINUTE);
}

/** Lateness of rail runs at their last stop. */
static struct train_sums train_sums_of(const struct world *world)
{
    const struct timetable *timetable = world->timetable;
    struct train_sums sums = {0, 0, 0};
    for (uint32_t r = 0; r < timetable->run_count; r++) {
        uint32_t line = timetable->patterns[timetable->run_pattern[r]].line;
        int32_t late_ms;
        if (timetable->lines[line].mode != SERVICE_RAIL ||
            !transit_run_end_late(world->transit, r, &late_ms))
            continue;
        sums.count++;
        sums.late += late_ms >= LATE_MS;
        sums.late_ms += late_ms;
    }
    return sums;
}

static void add_rail(struct indicators *list, const struct ardey_rail_summary *rail)
{
    indicator_add(list, "rail_trains_begun", "", (double)rail->trains_begun);
    indicator_add(list, "rail_trains_ended", "", (double)rail->trains_ended);
    indicator_add(list, "rail_hops", "", (double)rail->hops);
    indicator_add(list, "rail_hindered_hops", "", (double)rail->hindered_hops);
    indicator_add(list, "rail_lost_time", "", rail->lost_minutes);
}

static void add_street(struct indicators *list, const struct ardey_street_summary *street)
{
    indicator_add(list, "street_ways_begun", "", (double)street->begun);
    indicator_add(list, "street_ways_ended", "", (double)street->ended);
    indicator_add(list, "street_ways_on_road", "", (double)street->on_road);
    indicator_add(list, "street_mean_late", "", mean_over(street->ended, street->mean_late_s));
    indicator_add(list, "street_share_of_hops", "", street->hop_share);
    indicator_add(list, "street_share_of_km", "", street->km_share);
}

/** What shuttles did, all fleets together. */
struct shuttle_sums {
    struct shuttle_totals all;
    double fares_eur, weight;
};

static struct shuttle_sums sum_shuttles(const struct world *world)
{
    struct shuttle_sums sums = {.weight = 1.0 / world->spec->demand.sample};
    struct shuttle_totals *all = &sums.all;
    for (uint32_t f = 0; f < world->shuttle_fleets.count; f++) {
        struct shuttle_totals sum = shuttle_totals(world->shuttle, f);
        all->asked += sum.asked;
        all->served += sum.served;
        all->refused += sum.refused;
        all->late += sum.late;
        all->boarded += sum.boarded;
        all->wait_ms_sum += sum.wait_ms_sum;
        all->ride_ms_sum += sum.ride_ms_sum;
        all->direct_ms_sum += sum.direct_ms_sum;
        all->empty_m += sum.empty_m;
        all->loaded_m += sum.loaded_m;
        sums.fares_eur +=
            sums.weight * (double)sum.boarded * world->shuttle_fleets.items[f].fare_eur;
    }
    return sums;
}

/** Kilometres stand for those of the vehicles that a sample left out. */
static void add_shuttles(struct indicators *list, const struct shuttle_sums *sums)
{
    const struct shuttle_totals *all = &sums->all;
    indicator_add(list, "shuttle_requests", "", (double)all->asked);
    indicator_add(list, "shuttle_served", "", (double)all->served);
    indicator_add(list, "shuttle_refused", "", (double)all->refused);
    indicator_add(list, "shuttle_late", "", (double)all->late);
    if (all->boarded > 0)
        indicator_add(list, "shuttle_mean_wait", "",
                      (double)all->wait_ms_sum / (double)all->boarded / MS_PER_MINUTE);
    if (all->direct_ms_sum > 0)
        indicator_add(list, "shuttle_mean_detour", "",
                      (double)all->ride_ms_sum / (double)all->direct_ms_sum);
    indicator_add(list, "shuttle_distance_empty", "",
                  sums->weight * (double)all->empty_m / M_PER_KM);
    indicator_add(list, "shuttle_distance_loaded", "",
                  sums->weight * (double)all->loaded_m / M_PER_KM);
    indicator_add(list, "revenue", "shuttles", sums->fares_eur);
}

/** Figures that every run has; `modes`: the first so many. */
static void add_people(struct indicators *list, const struct ardey_summary *summary, int modes)
{
    indicator_add(list, "persons", "", (double)summary->persons);
    indicator_add(list, "trips_planned", "", (double)summary->trips_planned);
    indicator_add(list, "trips_before_start", "", (double)summary->trips_before_start);
    indicator_add(list, "trips_not_started", "", (double)summary->trips_not_started);
    add_modes(list, summary, modes);
    indicator_add(list, "trips_no_service", "", (double)summary->no_service);
    indicator_add(list, "trips_stranded", "", (double)summary->stranded);
    indicator_add(list, "cars_at_stops", "", (double)summary->cars_at_stops);
    indicator_add(list, "bicycles_at_stops", "", (double)summary->bicycles_at_stops);
    indicator_add(list, "trips_replanned", "", (double)summary->replanned);
    indicator_add(list, "drives_rerouted", "", (double)summary->rerouted);
    indicator_add(list, "runs_cancelled", "", (double)summary->runs_cancelled);
    indicator_add(list, "boardings", "", (double)summary->boardings);
    indicator_add(list, "denied_boardings", "", (double)summary->denied_boardings);
    indicator_add(list, "forced_moves", "", (double)summary->forced_moves);
    indicator_add(list, "link_traversals", "", (double)summary->link_traversals);
}

static void add_all(struct indicators *list, const struct world *world,
                    const struct ardey_summary *summary)
{
    add_people(list, summary, world->shuttle ? MODE_COUNT : MODE_SHUTTLE);
    add_road(list, road_sums_of(world));
    add_trains(list, train_sums_of(world));
    if (world->population.person_count > 0 || world->network->has_tolls) {
        struct day_impact impact = day_impact_of(world);
        add_impact(list, &impact);
    }
    if (world->gates)
        add_drives(list, &summary->drives);
    if (summary->rail.hops > 0)
        add_rail(list, &summary->rail);
    if (summary->street.begun > 0)
        add_street(list, &summary->street);
    if (world->shuttle) {
        struct shuttle_sums shuttles = sum_shuttles(world);
        add_shuttles(list, &shuttles);
    }
}

/** A column of texts beside the values. */
static enum status write_texts(struct results *results, const char *column,
                               const char *const *texts, uint32_t count, struct error *err)
{
    const struct results_name_table table = {indicator_record.group,
                                             indicator_record.index,
                                             column,
                                             texts,
                                             count,
                                             strcmp(column, "unit") == 0      ? "unit of the value"
                                             : strcmp(column, "meaning") == 0 ? "what it is"
                                                                              : column};
    return results_write_names(results, &table, err);
}

enum status indicators_write(const struct world *world, const struct ardey_summary *summary,
                             struct results *results, struct error *err)
{
    struct indicators *list = mem_alloc(1, sizeof *list, err);
    if (!list)
        return STATUS_RESOURCE;
    add_all(list, world, summary);

    struct record_sink sink = results_sink(results);
    enum status status = write_texts(results, "name", list->name_texts, list->count, err);
    if (status == STATUS_OK)
        status = write_texts(results, "unit", list->units, list->count, err);
    if (status == STATUS_OK)
        status = write_texts(results, "meaning", list->meanings, list->count, err);
    for (uint32_t i = 0; status == STATUS_OK && i < list->count; i++)
        status = sink.put(sink.self, &indicator_record, &list->rows[i], err);
    mem_free(list);
    return status;
}
