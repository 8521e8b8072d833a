// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulation.h"

#include "api/branch.h"
#include "api/forecast.h"
#include "api/hook_day.h"
#include "api/rail_results.h"
#include "api/resume.h"
#include "api/shuttle_results.h"
#include "api/static_results.h"
#include "base/memory.h"
#include "base/same_file.h"
#include "base/sealed_file.h"
#include "base/wall_clock.h"
#include "results/results_place.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MESSAGE_SIZE 600
#define PATH_SIZE    4096
#define BYTES_PER_MB 1e6

void simulation_tell(const struct ardey_simulation *simulation, const char *format, ...)
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

static enum status read_spec(const struct ardey_options *options,
                             const struct spec_branch_file *branch, struct spec **out,
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
    enum status status =
        scenario_read_branch(options->scenario, options->scenario_path, branch, out, err);
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

enum status simulation_read_spec(const struct ardey_options *options, struct spec **out,
                                 struct error *err)
{
    return read_spec(options, NULL, out, err);
}

/** A result must not take the place of the scenario that it comes from, or of what is no result. */
static enum status check_output(const struct ardey_options *options, struct error *err)
{
    if (options->output && same_file(options->scenario, options->output))
        return error_fail(err, STATUS_USAGE, "the output '%s' is the scenario file",
                          options->output);
    return options->output ? results_check_place(options->output, err) : STATUS_OK;
}

/** A checkpoint that shall stay must come while the day is under way. */
static enum status check_keep(const struct ardey_simulation *simulation, struct error *err)
{
    const struct ardey_options *options = &simulation->options;
    const struct run_parameters *run = &simulation->world->spec->run;
    char part[PATH_SIZE], at[QUANTITY_TEXT_SIZE], start[QUANTITY_TEXT_SIZE],
        stop[QUANTITY_TEXT_SIZE];
    if (!options->keep || (options->keep_s > run->start_s && options->keep_s < run->stop_s)) {
        if (options->keep && !checkpoint_part_path(options->keep, part, sizeof part))
            return error_fail(err, STATUS_USAGE, "'%s' must end in .checkpoint", options->keep);
        return STATUS_OK;
    }
    quantity_print(QUANTITY_CLOCK, options->keep_s, at);
    quantity_print(QUANTITY_CLOCK, run->start_s, start);
    quantity_print(QUANTITY_CLOCK, run->stop_s, stop);
    return error_fail(err, STATUS_USAGE,
                      "a checkpoint at %s is not within the day, which lasts from %s to %s", at,
                      start, stop);
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
        status = shuttle_results_open(world, simulation->results, err);
    if (status == STATUS_OK)
        status = rail_results_open(world, simulation->results, err);
    if (status == STATUS_OK && world->network->parking_count + people_hub_count(world->people) > 0)
        status = results_announce(simulation->results, &people_parking_record, err);
    return status;
}

/** Makes a checkpoint, for one that is kept with a copy of the results so far, and says so. */
static enum status save(struct ardey_simulation *simulation, const char *path, bool is_kept,
                        struct error *err)
{
    const char *output = simulation->options.output;
    char part[PATH_SIZE], copy[PATH_SIZE];
    struct stat file;
    double from_s = wall_clock_s();
    enum status status = checkpoint_save(simulation, path, err);
    if (status == STATUS_OK && is_kept && output && checkpoint_part_path(path, copy, sizeof copy)) {
        snprintf(part, sizeof part, "%s.part", output);
        status = results_copy_part(part, copy, err);
        if (status != STATUS_OK) /* alone it is of no use */
            sealed_file_remove(path);
    }
    double until_s = wall_clock_s();
    if (status != STATUS_OK) {
        simulation_tell(simulation, "no checkpoint was made: %s", err->text);
        return status;
    }
    checkpoint_clock_saved(&simulation->clock, from_s, until_s);
    simulation_tell(simulation, "checkpoint %s: %.1f MB in %.2f s%s", path,
                    stat(path, &file) == 0 ? (double)file.st_size / BYTES_PER_MB : 0.0,
                    until_s - from_s, is_kept ? ", which stays" : "");
    return status;
}

/** The one that stays is made just before its time: whatever begins at that time is still to come,
 * so that a branch can have it as a scenario has it. */
static uint32_t keep_ms(const struct ardey_simulation *simulation)
{
    return (uint32_t)lround(1000.0 * simulation->options.keep_s) - 1;
}

/** Makes the one that stays when its time has come. When that fails, the run goes on. */
static void keep(struct ardey_simulation *simulation, uint32_t t_ms)
{
    const struct ardey_options *options = &simulation->options;
    struct error err = {0};
    if (!options->keep || simulation->settling || simulation->has_kept ||
        t_ms < keep_ms(simulation))
        return;
    simulation->has_kept = true;
    save(simulation, options->keep, true, &err);
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
        saved = save(simulation, simulation->options.checkpoint, false, &simulation->save_failure);
    simulation->has_checkpoint = simulation->has_checkpoint || saved == STATUS_OK;
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
        simulation_tell(simulation, "the run goes on, but cannot be watched: %s", err.text);
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
    keep(simulation, t_ms);
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

/** The checkpoint that the run goes on from. */
static const char *from_path(const struct ardey_simulation *simulation)
{
    return simulation->is_branching ? simulation->options.branch->checkpoint
                                    : simulation->options.checkpoint;
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
    simulation_tell(simulation, "goes on from checkpoint '%s', %s: loaded in %.2f s",
                    from_path(simulation), when, simulation->load_seconds);
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

static enum status stand_still(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    (void)self, (void)kernel, (void)t_ms, (void)err;
    return STATUS_OK;
}

/** A window ends at the time of the checkpoint that stays, so that it is of that time exactly. */
static enum status stand_still_to_keep(struct ardey_simulation *simulation, struct error *err)
{
    uint32_t t_ms = keep_ms(simulation);
    const struct sync_times once = {t_ms, 1, t_ms};
    return kernel_add_sync_times(simulation->world->kernel, once, stand_still, NULL, err);
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
    if (status == STATUS_OK && simulation->options.keep)
        status = stand_still_to_keep(simulation, err);
    if (status == STATUS_OK && from) {
        double load_s = wall_clock_s();
        simulation_archive_day(simulation, checkpoint_archive(from));
        status = loaded(simulation, from, load_s);
        simulation->has_kept = checkpoint_head(from)->t_ms >= keep_ms(simulation);
    }
    return status == STATUS_OK && simulation->is_branching ? branch_begin(simulation, err) : status;
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

/** Reads the scenario, with what begins where `*base`, the checkpoint of a branch, was made, and
 * builds its world. */
static enum status build(struct ardey_simulation *simulation, struct checkpoint **base,
                         struct error *err)
{
    struct ardey_options *options = &simulation->options;
    struct spec_branch_file branch = {0};
    struct spec *spec = NULL;
    enum status status = options->branch ? branch_open(simulation, base, err) : STATUS_OK;
    if (*base)
        branch = (struct spec_branch_file){options->branch->with,
                                           checkpoint_next_ms(checkpoint_head(*base)) / 1000.0};
    if (status == STATUS_OK)
        status = read_spec(options, *base ? &branch : NULL, &spec, err);
    if (status == STATUS_OK)
        status = world_create(spec, options->threads, &simulation->world, err);
    return status;
}

enum status simulation_open(struct ardey_simulation *simulation, struct error *err)
{
    const struct ardey_options *options = &simulation->options;
    struct checkpoint *base = NULL, *from = NULL;
    struct error *why = mem_alloc(1, sizeof *why, err);

    enum status status = why ? build(simulation, &base, err) : STATUS_RESOURCE;
    if (status == STATUS_OK)
        status = check_output(options, err);
    if (status == STATUS_OK)
        status = check_keep(simulation, err);
    if (status == STATUS_OK && !options->is_forced) {
        const struct forecast forecast = forecast_of(simulation->world);
        status = forecast_check(&forecast, options->output, err);
    }
    if (status == STATUS_OK)
        status = resume_choose(simulation, base, &from, why, err);
    if (status == STATUS_OK && options->output && !from) {
        simulation->results = results_create(options->output, simulation->world->spec->run.date,
                                             simulation->world->team, err);
        status = simulation->results ? STATUS_OK : err->status;
    }
    if (status == STATUS_OK)
        status = begin(simulation, from, err);
    if (from && status == STATUS_DATA)
        error_note(err, "while loading '%s'", from_path(simulation));
    if (from != base)
        checkpoint_close(from);
    checkpoint_close(base);
    mem_free(why);
    return status;
}

void simulation_drop_checkpoint(struct ardey_simulation *simulation)
{
    if (simulation->has_checkpoint)
        sealed_file_remove(simulation->options.checkpoint);
    simulation->has_checkpoint = false;
}
