// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulation.h"

#include "api/checkpoint.h"
#include "api/forecast.h"
#include "api/hook_day.h"
#include "api/rail_results.h"
#include "api/static_results.h"
#include "base/memory.h"
#include "base/same_file.h"
#include "base/sealed_file.h"
#include "base/wall_clock.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MESSAGE_SIZE 600
#define PATH_SIZE    4096
#define BYTES_PER_MB 1e6

static void __attribute__((format(printf, 2, 3)))
tell(const struct ardey_simulation *simulation, const char *format, ...)
{
    char text[MESSAGE_SIZE];
    va_list args;
    if (!simulation->options.message)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    simulation->options.message(simulation->options.progress_self, text);
}

enum status simulation_read_spec(const struct ardey_options *options, struct spec **out,
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

/** A result must not take the place of the scenario that it comes from. */
static enum status check_output(const struct ardey_options *options, struct error *err)
{
    if (options->output && same_file(options->scenario, options->output))
        return error_fail(err, STATUS_USAGE, "the output '%s' is the scenario file",
                          options->output);
    return STATUS_OK;
}

/** Connects the link intervals. */
static enum status open_link_results(struct ardey_simulation *simulation, struct error *err)
{
    struct world *world = simulation->world;
    enum status status =
        link_results_create(world->network, world->road, simulation->results,
                            1.0 / world->spec->demand.sample, &simulation->link_results, err);
    if (status != STATUS_OK)
        return status;
    link_results_begin(simulation->link_results, world->start_ms);
    uint32_t interval_ms = (uint32_t)lround(1000.0 * world->spec->run.interval_s);
    return kernel_add_sync(world->kernel, interval_ms, link_results_append,
                           simulation->link_results, err);
}

/** Announces the streams, so that their groups exist even when no row comes. */
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
    if (status == STATUS_OK && world->hook_day)
        status = results_announce(simulation->results, &hook_act_record, err);
    if (status == STATUS_OK && world->log.kinds != 0)
        status = results_announce(simulation->results, &event_log_record, err);
    if (status == STATUS_OK)
        status = rail_results_open(world, simulation->results, err);
    if (status == STATUS_OK && world->network->parking_count + people_hub_count(world->people) > 0)
        status = results_announce(simulation->results, &people_parking_record, err);
    return status;
}

/** Makes a checkpoint, and says so. */
static enum status save(struct ardey_simulation *simulation, struct error *err)
{
    const char *path = simulation->options.checkpoint;
    struct stat file;
    double from_s = wall_clock_s();
    enum status status = checkpoint_save(simulation, path, err);
    double until_s = wall_clock_s();
    if (status != STATUS_OK) {
        tell(simulation, "no checkpoint was made: %s", err->text);
        return status;
    }
    checkpoint_clock_saved(&simulation->clock, from_s, until_s);
    simulation->has_checkpoint = true;
    tell(simulation, "checkpoint %s: %.1f MB in %.2f s", path,
         stat(path, &file) == 0 ? (double)file.st_size / BYTES_PER_MB : 0.0, until_s - from_s);
    return status;
}

/** Does what the caller or the clock wishes; false: the run stops here. */
static bool look(struct ardey_simulation *simulation, enum ardey_wish wish, uint32_t t_ms)
{
    enum checkpoint_wish due = CHECKPOINT_GO_ON;
    if (simulation->options.checkpoint)
        due = checkpoint_clock_look(&simulation->clock, wall_clock_s(), t_ms);
    bool is_stop =
        wish == ARDEY_STOP || wish == ARDEY_CHECKPOINT_AND_STOP || due == CHECKPOINT_SAVE_AND_STOP;
    bool is_wanted =
        wish == ARDEY_CHECKPOINT || wish == ARDEY_CHECKPOINT_AND_STOP || due != CHECKPOINT_GO_ON;
    enum status saved = STATUS_STOPPED;
    error_reset(&simulation->save_failure);
    if (is_wanted && wish != ARDEY_STOP && simulation->options.checkpoint)
        saved = save(simulation, &simulation->save_failure);
    if (is_stop)
        simulation->stop_status = saved == STATUS_OK ? STATUS_CHECKPOINTED : saved;
    return !is_stop;
}

/** A file that cannot be written is no reason to stop. */
static void show(struct ardey_simulation *simulation, uint32_t t_ms, uint64_t event_count)
{
    struct error err = {0};
    const struct live_moment moment = {t_ms, event_count, simulation->settling != NULL};
    if (simulation->results && live_is_due(&simulation->live, wall_clock_s()) &&
        live_show(&simulation->live, simulation->world, simulation->results, &moment, &err) !=
            STATUS_OK)
        tell(simulation, "the run goes on, but cannot be watched: %s", err.text);
}

static bool watch_window(void *self, uint32_t t_ms, uint64_t event_count)
{
    struct ardey_simulation *simulation = self;
    const struct ardey_options *options = &simulation->options;
    enum ardey_wish wish = ARDEY_GO_ON;
    if (options->progress)
        wish = options->progress(options->progress_self, t_ms / 1000.0,
                                 simulation->world->stop_ms / 1000.0, event_count);
    show(simulation, t_ms, event_count);
    return look(simulation, wish, t_ms);
}

static bool watch_iteration(void *self, const struct settle_row *row)
{
    struct ardey_simulation *simulation = self;
    const struct ardey_options *options = &simulation->options;
    enum ardey_wish wish = ARDEY_GO_ON;
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
    if (options->iteration)
        wish = options->iteration(options->progress_self, &iteration);
    return look(simulation, wish, CHECKPOINT_BETWEEN_DAYS);
}

struct settle_watch simulation_settle_watch(struct ardey_simulation *simulation)
{
    return (struct settle_watch){
        .self = simulation, .day = watch_window, .iteration = watch_iteration};
}

/** What stopped a run that was told to stop. */
static enum status judge(struct ardey_simulation *simulation, enum status status, struct error *err)
{
    if (status != STATUS_STOPPED || simulation->stop_status == STATUS_STOPPED)
        return status;
    error_reset(err);
    if (simulation->stop_status != STATUS_CHECKPOINTED)
        return error_fail(err, simulation->stop_status, "%s", simulation->save_failure.text);
    return error_fail(err, STATUS_CHECKPOINTED, "stopped with the checkpoint '%s'",
                      simulation->options.checkpoint);
}

enum status simulation_run_until(struct ardey_simulation *simulation, uint32_t stop_ms,
                                 struct error *err)
{
    return judge(simulation, kernel_run_until(simulation->world->kernel, stop_ms, err), err);
}

void simulation_archive_day(struct ardey_simulation *simulation, struct archive *archive)
{
    world_archive_day(simulation->world, archive);
    if (simulation->link_results)
        link_results_archive(simulation->link_results, archive);
}

/** All of a checkpoint is loaded, the last part of it since `since_s`. */
static enum status loaded(struct ardey_simulation *simulation, struct checkpoint *from,
                          double since_s)
{
    char when[96];
    if (archive_status(checkpoint_archive(from)) != STATUS_OK)
        return archive_status(checkpoint_archive(from));
    simulation->load_seconds += wall_clock_s() - since_s;
    checkpoint_when(checkpoint_head(from), when, sizeof when);
    tell(simulation, "goes on from checkpoint '%s', %s: loaded in %.2f s",
         simulation->options.checkpoint, when, simulation->load_seconds);
    return STATUS_OK;
}

static enum status settle_world(struct ardey_simulation *simulation, struct record_sink sink,
                                struct checkpoint *from, struct error *err)
{
    const struct settle_watch watch = simulation_settle_watch(simulation);
    struct world *world = simulation->world;
    enum status status = STATUS_OK;
    if (world->spec->equilibrium.iterations > 0 && simulation->results && !from)
        status = results_announce(simulation->results, &settle_iteration_record, err);
    if (status != STATUS_OK || !settle_is_needed(world))
        return status;
    double since_s = wall_clock_s();
    status = settling_create(world, &watch, sink, &simulation->settling, err);
    if (status == STATUS_OK && from) {
        double load_s = wall_clock_s();
        settling_archive(simulation->settling, checkpoint_archive(from));
        status = loaded(simulation, from, load_s);
    }
    if (status == STATUS_OK)
        status = judge(simulation, settling_run(simulation->settling, err), err);
    settling_destroy(simulation->settling);
    simulation->settling = NULL;
    simulation->settle_seconds = wall_clock_s() - since_s;
    return status;
}

static enum status begin_day(struct ardey_simulation *simulation, struct record_sink sink,
                             struct checkpoint *from, struct error *err)
{
    struct world *world = simulation->world;
    enum status status = world_begin_day(world, sink, err);
    if (status == STATUS_OK && simulation->results && !from)
        status = open_results(simulation, err);
    if (status == STATUS_OK && simulation->results)
        status = open_link_results(simulation, err);
    if (status == STATUS_OK)
        kernel_set_watch(world->kernel, watch_window, simulation);
    if (status == STATUS_OK && from) {
        double load_s = wall_clock_s();
        simulation_archive_day(simulation, checkpoint_archive(from));
        status = loaded(simulation, from, load_s);
    }
    return status;
}

/** The people, as they are or as they were; then from where it goes on. */
static enum status begin(struct ardey_simulation *simulation, struct checkpoint *from,
                         struct error *err)
{
    struct world *world = simulation->world;
    struct record_sink sink = {.put = record_drop};
    bool is_settled = from && !checkpoint_head(from)->is_settling;
    uint32_t partition_count =
        from ? checkpoint_head(from)->partition_count : simulation->options.partitions;
    if (simulation->results)
        sink = results_sink(simulation->results);
    if (simulation->results && world->log.kinds != 0) {
        simulation->event_order.sink = sink;
        sink = event_order_sink(&simulation->event_order);
    }
    enum status status = world_populate(world, partition_count, err);
    if (status == STATUS_OK && from) {
        double load_s = wall_clock_s();
        world_archive_plans(world, checkpoint_archive(from));
        status = archive_status(checkpoint_archive(from));
        simulation->load_seconds += wall_clock_s() - load_s;
    }
    if (status == STATUS_OK && !is_settled)
        status = settle_world(simulation, sink, from, err);
    return status == STATUS_OK ? begin_day(simulation, sink, is_settled ? from : NULL, err)
                               : status;
}

/** Goes on with the results of a checkpoint. STATUS_DATA: they are lost. */
static enum status resume_results(struct ardey_simulation *simulation, struct checkpoint *from,
                                  struct error *err)
{
    const struct world *world = simulation->world;
    char part[PATH_SIZE];
    if (!simulation->options.output)
        return STATUS_OK;
    snprintf(part, sizeof part, "%s.part", simulation->options.output);
    if (access(part, F_OK) != 0)
        return error_fail(err, STATUS_DATA, "'%s', which belongs to checkpoint '%s', is missing",
                          part, simulation->options.checkpoint);
    simulation->results =
        results_resume(simulation->options.output, world->spec->run.date, world->team, err);
    if (!simulation->results)
        return err->status;
    results_archive(simulation->results, checkpoint_archive(from));
    if (archive_status(checkpoint_archive(from)) == STATUS_OK)
        return STATUS_OK;
    results_abandon(simulation->results);
    simulation->results = NULL;
    return archive_status(checkpoint_archive(from));
}

/** The checkpoint to go on from in `*out`; NULL: there is none that is whole. Until all is known
 * about it, its errors go to `why`. */
static enum status find_checkpoint(struct ardey_simulation *simulation, struct checkpoint **out,
                                   struct error *why, struct error *err)
{
    const char *path = simulation->options.checkpoint;
    *out = NULL;
    if (!path || access(path, F_OK) != 0) {
        if (path && simulation->options.is_resumed)
            tell(simulation, "there is no checkpoint '%s': the run begins anew", path);
        return STATUS_OK;
    }
    if (!sealed_file_is(path))
        return error_fail(err, STATUS_USAGE, "'%s' is no checkpoint of Ardey: it is not touched",
                          path);
    if (!simulation->options.is_resumed) {
        tell(simulation, "the run begins anew, without --resume: checkpoint '%s' is removed", path);
        sealed_file_remove(path);
        return STATUS_OK;
    }
    double since_s = wall_clock_s();
    enum status status = checkpoint_open(path, out, why);
    if (status == STATUS_OK)
        status = checkpoint_fits(*out, simulation, why);
    if (status == STATUS_OK)
        status = resume_results(simulation, *out, why);
    simulation->load_seconds = wall_clock_s() - since_s;
    if (status == STATUS_OK) {
        simulation->has_checkpoint = true;
        checkpoint_archive(*out)->err = err;
        return STATUS_OK;
    }
    checkpoint_close(*out);
    *out = NULL;
    if (status != STATUS_DATA) /* what is not damaged may still be used, by another try */
        return error_fail(err, status, "%s", why->text);
    tell(simulation, "the run begins anew: %s", why->text);
    return STATUS_OK;
}

enum status simulation_open(struct ardey_simulation *simulation, struct error *err)
{
    const struct ardey_options *options = &simulation->options;
    struct checkpoint *from = NULL;
    struct error *why = mem_alloc(1, sizeof *why, err);
    struct spec *spec;

    enum status status = why ? simulation_read_spec(options, &spec, err) : STATUS_RESOURCE;
    if (status == STATUS_OK)
        status = world_create(spec, options->threads, &simulation->world, err);
    if (status == STATUS_OK)
        status = check_output(options, err);
    if (status == STATUS_OK && !options->is_forced) {
        const struct forecast forecast = forecast_of(simulation->world);
        status = forecast_check(&forecast, options->output, err);
    }
    if (status == STATUS_OK)
        status = find_checkpoint(simulation, &from, why, err);
    if (status == STATUS_OK && options->output && !from) {
        simulation->results = results_create(options->output, simulation->world->spec->run.date,
                                             simulation->world->team, err);
        status = simulation->results ? STATUS_OK : err->status;
    }
    if (status == STATUS_OK)
        status = begin(simulation, from, err);
    if (from && status == STATUS_DATA)
        error_note(err, "while loading '%s'", options->checkpoint);
    checkpoint_close(from);
    mem_free(why);
    return status;
}

void simulation_drop_checkpoint(struct ardey_simulation *simulation)
{
    if (simulation->has_checkpoint)
        sealed_file_remove(simulation->options.checkpoint);
    simulation->has_checkpoint = false;
}
