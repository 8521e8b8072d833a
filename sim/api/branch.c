// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/branch.h"

#include "api/hook_day.h"
#include "api/provenance.h"
#include "api/resume.h"
#include "base/same_file.h"
#include "road/road_now.h"
#include "transit/transit_now.h"

#include <stdio.h>
#include <unistd.h>

#define PATH_SIZE 4096

static enum status refuse(const struct ardey_branch *branch, const char *why, struct error *err)
{
    return error_fail(err, STATUS_USAGE, "cannot branch from checkpoint '%s': %s",
                      branch->checkpoint, why);
}

enum status branch_open(struct ardey_simulation *simulation, struct checkpoint **out,
                        struct error *err)
{
    struct ardey_options *options = &simulation->options;
    const struct ardey_branch *branch = options->branch;
    if (!branch->checkpoint || !branch->with)
        return error_fail(err, STATUS_USAGE, "a branch needs a checkpoint and a file of measures");
    enum status status = checkpoint_open(branch->checkpoint, out, err);
    if (status != STATUS_OK)
        return status;
    const struct checkpoint_head *head = checkpoint_head(*out);
    if (head->is_settling)
        return refuse(branch,
                      "people still settle in it; `ardey run --checkpoint-at 07:45` keeps one of "
                      "the day of the results",
                      err);
    if (head->is_branch)
        return refuse(branch, "it is of a branch; take one of the run that that branched from",
                      err);
    if (head->has_output != (options->output != NULL))
        return refuse(branch,
                      head->has_output ? "its run keeps results, say with -o where they go on"
                                       : "its run keeps no results that could go on",
                      err);
    if (!options->scenario)
        options->scenario = head->scenario;
    options->sample = head->sample;
    options->has_seed = options->has_iterations = true;
    options->seed = (uint64_t)head->seed;
    options->iterations = (uint64_t)head->iterations;
    return STATUS_OK;
}

enum status branch_take(struct ardey_simulation *simulation, struct checkpoint *from,
                        struct error *err)
{
    const char *checkpoint = simulation->options.branch->checkpoint;
    const char *output = simulation->options.output;
    char theirs[PATH_SIZE], own[PATH_SIZE];
    enum status status = checkpoint_fits(from, simulation, true, err);
    if (status != STATUS_OK || !output)
        return status;
    if (!checkpoint_part_path(checkpoint, theirs, sizeof theirs))
        return refuse(simulation->options.branch,
                      "its name must end in .checkpoint; the results so far have the same name "
                      "with .part",
                      err);
    if (access(theirs, R_OK) != 0)
        return error_fail(err, STATUS_DATA,
                          "'%s', the results that belong to checkpoint '%s', is missing", theirs,
                          checkpoint);
    if (same_file(simulation->options.branch->with, output))
        return error_fail(err, STATUS_USAGE, "the output '%s' is the file of measures", output);
    snprintf(own, sizeof own, "%s.part", output);
    if (same_file(theirs, own))
        return error_fail(err, STATUS_USAGE,
                          "the output '%s' is that of the run that checkpoint '%s' is of", output,
                          checkpoint);
    status = results_copy_part(theirs, own, err);
    return status == STATUS_OK ? resume_results(simulation, from, true, err) : status;
}

/** Where hooks have acted, the changes are those of the day: the planned ones of the branch are put
 * into them. */
static enum status begin_changes(const struct world *world, struct error *err)
{
    struct network *network = world->network;
    uint32_t first = world->spec->branch.first_link_change;
    enum status status = STATUS_OK;
    for (uint32_t i = 0; network->day_changes && i < network->planned_count; i++)
        if (status == STATUS_OK && network->planned[i].row >= first)
            status = network_changes_put(network, &network->planned[i], err);
    return status == STATUS_OK ? road_changes_begin(world->road, world->kernel, first, err)
                               : status;
}

static enum status check_incident(const struct world *world, const struct incident *incident,
                                  struct error *err)
{
    const struct timetable *timetable = world->timetable;
    const struct table *table = &timetable->tables->incidents;
    const struct incident_row *row = TABLE_ROW(table, struct incident_row, incident->row);
    uint32_t t_s = (uint32_t)world->spec->branch.from_s;
    if (transit_is_ahead(world->transit, incident->run, incident->seq))
        return STATUS_OK;
    const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[incident->run]];
    uint32_t stop = timetable->calls[pattern->first_call + incident->seq].stop;
    return table_fail(table, row->line, err,
                      "this run of line '%s' has come to stop '%s' already, or is cancelled, at "
                      "%02u:%02u, when the branch begins; name a later stop or a later run",
                      row->line_id, names_text(&timetable->stop_names, stop), t_s / 3600,
                      t_s / 60 % 60);
}

/** Delays are looked up when a vehicle comes; who does not come has to be told. */
static enum status begin_incidents(const struct world *world, struct error *err)
{
    const struct timetable *timetable = world->timetable;
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < timetable->incident_count; i++)
        if (timetable->incidents[i].row >= world->spec->branch.first_incident &&
            check_incident(world, &timetable->incidents[i], err) != STATUS_OK)
            status = err->status;
    for (uint32_t i = 0; status == STATUS_OK && i < timetable->incident_count; i++) {
        const struct incident *incident = &timetable->incidents[i];
        if (incident->row >= world->spec->branch.first_incident && incident->is_cancelled &&
            transit_is_ahead(world->transit, incident->run, incident->seq))
            status =
                transit_cancel(world->transit, incident->run, incident->seq, world->kernel, err);
    }
    return status;
}

enum status branch_begin(struct ardey_simulation *simulation, struct error *err)
{
    const struct world *world = simulation->world;
    struct results *results = simulation->results;
    bool has_measures = world->spec->measures.count > world->spec->branch.first_measure;
    enum status status = has_measures ? begin_changes(world, err) : STATUS_OK;
    if (status == STATUS_OK && has_measures)
        status = begin_incidents(world, err);
    if (status == STATUS_OK && results && world->hook_day)
        status = results_announce(results, &hook_act_record, err);
    return status == STATUS_OK && results ? provenance_write_branch(world->spec, results, err)
                                          : status;
}
