// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CHECKPOINT_FIXTURE_H
#define CHECKPOINT_FIXTURE_H

/** Runs that stop with a checkpoint after some windows. */

#include "settle_fixture.h"

struct stopper {
    uint64_t looks_left;  /**< until the wish */
    enum ardey_wish wish; /**< then; before: ARDEY_GO_ON */
    char message[600];    /**< the last one */
    uint32_t message_count;
};

static inline enum ardey_wish stopper_look(void *self, double t_s, double stop_s,
                                           uint64_t event_count)
{
    struct stopper *stopper = self;
    (void)t_s, (void)stop_s, (void)event_count;
    return stopper->looks_left > 0 && --stopper->looks_left == 0 ? stopper->wish : ARDEY_GO_ON;
}

static inline enum ardey_wish stopper_iteration(void *self, const struct ardey_iteration *iteration)
{
    (void)iteration;
    return stopper_look(self, 0, 0, 0);
}

static inline void stopper_message(void *self, const char *text)
{
    struct stopper *stopper = self;
    snprintf(stopper->message, sizeof stopper->message, "%s", text);
    stopper->message_count++;
}

/** Options of a run that `stopper` watches; its checkpoint is `output.checkpoint`. */
static inline struct ardey_options stopper_options(const char *scenario,
                                                   const struct api_folder *folder,
                                                   const char *output, struct stopper *stopper)
{
    char name[100];
    snprintf(name, sizeof name, "%s.checkpoint", output);
    struct ardey_options options = api_options(scenario, api_path(folder, output));
    options.checkpoint = api_path(folder, name);
    options.progress = stopper_look;
    options.iteration = stopper_iteration;
    options.message = stopper_message;
    options.progress_self = stopper;
    options.partitions = 2;
    return options;
}

/** Runs until the wish of the stopper, which must be reached: a checkpoint is there then. */
static inline void stopper_stop(const struct ardey_options *options, uint64_t looks)
{
    struct ardey_summary summary;
    struct ardey_error err = {{0}};
    struct stopper *stopper = options->progress_self;
    stopper->looks_left = looks;
    stopper->wish = ARDEY_CHECKPOINT_AND_STOP;
    enum ardey_status status = ardey_run(options, &summary, &err);
    if (status != ARDEY_CHECKPOINTED)
        fail_msg("%d: %s", (int)status, err.text);
    assert_has(err.text, "stopped with the checkpoint '");
    assert_true(file_exists(options->checkpoint));
    assert_false(file_exists(options->output));
}

#endif
