// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TARGET_FIXTURE_H
#define TARGET_FIXTURE_H

/** The small town with a table of targets. */

#include "api_fixture.h"

#include "api/world.h"

#define TARGETS_HEAD "id,kind,object,part,value,tolerance,use,definition,source,quality\n"

/** Reads the town with these rows of targets; the status of building its world. */
static inline enum status target_world(const char *rows, double sample, struct world **out,
                                       struct error *err)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    char text[8192], change[256];
    struct api_folder folder = api_folder_make();
    struct spec *spec = NULL;
    snprintf(text, sizeof text, TARGETS_HEAD "%s", rows);
    snprintf(change, sizeof change, "s.demand.targets = '%s'",
             api_write(&folder, "targets.csv", text));
    enum status status = scenario_read(api_scenario(&folder, change), folders, &spec, err);
    if (status == STATUS_OK) {
        spec->demand.sample = sample;
        status = world_create(spec, 1, out, err);
    }
    api_folder_remove(&folder);
    return status;
}

/** The same, from 6:00 to 9:00. */
static inline struct world *target_run(const char *rows, double sample)
{
    struct error err = {0};
    struct world *world = NULL;
    if (target_world(rows, sample, &world, &err) != STATUS_OK ||
        world_populate(world, 1, &err) != STATUS_OK ||
        world_begin_day(world, (struct record_sink){.put = record_drop}, &err) != STATUS_OK ||
        kernel_run_until(world->kernel, world->stop_ms, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return world;
}

#endif
