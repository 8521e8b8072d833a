// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef HOOK_FIXTURE_H
#define HOOK_FIXTURE_H

/** A world of the small town with hooks, run up to a time of the morning. */

#include "api_fixture.h"

#include "api/hook_day.h"

struct logged_act {
    double t_s, to_s, value;
    int32_t link, run, stop;
    int8_t what;
};

struct hook_world {
    struct api_folder folder;
    struct world *world;
    struct error err;
    struct logged_act acts[256]; /**< rows of the record, byte by byte as they come */
    uint32_t act_count;
};

static inline enum status hook_put(void *self, const struct record_kind *kind, const void *row,
                                   struct error *err)
{
    struct hook_world *w = self;
    (void)err;
    if (kind != &hook_act_record)
        return STATUS_OK;
    assert_int_equal(kind->row_size, sizeof w->acts[0]);
    assert_true(w->act_count < 256);
    memcpy(&w->acts[w->act_count++], row, sizeof w->acts[0]);
    return STATUS_OK;
}

/** The town from 6:00 to 9:00 with `changes`, on so many threads and partitions; its day begins. */
static inline void hook_world_begin(struct hook_world *w, const char *changes, uint32_t threads,
                                    uint32_t partitions)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    struct spec *spec;
    *w = (struct hook_world){.folder = api_folder_make()};
    const char *path = api_scenario(&w->folder, changes);
    if (scenario_read(path, folders, &spec, &w->err) != STATUS_OK ||
        world_create(spec, threads, &w->world, &w->err) != STATUS_OK ||
        world_populate(w->world, partitions, &w->err) != STATUS_OK ||
        world_begin_day(w->world, (struct record_sink){.self = w, .put = hook_put}, &w->err) !=
            STATUS_OK)
        fail_msg("%s", w->err.text);
}

static inline enum status hook_world_run(struct hook_world *w, double t_s)
{
    return kernel_run_until(w->world->kernel, (uint32_t)(t_s * 1000), &w->err);
}

static inline void hook_world_end(struct hook_world *w)
{
    world_destroy(w->world);
    api_folder_remove(&w->folder);
}

static inline void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%.17g is not %.17g within %g", found, expected, tolerance);
}

#endif
