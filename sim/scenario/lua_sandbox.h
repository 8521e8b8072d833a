// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_LUA_SANDBOX_H
#define SCENARIO_LUA_SANDBOX_H

#include "base/error.h"
#include "scenario/source_file.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lua_State;

/** Bounds of what a scenario may use while it is read. */
#define LUA_MEMORY_MAX ((size_t)64 << 20) /**< bytes held at once */
#define LUA_ALLOCATED_MAX                                                                          \
    ((uint64_t)4 << 30) /**< bytes ever asked for: copying in a loop costs time, too */
#define LUA_STRING_MAX        ((size_t)1 << 20) /**< bytes of one string */
#define LUA_INSTRUCTIONS_MAX  ((uint64_t)50000000)
#define LUA_PATTERN_STEPS_MAX 1e7 /**< (length + 1)^(repetitions + 1) of one pattern search */
#define LUA_FILE_BYTES_MAX    ((size_t)4 << 20)
#define LUA_SECONDS_MAX       15.0

/** What a piece of the author's work may use; `who` begins the error text. Time is that of
 * the processor: it only ends what would not end otherwise, also on a machine that is busy. */
struct lua_budget {
    const char *who; /**< "the scenario" */
    uint64_t instructions;
    double seconds;
};

/** A closed Lua 5.4: nothing that reads or writes outside, nothing whose result depends on chance,
 * addresses or hash order, and bounds on memory and work that `pcall` cannot swallow. */
struct lua_sandbox;

/** `files` receives every file that is read; it must outlive the sandbox. `search_folders`
 * (NULL-terminated, may be NULL) are where `require` looks after the folder of the scenario file.
 * The caller owns `*out`
 *  (`lua_sandbox_destroy`). STATUS_RESOURCE. */
enum status lua_sandbox_create(const char *const *search_folders, struct source_files *files,
                               struct lua_sandbox **out, struct error *err);

/** Runs a scenario file, or after it a file that belongs to it. On success the one table that it
 * returned is on the Lua stack. STATUS_USAGE with file and line for every fault of the Lua text,
 * STATUS_DATA when the file itself cannot be read. */
enum status lua_sandbox_run(struct lua_sandbox *sandbox, const char *path, struct error *err);

/** Calls `work(state, data)` with the returned table at index 1, so that an error that Lua raises
 * inside comes back as a finding. */
enum status lua_sandbox_visit(struct lua_sandbox *sandbox,
                              void (*work)(struct lua_State *state, void *data), void *data,
                              struct error *err);

/** The same for work that calls functions of the author: within `budget`, which begins anew, and
 * with the lines that called. `require` is closed from now on. */
enum status lua_sandbox_call(struct lua_sandbox *sandbox, const struct lua_budget *budget,
                             void (*work)(struct lua_State *state, void *data), void *data,
                             struct error *err);

/** Instructions that were counted since the budget began. */
uint64_t lua_sandbox_spent(const struct lua_sandbox *sandbox);

/** And seconds. */
double lua_sandbox_seconds(const struct lua_sandbox *sandbox);

/** The files have moved; they are only needed for the texts of errors from now on. */
void lua_sandbox_set_files(struct lua_sandbox *sandbox, struct source_files *files);

void lua_sandbox_destroy(struct lua_sandbox *sandbox);

/** For the library functions of the sandbox: counts `steps` of work done inside C against the bound
 * on instructions; raises a Lua error when it is used up. */
void lua_sandbox_charge(struct lua_State *state, double steps);

/** Pushes the environment that all files share, for the tools that describe it. */
void lua_sandbox_push_library(struct lua_State *state);

/** Fills the table at the top of the stack with what scenarios may call (`lua_library.c`). Raises
 * Lua errors. */
void lua_library_fill(struct lua_State *state);

/** For lua_pcall: adds to an error text where it happened and by which lines that place was reached
 * (`lua_message.c`). */
int lua_message_add_callers(struct lua_State *state);

/** Adds the message of Lua as a finding, with whole paths where Lua has shortened them. */
enum status lua_message_fail(const struct source_files *files, const char *message,
                             enum status status, struct error *err);

/** Pushes the function that a file is. Raises Lua errors with the line and, where a word of Lua was
 * taken for a name, a hint (`lua_environment.c`). */
void lua_environment_load(struct lua_State *state, const struct source_file *file);

/** Replaces the table at the top, which all files share, by a fresh environment of a file: `here`,
 * and behind it what they share (`lua_environment.c`). Raises Lua errors. */
void lua_environment_push(struct lua_State *state, const char *folder);

/** From now on setting a global of any file is an error. Raises Lua errors. */
void lua_environment_freeze(struct lua_State *state);

/** `pairs` and `next` in the order: false, true, numbers ascending, strings by bytes
 * (`lua_order.c`). Other keys are refused, as nothing but their address orders them. */
int lua_order_pairs(struct lua_State *state);
int lua_order_next(struct lua_State *state);

/** The same order for readers in C: `begin` pushes three values and gives the place of the first;
 * each `step` pushes the next key and its value, which the caller pops, or gives false and pushes
 * nothing. */
int lua_ordered_begin(struct lua_State *state, int index);
bool lua_ordered_step(struct lua_State *state, int walk);

#endif
