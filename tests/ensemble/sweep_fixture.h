// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SWEEP_FIXTURE_H
#define SWEEP_FIXTURE_H

#include "ensemble/ensemble_fixture.h"

#include "ensemble/sweep.h"

#include <limits.h>

/** A sweep of the example of two roads: two variants, two seeds. */
struct sweep_fixture {
    struct folder folder;
    char plan[512], program[PATH_MAX];
    struct sweep sweep;
};

#define PLAN                                                                                       \
    "return { scenario = '%s/scenarios/examples/two_roads.lua', seeds = 2,\n"                      \
    "  grid = { ['road.patience'] = { '5 min', '6 min' } }, out = 'runs' }\n"

static inline void fixture_read(struct sweep_fixture *fixture)
{
    struct error err = {0};
    const struct sweep_options options = {
        .plan = fixture->plan, .program = fixture->program, .processes = 2, .retries = 1};
    if (sweep_read(&options, &fixture->sweep, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

/** `program` NULL: the one that is tested. */
static inline void fixture_init(struct sweep_fixture *fixture, const char *program)
{
    char here[PATH_MAX], text[PATH_MAX + 256];
    const char *ardey = getenv("ARDEY");
    folder_init(&fixture->folder);
    assert_non_null(realpath(".", here));
    snprintf(text, sizeof text, PLAN, here);
    snprintf(fixture->plan, sizeof fixture->plan, "%s",
             folder_write(&fixture->folder, "plan.lua", text));
    if (program)
        snprintf(fixture->program, sizeof fixture->program, "%s", program);
    else
        assert_non_null(realpath(ardey ? ardey : "build/dev/ardey", fixture->program));
    fixture_read(fixture);
}

static inline void fixture_deinit(struct sweep_fixture *fixture)
{
    sweep_deinit(&fixture->sweep);
    folder_deinit(&fixture->folder);
}

#endif
