// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/line_source.h"
#include "scenario/lua_hooks.h"
#include "scenario/lua_spec.h"
#include "scenario/run_parameters.h"
#include "scenario/scenario_path.h"
#include "scenario/source_lines.h"
#include "scenario/spec.h"
#include "scenario/table_csv.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PLACE_SIZE 1024

/** What is needed only while a scenario is read. */
struct scenario_reader {
    struct source_files files;
    struct table_sources sources;
    struct digest digest;
    struct findings findings;
    bool is_plain; /**< measures are not applied */
};

/** A table that is not held: its bytes count in the digest, whoever uses it reads it by its path.
 */
static void keep_stream(struct scenario_reader *reader, const struct table_source *source,
                        struct table *table)
{
    struct error err = {0};
    table->path = source->path;
    table->fields = source->kind->fields;
    if (line_source_digest(source->path, &reader->digest, &err) != STATUS_OK)
        findings_add(&reader->findings, err.status, "%s", err.text);
}

static void read_table(struct scenario_reader *reader, struct spec *spec,
                       const struct table_source *source)
{
    char place[PLACE_SIZE];
    const struct spec_group *group = source->group;
    struct table *table =
        (struct table *)(void *)((char *)spec + group->tables_offset + source->kind->offset);

    if (access(source->path, R_OK) == 0 && source->kind->is_streamed) {
        keep_stream(reader, source, table);
        return;
    }
    if (access(source->path, R_OK) == 0) {
        table_csv_read(source->path, source->kind, &reader->digest, table, &reader->findings);
        return;
    }
    /* The mistake is in the scenario, not in the file: show the line that names it. */
    const char *reason = strerror(errno);
    source_files_where(&reader->files, group->key, source->kind->key, place, sizeof place);
    findings_add(&reader->findings, STATUS_DATA, "%s: %s.%s: cannot open '%s': %s", place,
                 group->key, source->kind->key, source->path, reason);
}

static enum status keep_source(struct spec *spec, const struct source_file *file, struct error *err)
{
    spec->path = text_arena_copy(&spec->text, file->path, strlen(file->path), err);
    spec->source = text_arena_copy(&spec->text, file->text, file->size, err);
    return spec->path && spec->source ? STATUS_OK : STATUS_RESOURCE;
}

/** The digest of the scenario, then over that and what is the branch's. */
static void digest_branch(const struct source_files *files, struct spec *spec)
{
    struct digest digest;
    memcpy(spec->branch.base_digest, spec->digest, sizeof spec->digest);
    digest_init(&digest);
    digest_add(&digest, spec->digest, sizeof spec->digest);
    for (uint32_t i = spec->branch.first_file; i < files->count; i++)
        source_file_digest(&files->items[i], &digest);
    digest_text(&digest, spec->digest);
}

static enum status scenario_fill(struct scenario_reader *reader, const struct lua_spec_input *input,
                                 struct spec *spec)
{
    struct error err = {0};
    lua_spec_read(input, &reader->files, spec, &reader->sources, &reader->findings);
    if (reader->files.count == 0)
        return findings_end(&reader->findings);

    uint32_t own = input->branch ? spec->branch.first_file : reader->files.count;
    run_parameters_check(&spec->run, &reader->files, &reader->findings);
    event_parameters_check(&spec->events, &reader->files, &reader->findings);
    for (uint32_t i = 0; i < own; i++)
        source_file_digest(&reader->files.items[i], &reader->digest);
    unsigned before = reader->findings.count;
    for (uint32_t i = 0; i < reader->sources.count; i++)
        read_table(reader, spec, &reader->sources.items[i]);
    bool has_tables = reader->sources.count > 0 && reader->findings.count == before;
    if (has_tables && !reader->is_plain)
        measures_apply(spec, &reader->findings);
    if (keep_source(spec, &reader->files.items[0], &err) != STATUS_OK)
        findings_add(&reader->findings, STATUS_RESOURCE, "%s", err.text);
    digest_text(&reader->digest, spec->digest);
    if (input->branch)
        digest_branch(&reader->files, spec);
    return findings_end(&reader->findings);
}

static enum status read_scenario(const struct lua_spec_input *input, bool is_plain,
                                 struct spec **out, struct error *err)
{
    struct spec *spec = mem_alloc(1, sizeof *spec, err);
    if (!spec)
        return STATUS_RESOURCE;
    struct scenario_reader reader = {.findings = {.err = err}, .is_plain = is_plain};
    digest_init(&reader.digest);

    struct error unused = {0}; /* a path that leads nowhere is told about by who opens it */
    struct lua_spec_input found = *input;
    scenario_path_find(input->path, NULL, input->search_folders, &spec->text, &found.path, &unused);
    enum status status = scenario_fill(&reader, &found, spec);
    mem_free(reader.sources.items);
    if (status == STATUS_OK && spec->hooks)
        lua_hooks_keep_files(spec->hooks, &reader.files);
    source_files_deinit(&reader.files);
    if (status == STATUS_OK)
        *out = spec;
    else
        spec_destroy(spec);
    return status;
}

enum status scenario_read(const char *path, const char *const *search_folders, struct spec **out,
                          struct error *err)
{
    return scenario_read_branch(path, search_folders, NULL, out, err);
}

enum status scenario_read_branch(const char *path, const char *const *search_folders,
                                 const struct spec_branch_file *branch, struct spec **out,
                                 struct error *err)
{
    const struct lua_spec_input input = {path, search_folders, branch};
    return read_scenario(&input, false, out, err);
}

enum status scenario_read_plain(const char *path, const char *const *search_folders,
                                struct spec **out, struct error *err)
{
    const struct lua_spec_input input = {path, search_folders, NULL};
    return read_scenario(&input, true, out, err);
}
