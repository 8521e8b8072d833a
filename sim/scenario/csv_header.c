// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/csv_header.h"

#include <string.h>

static const struct {
    const char *name;
    enum csv_role role;
} common_columns[] = {{"source", CSV_EVIDENCE}, {"quality", CSV_EVIDENCE}, {"note", CSV_IGNORED}};

#define COMMON_COUNT (sizeof common_columns / sizeof common_columns[0])

int csv_header_find(const struct csv_header *header, const char *name)
{
    for (uint32_t i = 0; i < header->count; i++)
        if (strcmp(header->columns[i].name, name) == 0)
            return (int)i;
    return -1;
}

static void header_fail_unknown(const struct field *fields, const char *name, const char *place,
                                struct findings *findings)
{
    const char *similar = fields_suggest(fields, name);
    if (similar)
        findings_add(findings, STATUS_DATA, "%s: unknown column '%.60s', did you mean '%s'?", place,
                     name, similar);
    else
        findings_add(findings, STATUS_DATA, "%s: unknown column '%.60s'", place, name);
}

static void header_add_column(struct csv_header *header, const struct field *fields,
                              const char *name, const char *place, struct findings *findings)
{
    struct csv_column column = {.field = fields_find(fields, name)};
    if (column.field) {
        column.name = column.field->name;
    } else {
        for (size_t i = 0; i < COMMON_COUNT; i++) {
            if (strcmp(common_columns[i].name, name) == 0) {
                column.role = common_columns[i].role;
                column.name = common_columns[i].name;
            }
        }
    }
    if (!column.name) {
        header_fail_unknown(fields, name, place, findings);
        column = (struct csv_column){.role = CSV_IGNORED, .name = ""};
    } else if (csv_header_find(header, column.name) >= 0) {
        findings_add(findings, STATUS_DATA, "%s: column '%s' stands twice", place, column.name);
    }
    header->columns[header->count++] = column;
}

bool csv_header_read(const struct csv_line *line, const struct field *fields, const char *place,
                     struct csv_header *out, struct findings *findings)
{
    unsigned before = findings->count;
    out->count = 0;
    out->has_absent = false;
    const char *first = line->count == 1 ? csv_line_cell(line, 0) : "";
    if (strchr(first, ';') || strchr(first, '\t')) {
        findings_add(
            findings, STATUS_DATA,
            "%s: the columns are separated by %s, must be by commas (in a spreadsheet save "
            "as CSV with commas, and numbers with points)",
            place, strchr(first, ';') ? "semicolons" : "tabs");
        return false;
    }
    if (line->count > CSV_COLUMNS_MAX) {
        findings_add(findings, STATUS_DATA, "%s: has %u columns, at most %u are allowed", place,
                     (unsigned)line->count, CSV_COLUMNS_MAX);
        return false;
    }
    for (uint32_t i = 0; i < line->count; i++)
        header_add_column(out, fields, csv_line_cell(line, i), place, findings);
    for (const struct field *field = fields; field->name; field++) {
        if (csv_header_find(out, field->name) >= 0)
            continue;
        out->has_absent = true;
        if (!field->optional)
            findings_add(findings, STATUS_DATA, "%s: column '%s' is missing", place, field->name);
    }
    if ((csv_header_find(out, "source") >= 0) != (csv_header_find(out, "quality") >= 0))
        findings_add(findings, STATUS_DATA,
                     "%s: columns 'source' and 'quality' belong together, one is missing", place);
    return findings->count == before;
}
