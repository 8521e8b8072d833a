// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_CHECKPOINT_H
#define API_CHECKPOINT_H

#include "api/simulation.h"
#include "base/archive.h"

/** A whole run in a sealed file: what it is of, its unfinished results, plans and routes, how far
 * people have settled, and the day that is under way. */
struct checkpoint;

/** What a checkpoint is of: all that must be the same for a run that goes on from it. */
struct checkpoint_head {
    char version[96];              /**< of the program, with its commit */
    char digest[DIGEST_TEXT_SIZE]; /**< of the scenario */
    int64_t seed, iterations;
    double sample;
    char scenario[4096]; /**< the whole path of its file; "": not known */
    uint32_t partition_count;
    bool has_output;
    bool is_branch;   /**< of another run, from which it goes on with other measures */
    bool is_settling; /**< people have not settled yet */
    bool has_day;     /**< a day is under way */
    uint32_t t_ms;    /**< of that day: what is done at this time at once is done (sync times) */
    uint32_t iteration;
};

/** The first moment of the day of which nothing has happened yet. */
static inline uint32_t checkpoint_next_ms(const struct checkpoint_head *head)
{
    return head->t_ms + 1;
}

/** Writes where the simulation stands to `path`, between two windows or iterations. The older file
 * stays until the new one is complete. STATUS_RESOURCE when it cannot be written. */
enum status checkpoint_save(struct ardey_simulation *simulation, const char *path,
                            struct error *err);

/** Opens a checkpoint and checks all of it: STATUS_RESOURCE when it cannot be read, STATUS_DATA
 * when it is damaged, STATUS_USAGE when another version of the program made it. The caller owns
 * `*out`. */
enum status checkpoint_open(const char *path, struct checkpoint **out, struct error *err);

const struct checkpoint_head *checkpoint_head(const struct checkpoint *checkpoint);

/** STATUS_USAGE with the reason unless the checkpoint is of this simulation, of whose world the
 * scenario has been read, or (`is_base`) of the run that it branches off. */
enum status checkpoint_fits(const struct checkpoint *checkpoint,
                            const struct ardey_simulation *simulation, bool is_base,
                            struct error *err);

/** Where the results so far are that belong to the checkpoint `X.checkpoint`: `X.part`. False for
 * another ending, or a longer path than `out` has room for. */
bool checkpoint_part_path(const char *path, char *out, size_t out_size);

/** What follows the head is loaded from this, in the order in which it was saved: results (when
 * there is an output), plans, then the settling or the day (simulation_archive_day). Its errors go
 * to the `err` of checkpoint_open. */
struct archive *checkpoint_archive(struct checkpoint *checkpoint);

/** "07:45:10" or "the day before iteration 3, 07:45:10", the next moment; the text is of the
 * caller. */
void checkpoint_when(const struct checkpoint_head *head, char *out, size_t out_size);

/** Says in words what a checkpoint is of; the caller frees `*out_text` (mem_free). As
 * checkpoint_open otherwise. */
enum status checkpoint_describe(const char *path, char **out_text, struct error *err);

/** NULL is allowed. */
void checkpoint_close(struct checkpoint *checkpoint);

#endif
