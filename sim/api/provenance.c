// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/provenance.h"

#include "api/measure_results.h"
#include "base/units.h"
#include "base/version.h"

#include <stdio.h>
#include <string.h>

#define VALUE_SIZE 512

struct writer {
    const struct spec *spec;
    struct results *results;
    struct error *err;
    enum status status; /**< the first failure */
};

static void set_text(struct writer *writer, const char *group, const char *name, const char *value)
{
    if (writer->status == STATUS_OK)
        writer->status = results_set_text(writer->results, group, name, value, writer->err);
}

/** Every parameter under its name in the scenario: `road.patience` = "300". */
static void write_parameters(struct writer *writer)
{
    for (const struct spec_group *group = spec_groups; group->key; group++)
        for (const struct field *field = group->fields; field && field->name; field++) {
            char name[VALUE_SIZE], value[VALUE_SIZE];
            snprintf(name, sizeof name, "%s%s%s", group->key, group->key[0] ? "." : "",
                     field->name);
            field_print(field, (const char *)writer->spec + group->fields_offset, value,
                        sizeof value);
            set_text(writer, "provenance", name, value);
        }
}

static void write_root(struct writer *writer)
{
    const struct spec *spec = writer->spec;
    char text[VALUE_SIZE];
    set_text(writer, "", "Conventions", "CF-1.10");
    set_text(writer, "", "title", spec->run.title);
    snprintf(text, sizeof text, "Ardey %s", ARDEY_VERSION);
    set_text(writer, "", "source", text);
    set_text(writer, "", "scenario", spec->run.name);
    if (writer->status == STATUS_OK)
        writer->status = results_set_int(writer->results, "", "seed", spec->run.seed, writer->err);
    if (writer->status == STATUS_OK)
        writer->status =
            results_set_real(writer->results, "", "sample", spec->demand.sample, writer->err);
}

enum status provenance_write(const struct spec *spec, struct results *results, struct error *err)
{
    struct writer writer = {spec, results, err, STATUS_OK};
    const char *const source[] = {spec->source};
    const struct results_name_table table = {"provenance", "file", "scenario_text",
                                             source,       1,      "the scenario file"};
    write_root(&writer);
    set_text(&writer, "provenance", "version", ARDEY_VERSION);
    set_text(&writer, "provenance", "scenario_digest", spec->digest);
    write_parameters(&writer);
    if (writer.status == STATUS_OK)
        writer.status = results_write_names(results, &table, err);
    if (writer.status == STATUS_OK)
        writer.status = measure_results_write(spec, results, err);
    return writer.status;
}

enum status provenance_write_branch(const struct spec *spec, struct results *results,
                                    struct error *err)
{
    struct writer writer = {spec, results, err, STATUS_OK};
    const struct spec_branch *branch = &spec->branch;
    const char *const source[] = {branch->source};
    const struct results_name_table table = {
        "provenance", "file", "branch_text", source, 1, "the file of what the branch does"};
    const char *slash = strrchr(branch->path, '/'), *file = slash ? slash + 1 : branch->path;
    char name[VALUE_SIZE], from[QUANTITY_TEXT_SIZE];
    int size = (int)(strcspn(file, "."));
    snprintf(name, sizeof name, "%s+%.*s", spec->run.name, size, file);
    quantity_print(QUANTITY_CLOCK, branch->from_s, from);
    set_text(&writer, "", "scenario", name);
    set_text(&writer, "provenance", "branch_from", from);
    set_text(&writer, "provenance", "branch_digest", spec->digest);
    if (writer.status == STATUS_OK)
        writer.status = results_write_names(results, &table, err);
    if (writer.status == STATUS_OK)
        writer.status =
            measure_results_describe(&spec->measures, branch->first_measure, results, err);
    return writer.status;
}
