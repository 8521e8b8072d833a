// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BRANCH_FIXTURE_H
#define BRANCH_FIXTURE_H

/** The small town from 7:00 to 8:30 with trains on blocks, and a checkpoint of 7:45 that stays. */

#include "api_fixture.h"

#define BRANCH_TOWN API_RAIL " s.start = '07:00' s.stop = '08:30'\n"

/** Runs the town, with `changes` to the scenario. */
static inline struct ardey_summary branch_base(const struct api_folder *folder, const char *changes)
{
    char text[900];
    snprintf(text, sizeof text, "%s%s", BRANCH_TOWN, changes);
    struct ardey_options options =
        api_options(api_scenario(folder, text), api_path(folder, "base.h5"));
    options.keep = api_path(folder, "base.0745.checkpoint");
    options.keep_s = 7.75 * 3600;
    return api_run(&options);
}

/** Goes on from there with a file `text`; `summary` may be NULL. */
static inline enum ardey_status branch_run(const struct api_folder *folder, const char *text,
                                           uint32_t threads, struct ardey_summary *summary,
                                           struct ardey_error *err)
{
    struct ardey_summary unused;
    const struct ardey_branch branch = {api_path(folder, "base.0745.checkpoint"),
                                        api_write(folder, "branch.lua", text)};
    struct ardey_options options = api_options(NULL, api_path(folder, "branch.h5"));
    options.threads = threads;
    options.partitions = 0;
    options.branch = &branch;
    return ardey_run(&options, summary ? summary : &unused, err);
}

/** What came out, but for what depends on the clock. */
static inline void assert_same_day(const struct ardey_summary *a, const struct ardey_summary *b)
{
    assert_memory_equal(a->modes, b->modes, sizeof a->modes);
    assert_memory_equal(&a->rail, &b->rail, sizeof a->rail);
    assert_int_equal(a->boardings, b->boardings);
    assert_int_equal(a->runs_begun, b->runs_begun);
    assert_int_equal(a->runs_ended, b->runs_ended);
    assert_int_equal(a->runs_cancelled, b->runs_cancelled);
    assert_int_equal(a->link_traversals, b->link_traversals);
    assert_int_equal(a->rerouted, b->rerouted);
}

#endif
