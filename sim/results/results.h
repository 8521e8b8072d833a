// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_H
#define RESULTS_RESULTS_H

#include "base/archive.h"
#include "base/digest.h"
#include "base/error.h"
#include "kernel/record.h"
#include "kernel/team.h"

#include <stdint.h>

/** One HDF5 result file in the making. While a run goes on, what is finished lies compressed in the
 * spool `PATH.part`, to which one thread appends; at the end `PATH` is made from it, beside it as
 * `PATH.new` at first, so that a file called PATH is always whole. Equal calls give equal bytes,
 * for any team size, with or without checkpoints and looks at the unfinished results. Knows no
 * model, only record descriptors. Not thread-safe: one thread calls; compression uses the team. */
struct results;

/** Starts a file. Fails at once (STATUS_RESOURCE, with the path and the system's reason) when the
 * folder cannot be written, or another run is writing there. `date` ("2026-03-02") is the simulated
 * day that RECORD_CLOCK columns count from (seconds). */
struct results *results_create(const char *path, const char *date, struct team *team,
                               struct error *err);

/** Goes on with the spool that an earlier run has left at PATH.part. What was in it comes back by
 * `results_archive`, which must follow before anything else. STATUS_RESOURCE when there is none. */
struct results *results_resume(const char *path, const char *date, struct team *team,
                               struct error *err);

/** Copies the spool at `from`, which a run may be writing, to `to`, and brings it safely to the
 * disk. STATUS_RESOURCE when it cannot be written, or another run is writing there. */
enum status results_copy_part(const char *from, const char *to, struct error *err);

/** The checkpoint that resumed results came from is of another run: they are removed when they are
 * abandoned, unless one of this run is made. */
void results_disown(struct results *results);

/** Saves or loads all but the spool: the rows that fill no chunk yet, counts, digests, and how long
 * the spool is. Saving first brings the spool safely to the disk. From then on
 * `results_abandon` leaves the spool where it is, because a checkpoint needs it. Loading cuts the
 * spool to that length and verifies it: STATUS_DATA when it is damaged or of another run. Kinds and
 * cubes are found again by their group when the first row or slab comes. */
void results_archive(struct results *results, struct archive *archive);

/** Streams rows into `kind->group`, one dataset per column, chunks of 16,384 rows, shuffle +
 * deflate. A group whose kind is announced by `results_announce` exists even when it gets no row.
 * Kinds are told apart by their address and must outlive `results`, as must those of cubes. After
 * any failed call only `results_finish` (which then fails) and `results_abandon` make sense. `put`
 * costs a copy of the row; every 16,384th call stores a chunk. */
struct record_sink results_sink(struct results *results);
enum status results_announce(struct results *results, const struct record_kind *kind,
                             struct error *err);

/** A column of texts, one per row of the dimension `index` of `group`. */
struct results_name_table {
    const char *group, *index, *column;
    const char *const *texts; /**< [count] UTF-8 */
    uint32_t count;
    const char *long_name; /**< or NULL */
};

/** Names of a table (variable-length UTF-8) as `group/column`, along the dimension `index`: what
 * ids count in. The group may also receive rows of a record kind with the same index (then the
 * counts must agree at the end). */
enum status results_write_names(struct results *results, const struct results_name_table *table,
                                struct error *err);

/** Attributes of a group ("" is the root). */
enum status results_set_text(struct results *results, const char *group, const char *name,
                             const char *value, struct error *err);
enum status results_set_real(struct results *results, const char *group, const char *name,
                             double value, struct error *err);
enum status results_set_int(struct results *results, const char *group, const char *name,
                            int64_t value, struct error *err);

struct cube_variable {
    const char *name, *units, *long_name;
};

/** Variables over [time, column], one slab per interval: float32, NaN where there is nothing. */
struct cube_kind {
    const char *group;    /**< "links" */
    const char *index;    /**< name of the column dimension: "link" */
    const char *names_of; /**< table whose ids the columns are: "network/links" */
    const char *long_name;
    const struct cube_variable *variables; /**< ends with a NULL name */
};

/** One interval of a cube. */
struct results_slab {
    uint32_t t_ms; /**< start of the interval */
    uint32_t interval_ms;
    uint32_t column_count;      /**< the same every time */
    const float *const *values; /**< [variables][column_count]; NaN where there is nothing */
};

/** Appends one slab: `values[v]` has `column_count` numbers for variable v; `t_ms` is the start of
 * the interval, and `interval_ms` its length. Times rise; column count and length are the same
 * every time, only the last interval may be shorter (group attribute `last_interval_s`);
 * STATUS_INTERNAL otherwise. */
enum status results_append_slab(struct results *results, const struct cube_kind *kind,
                                const struct results_slab *slab, struct error *err);

/** How far a run is: a number by its name, such as `simulated_s`. */
struct results_progress {
    const char *name;
    double value;
};

/** Shows what there is: makes the ordinary result file `PATH.live` of all rows so far, with root
 * attribute `complete` = 0 and `rows` as attributes of the group `progress`. Changes nothing of the
 * results, and their file has the same bytes as without it. STATUS_RESOURCE when PATH.live cannot
 * be written; if only that, the results are unharmed. Cost: that of copying the spool. */
enum status results_show(struct results *results, const struct results_progress *rows, size_t count,
                         struct error *err);

/** Writes what is left, closes, syncs and renames the file. `digest` (SHA-256 over the names
 * tables, then the group and column names and the SHA-256 of each column's numbers, in the order of
 * their groups; also stored as root attribute `digest`) is the same for equal results; attributes
 * do not enter it. Frees `results` in any case; on failure no file stays. */
enum status results_finish(struct results *results, char digest[DIGEST_TEXT_SIZE],
                           struct error *err);

/** Gives up: frees `results` and removes the spool, unless a checkpoint needs it. NULL is allowed.
 */
void results_abandon(struct results *results);

/** A text that describes a result file: attributes, groups with row counts, columns with units.
 * `*out` belongs to the caller (mem_free). STATUS_DATA when the file is missing, not HDF5, or not
 * ours. */
enum status results_describe(const char *path, char **out, struct error *err);

/** What is in a result file as a page of Markdown: groups, columns, types, units, codes, without
 * numbers of rows. As `results_describe` otherwise. */
enum status results_describe_schema(const char *path, char **out, struct error *err);

enum results_state {
    RESULTS_COMPLETE,  /**< the file is there, and nobody is making a new one */
    RESULTS_UNDER_WAY, /**< a run is writing it */
    RESULTS_ENDED      /**< a run has begun to write it and is no more */
};

/** The same in brief, of what `PATH.live` shows of a run under way: the attributes of the group
 * `progress` and the number of rows of each table; of the file itself when it is complete. `*out`
 * is empty when there is nothing to show yet. STATUS_DATA when there is neither a file nor a run.
 */
enum status results_describe_progress(const char *path, char **out, enum results_state *out_state,
                                      struct error *err);

#endif
