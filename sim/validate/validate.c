// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ardey.h"

#include "base/memory.h"
#include "base/names.h"
#include "validate/exact_cases.h"
#include "validate/queue_cases.h"
#include "validate/road_case.h"
#include "validate/settle_cases.h"
#include "validate/transit_cases.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_SIZE 4096
#define NAME_SIZE 256

/** A case that can be run: built in, or a folder. */
struct case_entry {
    const char *name;
    const struct builtin_case *builtin; /**< or NULL */
    const char *folder;                 /**< or NULL */
    uint32_t order;                     /**< of its folder of cases: ours is 0 */
    bool is_chosen;
};

struct catalogue {
    struct case_entry *entries; /**< [count] */
    uint32_t count;
    size_t capacity;
    struct text_arena text;
};

static enum status catalogue_add(struct catalogue *catalogue, struct case_entry entry,
                                 struct error *err)
{
    for (uint32_t i = 0; i < catalogue->count; i++)
        if (strcmp(catalogue->entries[i].name, entry.name) == 0)
            return error_fail(err, STATUS_USAGE,
                              "%s: there is a case '%s' already, %s%s; a case needs a name of its "
                              "own",
                              entry.folder ? entry.folder : entry.name, entry.name,
                              catalogue->entries[i].folder ? "in " : "built in",
                              catalogue->entries[i].folder ? catalogue->entries[i].folder : "");
    enum status status =
        MEM_RESERVE(&catalogue->entries, &catalogue->capacity, (size_t)catalogue->count + 1, err);
    if (status == STATUS_OK)
        catalogue->entries[catalogue->count++] = entry;
    return status;
}

static enum status catalogue_add_builtin(struct catalogue *catalogue,
                                         const struct builtin_case *cases, struct error *err)
{
    enum status status = STATUS_OK;
    for (; cases->name && status == STATUS_OK; cases++)
        status =
            catalogue_add(catalogue, (struct case_entry){cases->name, cases, NULL, 0, true}, err);
    return status;
}

/** A folder below `folder` that holds expectations. */
static enum status catalogue_add_folder(struct catalogue *catalogue, const char *folder,
                                        const char *name, uint32_t order, struct error *err)
{
    char path[PATH_SIZE];
    int length = snprintf(path, sizeof path, "%s/%s/expect.lua", folder, name);
    if (name[0] == '.' || (size_t)length >= sizeof path || access(path, F_OK) != 0)
        return STATUS_OK;
    path[length - (int)strlen("/expect.lua")] = '\0';
    const char *kept = text_arena_copy(&catalogue->text, path, strlen(path), err);
    const char *kept_name = text_arena_copy(&catalogue->text, name, strlen(name), err);
    if (!kept || !kept_name)
        return STATUS_RESOURCE;
    return catalogue_add(catalogue, (struct case_entry){kept_name, NULL, kept, order, true}, err);
}

static enum status catalogue_scan(struct catalogue *catalogue, const char *folder, uint32_t order,
                                  struct error *err)
{
    uint32_t before = catalogue->count;
    enum status status = STATUS_OK;
    DIR *directory = opendir(folder);
    if (!directory)
        return error_fail(err, STATUS_USAGE, "cannot open the folder of cases '%s': %s", folder,
                          strerror(errno));
    for (struct dirent *item; status == STATUS_OK && (item = readdir(directory)) != NULL;)
        status = catalogue_add_folder(catalogue, folder, item->d_name, order, err);
    closedir(directory);
    if (status == STATUS_OK && catalogue->count == before)
        status = error_fail(err, STATUS_USAGE,
                            "the folder of cases '%s' holds no folder with an expect.lua", folder);
    return status;
}

/** Ours first, then by folder; within, by name: the order of a directory means nothing. */
static int entry_compare(const void *a, const void *b)
{
    const struct case_entry *left = a, *right = b;
    if (left->order != right->order)
        return left->order < right->order ? -1 : 1;
    return strcmp(left->name, right->name);
}

static enum status catalogue_fill(struct catalogue *catalogue,
                                  const struct ardey_validation_options *options, struct error *err)
{
    enum status status = catalogue_add_builtin(catalogue, exact_cases, err);
    if (status == STATUS_OK)
        status = catalogue_add_builtin(catalogue, queue_cases, err);
    if (status == STATUS_OK)
        status = catalogue_add_builtin(catalogue, transit_cases, err);
    if (status == STATUS_OK)
        status = catalogue_add_builtin(catalogue, settle_cases, err);
    for (uint32_t i = 0; status == STATUS_OK && options->folders && options->folders[i]; i++)
        status = catalogue_scan(catalogue, options->folders[i], i, err);
    if (status == STATUS_OK)
        qsort(catalogue->entries, catalogue->count, sizeof *catalogue->entries, entry_compare);
    return status;
}

static enum status fail_unknown(const struct catalogue *catalogue, const char *name,
                                struct error *err)
{
    const char **names = mem_alloc(catalogue->count, sizeof *names, err);
    if (!names)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < catalogue->count; i++)
        names[i] = catalogue->entries[i].name;
    const char *similar = text_suggest(names, catalogue->count, name);
    if (similar)
        error_fail(err, STATUS_USAGE, "there is no case '%s', did you mean '%s'?", name, similar);
    else
        error_fail(err, STATUS_USAGE, "there is no case '%s'; 'ardey validate --list' names all",
                   name);
    mem_free(names);
    return STATUS_USAGE;
}

/** Chooses the cases that `only` names. */
static enum status catalogue_choose(struct catalogue *catalogue, const char *only,
                                    struct error *err)
{
    if (*only == '\0')
        return error_fail(err, STATUS_USAGE, "no case is named; 'ardey validate --list' names all");
    for (uint32_t i = 0; i < catalogue->count; i++)
        catalogue->entries[i].is_chosen = false;
    while (*only) {
        char name[NAME_SIZE];
        bool is_known = false;
        size_t length = strcspn(only, ",");
        snprintf(name, sizeof name, "%.*s", (int)length, only);
        for (uint32_t i = 0; i < catalogue->count; i++)
            if (strcmp(catalogue->entries[i].name, name) == 0)
                is_known = catalogue->entries[i].is_chosen = true;
        if (!is_known)
            return fail_unknown(catalogue, name, err);
        only += length + (only[length] == ',');
    }
    return STATUS_OK;
}

static enum status entry_run(const struct case_entry *entry,
                             const struct ardey_validation_options *options, struct report *report,
                             struct error *err)
{
    if (entry->folder)
        return road_case_run(&(struct road_case_input){entry->folder, entry->name,
                                                       options->scenario_path, options->is_list},
                             report, err);
    report->name = entry->builtin->name;
    report->title = entry->builtin->title;
    report->source = entry->builtin->source;
    report->note = "";
    if (!options->is_list)
        return entry->builtin->run(report, options->threads, err);
    report_list(report);
    return STATUS_OK;
}

enum ardey_status ardey_validate(const struct ardey_validation_options *options,
                                 ardey_validation_put *put, void *self, uint32_t *out_failed,
                                 struct ardey_error *err)
{
    struct error inner = {0};
    struct catalogue catalogue = {0};
    struct report report = {.put = put, .self = self};

    enum status status = catalogue_fill(&catalogue, options, &inner);
    if (status == STATUS_OK && options->only)
        status = catalogue_choose(&catalogue, options->only, &inner);
    for (uint32_t i = 0; i < catalogue.count && status == STATUS_OK; i++)
        if (catalogue.entries[i].is_chosen)
            status = entry_run(&catalogue.entries[i], options, &report, &inner);
    mem_free(catalogue.entries);
    text_arena_deinit(&catalogue.text);
    if (status == STATUS_OK)
        *out_failed = report.failed_count;
    else if (err)
        memcpy(err->text, inner.text, sizeof err->text);
    return (enum ardey_status)status;
}
