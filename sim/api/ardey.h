/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARDEY_H
#define ARDEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ARDEY_API __attribute__((visibility("default")))

/** What every fallible function returns; the numbers are the program's exit codes. */
enum ardey_status {
    ARDEY_OK = 0,
    ARDEY_USAGE = 2,         /**< wrong usage or a wrong scenario file */
    ARDEY_DATA = 3,          /**< a table or an input file is wrong */
    ARDEY_RESOURCE = 4,      /**< out of memory or disk, or a file cannot be written */
    ARDEY_INTERNAL = 70,     /**< a law of the simulator was broken: a bug, please report it */
    ARDEY_CHECKPOINTED = 85, /**< stopped on request: the checkpoint is where to go on from */
    ARDEY_STOPPED = 5 /**< stopped by the progress callback before the end; nothing is kept */
};

/** Why a call failed: one finding per line, with file and line where there is one. Caller-owned. */
struct ardey_error {
    char text[4096];
};

/** A simulation between ardey_open and ardey_close. */
struct ardey_simulation;

/** What a run shall do next. */
enum ardey_wish {
    ARDEY_STOP = 0, /**< at once (ARDEY_STOPPED); nothing is kept but an older checkpoint */
    ARDEY_GO_ON = 1,
    ARDEY_CHECKPOINT,         /**< make one and go on */
    ARDEY_CHECKPOINT_AND_STOP /**< and stop (ARDEY_CHECKPOINTED); without a path as ARDEY_STOP */
};

/** Called at the end of every window (thousands of times); `self` is the options' `progress_self`.
 * Times are seconds since midnight. Called from the thread that called ardey_run_until. */
typedef enum ardey_wish ardey_progress(void *self, double t_s, double stop_s, uint64_t event_count);

#define ARDEY_MODES     9
#define ARDEY_TOP       10
#define ARDEY_NAME_SIZE 96

/** One of the days that people live before that of the results, to find plans that hold. */
struct ardey_iteration {
    uint32_t iteration;       /**< from 0 on */
    double relative_gap;      /**< what all could gain, relative to what all spend */
    double mean_cost_eur;     /**< of a person's day, in time and money */
    double share_who_changed; /**< of the persons, after this day */
    const char *mode_names[ARDEY_MODES];
    double mode_shares[ARDEY_MODES];        /**< of the trips planned for this day */
    double simulate_s, service_s, decide_s; /**< wall clock: the day, finding ways, deciding */
};

typedef enum ardey_wish ardey_iteration_watch(void *self, const struct ardey_iteration *iteration);

/** A line about what happens to checkpoints, without an end of line. */
typedef void ardey_message(void *self, const char *text);

/** A variant of a run from a checkpoint of its day on. Zero-initialise. */
struct ardey_branch {
    const char *checkpoint; /**< `X.checkpoint`; the results so far are in `X.part` */
    const char *with;       /**< Lua file of the measures and hooks that begin there */
};

/** How to run. Zero-initialise, then set what differs. */
struct ardey_options {
    const char *scenario;             /**< path of the Lua file; required without a branch */
    const char *output;               /**< path of the result file; NULL: keep no results */
    const char *const *scenario_path; /**< more folders for `require`, NULL-terminated, or NULL */
    uint32_t threads;                 /**< 0: what the environment offers */
    uint32_t partitions; /**< 0: chosen by the number of threads. Never changes a result */
    double sample;       /**< (0, 1]; 0: the scenario's */
    bool has_seed;
    uint64_t seed;  /**< in place of the scenario's when has_seed */
    bool is_forced; /**< runs although the forecast finds too little memory or disk */
    bool has_iterations;
    uint64_t iterations;              /**< in place of the scenario's when has_iterations */
    ardey_progress *progress;         /**< or NULL */
    ardey_iteration_watch *iteration; /**< or NULL */
    ardey_message *message;           /**< or NULL */
    void *progress_self;              /**< of the three */
    double live_s;          /**< so often by the clock on the wall, or less often so that it costs
                               at most a hundredth of the run, all rows so far are put into
                               `OUTPUT.live`, an ordinary result file; 0: never */
    const char *checkpoint; /**< path; NULL: none is made. Removed by ardey_finish */
    bool is_resumed; /**< goes on from the checkpoint, if a whole one is there, as if it had never
                        stopped. One of another scenario, seed, sample, version or number of
                        iterations is refused (ARDEY_USAGE). Its partitions hold */
    double checkpoint_every_s;           /**< wall clock; 0: not so */
    double checkpoint_every_simulated_s; /**< so often in each simulated day; 0: not so */
    double walltime_s; /**< that the run may take in all: it stops before with a checkpoint
                          (ARDEY_CHECKPOINTED); 0: no bound */
    const char *keep;  /**< `X.checkpoint`: one of the day of the results at `keep_s` (since
                          midnight) that stays, as do the results so far in `X.part`; or NULL */
    double keep_s;
    const struct ardey_branch *branch; /**< or NULL; its checkpoint says seed, sample, iterations */
};

/** Trips of one mode: departed = arrived + under_way, always. */
struct ardey_mode_summary {
    const char *name;
    uint64_t departed, arrived, under_way;
    double mean_minutes, mean_km; /**< over the arrived */
};

/** Drives that the scenario gives one by one or as flows: given = before_start + not_started +
 * departed and departed = arrived + under_way, always. */
struct ardey_drives_summary {
    uint64_t given;
    uint64_t before_start; /**< due before the scenario's start: left out */
    uint64_t not_started;  /**< due at or after its end */
    uint64_t departed, arrived, under_way;
    double mean_minutes, mean_km; /**< over the arrived */
};

/** Public transport on road links: begun = ended + on_road, always. Shares of all runs of lines in
 * the street by the number of hops between stops and by their length along straight lines. */
struct ardey_street_summary {
    uint64_t begun, ended, on_road; /**< ways over links */
    double mean_late_s;             /**< over the ended, against a bus alone on the road */
    double hop_share, km_share;     /**< of hops that are driven on links */
};

/** Trains on blocks, and what the tracks cost them. */
struct ardey_rail_summary {
    uint64_t trains_begun, trains_ended, trains_on_tracks;
    uint64_t hops, hindered_hops; /**< from stop to stop; with time lost on the way */
    double lost_minutes;          /**< on these hops, by waiting for signals */
    uint64_t held_unsafe; /**< times that a free track was refused lest trains block each other */
};

/** A road link and its day, vehicles scaled to the full population. */
struct ardey_link_summary {
    char name[ARDEY_NAME_SIZE];
    double vehicles;
};

/** A counter: what was simulated and what was counted, vehicles per day. */
struct ardey_counter_summary {
    char name[ARDEY_NAME_SIZE];
    double simulated, counted;
};

/** A run of a public transport vehicle at its fullest. */
struct ardey_run_summary {
    char name[ARDEY_NAME_SIZE]; /**< line and first stop */
    double depart_s;
    uint32_t load, capacity; /**< passengers, simulated; places */
};

/** Rows of the table of targets; judged: fitted, with an observation. */
struct ardey_targets_summary {
    uint32_t compared, judged, met;
};

/** What came out, for people. Filled by ardey_finish. */
struct ardey_summary {
    uint64_t persons, trips_planned, trips_not_started;
    uint64_t trips_before_start; /**< due before the scenario's start, taken as made */
    struct ardey_mode_summary modes[ARDEY_MODES];
    struct ardey_drives_summary drives;
    struct ardey_street_summary street;
    struct ardey_rail_summary rail;
    uint64_t no_service, stranded, boardings, denied_boardings, forced_moves, local_drives;
    uint64_t replanned; /**< times that one left behind at a stop found another way, or waited on */
    uint64_t rerouted;  /**< times that a driver turned off before a link that had closed */
    uint64_t cars_at_stops, bicycles_at_stops;       /**< left for public transport, still there */
    uint64_t runs_begun, runs_ended, runs_cancelled; /**< of public transport */
    uint64_t link_traversals;
    double sample;
    uint32_t link_count, counter_count, run_count;
    struct ardey_link_summary links[ARDEY_TOP];
    struct ardey_counter_summary counters[ARDEY_TOP * 4];
    struct ardey_run_summary trains[ARDEY_TOP];
    struct ardey_targets_summary targets;
    uint64_t events, windows, mail;
    uint32_t threads, partitions;
    double lookahead_s; /**< 0: no channel crosses a partition */
    uint32_t days; /**< that people lived before to find their plans; 0: these are the first ones */
    double relative_gap; /**< of the last of them, whose plans these are */
    double build_seconds, settle_seconds, run_seconds; /**< wall clock */
    char digest[65]; /**< of the results; empty without an output */
};

/** "0.1.0" */
ARDEY_API const char *ardey_version(void);

/** How this was built: version, commit, compiler, flags, libraries with their versions; in
 * `*out_text` (ardey_free) as lines, the first "ardey 0.1.0", or as one JSON object. */
ARDEY_API enum ardey_status ardey_build(bool is_json, char **out_text, struct ardey_error *err);

/** Reads the scenario and builds its world; starts the result file, so that an unwritable output
 * fails here. When the scenario asks for an equilibrium, people live and decide here, day after
 * day, until it is reached. On success the caller owns `*out`. Cost: a few seconds and about 300 MB
 * for all of both cities, and half a minute per iteration. */
ARDEY_API enum ardey_status ardey_open(const struct ardey_options *options,
                                       struct ardey_simulation **out, struct ardey_error *err);

/** Simulates until `t_s` (seconds since midnight), or the scenario's end if that is sooner. */
ARDEY_API enum ardey_status ardey_run_until(struct ardey_simulation *simulation, double t_s,
                                            struct ardey_error *err);

/** Writes where the simulation stands to `path`, between two calls of ardey_run_until: aside,
 * synced, then renamed, so that an older file stays until the new one is whole. Another simulation
 * goes on from there with `options.is_resumed`. What is finished of an output stays in
 * `OUTPUT.part`, which belongs to it. ARDEY_RESOURCE when it cannot be written. */
ARDEY_API enum ardey_status ardey_checkpoint(struct ardey_simulation *simulation, const char *path,
                                             struct ardey_error *err);

/** Reads a length of time: "90 s", "15 min", "1.5 h", "2:30:00"; false without a unit. */
ARDEY_API bool ardey_read_duration(const char *text, double *out_s);

/** The one of `count` names that is most similar to a text, as in findings; NULL: none is. */
ARDEY_API const char *ardey_suggest(const char *const *names, uint32_t count, const char *text);

/** When the scenario ends, seconds since midnight. */
ARDEY_API double ardey_stop_time(const struct ardey_simulation *simulation);

/** Completes the result file and fills the summary; once, after the last run. */
ARDEY_API enum ardey_status ardey_finish(struct ardey_simulation *simulation,
                                         struct ardey_summary *out_summary,
                                         struct ardey_error *err);

enum ardey_target_verdict {
    ARDEY_TARGET_COMPARED, /**< nothing was fitted to it, or the observation is unknown */
    ARDEY_TARGET_MET,
    ARDEY_TARGET_MISSED
};

/** Something that was observed, and the same of the simulated day. Shares are in percent. Texts
 * live as long as the simulation. */
struct ardey_target {
    const char *id, *kind, *object, *part; /**< as in the table */
    const char *unit, *use;
    const char *definition, *source; /**< of the observation; `definition` may be "" */
    double observed;                 /**< NaN: unknown */
    double simulated;                /**< scaled to the full population */
    double tolerance; /**< of the difference, in the unit; of a counter: greatest GEH; of persons in
 a sample with 3 standard errors */
    double geh;       /**< of a counter, in the mean hour (a 24th of the day); else NaN */
    enum ardey_target_verdict verdict;
};
typedef void ardey_target_put(void *self, const struct ardey_target *row);

/** Calls `put` for every row of the table of targets, in its order; after the last run. */
ARDEY_API enum ardey_status ardey_targets(const struct ardey_simulation *simulation,
                                          ardey_target_put *put, void *self,
                                          struct ardey_error *err);

/** What to calibrate. Zero-initialise, then set what differs. */
struct ardey_calibration {
    struct ardey_options run; /**< of its members `output` does not count */
    const char *output;       /**< path of the table that is written; required */
    uint32_t rounds;          /**< times that something is fitted; 0: 2 */
    bool is_through;          /**< fits the through traffic to counters, not the mode constants */
};

/** Something observed that was fitted. The texts live until the callback returns. */
struct ardey_calibration_row {
    const char *id; /**< of the target */
    const char *unit;
    double observed, before, after;
    double moved; /**< what was fitted to it, by so much; NaN: nothing of its own */
    const char *moved_unit;
};
typedef void ardey_calibration_put(void *self, const struct ardey_calibration_row *row);

/** Fits mode constants to the shares of modes by length band, or the through traffic to counters,
 * as the scenario's table of targets has them, and writes the table that takes the place of
 * `demand.mode_constants` or `demand.through`. Calls `put` for each observation that was fitted to.
 * ARDEY_DATA when there is none, and what ardey_run may return. Cost: rounds + 1 times that of
 * ardey_open. */
ARDEY_API enum ardey_status ardey_calibrate(const struct ardey_calibration *calibration,
                                            ardey_calibration_put *put, void *self,
                                            struct ardey_error *err);

/** Frees everything; removes an unfinished result that no checkpoint needs. NULL is allowed. */
ARDEY_API void ardey_close(struct ardey_simulation *simulation);

ARDEY_API enum ardey_status ardey_run(const struct ardey_options *options,
                                      struct ardey_summary *out_summary, struct ardey_error *err);

/** The findings of an error as JSON (docs/scenario.md); the caller frees it (`ardey_free`). */
ARDEY_API enum ardey_status ardey_findings(const struct ardey_error *err, char **out_text);

/** Reads a scenario and its tables and builds the network and the timetable, without running.
 * `*out_text` (ardey_free) says what was found: how many links, lines, departures, zones; its
 * measures; and what differs from the scenario that it was derived from. */
ARDEY_API enum ardey_status ardey_check(const struct ardey_options *options, char **out_text,
                                        struct ardey_error *err);

/** Two scenarios to compare. Zero-initialise, then set what differs. */
struct ardey_diff_options {
    const char *before, *after;       /**< Lua files; required */
    const char *const *scenario_path; /**< as in struct ardey_options */
    bool is_json;
};

/** Compares two scenarios: parameters, rows of tables, and measures as they are written.
 * `*out_text` (ardey_free) says what differs, empty when nothing does. */
ARDEY_API enum ardey_status ardey_diff(const struct ardey_diff_options *options, bool *out_is_equal,
                                       char **out_text, struct ardey_error *err);

/** Makes a folder with a commented scenario that derives from `base` (a name for `require`), and
 * what editors need to complete it. ARDEY_USAGE when the folder exists already. */
ARDEY_API enum ardey_status ardey_new(const char *path, const char *base, struct ardey_error *err);

/** Describes a result file in `*out_text` (ardey_free). */
ARDEY_API enum ardey_status ardey_describe(const char *path, char **out_text,
                                           struct ardey_error *err);

/** Results to compare. Zero-initialise, then set what differs. */
struct ardey_comparison {
    const char *const *paths; /**< [path_count] result files; the first is of the base variant */
    uint32_t path_count;
    double confidence; /**< of the intervals, in (0, 1); 0: 0.95 */
};

/** An indicator of a variant beside that of the base. Runs that differ in nothing but the seed are
 * of one variant; a run of either pairs with that of the same seed. Texts live until the callback
 * returns. */
struct ardey_comparison_row {
    const char *indicator, *unit;
    bool is_lower_better;       /**< people are better off when it is lower; else it is neutral */
    const char *base, *variant; /**< names; variant NULL: all runs are of one */
    uint32_t base_runs, variant_runs, pairs;
    double base_mean, variant_mean; /**< over the pairs; NaN: no such indicator */
    double difference;              /**< mean of variant - base over the pairs */
    double half_width; /**< of the interval of the difference, or, without a variant, of the
                          base's mean; NaN below two pairs */
};
typedef void ardey_comparison_put(void *self, const struct ardey_comparison_row *row);

/** Reads the indicators of result files and calls `put` for each of them, variant by variant in the
 * order of the files. ARDEY_DATA when files do not compare (other day, place, sample, layout, the
 * same run twice, no seed in common), with the reason; ARDEY_USAGE without a path. Cost: a few
 * milliseconds per file. */
ARDEY_API enum ardey_status ardey_compare(const struct ardey_comparison *comparison,
                                          ardey_comparison_put *put, void *self,
                                          struct ardey_error *err);

/** What is in a result file as a page of Markdown in `*out_text` (ardey_free): groups, columns,
 * types, units, codes, without numbers of rows. */
ARDEY_API enum ardey_status ardey_describe_schema(const char *path, char **out_text,
                                                  struct ardey_error *err);

enum ardey_run_state {
    ARDEY_RUN_COMPLETE, /**< the file at `path` is a whole result, and nobody is making a new one */
    ARDEY_RUN_UNDER_WAY, /**< a run is writing it */
    ARDEY_RUN_ENDED      /**< a run has begun to write it and is no more */
};

/** How far the run is that writes the result file `path`, from `path.live`: where it is, rows of
 * each table, figures so far. `*out_text` (ardey_free) is empty when there is nothing to show yet.
 * ARDEY_DATA when there is neither a result nor a run. */
ARDEY_API enum ardey_status ardey_describe_progress(const char *path, char **out_text,
                                                    enum ardey_run_state *out_state,
                                                    struct ardey_error *err);

enum ardey_reference_form {
    ARDEY_REFERENCE_MARKDOWN,  /**< a page for people */
    ARDEY_REFERENCE_META,      /**< annotations for the Lua language server of an editor */
    ARDEY_REFERENCE_LUACHECK,  /**< configuration of luacheck: what scenarios may call */
    ARDEY_REFERENCE_INDICATORS /**< not of scenarios: the indicators of a result, for people */
};
/** The reference of everything a scenario can say in `*out_text` (ardey_free). */
ARDEY_API enum ardey_status ardey_reference(enum ardey_reference_form form, char **out_text,
                                            struct ardey_error *err);

/** A question for ways by public transport. Zero-initialise, then set what differs. */
struct ardey_route {
    const char *from, *to; /**< a place of the network, or a stop by its id or its name */
    const char *at;        /**< when the door may be left, a clock time such as "07:30" */
    const char *until;  /**< NULL: all ways worth choosing that leave at `at` or later; else every
                           departure worth choosing from `at` to this time */
    const char *access; /**< how to come from the place `from` to the first stop: "walk" (also
                           for NULL), "bicycle" or "car" (park and ride) */
    bool is_json;
};

/** Searches the timetable of a scenario, of whose options only `scenario` and `scenario_path`
 * count, and tells the ways in `*out_text` (ardey_free): a table for people, or JSON; without
 * `until` also the expected time of somebody who does not know the timetable. It is no error when
 * there is no way. ARDEY_USAGE for unknown places, and what ardey_check may return. */
ARDEY_API enum ardey_status ardey_route(const struct ardey_options *options,
                                        const struct ardey_route *route, char **out_text,
                                        struct ardey_error *err);

/** A sweep: many runs by a plan. Zero-initialise, then set what differs. */
struct ardey_sweep {
    const char *plan;                 /**< path of the Lua file; required */
    const char *program;              /**< path of `ardey`, which the members run; required */
    const char *const *scenario_path; /**< as in ardey_options */
    const char *const *arguments;     /**< NULL-terminated: options of `ardey run` to pass on */
    struct ardey_options put;         /**< what those say: threads, iterations, sample */
    uint32_t processes; /**< members at once; 0: by processors and threads, on a cluster no bound */
    uint32_t retries;   /**< times that a failed member is started again */
};

/** Where a sweep is. */
struct ardey_sweep_state {
    const char *folder; /**< of the results */
    uint32_t members, variants, seeds;
    uint32_t waiting, running, done, failed, stopped;
    uint32_t skipped; /**< of those done: they were so before */
};
/** Told several times a second; false stops the sweep. */
typedef bool ardey_sweep_watch(void *self, const struct ardey_sweep_state *state);

/** Runs the members of a plan that are not done, each as a process of its own, and keeps a table of
 * their states in FOLDER/manifest.csv. Failed members are no error: `*out` tells their number,
 * `err` their names. ARDEY_USAGE for a wrong plan or variant, before anything runs; ARDEY_STOPPED
 * when the watch said so: the running members were asked to stop, and the next call goes on. */
ARDEY_API enum ardey_status ardey_sweep_run(const struct ardey_sweep *sweep,
                                            ardey_sweep_watch *watch, void *self,
                                            struct ardey_sweep_state *out, struct ardey_error *err);

/** Checks the variants and writes FOLDER/slurm, from where a Slurm cluster runs the members that
 * are not done. `*out_text` (ardey_free) says how. */
ARDEY_API enum ardey_status ardey_sweep_slurm(const struct ardey_sweep *sweep, char **out_text,
                                              struct ardey_error *err);

/** Lists the members of a plan in `*out_text` (ardey_free), a table, without writing anything. */
ARDEY_API enum ardey_status ardey_sweep_list(const struct ardey_sweep *sweep, char **out_text,
                                             struct ardey_error *err);

/** Results to collect. Zero-initialise, then set what differs. */
struct ardey_collection {
    const char *const *paths; /**< [path_count] result files, and folders of sweeps */
    uint32_t path_count;
    const char *output;   /**< the file that is written; required */
    const char *baseline; /**< name of a variant; NULL: that of the plan, or the first */
    double confidence;    /**< of the intervals, in (0, 1); 0: 0.95 */
    bool is_partial;      /**< leave out members without a result */
};

/** Writes one HDF5 file with the indicators and parameters of all runs, and means, confidence
 * intervals and paired differences of the variants. `*out_text` (ardey_free) says what is in it. */
ARDEY_API enum ardey_status ardey_collect(const struct ardey_collection *collection,
                                          char **out_text, struct ardey_error *err);

/** What to import. Zero-initialise, then set what differs. */
struct ardey_import_options {
    const char *feed;   /**< GTFS feed, a folder or a zip archive; required */
    const char *date;   /**< the service day, YYYY-MM-DD; required */
    const char *output; /**< folder that is made; NULL: named as the feed, in the current folder */
    double near_m; /**< stops at most this far apart get a footpath; 0: only those of the feed */
};

/** Reads one service day of a GTFS feed and writes it as a scenario of public transport: a folder
 * with tables, scenario.lua and import_report.md, which appears complete or not at all.
 * `*out_text` (ardey_free) is the report: what was dropped or estimated, and why, with counts. */
ARDEY_API enum ardey_status ardey_import_gtfs(const struct ardey_import_options *options,
                                              char **out_text, struct ardey_error *err);

/** A validation case beside a published number. The texts live until the callback returns. */
struct ardey_validation_row {
    const char *name;     /**< of the case, as in `only` */
    const char *title;    /**< what the case is */
    const char *source;   /**< of the expected value */
    const char *quantity; /**< what is compared; NULL when cases are only listed */
    const char *unit;
    const char *why;  /**< what the tolerance stands for; "" when exact */
    const char *note; /**< of the case: parameters of ours in place of others; may be "" */
    double expected, found, tolerance;
    bool is_passed;
};
typedef void ardey_validation_put(void *self, const struct ardey_validation_row *row);

/** What to validate. Zero-initialise, then set what differs. */
struct ardey_validation_options {
    const char *const *folders;       /**< NULL-terminated folders of case folders, ours first */
    const char *const *scenario_path; /**< as in ardey_options */
    const char *only;                 /**< names of cases with ',' between; NULL: all */
    uint32_t threads;                 /**< as in ardey_options; never changes a result */
    bool is_list;                     /**< one row per case, nothing runs */
};

/** Runs the validation cases, built in or from `folders`, each of which holds one folder per case
 * with `scenario.lua` and `expect.lua`, and calls `put` for every comparison, in a fixed order.
 * `*out_failed` is the number of rows that did not pass, which is no error. ARDEY_USAGE for an
 * unknown name; what ardey_run may return for a case that cannot run. */
ARDEY_API enum ardey_status ardey_validate(const struct ardey_validation_options *options,
                                           ardey_validation_put *put, void *self,
                                           uint32_t *out_failed, struct ardey_error *err);

ARDEY_API void ardey_free(char *text);

#ifdef __cplusplus
}
#endif

#endif
