// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/slurm_job.h"

#include "ensemble/slurm_scripts.h"
#include "ensemble/whole_file.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/** A word that the shell takes as it is. */
static void print_quoted(FILE *out, const char *text)
{
    fputc('\'', out);
    for (; *text; text++)
        if (*text == '\'')
            fputs("'\\''", out);
        else
            fputc(*text, out);
    fputc('\'', out);
}

static void print_setting(FILE *out, const char *name, const char *value)
{
    fprintf(out, "%s=", name);
    print_quoted(out, value);
    fputc('\n', out);
}

static enum status write_settings(const struct sweep *sweep, const char *path, uint32_t count,
                                  struct error *err)
{
    struct memory_file file;
    enum status status = memory_file_open(&file, err);
    if (status != STATUS_OK)
        return status;
    fputs("# Written by `ardey sweep --slurm`, read by the scripts beside it.\n", file.stream);
    print_setting(file.stream, "ARDEY", sweep->options.program);
    fputs("export ", file.stream);
    print_setting(file.stream, "ARDEY_PATH", sweep->search_path);
    fprintf(file.stream, "ARDEY_COUNT=%u\nARDEY_AT_ONCE=${ARDEY_AT_ONCE:-", count);
    if (sweep->options.processes > 0)
        fprintf(file.stream, "%u", sweep->options.processes);
    fputs("}\nARDEY_OPTIONS=(", file.stream);
    for (const char *const *a = sweep->options.arguments; a && *a; a++) {
        print_quoted(file.stream, *a);
        fputc(' ', file.stream);
    }
    fputs(")\n", file.stream);
    return memory_file_write(&file, path, err);
}

static enum status write_scripts(const char *folder, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof slurm_scripts / sizeof slurm_scripts[0] && status == STATUS_OK;
         i++) {
        char path[PATH_MAX];
        if (snprintf(path, sizeof path, "%s/%s", folder, slurm_scripts[i].name) >= (int)sizeof path)
            return error_fail(err, STATUS_RESOURCE, "the path '%.80s...' is too long", folder);
        status = whole_file_write(path, slurm_scripts[i].text, strlen(slurm_scripts[i].text), err);
    }
    return status;
}

enum status slurm_job_write(const struct sweep *sweep, uint32_t *out_count, struct error *err)
{
    char folder[PATH_MAX - 32], path[PATH_MAX];
    struct members left = {.seed_count = sweep->members.seed_count};
    if (snprintf(folder, sizeof folder, "%s/slurm", sweep->plan.out) >= (int)sizeof folder)
        return error_fail(err, STATUS_RESOURCE, "the path '%.80s...' is too long", sweep->plan.out);
    enum status status = folder_make(folder, err);
    for (uint32_t i = 0; i < sweep->members.count && status == STATUS_OK; i++) {
        status = MEM_RESERVE(&left.items, &left.capacity, (size_t)left.count + 1, err);
        if (status == STATUS_OK && sweep->members.items[i].state != MEMBER_DONE)
            left.items[left.count++] = sweep->members.items[i];
    }
    snprintf(path, sizeof path, "%s/members.csv", folder);
    if (status == STATUS_OK)
        status = members_table_write(path, &sweep->variants, &left, err);
    snprintf(path, sizeof path, "%s/sweep.env", folder);
    if (status == STATUS_OK)
        status = write_settings(sweep, path, left.count, err);
    if (status == STATUS_OK)
        status = write_scripts(folder, err);
    if (status == STATUS_OK)
        *out_count = left.count;
    members_deinit(&left);
    return status;
}
