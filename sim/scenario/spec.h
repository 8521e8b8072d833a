// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_SPEC_H
#define SCENARIO_SPEC_H

#include "base/digest.h"
#include "base/fields.h"
#include "demand/choice_parameters.h"
#include "demand/demand.h"
#include "demand/equilibrium.h"
#include "network/event_log.h"
#include "network/network_tables.h"
#include "network/rail_tables.h"
#include "people/people_parameters.h"
#include "rail/rail_parameters.h"
#include "road/road_parameters.h"
#include "road/traffic_tables.h"
#include "scenario/hooks.h"
#include "scenario/measure.h"
#include "shuttle/shuttle_parameters.h"
#include "transit/transit.h"

/** The version of what a scenario may say; a scenario that names another one is refused. */
#define SPEC_API_VERSION 1

/** What a scenario says about the run itself. */
struct run_parameters {
    int64_t api_version; /**< SPEC_API_VERSION */
    const char *name, *title;
    const char *date;       /**< "2026-03-02": the simulated day */
    double start_s, stop_s; /**< clock times since midnight; stop may be after 24 h */
    int64_t seed;
    double interval_s; /**< length of the intervals of the link results */
};

extern const struct field run_parameter_fields[];

/** What begins while the day of a scenario is under way: measures and hooks of a file of their own,
 * which stand behind those of the scenario. */
struct spec_branch {
    const char *path;       /**< of the file; NULL: there is none */
    const char *source;     /**< its text */
    double from_s;          /**< when it begins, seconds since midnight */
    uint32_t first_measure; /**< the first one of it; so of files, hooks and rows of tables */
    uint32_t first_file, first_hook, first_link_change, first_incident;
    char base_digest[DIGEST_TEXT_SIZE]; /**< of the scenario without it */
};

/** A scenario, read and checked: plain C, frozen. Tables and texts belong to it. */
struct spec {
    struct run_parameters run;
    struct road_parameters road;
    struct transit_parameters transit;
    struct rail_parameters rail;
    struct demand_parameters demand;
    struct people_parameters people;
    struct shuttle_parameters shuttle;
    struct choice_parameters choice;
    struct equilibrium_parameters equilibrium;
    struct event_parameters events;
    struct network_tables network_tables;
    struct transit_tables transit_tables;
    struct rail_tables rail_tables;
    struct demand_tables demand_tables;
    struct shuttle_tables shuttle_tables;
    struct traffic_tables traffic_tables; /**< of `drives` only the path: its rows are read when the
                                             network is known */
    struct measures measures;             /**< as given; they have been applied to the rest */
    bool has_demand, has_traffic;         /**< the groups are given; without both, `transit` is */
    struct hooks *hooks;                  /**< functions that are called during the day, or NULL */
    struct text_arena text;
    const char *path;              /**< of the scenario file */
    const char *source;            /**< its text */
    const char *base;              /**< the file whose table it returned, changed; "": none */
    char digest[DIGEST_TEXT_SIZE]; /**< SHA-256 over the scenario, the Lua files it requires and all
                                      tables, in the order of reading; with a branch, over that
                                      and the files of the branch */
    struct spec_branch branch;
};

/** One group of the scenario's table and what it fills: drives reading, error texts and the
 * parameters' copy in the results. */
struct spec_group {
    const char *key;                 /**< "road"; "" for the top level */
    const struct field *fields;      /**< or NULL */
    size_t fields_offset;            /**< of the parameter struct in `struct spec` */
    const struct table_kind *tables; /**< or NULL */
    size_t tables_offset;            /**< of the struct of tables in `struct spec` */
    bool optional;                   /**< may be left out, although something in it is required */
    const char *needed_by[3]; /**< groups with any of which this one is required, then NULL; none:
                                 `optional` decides */
};

/** "" (run), network, road, traffic, transit, rail, demand, people, shuttle, choice, equilibrium,
 * results; ends with a NULL key. */
extern const struct spec_group spec_groups[];

/** Reads a scenario file (Lua) and the tables that it names; `path` may be a name without `/`,
 * which is then looked for in `search_folders`, too (`scenario_path_find`). `search_folders`
 * (NULL-terminated, may be NULL) are where `require` looks after the folder of the scenario file.
 * Collects findings; each with file and line where there is one. STATUS_USAGE for the Lua file,
 * STATUS_DATA for a table. The caller owns `*out` (`spec_destroy`). */
enum status scenario_read(const char *path, const char *const *search_folders, struct spec **out,
                          struct error *err);

/** The same with measures and hooks that begin at `from_s`, seconds since midnight, which the Lua
 * file `with` returns: a list of measures, or a table with the lists `measures` and `hooks`. */
struct spec_branch_file {
    const char *with;
    double from_s;
};
enum status scenario_read_branch(const char *path, const char *const *search_folders,
                                 const struct spec_branch_file *branch, struct spec **out,
                                 struct error *err);

/** As `scenario_read`, without applying the measures: what the file and its tables say, to be
 * compared. */
enum status scenario_read_plain(const char *path, const char *const *search_folders,
                                struct spec **out, struct error *err);

/** Gives a spec of `scenario_read` back; NULL is allowed. */
void spec_destroy(struct spec *spec);

/** Writes the reference page of all groups (parameters, tables and their columns) as Markdown, from
 * the field tables alone. The caller owns `*out_text` (`mem_free`). STATUS_RESOURCE when memory
 * runs out. */
enum status spec_reference_markdown(char **out_text, struct error *err);

/** The same for editors: a Lua file of annotations (LuaCATS) that a language server reads. */
enum status spec_meta_lua(char **out_text, struct error *err);

/** The configuration of luacheck for scenarios: what their closed environment offers. */
enum status spec_luacheck(char **out_text, struct error *err);

#endif
