// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ardey.h"

#include "api/calibrate.h"
#include "api/calibrate_through.h"
#include "api/link_results.h"
#include "api/rail_results.h"
#include "api/settle.h"
#include "api/static_results.h"
#include "api/summary.h"
#include "api/targets.h"
#include "api/wall_clock.h"
#include "api/world.h"
#include "base/memory.h"
#include "base/version.h"
#include "import/gtfs_import.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

_Static_assert((int)ARDEY_STOPPED == (int)STATUS_STOPPED, "one list of statuses");
_Static_assert(sizeof(struct ardey_error) == ERROR_TEXT_SIZE, "one size of error texts");

#define CHECK_TEXT_SIZE    2048
#define CALIBRATION_ROUNDS 2u

struct ardey_simulation {
    struct ardey_options options;
    struct world *world;
    struct results *results; /**< NULL without an output */
    struct link_results *link_results;
    double build_seconds, settle_seconds, run_seconds;
    bool is_finished; /**< the results are closed: nothing more can be simulated */
};

/** Hands an inner error to the caller. */
static enum ardey_status give_error(const struct error *from, enum status status,
                                    struct ardey_error *to)
{
    if (status != STATUS_OK && to)
        memcpy(to->text, from->text, sizeof to->text);
    return (enum ardey_status)status;
}

const char *ardey_version(void)
{
    return ARDEY_VERSION;
}

static bool watch_progress(void *self, uint32_t t_ms, uint64_t event_count)
{
    const struct ardey_simulation *simulation = self;
    const struct ardey_options *options = &simulation->options;
    return options->progress(options->progress_self, t_ms / 1000.0,
                             simulation->world->stop_ms / 1000.0, event_count);
}

/** Reads the scenario, with what the options put in its place. */
static enum status read_spec(const struct ardey_options *options, struct spec **out,
                             struct error *err)
{
    if (!options->scenario)
        return error_fail(err, STATUS_USAGE, "no scenario was given");
    const struct field *sample = fields_find(demand_parameter_fields, "sample");
    if (options->sample != 0 && !(options->sample >= sample->min && options->sample <= sample->max))
        return error_fail(err, STATUS_USAGE, "sample %g: must be between %g and %g",
                          options->sample, sample->min, sample->max);
    const struct field *iterations = fields_find(equilibrium_parameter_fields, "iterations");
    if (options->has_iterations && (double)options->iterations > iterations->max)
        return error_fail(err, STATUS_USAGE, "%llu iterations: must be at most %g",
                          (unsigned long long)options->iterations, iterations->max);
    enum status status = scenario_read(options->scenario, options->scenario_path, out, err);
    if (status != STATUS_OK)
        return status;
    if (options->sample > 0)
        (*out)->demand.sample = options->sample;
    if (options->has_seed)
        (*out)->run.seed = (int64_t)options->seed;
    if (options->has_iterations)
        (*out)->equilibrium.iterations = (int64_t)options->iterations;
    return STATUS_OK;
}

/** Announces the streams, so that their groups exist even when no row comes, and connects the link
 * intervals. */
static enum status open_results(struct ardey_simulation *simulation, struct error *err)
{
    struct world *world = simulation->world;
    static const struct record_kind *const streams[] = {
        &people_trip_record,    &transit_leg_record,   &transit_call_record,
        &transit_denied_record, &road_gridlock_record, &road_forced_record};
    enum status status = static_results_write(world, simulation->results, err);
    for (size_t i = 0; status == STATUS_OK && i < sizeof streams / sizeof streams[0]; i++)
        status = results_announce(simulation->results, streams[i], err);
    if (status == STATUS_OK && world->gates)
        status = results_announce(simulation->results, &gates_drive_record, err);
    if (status == STATUS_OK)
        status = rail_results_open(world, simulation->results, err);
    if (status == STATUS_OK && world->network->parking_count + people_hub_count(world->people) > 0)
        status = results_announce(simulation->results, &people_parking_record, err);
    if (status == STATUS_OK)
        status =
            link_results_create(world->network, world->road, simulation->results,
                                1.0 / world->spec->demand.sample, &simulation->link_results, err);
    if (status != STATUS_OK)
        return status;
    link_results_begin(simulation->link_results, world->start_ms);
    uint32_t interval_ms = (uint32_t)lround(1000.0 * world->spec->run.interval_s);
    return kernel_add_sync(world->kernel, interval_ms, link_results_append,
                           simulation->link_results, err);
}

/** A result must not take the place of the scenario that it comes from. */
static enum status check_output(const struct ardey_options *options, struct error *err)
{
    struct stat scenario, output;
    if (options->output && stat(options->scenario, &scenario) == 0 &&
        stat(options->output, &output) == 0 && scenario.st_dev == output.st_dev &&
        scenario.st_ino == output.st_ino)
        return error_fail(err, STATUS_USAGE, "the output '%s' is the scenario file",
                          options->output);
    return STATUS_OK;
}

static bool watch_iteration(void *self, const struct settle_row *row)
{
    const struct ardey_simulation *simulation = self;
    const struct ardey_options *options = &simulation->options;
    struct ardey_iteration iteration = {.iteration = row->iteration.iteration,
                                        .relative_gap = row->iteration.relative_gap,
                                        .mean_cost_eur = row->iteration.mean_cost,
                                        .share_who_changed = row->iteration.share_who_changed,
                                        .simulate_s = row->simulate_s,
                                        .service_s = row->service_s,
                                        .decide_s = row->decide_s};
    for (int m = 0; m < ARDEY_MODES; m++) {
        iteration.mode_names[m] = mode_names[m];
        iteration.mode_shares[m] = row->mode_share[m];
    }
    return options->iteration(options->progress_self, &iteration);
}

static struct settle_watch watch_of(struct ardey_simulation *simulation)
{
    const struct ardey_options *options = &simulation->options;
    return (struct settle_watch){.self = simulation,
                                 .day = options->progress ? watch_progress : NULL,
                                 .iteration = options->iteration ? watch_iteration : NULL};
}

static enum status settle_world(struct ardey_simulation *simulation, struct record_sink sink,
                                struct error *err)
{
    const struct settle_watch watch = watch_of(simulation);
    struct world *world = simulation->world;
    enum status status = STATUS_OK;
    if (world->spec->equilibrium.iterations > 0 && simulation->results)
        status = results_announce(simulation->results, &settle_iteration_record, err);
    double since = wall_clock_s();
    if (status == STATUS_OK)
        status = settle(world, &watch, sink, err);
    simulation->settle_seconds = wall_clock_s() - since;
    return status;
}

static enum status open_world(struct ardey_simulation *simulation, struct error *err)
{
    const struct ardey_options *options = &simulation->options;
    struct record_sink sink = {.put = record_drop};
    struct spec *spec;

    enum status status = read_spec(options, &spec, err);
    if (status == STATUS_OK)
        status = world_create(spec, options->threads, &simulation->world, err);
    if (status == STATUS_OK)
        status = check_output(options, err);
    if (status != STATUS_OK)
        return status;
    struct world *world = simulation->world;
    if (options->output) {
        simulation->results =
            results_create(options->output, world->spec->run.date, world->team, err);
        if (!simulation->results)
            return err->status;
        sink = results_sink(simulation->results);
    }
    status = world_populate(world, options->partitions, err);
    if (status == STATUS_OK)
        status = settle_world(simulation, sink, err);
    if (status == STATUS_OK)
        status = world_begin_day(world, sink, err);
    if (status == STATUS_OK && simulation->results)
        status = open_results(simulation, err);
    if (status == STATUS_OK && options->progress)
        kernel_set_watch(world->kernel, watch_progress, simulation);
    return status;
}

enum ardey_status ardey_open(const struct ardey_options *options, struct ardey_simulation **out,
                             struct ardey_error *err)
{
    struct error inner = {0};
    double since = wall_clock_s();
    struct ardey_simulation *simulation = mem_alloc(1, sizeof *simulation, &inner);
    if (!simulation)
        return give_error(&inner, STATUS_RESOURCE, err);

    simulation->options = *options;
    enum status status = open_world(simulation, &inner);
    if (status != STATUS_OK) {
        ardey_close(simulation);
        return give_error(&inner, status, err);
    }
    simulation->build_seconds = wall_clock_s() - since - simulation->settle_seconds;
    *out = simulation;
    return ARDEY_OK;
}

double ardey_stop_time(const struct ardey_simulation *simulation)
{
    return simulation->world->stop_ms / 1000.0;
}

enum ardey_status ardey_run_until(struct ardey_simulation *simulation, double t_s,
                                  struct ardey_error *err)
{
    struct error inner = {0};
    if (simulation->is_finished)
        return give_error(&inner, error_fail(&inner, STATUS_USAGE, "the simulation is finished"),
                          err);
    double since = wall_clock_s(), stop_s = ardey_stop_time(simulation);
    uint32_t stop_ms = 0; /* also for a time before midnight, or none */
    if (t_s > 0)
        stop_ms = t_s < stop_s ? (uint32_t)lround(t_s * 1000.0) : simulation->world->stop_ms;

    enum status status = kernel_run_until(simulation->world->kernel, stop_ms, &inner);
    simulation->run_seconds += wall_clock_s() - since;
    return give_error(&inner, status, err);
}

enum ardey_status ardey_finish(struct ardey_simulation *simulation,
                               struct ardey_summary *out_summary, struct ardey_error *err)
{
    struct error inner = {0};
    if (simulation->is_finished)
        return give_error(&inner, error_fail(&inner, STATUS_USAGE, "the simulation is finished"),
                          err);
    simulation->is_finished = true;
    struct world *world = simulation->world;
    struct ardey_summary summary = {.days = world->settled_days,
                                    .relative_gap = world->relative_gap,
                                    .build_seconds = simulation->build_seconds,
                                    .settle_seconds = simulation->settle_seconds,
                                    .run_seconds = simulation->run_seconds};

    enum status status = summary_fill(world, &summary, &inner);
    if (status == STATUS_OK && simulation->results) {
        status = people_record_under_way(world->people, world->kernel, &inner);
        if (status == STATUS_OK && world->gates)
            status = gates_record_under_way(world->gates, world->kernel, &inner);
        if (status == STATUS_OK)
            status = people_record_parking(world->people, world->kernel, &inner);
        if (status == STATUS_OK)
            status = link_results_end(simulation->link_results, world->kernel, &inner);
        if (status == STATUS_OK)
            status = summary_write(world, &summary, simulation->results, &inner);
        if (status == STATUS_OK) {
            struct results *results = simulation->results;
            simulation->results = NULL; /* finished or not, it is gone after the next call */
            status = results_finish(results, summary.digest, &inner);
        }
    }
    if (status == STATUS_OK)
        *out_summary = summary;
    return give_error(&inner, status, err);
}

enum ardey_status ardey_targets(const struct ardey_simulation *simulation, ardey_target_put *put,
                                void *self, struct ardey_error *err)
{
    struct error inner = {0};
    struct ardey_target *rows;
    enum status status = targets_compare(simulation->world, &rows, &inner);
    for (uint32_t i = 0; status == STATUS_OK && i < simulation->world->targets.count; i++)
        put(self, &rows[i]);
    mem_free(rows);
    return give_error(&inner, status, err);
}

static enum status calibrate(struct ardey_simulation *simulation,
                             const struct calibrate_question *question, bool is_through,
                             struct error *err)
{
    struct spec *spec;
    enum status status = read_spec(&simulation->options, &spec, err);
    if (status == STATUS_OK)
        status = world_create(spec, simulation->options.threads, &simulation->world, err);
    if (status == STATUS_OK)
        status = world_populate(simulation->world, simulation->options.partitions, err);
    if (status != STATUS_OK)
        return status;
    return is_through ? calibrate_through(simulation->world, question, err)
                      : calibrate_modes(simulation->world, question, err);
}

enum ardey_status ardey_calibrate(const struct ardey_calibration *calibration,
                                  ardey_calibration_put *put, void *self, struct ardey_error *err)
{
    struct error inner = {0};
    if (!calibration->output)
        return give_error(&inner,
                          error_fail(&inner, STATUS_USAGE, "no table to write to was given"), err);
    struct ardey_simulation *simulation = mem_alloc(1, sizeof *simulation, &inner);
    if (!simulation)
        return give_error(&inner, STATUS_RESOURCE, err);
    simulation->options = calibration->run; /* its output is no result file */
    simulation->options.output = NULL;
    const struct settle_watch watch = watch_of(simulation);
    const struct calibrate_question question = {
        &watch, calibration->rounds ? calibration->rounds : CALIBRATION_ROUNDS, calibration->output,
        put, self};
    enum status status = calibrate(simulation, &question, calibration->is_through, &inner);
    ardey_close(simulation);
    return give_error(&inner, status, err);
}

void ardey_close(struct ardey_simulation *simulation)
{
    if (!simulation)
        return;
    results_abandon(simulation->results);
    link_results_destroy(simulation->link_results);
    world_destroy(simulation->world);
    mem_free(simulation);
}

enum ardey_status ardey_run(const struct ardey_options *options, struct ardey_summary *out_summary,
                            struct ardey_error *err)
{
    struct ardey_simulation *simulation = NULL;
    enum ardey_status status = ardey_open(options, &simulation, err);
    if (status != ARDEY_OK)
        return status;
    status = ardey_run_until(simulation, ardey_stop_time(simulation), err);
    if (status == ARDEY_OK)
        status = ardey_finish(simulation, out_summary, err);
    ardey_close(simulation);
    return status;
}

enum ardey_status ardey_check(const struct ardey_options *options, char **out_text,
                              struct ardey_error *err)
{
    struct error inner = {0};
    struct spec *spec;
    struct world *world;

    enum status status = read_spec(options, &spec, &inner);
    if (status == STATUS_OK)
        status = world_create(spec, 1, &world, &inner);
    if (status != STATUS_OK)
        return give_error(&inner, status, err);

    char *text = mem_alloc(CHECK_TEXT_SIZE, 1, &inner);
    if (text) {
        const struct network *network = world->network;
        const struct timetable *timetable = world->timetable;
        snprintf(text, CHECK_TEXT_SIZE,
                 "%s: %s\n"
                 "roads: %u nodes, %u links, %u counters\n"
                 "zones: %u with %u places\n"
                 "public transport: %u lines, %u stops, %u departures\n",
                 options->scenario, world->spec->run.title, network->node_count,
                 network->link_count, network->counter_count, network->zone_count,
                 network->place_count, timetable->line_count, timetable->stop_count,
                 timetable->run_count);
        size_t used = strlen(text);
        if (world->spec->has_traffic)
            snprintf(text + used, CHECK_TEXT_SIZE - used, "traffic: %u drives\n",
                     world->drives.count);
        size_t length = strlen(text);
        if (network->turn_rule_count + network->change_count + network->parking_count > 0)
            snprintf(
                text + length, CHECK_TEXT_SIZE - length,
                "rules for %u turns, %u changes by time of day, %u places with parking spaces\n",
                network->turn_rule_count, network->change_count, network->parking_count);
        size_t end = strlen(text);
        const struct rail_network *rail = world->rail_network;
        if (rail->section_count > 0)
            snprintf(text + end, CHECK_TEXT_SIZE - end,
                     "rail: %u sections, %u single tracks; %u of %u hops of trains over them, the "
                     "others "
                     "by the timetable alone\n",
                     rail->section_count, rail->group_count, rail->covered_count, rail->hop_count);
        *out_text = text;
    }
    world_destroy(world);
    return text ? ARDEY_OK : give_error(&inner, STATUS_RESOURCE, err);
}

enum ardey_status ardey_describe(const char *path, char **out_text, struct ardey_error *err)
{
    struct error inner = {0};
    return give_error(&inner, results_describe(path, out_text, &inner), err);
}

enum ardey_status ardey_reference(enum ardey_reference_form form, char **out_text,
                                  struct ardey_error *err)
{
    struct error inner = {0};
    enum status status = form == ARDEY_REFERENCE_META ? spec_meta_lua(out_text, &inner)
                         : form == ARDEY_REFERENCE_LUACHECK
                             ? spec_luacheck(out_text, &inner)
                             : spec_reference_markdown(out_text, &inner);
    return give_error(&inner, status, err);
}

enum ardey_status ardey_import_gtfs(const struct ardey_import_options *options, char **out_text,
                                    struct ardey_error *err)
{
    struct error inner = {0};
    if (!options->feed || !options->date)
        return give_error(
            &inner,
            error_fail(&inner, STATUS_USAGE, "no %s was given", options->feed ? "date" : "feed"),
            err);
    const struct gtfs_import_options import = {options->feed, options->date, options->output,
                                               options->near_m};
    return give_error(&inner, gtfs_import(&import, out_text, &inner), err);
}

void ardey_free(char *text)
{
    mem_free(text);
}
