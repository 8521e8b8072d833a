// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/calibrate_through.h"

#include "api/counters.h"
#include "base/memory.h"
#include "demand/through_fit.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define WEIGHT 1.0 /* a flow that grows by a factor e counts as much as a GEH of 1 */

/** What was counted: at a fitted counter of the targets, or at a gate. */
struct through_count {
    const struct target *target; /**< NULL: of the gate */
    const char *name;
    uint32_t place, node; /**< of the gate */
    bool is_heavy;
    double counted;
};

/** Counters count both directions together, so the rows of two gates, there and back, move by the
 * same factor: they are one pair. Flow 2 p are the cars of pair p, flow 2 p + 1 its trucks. */
struct fitting {
    struct world *world;
    const struct calibrate_question *question;
    uint32_t row_count, flow_count, count_count;
    struct through_count *counts; /**< [count_count] */
    uint32_t *pair;               /**< [row_count] */
    uint32_t *from, *to;          /**< [rows] places of the gates */
    double *first;                /**< [2 row_count] vehicles per day of the rows at first */
    double *prior,
        *factor; /**< [flow_count] of the first flows, and what they are multiplied with now */
    double *before, *after; /**< [count_count] */
    double *fixed;          /**< [count_count] other vehicles */
    double *share;          /**< [count_count x flow_count] */
    double *vehicles;       /**< [flow_count] simulated */
};

static struct through_row *through_rows(const struct world *world)
{
    return world->spec->demand_tables.through.rows;
}

static uint32_t gate_place(const struct world *world, const char *gate)
{
    const struct table *gates = &world->spec->demand_tables.gates;
    for (uint32_t i = 0; i < gates->count; i++) {
        const struct gate_row *row = TABLE_ROW(gates, struct gate_row, i);
        if (strcmp(row->gate, gate) == 0)
            return names_find(&world->network->place_names, row->place);
    }
    return NONE;
}

static bool is_fitted_counter(const struct target *target)
{
    return target->row->kind == TARGET_COUNTER && target->row->use == TARGET_FITTED &&
           target->row->value > 0;
}

/** The rows of the table, and which of them are a pair. */
static void read_rows(struct fitting *fitting)
{
    const struct world *world = fitting->world;
    for (uint32_t r = 0; r < fitting->row_count; r++) {
        const struct through_row *row = &through_rows(world)[r];
        double vehicles[] = {row->cars_per_day, row->trucks_per_day};
        fitting->from[r] = gate_place(world, row->from_gate);
        fitting->to[r] = gate_place(world, row->to_gate);
        fitting->pair[r] = NONE;
        for (uint32_t other = 0; other < r; other++)
            if (fitting->from[other] == fitting->to[r] && fitting->to[other] == fitting->from[r])
                fitting->pair[r] = fitting->pair[other];
        if (fitting->pair[r] == NONE) {
            fitting->pair[r] = fitting->flow_count / 2;
            fitting->flow_count += 2;
        }
        for (uint32_t c = 0; c < 2; c++) {
            fitting->first[2 * r + c] = vehicles[c];
            fitting->prior[2 * fitting->pair[r] + c] += vehicles[c];
            fitting->factor[2 * fitting->pair[r] + c] = 1.0;
        }
    }
}

/** What a row has now: cars, or trucks. */
static double row_vehicles(const struct fitting *fitting, uint32_t row, uint32_t is_truck)
{
    return round(fitting->first[2 * row + is_truck] *
                 fitting->factor[2 * fitting->pair[row] + is_truck]);
}

/** What is counted at a gate of the table. */
static uint32_t list_gate(const struct world *world, const struct gate_row *row,
                          struct through_count *out)
{
    uint32_t place = names_find(&world->network->place_names, row->place), count = 0;
    double counted[] = {row->vehicles_per_day, row->heavy_per_day};
    for (uint32_t is_heavy = 0; is_heavy < 2; is_heavy++)
        if (counted[is_heavy] > 0) {
            out[count++] = (struct through_count){.name = row->gate,
                                                  .place = place,
                                                  .node = world->network->places[place].node,
                                                  .is_heavy = is_heavy,
                                                  .counted = counted[is_heavy]};
        }
    return count;
}

/** Lists what is fitted to, counters before gates; returns how many. Room for it: [fitted counters
 * + 2 gates]. */
static uint32_t list_counts(const struct world *world, struct through_count *out)
{
    const struct target_set *set = &world->targets;
    const struct table *gates = &world->spec->demand_tables.gates;
    uint32_t count = 0;
    for (uint32_t i = 0; i < set->count; i++)
        if (is_fitted_counter(&set->items[i]))
            out[count++] = (struct through_count){.target = &set->items[i],
                                                  .name = set->items[i].row->id,
                                                  .is_heavy = set->items[i].is_heavy,
                                                  .counted = set->items[i].row->value};
    for (uint32_t i = 0; i < gates->count; i++)
        count += list_gate(world, TABLE_ROW(gates, struct gate_row, i), &out[count]);
    return count;
}

static enum status fitting_init(struct fitting *fitting, struct error *err)
{
    const struct world *world = fitting->world;
    uint32_t rows = world->spec->demand_tables.through.count;
    fitting->row_count = rows;
    fitting->counts =
        mem_alloc(world->targets.count + 2 * (size_t)world->spec->demand_tables.gates.count,
                  sizeof *fitting->counts, err);
    if (!fitting->counts)
        return STATUS_RESOURCE;
    fitting->count_count = list_counts(world, fitting->counts);
    if (rows == 0 || fitting->count_count == 0)
        return error_fail(err, STATUS_DATA,
                          "%s: %u rows of demand.through and %u fitted counters in demand.targets "
                          "and counts in demand.gates: there is nothing to fit",
                          world->spec->path, rows, fitting->count_count);
    size_t flows = 2 * (size_t)rows, counts = fitting->count_count;
    fitting->from = mem_alloc(rows, sizeof *fitting->from, err);
    fitting->to = mem_alloc(rows, sizeof *fitting->to, err);
    fitting->prior = mem_alloc(flows, sizeof *fitting->prior, err);
    fitting->pair = mem_alloc(rows, sizeof *fitting->pair, err);
    fitting->first = mem_alloc(flows, sizeof *fitting->first, err);
    fitting->factor = mem_alloc(flows, sizeof *fitting->factor, err);
    fitting->vehicles = mem_alloc(flows, sizeof *fitting->vehicles, err);
    fitting->before = mem_alloc(counts, sizeof *fitting->before, err);
    fitting->after = mem_alloc(counts, sizeof *fitting->after, err);
    fitting->fixed = mem_alloc(counts, sizeof *fitting->fixed, err);
    fitting->share = mem_alloc(counts * flows, sizeof *fitting->share, err);
    if (err->status == STATUS_RESOURCE)
        return STATUS_RESOURCE;
    read_rows(fitting);
    return STATUS_OK;
}

static void fitting_deinit(struct fitting *fitting)
{
    mem_free(fitting->counts);
    mem_free(fitting->from);
    mem_free(fitting->to);
    mem_free(fitting->prior);
    mem_free(fitting->pair);
    mem_free(fitting->first);
    mem_free(fitting->factor);
    mem_free(fitting->vehicles);
    mem_free(fitting->before);
    mem_free(fitting->after);
    mem_free(fitting->fixed);
    mem_free(fitting->share);
}

/** The flow of a person who passes through, or NONE. */
static uint32_t flow_of(const struct fitting *fitting, uint32_t person)
{
    const struct population *population = &fitting->world->population;
    uint8_t group = population->group[person];
    if (group != GROUP_THROUGH_CAR && group != GROUP_THROUGH_TRUCK)
        return NONE;
    for (uint32_t r = 0; r < fitting->row_count; r++)
        if (fitting->from[r] == population->start_place[person] &&
            fitting->to[r] == population->main_place[person])
            return 2 * fitting->pair[r] + (group == GROUP_THROUGH_TRUCK);
    return NONE;
}

/** How often a route is counted; a gate counts who begins or ends there. */
static uint32_t passes(const struct fitting *fitting, const struct through_count *at,
                       uint32_t person, const uint32_t *route, uint32_t length)
{
    const struct population *population = &fitting->world->population;
    if (!at->target)
        return population->start_place[person] == at->place ||
               population->main_place[person] == at->place;
    const struct counter *counter = &fitting->world->network->counters[at->target->a];
    uint32_t count = 0;
    for (uint32_t i = 0; i < length; i++)
        for (uint32_t k = 0; k < counter->link_count; k++)
            count += route[i] == counter->links[k];
    return count;
}

/** Which share of each flow passes each counter, from the routes driven. */
static void read_routes(struct fitting *fitting)
{
    const struct world *world = fitting->world;
    const struct population *population = &world->population;
    uint32_t flows = fitting->flow_count;
    memset(fitting->share, 0, (size_t)fitting->count_count * flows * sizeof *fitting->share);
    memset(fitting->vehicles, 0, flows * sizeof *fitting->vehicles);
    for (uint32_t i = 0; i < population->person_count; i++) {
        uint32_t j = flow_of(fitting, i), length;
        if (j == NONE)
            continue;
        const uint32_t *route = route_book_read(world->routes, population->first_trip[i], &length);
        fitting->vehicles[j]++;
        for (uint32_t c = 0; c < fitting->count_count; c++) {
            const struct through_count *at = &fitting->counts[c];
            if (!at->is_heavy || j % 2 == 1)
                fitting->share[c * flows + j] += passes(fitting, at, i, route, length);
        }
    }
    for (uint32_t c = 0; c < fitting->count_count; c++)
        for (uint32_t j = 0; j < flows; j++)
            if (fitting->vehicles[j] > 0)
                fitting->share[c * flows + j] /= fitting->vehicles[j];
}

/** What is counted on the day; at a gate on the drawn streets that meet there. */
static double count_vehicles(const struct world *world, const struct through_count *at)
{
    const struct network *network = world->network;
    double sum = 0;
    if (at->target)
        return counter_vehicles(world, at->target->a, at->is_heavy);
    for (uint32_t i = 0; i < network->link_count; i++) {
        const struct road_link *link = &network->links[i];
        bool is_there = link->from == at->node || link->to == at->node;
        if (is_there && link->class != ROAD_CLASS_CONNECTOR)
            sum += link_vehicles(world, i, at->is_heavy);
    }
    return sum;
}

/** The settled day, and what its counters have counted. */
static enum status run_day(struct fitting *fitting, double *out, struct error *err)
{
    struct world *world = fitting->world;
    struct record_sink nowhere = {.put = record_drop};
    enum status status = settle(world, fitting->question->watch, nowhere, err);
    if (status == STATUS_OK && !world->routes)
        return error_fail(err, STATUS_USAGE,
                          "%s: equilibrium.iterations is 0, so no routes are written down",
                          world->spec->path);
    if (status == STATUS_OK)
        status = world_begin_day(world, nowhere, err);
    if (status == STATUS_OK)
        status = kernel_run_until(world->kernel, world->stop_ms, err);
    for (uint32_t c = 0; status == STATUS_OK && c < fitting->count_count; c++)
        out[c] = count_vehicles(world, &fitting->counts[c]);
    world_end_day(world);
    return status;
}

/** Everybody anew, with the flows. */
static enum status populate(struct fitting *fitting, struct error *err)
{
    struct world *world = fitting->world;
    for (uint32_t r = 0; r < fitting->row_count; r++) {
        through_rows(world)[r].cars_per_day = row_vehicles(fitting, r, 0);
        through_rows(world)[r].trucks_per_day = row_vehicles(fitting, r, 1);
    }
    world_depopulate(world);
    return world_populate(world, world->partition_count, err);
}

static enum status fit(struct fitting *fitting, const double *counts, struct error *err)
{
    double sample = fitting->world->spec->demand.sample;
    uint32_t flows = fitting->flow_count;
    double *found = mem_alloc(flows, sizeof *found, err);
    double *counted = mem_alloc(fitting->count_count, sizeof *counted, err);
    if (!found || !counted) {
        mem_free(found);
        mem_free(counted);
        return STATUS_RESOURCE;
    }
    read_routes(fitting);
    for (uint32_t c = 0; c < fitting->count_count; c++) {
        counted[c] = fitting->counts[c].counted;
        fitting->fixed[c] = counts[c];
        for (uint32_t j = 0; j < flows; j++)
            fitting->fixed[c] -= fitting->share[c * flows + j] * fitting->vehicles[j] / sample;
    }
    const struct through_fit_input input = {.flow_count = flows,
                                            .count_count = fitting->count_count,
                                            .prior_per_day = fitting->prior,
                                            .counted = counted,
                                            .fixed = fitting->fixed,
                                            .share = fitting->share,
                                            .weight = WEIGHT};
    enum status status = through_fit(&input, found, err);
    for (uint32_t j = 0; status == STATUS_OK && j < flows; j++)
        fitting->factor[j] = fitting->prior[j] > 0 ? found[j] / fitting->prior[j] : 1.0;
    mem_free(found);
    mem_free(counted);
    return status;
}

static enum status write_flows(const struct fitting *fitting, struct error *err)
{
    const struct spec *spec = fitting->world->spec;
    const char *path = fitting->question->output;
    FILE *file = fopen(path, "w");
    if (!file)
        return error_fail(err, STATUS_RESOURCE, "%s cannot be written: %s", path, strerror(errno));
    fprintf(file, "from_gate,to_gate,cars_per_day,trucks_per_day,source,quality\n");
    for (uint32_t r = 0; r < fitting->row_count; r++) {
        const struct through_row *row = &through_rows(fitting->world)[r];
        fprintf(file,
                "%s,%s,%.0f,%.0f,\"fitted by ardey calibrate --through: scenario %s, sample %g, %u "
                "rounds, to the fitted counters of demand.targets and the counts of "
                "demand.gates\",fitted\n",
                row->from_gate, row->to_gate, row_vehicles(fitting, r, 0),
                row_vehicles(fitting, r, 1), spec->run.name, spec->demand.sample,
                fitting->question->rounds);
    }
    bool is_bad = ferror(file) != 0;
    if (fclose(file) != 0 || is_bad)
        return error_fail(err, STATUS_RESOURCE, "%s cannot be written: %s", path, strerror(errno));
    return STATUS_OK;
}

static void tell(const struct fitting *fitting)
{
    const struct calibrate_question *question = fitting->question;
    for (uint32_t c = 0; c < fitting->count_count; c++)
        question->put(question->self,
                      &(struct ardey_calibration_row){.id = fitting->counts[c].name,
                                                      .unit = fitting->counts[c].target ||
                                                                      !fitting->counts[c].is_heavy
                                                                  ? "veh/day"
                                                                  : "trucks/day",
                                                      .moved_unit = "",
                                                      .observed = fitting->counts[c].counted,
                                                      .before = fitting->before[c],
                                                      .after = fitting->after[c],
                                                      .moved = (double)NAN});
}

enum status calibrate_through(struct world *world, const struct calibrate_question *question,
                              struct error *err)
{
    struct fitting fitting = {.world = world, .question = question};
    enum status status = fitting_init(&fitting, err);
    if (status == STATUS_OK)
        status = run_day(&fitting, fitting.before, err);
    if (status == STATUS_OK)
        memcpy(fitting.after, fitting.before, fitting.count_count * sizeof *fitting.after);
    for (uint32_t round = 0; status == STATUS_OK && round < question->rounds; round++) {
        status = fit(&fitting, fitting.after, err);
        if (status == STATUS_OK)
            status = populate(&fitting, err);
        if (status == STATUS_OK)
            status = run_day(&fitting, fitting.after, err);
    }
    if (status == STATUS_OK)
        status = write_flows(&fitting, err);
    if (status == STATUS_OK)
        tell(&fitting);
    fitting_deinit(&fitting);
    return status;
}
