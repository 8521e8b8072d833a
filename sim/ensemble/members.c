// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/members.h"

#include "ensemble/whole_file.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMBERS_MAX 1000000u
#define NAME_SIZE   512
#define LINE_SIZE   4096

static const char header[] =
    "member,variant,baseline,seed,scenario,result,state,exit_code,attempts,seconds\n";

const char *const member_state_names[] = {"waiting", "running", "done", "failed", "stopped"};

static int64_t seed_of(const struct sweep_plan *plan, uint32_t index)
{
    if (index < plan->seed_count)
        return plan->seeds[index];
    int64_t last = plan->seeds[0];
    for (uint32_t i = 1; i < plan->seed_count; i++)
        if (plan->seeds[i] > last)
            last = plan->seeds[i];
    return last + 1 + (int64_t)(index - plan->seed_count);
}

enum status members_add_seed(struct members *members, const struct sweep_plan *plan,
                             uint32_t variant_count, struct error *err)
{
    size_t count = (size_t)members->count + variant_count;
    if (count > MEMBERS_MAX)
        return error_fail(err, STATUS_USAGE, "%s: the sweep has more than %u members", plan->path,
                          MEMBERS_MAX);
    enum status status = MEM_RESERVE(&members->items, &members->capacity, count, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t v = 0; v < variant_count; v++)
        members->items[members->count++] =
            (struct member){.variant = v, .seed = seed_of(plan, members->seed_count)};
    members->seed_count++;
    return STATUS_OK;
}

uint32_t members_count(const struct members *members, enum member_state state)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < members->count; i++)
        count += members->items[i].state == state;
    return count;
}

void members_deinit(struct members *members)
{
    mem_free(members->items);
    *members = (struct members){.items = NULL};
}

bool variant_path(const char *variant_name, char *out, size_t out_size)
{
    int size = snprintf(out, out_size, "variants/%s.variant.lua", variant_name);
    return size > 0 && (size_t)size < out_size;
}

bool member_path(const char *variant_name, int64_t seed, const char *ending, char *out,
                 size_t out_size)
{
    int size = snprintf(out, out_size, "members/%s-s%" PRId64 ".%s", variant_name, seed, ending);
    return size > 0 && (size_t)size < out_size;
}

enum status members_table_write(const char *path, const struct variants *variants,
                                const struct members *members, struct error *err)
{
    char scenario[NAME_SIZE], result[NAME_SIZE];
    struct memory_file file;
    enum status status = memory_file_open(&file, err);
    if (status != STATUS_OK)
        return status;
    fputs(header, file.stream);
    for (uint32_t i = 0; i < members->count; i++) {
        const struct member *member = &members->items[i];
        const char *name = variants->items[member->variant].name;
        variant_path(name, scenario, sizeof scenario);
        member_path(name, member->seed, "h5", result, sizeof result);
        fprintf(file.stream, "%u,%s,%d,%" PRId64 ",%s,%s,%s,%d,%u,%.1f\n", i + 1, name,
                member->variant == variants->baseline, member->seed, scenario, result,
                member_state_names[member->state], member->exit_code, member->attempts,
                member->seconds);
    }
    return memory_file_write(&file, path, err);
}

enum status manifest_write(const char *folder, const struct variants *variants,
                           const struct members *members, struct error *err)
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/manifest.csv", folder) >= (int)sizeof path)
        return error_fail(err, STATUS_RESOURCE, "the path '%.80s...' is too long", folder);
    return members_table_write(path, variants, members, err);
}

static bool row_parse(char *line, struct manifest_row *out)
{
    char *cells[10], *rest = line, *end;
    for (int i = 0; i < 10; i++)
        if (!(cells[i] = strsep(&rest, ",")))
            return false;
    errno = 0;
    out->seed = strtoll(cells[3], &end, 10);
    out->is_baseline = strcmp(cells[2], "1") == 0;
    return !rest && *cells[3] && !*end && errno == 0 &&
           snprintf(out->variant, sizeof out->variant, "%s", cells[1]) < (int)sizeof out->variant &&
           snprintf(out->result, sizeof out->result, "%s", cells[5]) < (int)sizeof out->result;
}

static enum status read_rows(FILE *file, const char *path, struct manifest_row **rows,
                             uint32_t *count, struct error *err)
{
    char line[LINE_SIZE];
    size_t capacity = 0;
    if (!fgets(line, sizeof line, file) || strcmp(line, header) != 0)
        return error_fail(err, STATUS_DATA, "%s:1: this is no manifest of 'ardey sweep'", path);
    while (fgets(line, sizeof line, file)) {
        struct manifest_row row;
        if (!row_parse(line, &row))
            return error_fail(err, STATUS_DATA, "%s:%u: the row cannot be read", path, *count + 2);
        enum status status = MEM_RESERVE(rows, &capacity, (size_t)*count + 1, err);
        if (status != STATUS_OK)
            return status;
        (*rows)[(*count)++] = row;
    }
    return STATUS_OK;
}

enum status manifest_read(const char *path, struct manifest_row **out_rows, uint32_t *out_count,
                          struct error *err)
{
    struct manifest_row *rows = NULL;
    uint32_t count = 0;
    FILE *file = fopen(path, "r");
    if (!file)
        return error_fail(err, STATUS_DATA, "cannot read '%s': %s", path, strerror(errno));
    enum status status = read_rows(file, path, &rows, &count, err);
    fclose(file);
    if (status == STATUS_OK) {
        *out_rows = rows;
        *out_count = count;
    } else {
        mem_free(rows);
    }
    return status;
}
