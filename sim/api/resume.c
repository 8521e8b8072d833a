// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/resume.h"

#include "api/branch.h"
#include "base/sealed_file.h"
#include "base/wall_clock.h"

#include <stdio.h>
#include <unistd.h>

#define PATH_SIZE 4096

enum status resume_results(struct ardey_simulation *simulation, struct checkpoint *from,
                           bool is_copy, struct error *err)
{
    const struct world *world = simulation->world;
    simulation->results =
        results_resume(simulation->options.output, world->spec->run.date, world->team, err);
    if (!simulation->results)
        return err->status;
    if (is_copy)
        results_disown(simulation->results);
    results_archive(simulation->results, checkpoint_archive(from));
    if (archive_status(checkpoint_archive(from)) == STATUS_OK)
        return STATUS_OK;
    results_abandon(simulation->results);
    simulation->results = NULL;
    return archive_status(checkpoint_archive(from));
}

/** Goes on with the results of the run's own checkpoint. STATUS_DATA: they are lost. */
static enum status own_results(struct ardey_simulation *simulation, struct checkpoint *from,
                               struct error *err)
{
    char part[PATH_SIZE];
    if (!simulation->options.output)
        return STATUS_OK;
    snprintf(part, sizeof part, "%s.part", simulation->options.output);
    if (access(part, F_OK) != 0)
        return error_fail(err, STATUS_DATA, "'%s', which belongs to checkpoint '%s', is missing",
                          part, simulation->options.checkpoint);
    return resume_results(simulation, from, false, err);
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
            simulation_tell(simulation, "there is no checkpoint '%s': the run begins anew", path);
        return STATUS_OK;
    }
    if (!sealed_file_is(path))
        return error_fail(err, STATUS_USAGE, "'%s' is no checkpoint of Ardey: it is not touched",
                          path);
    if (!simulation->options.is_resumed) {
        simulation_tell(simulation,
                        "the run begins anew, without --resume: checkpoint '%s' is removed", path);
        sealed_file_remove(path);
        return STATUS_OK;
    }
    double since_s = wall_clock_s();
    enum status status = checkpoint_open(path, out, why);
    if (status == STATUS_OK)
        status = checkpoint_fits(*out, simulation, false, why);
    if (status == STATUS_OK)
        status = own_results(simulation, *out, why);
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
    simulation_tell(simulation, "the run begins anew: %s", why->text);
    simulation->has_checkpoint = true; /* in its place; not needed once the run is done */
    return STATUS_OK;
}

enum status resume_choose(struct ardey_simulation *simulation, struct checkpoint *base,
                          struct checkpoint **out, struct error *why, struct error *err)
{
    enum status status = find_checkpoint(simulation, out, why, err);
    if (status != STATUS_OK || *out || !base)
        return status;
    checkpoint_archive(base)->err = err;
    simulation->is_branching = true;
    *out = base;
    return branch_take(simulation, base, err);
}
