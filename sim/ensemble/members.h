// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ENSEMBLE_MEMBERS_H
#define ENSEMBLE_MEMBERS_H

#include "ensemble/variants.h"

#include <stddef.h>

enum member_state {
    MEMBER_WAITING,
    MEMBER_RUNNING,
    MEMBER_DONE,
    MEMBER_FAILED,
    MEMBER_STOPPED, /**< with a checkpoint: the next sweep goes on there */
    MEMBER_STATE_COUNT
};

extern const char *const member_state_names[]; /**< [MEMBER_STATE_COUNT] */

/** A variant with a seed: one run. */
struct member {
    uint32_t variant;
    int64_t seed;
    enum member_state state;
    int exit_code; /**< of the last attempt; 128 + signal when one ended it */
    uint32_t attempts;
    double seconds;      /**< wall clock, of all attempts of this sweep */
    double began_s;      /**< of a running one: the caller's clock */
    double not_before_s; /**< of a waiting one that is tried again: the same clock */
    long process_id;     /**< of a running one */
};

/** All runs of a sweep: seed after seed, and for each all variants, so that what is done at any
 * time can be compared. Initialise with `{0}`. */
struct members {
    struct member *items; /**< [count]; mem_alloc memory */
    uint32_t count;
    size_t capacity;
    uint32_t seed_count;
};

/** Adds all variants with one more seed: the next of the plan, or one more than the last. */
enum status members_add_seed(struct members *members, const struct sweep_plan *plan,
                             uint32_t variant_count, struct error *err);

uint32_t members_count(const struct members *members, enum member_state state);

void members_deinit(struct members *members);

/** Paths inside the folder of a sweep, relative to it: the scenario of a variant, and of a member
 * its result ("h5") and its log ("log"). False when `out` is too small. */
bool variant_path(const char *variant_name, char *out, size_t out_size);
bool member_path(const char *variant_name, int64_t seed, const char *ending, char *out,
                 size_t out_size);

/** Writes a table of members to `path`, as the manifest has them. */
enum status members_table_write(const char *path, const struct variants *variants,
                                const struct members *members, struct error *err);

/** Writes the manifest, a table of all members with their states, to `folder`/manifest.csv. */
enum status manifest_write(const char *folder, const struct variants *variants,
                           const struct members *members, struct error *err);

/** The member `row` (from 0) of a manifest: whether there is one, and its result's path, relative
 * to the folder of the manifest. */
struct manifest_row {
    char variant[128];
    int64_t seed;
    char result[512];
    bool is_baseline;
};

/** Reads a manifest that `manifest_write` has written. STATUS_DATA with path and line. The caller
 * owns `*out_rows` (mem_free). */
enum status manifest_read(const char *path, struct manifest_row **out_rows, uint32_t *out_count,
                          struct error *err);

#endif
