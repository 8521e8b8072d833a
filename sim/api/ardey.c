// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ardey.h"

#include "api/calibrate.h"
#include "api/calibrate_through.h"
#include "api/checkpoint.h"
#include "api/diff.h"
#include "api/give_error.h"
#include "api/rail_results.h"
#include "api/simulation.h"
#include "api/summary.h"
#include "api/targets.h"
#include "base/finding.h"
#include "base/memory.h"
#include "base/sealed_file.h"
#include "base/units.h"
#include "base/wall_clock.h"
#include "import/gtfs_import.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

_Static_assert((int)ARDEY_STOPPED == (int)STATUS_STOPPED, "one list of statuses");
_Static_assert((int)ARDEY_CHECKPOINTED == (int)STATUS_CHECKPOINTED, "one list of statuses");
_Static_assert(sizeof(struct ardey_error) == ERROR_TEXT_SIZE, "one size of error texts");

#define CALIBRATION_ROUNDS 2u

enum ardey_status ardey_open(const struct ardey_options *options, struct ardey_simulation **out,
                             struct ardey_error *err)
{
    struct error inner = {0};
    double since = wall_clock_s();
    struct ardey_simulation *simulation = mem_alloc(1, sizeof *simulation, &inner);
    if (!simulation)
        return give_error(&inner, STATUS_RESOURCE, err);

    simulation->options = *options;
    simulation->stop_status = STATUS_STOPPED;
    simulation->clock = (struct checkpoint_clock){
        .every_wall_s = options->checkpoint_every_s,
        .every_sim_ms = (uint32_t)lround(1000.0 * options->checkpoint_every_simulated_s),
        .walltime_s = options->walltime_s};
    checkpoint_clock_begin(&simulation->clock, since);
    simulation->live.every_s = options->live_s;
    live_begin(&simulation->live, since);
    enum status status = simulation_open(simulation, &inner);
    if (status != STATUS_OK) {
        ardey_close(simulation);
        return give_error(&inner, status, err);
    }
    simulation->build_seconds = wall_clock_s() - since - simulation->settle_seconds;
    *out = simulation;
    return ARDEY_OK;
}

bool ardey_read_duration(const char *text, double *out_s)
{
    double bare;
    if (quantity_parse(QUANTITY_NUMBER, text, &bare))
        return false; /* the unit is missing: nobody could tell what was meant */
    return quantity_parse(strchr(text, ':') ? QUANTITY_CLOCK : QUANTITY_TIME, text, out_s);
}

const char *ardey_suggest(const char *const *names, uint32_t count, const char *text)
{
    return text_suggest(names, count, text);
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

    enum status status = simulation_run_until(simulation, stop_ms, &inner);
    simulation->run_seconds += wall_clock_s() - since;
    return give_error(&inner, status, err);
}

enum ardey_status ardey_checkpoint(struct ardey_simulation *simulation, const char *path,
                                   struct ardey_error *err)
{
    struct error inner = {0};
    enum status status = STATUS_OK;
    if (simulation->is_finished)
        status = error_fail(&inner, STATUS_USAGE, "the simulation is finished");
    else if (!path)
        status = error_fail(&inner, STATUS_USAGE, "no file to write to was given");
    else
        status = checkpoint_save(simulation, path, &inner);
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
        if (status == STATUS_OK && world->shuttle)
            status = shuttle_record_end(world->shuttle, world->kernel, &inner);
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
    if (status == STATUS_OK) {
        simulation_drop_checkpoint(simulation);
        *out_summary = summary;
    }
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
    enum status status = simulation_read_spec(&simulation->options, &spec, err);
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
    simulation->options.output = simulation->options.checkpoint = NULL;
    simulation->stop_status = STATUS_STOPPED;
    const struct settle_watch watch = simulation_settle_watch(simulation);
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
    event_order_deinit(&simulation->event_order);
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

enum ardey_status ardey_findings(const struct ardey_error *err, char **out_text)
{
    struct error inner = {0};
    struct page page = {.err = &inner};
    findings_add_json(&page, err->text);
    if (page.status == STATUS_OK)
        *out_text = page.text;
    else
        mem_free(page.text);
    return (enum ardey_status)page.status;
}

enum ardey_status ardey_describe(const char *path, char **out_text, struct ardey_error *err)
{
    struct error inner = {0};
    enum status status = sealed_file_is(path) ? checkpoint_describe(path, out_text, &inner)
                                              : results_describe(path, out_text, &inner);
    return give_error(&inner, status, err);
}

enum ardey_status ardey_describe_schema(const char *path, char **out_text, struct ardey_error *err)
{
    struct error inner = {0};
    return give_error(&inner, results_describe_schema(path, out_text, &inner), err);
}

enum ardey_status ardey_describe_progress(const char *path, char **out_text,
                                          enum ardey_run_state *out_state, struct ardey_error *err)
{
    struct error inner = {0};
    enum results_state state;
    enum status status = results_describe_progress(path, out_text, &state, &inner);
    if (status == STATUS_OK)
        *out_state = (enum ardey_run_state)state;
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
