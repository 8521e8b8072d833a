// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ENSEMBLE_SWEEP_H
#define ENSEMBLE_SWEEP_H

#include "ensemble/members.h"
#include "ensemble/variant_file.h"

#define SWEEP_ARGUMENTS_MAX 16

/** How to carry out a plan. Texts live as long as the sweep. */
struct sweep_options {
    const char *plan;
    const char *const *search_folders; /**< NULL-terminated, or NULL */
    const char *program;               /**< path of `ardey` */
    const char *const *arguments;      /**< NULL-terminated: options of `run` that are passed on */
    struct run_override put;           /**< what they put in the place of the scenario's own */
    uint32_t processes, retries;
};

/** A plan that is carried out. */
struct sweep {
    struct sweep_options options;
    struct sweep_plan plan;
    struct variants variants;
    struct variant_identity *identities; /**< [variants.count]; NULL before sweep_prepare */
    struct members members;
    char *search_path; /**< ARDEY_PATH of the members */
    uint32_t skipped;  /**< members that were done before */
    int lock;          /**< file descriptor, -1: none */
    bool is_done;      /**< no member waits, and the rule, if any, is content */
};

/** Reads the plan and lists its members; writes nothing. The caller owns what `out` holds
 * (sweep_deinit), also after a failure. STATUS_USAGE, STATUS_RESOURCE. */
enum status sweep_read(const struct sweep_options *options, struct sweep *out, struct error *err);

/** Makes the folder, writes the variants and checks each with all its tables, and finds the members
 * that are done: those with a whole result of the same files, parameters, seed and version. Adds
 * seeds while the plan's rule asks for them and all members are done. STATUS_USAGE when another
 * sweep works in the folder, or a variant is wrong. */
enum status sweep_prepare(struct sweep *sweep, struct error *err);

/** Told of the sweep several times a second; false stops it: no further member is started, the
 * running ones are asked to stop. */
typedef bool sweep_watch(void *self, const struct sweep *sweep);

/** Runs what is not done, `options.processes` at a time, until nothing is left to do. A member that
 * ends with an error that may pass (a signal, no memory or disk) is started again, up to
 * `options.retries` times, a second later for each attempt, and goes on from its checkpoint; one
 * whose input is wrong is not. STATUS_STOPPED when
 * the watch said so; failed members are no error. */
enum status sweep_run(struct sweep *sweep, sweep_watch *watch, void *self, struct error *err);

void sweep_deinit(struct sweep *sweep);

#endif
