// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/settle.h"

#include "api/day_service.h"
#include "base/memory.h"
#include "base/wall_clock.h"

#include <string.h>

struct iteration_row {
    double relative_gap, mean_cost_eur;
    float share_who_gain, share_who_changed, mode_share[MODE_COUNT];
};

#define MODE_COLUMN(mode_, name_)                                                                  \
    {                                                                                              \
        "share_" name_, COLUMN_F32, offsetof(struct iteration_row, mode_share[mode_]), "1",        \
            "share of the trips planned for this day by this mode", NULL, NULL                     \
    }

static const struct column iteration_columns[] = {
    {"relative_gap", COLUMN_F64, offsetof(struct iteration_row, relative_gap), "1",
     "what all could gain by changing alone, relative to what all trips cost", NULL, NULL},
    {"mean_cost", COLUMN_F64, offsetof(struct iteration_row, mean_cost_eur), "EUR",
     "mean cost of a day in time and money", NULL, NULL},
    {"share_who_gain", COLUMN_F32, offsetof(struct iteration_row, share_who_gain), "1",
     "share of the persons who would gain by changing alone", NULL, NULL},
    {"share_who_changed", COLUMN_F32, offsetof(struct iteration_row, share_who_changed), "1",
     "share of the persons who changed their plan after this day", NULL, NULL},
    MODE_COLUMN(MODE_WALK, "walk"),
    MODE_COLUMN(MODE_BIKE, "bike"),
    MODE_COLUMN(MODE_CAR, "car"),
    MODE_COLUMN(MODE_RIDE, "ride"),
    MODE_COLUMN(MODE_PT, "pt"),
    MODE_COLUMN(MODE_PARK_RIDE, "park_ride"),
    MODE_COLUMN(MODE_BIKE_RIDE, "bike_ride"),
    MODE_COLUMN(MODE_TRUCK, "truck"),
    MODE_COLUMN(MODE_SHUTTLE, "shuttle"),
    {0},
};

const struct record_kind settle_iteration_record = {
    "iterations", "iteration", "Days that people lived to find their plans", iteration_columns,
    sizeof(struct iteration_row)};

struct settling {
    struct world *world;
    struct settle_watch watch;
    struct record_sink sink;
    struct equilibrium_state state;
    uint32_t incident_count; /**< of the day of the results */
    struct day_service *service;
    struct choice *choice;
    struct demand_rules rules;
    struct choice_constants constants;
    double mode_share[MODE_COUNT]; /**< of the trips planned for the day */
    double loaded_s, simulate_s, service_s;
    enum status status; /**< of putting rows */
    struct error *err;  /**< while it runs */
};

static void count_modes(const struct population *population, double out[MODE_COUNT])
{
    uint32_t trips[MODE_COUNT] = {0};
    for (uint32_t i = 0; i < population->trip_count; i++)
        trips[population->trips[i].mode]++;
    for (int m = 0; m < MODE_COUNT; m++)
        out[m] = (double)trips[m] / population->trip_count;
}

/** Builds the day with everybody's present plan. */
static enum status begin_day(struct settling *settling, struct error *err)
{
    struct world *world = settling->world;
    struct record_sink nowhere = {.put = record_drop};
    enum status status = world_begin_day(world, nowhere, err);
    if (status == STATUS_OK)
        status = day_service_observe(settling->service, err);
    if (status == STATUS_OK && settling->watch.day)
        kernel_set_watch(world->kernel, settling->watch.day, settling->watch.self);
    return status;
}

/** Simulates the day, or the rest of one that was loaded, and measures what it offered. */
static enum status load_day(void *self, uint32_t iteration, struct error *err)
{
    (void)iteration;
    struct settling *settling = self;
    struct world *world = settling->world;
    double began_s = wall_clock_s();
    count_modes(&world->population, settling->mode_share);

    enum status status = choice_check(settling->choice, err);
    if (status == STATUS_OK && !world->kernel)
        status = begin_day(settling, err);
    if (status == STATUS_OK)
        status = kernel_run_until(world->kernel, world->stop_ms, err);
    double ran_s = wall_clock_s();
    if (status == STATUS_OK)
        status = day_service_update(settling->service, err);
    world_end_day(world);
    if (status == STATUS_OK)
        status = route_book_pack(world->routes, err);
    if (status == STATUS_OK)
        choice_set_service(settling->choice, &settling->service->choice);
    settling->loaded_s = wall_clock_s();
    settling->simulate_s = ran_s - began_s;
    settling->service_s = settling->loaded_s - ran_s;
    return status;
}

static void reply(void *self, uint32_t agent, uint32_t worker, struct equilibrium_reply *out)
{
    choice_reply(((struct settling *)self)->choice, agent, worker, out);
}

static void take(void *self, uint32_t agent, uint32_t worker)
{
    choice_take(((struct settling *)self)->choice, agent, worker);
}

static bool put_row(void *self, const struct equilibrium_iteration *iteration)
{
    struct settling *settling = self;
    struct settle_row row = {.iteration = *iteration,
                             .simulate_s = settling->simulate_s,
                             .service_s = settling->service_s,
                             .decide_s = wall_clock_s() - settling->loaded_s};
    settling->world->settled_days = iteration->iteration + 1;
    settling->world->relative_gap = iteration->relative_gap;
    memcpy(row.mode_share, settling->mode_share, sizeof row.mode_share);
    struct iteration_row record = {
        .relative_gap = iteration->relative_gap,
        .mean_cost_eur = iteration->mean_cost,
        .share_who_gain = (float)iteration->share_who_gain,
        .share_who_changed = (float)iteration->share_who_changed,
    };
    for (int m = 0; m < MODE_COUNT; m++)
        record.mode_share[m] = (float)row.mode_share[m];
    settling->status =
        settling->sink.put(settling->sink.self, &settle_iteration_record, &record, settling->err);
    if (settling->status != STATUS_OK)
        return false;
    return !settling->watch.iteration || settling->watch.iteration(settling->watch.self, &row);
}

static enum status create_choice(struct settling *settling, struct error *err)
{
    struct world *world = settling->world;
    struct spec *spec = world->spec;
    enum status status = demand_rules_build(&spec->demand_tables, &settling->rules, err);
    if (status == STATUS_OK)
        status = choice_constants_build(&spec->demand_tables.mode_constants, &settling->rules,
                                        &settling->constants, err);
    struct choice_world parts = {.network = world->network,
                                 .timetable = world->timetable,
                                 .rules = &settling->rules,
                                 .constants = &settling->constants,
                                 .population = &world->population,
                                 .routes = world->routes,
                                 .people = &spec->people,
                                 .parameters = &spec->choice,
                                 .seed = (uint64_t)spec->run.seed,
                                 .worker_count = team_size(world->team)};
    return status == STATUS_OK ? choice_create(&parts, &settling->choice, err) : status;
}

/** Until whoever watches is content. */
enum status settling_run(struct settling *settling, struct error *err)
{
    struct world *world = settling->world;
    const struct settle_watch *watch = &settling->watch;
    struct equilibrium_model model = {.self = settling,
                                      .agent_count = world->population.person_count,
                                      .load = load_day,
                                      .reply = reply,
                                      .take = take,
                                      .state = &settling->state};
    struct settled settled = {world, settling->choice, &settling->rules, &settling->constants};
    bool again = true;
    enum status status = STATUS_OK;
    settling->err = err;
    while (status == STATUS_OK && again) {
        again = false;
        status =
            equilibrium_run(&model, &world->spec->equilibrium, world->team, put_row, settling, err);
        if (status == STATUS_OK && watch->settled)
            status = watch->settled(watch->self, &settled, &again, err);
        if (again)
            settling->state = (struct equilibrium_state){0};
    }
    return settling->status != STATUS_OK ? settling->status : status;
}

bool settle_is_needed(const struct world *world)
{
    return world->spec->equilibrium.iterations > 0 && world->population.trip_count > 0;
}

enum status settling_create(struct world *world, const struct settle_watch *watch,
                            struct record_sink sink, struct settling **out, struct error *err)
{
    struct settling *settling = mem_alloc(1, sizeof *settling, err);
    if (!settling)
        return STATUS_RESOURCE;
    settling->world = world;
    settling->watch = *watch;
    settling->sink = sink;
    /* Incidents are a surprise: the usual day, on which people settle, has none. */
    settling->incident_count = world->timetable->incident_count;
    world->timetable->incident_count = 0;
    world->spec->equilibrium.seed = (uint64_t)world->spec->run.seed;
    enum status status = world_add_routes(world, err);
    if (status == STATUS_OK)
        status = day_service_create(world, &settling->service, err);
    if (status == STATUS_OK)
        status = create_choice(settling, err);
    if (status == STATUS_OK)
        *out = settling;
    else
        settling_destroy(settling);
    return status;
}

void settling_destroy(struct settling *settling)
{
    if (!settling)
        return;
    choice_destroy(settling->choice);
    day_service_destroy(settling->service);
    settling->world->timetable->incident_count = settling->incident_count;
    mem_free(settling);
}

void settling_archive(struct settling *settling, struct archive *archive)
{
    bool has_day = settling->world->kernel != NULL;
    archive_section(archive, "settling");
    ARCHIVE_VALUE(archive, settling->state);
    ARCHIVE_VALUE(archive, has_day);
    day_service_archive_ways(settling->service, archive);
    if (archive_status(archive) != STATUS_OK || !has_day)
        return;
    if (archive_is_loading(archive))
        archive_keep(archive, begin_day(settling, archive->err));
    if (archive_status(archive) == STATUS_OK) {
        day_service_archive(settling->service, archive);
        world_archive_day(settling->world, archive);
    }
}

enum status settle(struct world *world, const struct settle_watch *watch, struct record_sink sink,
                   struct error *err)
{
    struct settling *settling;
    if (!settle_is_needed(world))
        return STATUS_OK;
    enum status status = settling_create(world, watch, sink, &settling, err);
    if (status != STATUS_OK)
        return status;
    status = settling_run(settling, err);
    settling_destroy(settling);
    return status;
}
