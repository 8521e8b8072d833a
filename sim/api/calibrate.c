// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/calibrate.h"

#include "base/memory.h"
#include "demand/calibration.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define PERSONS_MOST 40000u
#define RIDGE        1e-6
#define PERCENT      100.0

/** The tours of a part of the residents. Those of a person stand where its first trip stands. */
struct tours {
    const struct settled *settled;
    uint32_t stride, person_count; /**< every stride-th resident */
    uint32_t *persons;             /**< [person_count] */
    uint32_t *first_trip;          /**< [person_count + 1] into `trips`, and into `tours` */
    uint32_t *tour_count;          /**< [person_count] */
    struct calibration_trip *trips;
    struct calibration_tour *tours;
};

/** What calibration keeps between two rounds. */
struct calibrating {
    struct world *world;
    const struct calibrate_question *question;
    struct calibration_share shares[CALIBRATION_SHARES_MAX];
    const struct target *targets[CALIBRATION_SHARES_MAX]; /**< [share_count] */
    uint32_t share_count, round;
    double before[CALIBRATION_SHARES_MAX], after[CALIBRATION_SHARES_MAX];
    double moved_eur[CALIBRATION_SHARES_MAX];
    struct choice_constants constants;
};

static enum status choose_persons(const struct population *population, struct tours *tours,
                                  struct error *err)
{
    uint32_t residents = 0, seen = 0;
    for (uint32_t i = 0; i < population->person_count; i++)
        residents += population->group[i] < DEMAND_GROUPS;
    tours->stride = residents / PERSONS_MOST + 1;
    tours->persons = mem_alloc(residents, sizeof *tours->persons, err);
    tours->first_trip = mem_alloc((size_t)residents + 1, sizeof *tours->first_trip, err);
    tours->tour_count = mem_alloc(residents, sizeof *tours->tour_count, err);
    if (!tours->persons || !tours->first_trip || !tours->tour_count)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < population->person_count; i++) {
        uint32_t trips = population->first_trip[i + 1] - population->first_trip[i];
        if (population->group[i] >= DEMAND_GROUPS || seen++ % tours->stride != 0 || trips == 0)
            continue;
        uint32_t k = tours->person_count++;
        tours->persons[k] = i;
        tours->first_trip[k + 1] = tours->first_trip[k] + trips;
    }
    uint32_t trip_count = tours->first_trip[tours->person_count];
    tours->trips = mem_alloc(trip_count, sizeof *tours->trips, err);
    tours->tours = mem_alloc(trip_count, sizeof *tours->tours, err);
    return tours->trips && tours->tours ? STATUS_OK : STATUS_RESOURCE;
}

/** Notes by which modes a trip of a tour is made. */
static struct calibration_trip look_at_trip(const struct settled *settled, uint32_t person,
                                            const struct choice_tour *tour, uint32_t trip)
{
    uint32_t distance_m = settled->world->population.trips[trip].distance_m;
    struct calibration_trip out = {.band = (uint8_t)demand_rules_band(settled->rules, distance_m)};
    for (uint8_t m = 0; m < MODE_COUNT; m++)
        out.mode[m] = choice_trip_mode(settled->choice, person, tour, trip, m);
    return out;
}

/** Asks the choice model for the tours of a person. */
static void look_at_person(void *context, uint32_t item, uint32_t worker)
{
    struct tours *all = context;
    const struct settled *settled = all->settled;
    const struct population *population = &settled->world->population;
    uint32_t person = all->persons[item], first = population->first_trip[person];
    struct calibration_tour *made = all->tours + all->first_trip[item];
    struct calibration_trip *trips = all->trips + all->first_trip[item];
    for (uint32_t t = first; t < population->first_trip[person + 1]; made++) {
        struct choice_tour tour;
        choice_tour_at(settled->choice, person, t, worker, &tour);
        *made = (struct calibration_tour){.trip_count = tour.end_trip - t};
        memcpy(made->is_possible, tour.is_possible, sizeof made->is_possible);
        memcpy(made->cost_eur, tour.cost_eur, sizeof made->cost_eur);
        for (; t < tour.end_trip; t++)
            trips[t - first] = look_at_trip(settled, person, &tour, t);
        all->tour_count[item]++;
    }
}

static void tours_deinit(struct tours *tours)
{
    mem_free(tours->persons);
    mem_free(tours->first_trip);
    mem_free(tours->tour_count);
    mem_free(tours->trips);
    mem_free(tours->tours);
}

/** The tours of the chosen persons, in their order; returns how many. Tours that cannot be made at
 * all are left out with their trips. */
static uint32_t close_ranks(struct tours *tours)
{
    uint32_t count = 0, trip_count = 0;
    for (uint32_t k = 0; k < tours->person_count; k++) {
        uint32_t trip = tours->first_trip[k];
        for (uint32_t i = 0; i < tours->tour_count[k]; i++) {
            struct calibration_tour tour = tours->tours[tours->first_trip[k] + i];
            bool is_possible = false;
            for (uint32_t m = 0; m < MODE_COUNT; m++)
                is_possible |= tour.is_possible[m];
            if (is_possible) {
                memmove(tours->trips + trip_count, tours->trips + trip,
                        tour.trip_count * sizeof *tours->trips);
                trip_count += tour.trip_count;
                tours->tours[count++] = tour;
            }
            trip += tour.trip_count;
        }
    }
    return count;
}

/** The fit at the present service. */
static enum status fit(struct calibrating *calibrating, const struct settled *settled,
                       struct calibration_fit *out, struct error *err)
{
    struct world *world = settled->world;
    struct tours tours = {.settled = settled};
    enum status status = choose_persons(&world->population, &tours, err);
    if (status == STATUS_OK) {
        team_run(world->team, tours.person_count, look_at_person, &tours);
        struct calibration_input input = {
            .parameters = &world->spec->choice,
            .tour_count = close_ranks(&tours),
            .tours = tours.tours,
            .trips = tours.trips,
            .shares = calibrating->shares,
            .share_count = calibrating->share_count,
            .ridge = RIDGE,
        };
        status = calibration_fit(&input, world->team, out, err);
    }
    tours_deinit(&tours);
    return status;
}

/** Moves the constants of the modes of a share in its band, except walking. */
static void move(struct choice_constants *constants, const struct calibration_share *share,
                 double eur)
{
    for (uint32_t m = 0; m < MODE_COUNT; m++)
        if (share->modes >> m & 1u)
            constants->eur[m][share->band] += eur;
}

/** For struct settle_watch: fits, and asks for another settling, or closes. */
static enum status on_settled(void *self, const struct settled *settled, bool *out_again,
                              struct error *err)
{
    struct calibrating *calibrating = self;
    struct calibration_fit *found = mem_alloc(1, sizeof *found, err);
    enum status status = found ? fit(calibrating, settled, found, err) : STATUS_RESOURCE;
    if (status == STATUS_OK) {
        memcpy(calibrating->round == 0 ? calibrating->before : calibrating->after, found->before,
               sizeof found->before);
        *out_again = calibrating->round++ < calibrating->question->rounds;
        for (uint32_t i = 0; *out_again && i < calibrating->share_count; i++) {
            move(settled->constants, &calibrating->shares[i], found->move_eur[i]);
            calibrating->moved_eur[i] += found->move_eur[i];
        }
        calibrating->constants = *settled->constants;
    }
    mem_free(found);
    return status;
}

static bool on_day(void *self, uint32_t t_ms, uint64_t event_count)
{
    const struct settle_watch *watch = ((struct calibrating *)self)->question->watch;
    return watch->day(watch->self, t_ms, event_count);
}

static bool on_iteration(void *self, const struct settle_row *row)
{
    const struct settle_watch *watch = ((struct calibrating *)self)->question->watch;
    return watch->iteration(watch->self, row);
}

/** The fitted shares by length band of the table of targets. */
static enum status read_targets(struct calibrating *calibrating, struct error *err)
{
    const struct target_set *set = &calibrating->world->targets;
    for (uint32_t i = 0; i < set->count; i++) {
        const struct target *target = &set->items[i];
        if (target->row->kind != TARGET_BAND_SHARE || target->row->use != TARGET_FITTED ||
            calibrating->share_count == CALIBRATION_SHARES_MAX)
            continue;
        calibrating->targets[calibrating->share_count] = target;
        calibrating->shares[calibrating->share_count++] =
            (struct calibration_share){(uint8_t)target->a, target->modes, target->row->value};
    }
    if (calibrating->share_count > 0)
        return STATUS_OK;
    return error_fail(err, STATUS_DATA,
                      "%s: no row of demand.targets has the kind band_share and the use fitted, so "
                      "there is nothing to fit mode constants to",
                      calibrating->world->spec->path);
}

/** Whether a mode's constant in a band was moved. */
static bool is_fitted(const struct calibrating *calibrating, uint32_t mode, uint32_t band)
{
    for (uint32_t i = 0; i < calibrating->share_count; i++) {
        const struct calibration_share *share = &calibrating->shares[i];
        if (share->band == band && share->modes >> mode & 1u && !(share->modes >> MODE_WALK & 1u))
            return true;
    }
    return false;
}

static enum status write_constants(const struct calibrating *calibrating, struct error *err)
{
    const struct spec *spec = calibrating->world->spec;
    const struct table *bands = &spec->demand_tables.length_bands;
    const char *path = calibrating->question->output;
    FILE *file = fopen(path, "w");
    if (!file)
        return error_fail(err, STATUS_RESOURCE, "%s cannot be written: %s", path, strerror(errno));
    fprintf(file, "mode,from_m,constant,source,quality\n");
    for (uint32_t m = 0; m < MODE_TRUCK; m++)
        for (uint32_t b = 0; b < bands->count; b++)
            fprintf(file,
                    "%s,%.0f,%.5f,\"ardey calibrate: scenario %s, sample %g, %u rounds\",%s\n",
                    mode_names[m], TABLE_ROW(bands, struct length_band_row, b)->from_m,
                    calibrating->constants.eur[m][b], spec->run.name, spec->demand.sample,
                    calibrating->question->rounds,
                    is_fitted(calibrating, m, b) ? "fitted to demand.targets" : "as before");
    bool is_bad = ferror(file) != 0;
    if (fclose(file) != 0 || is_bad)
        return error_fail(err, STATUS_RESOURCE, "%s cannot be written: %s", path, strerror(errno));
    return STATUS_OK;
}

static void tell(const struct calibrating *calibrating)
{
    const struct calibrate_question *question = calibrating->question;
    for (uint32_t i = 0; i < calibrating->share_count; i++) {
        const struct target_row *row = calibrating->targets[i]->row;
        question->put(question->self,
                      &(struct ardey_calibration_row){.id = row->id,
                                                      .unit = "%",
                                                      .moved_unit = "EUR",
                                                      .observed = PERCENT * row->value,
                                                      .before = PERCENT * calibrating->before[i],
                                                      .after = PERCENT * calibrating->after[i],
                                                      .moved = calibrating->moved_eur[i]});
    }
}

enum status calibrate_modes(struct world *world, const struct calibrate_question *question,
                            struct error *err)
{
    struct record_sink nowhere = {.put = record_drop};
    struct calibrating *calibrating = mem_alloc(1, sizeof *calibrating, err);
    if (!calibrating)
        return STATUS_RESOURCE;
    calibrating->world = world;
    calibrating->question = question;
    const struct settle_watch watch = {.self = calibrating,
                                       .day = question->watch->day ? on_day : NULL,
                                       .iteration =
                                           question->watch->iteration ? on_iteration : NULL,
                                       .settled = on_settled};
    enum status status = read_targets(calibrating, err);
    if (status == STATUS_OK)
        status = settle(world, &watch, nowhere, err);
    if (status == STATUS_OK && calibrating->round == 0)
        status = error_fail(err, STATUS_USAGE,
                            "%s: equilibrium.iterations is 0 or nobody travels, so nobody chooses",
                            world->spec->path);
    if (status == STATUS_OK)
        status = write_constants(calibrating, err);
    if (status == STATUS_OK)
        tell(calibrating);
    mem_free(calibrating);
    return status;
}
