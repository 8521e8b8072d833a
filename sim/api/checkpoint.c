// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/checkpoint.h"

#include "api/build_info.h"
#include "base/memory.h"
#include "base/page.h"
#include "base/sealed_file.h"
#include "base/version.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Another commit may have other state under the same number. */
#define PROGRAM ARDEY_VERSION ", commit " BUILD_COMMIT

struct checkpoint {
    struct sealed_file *file;
    struct archive archive;
    struct checkpoint_head head;
};

static struct checkpoint_head head_of(const struct ardey_simulation *simulation)
{
    const struct world *world = simulation->world;
    const struct spec *spec = world->spec;
    struct checkpoint_head head = {
        .seed = spec->run.seed,
        .iterations = spec->equilibrium.iterations,
        .sample = spec->demand.sample,
        .partition_count = world->partition_count,
        .has_output = simulation->options.output != NULL,
        .is_branch = spec->branch.path != NULL,
        .is_settling = simulation->settling != NULL,
        .has_day = world->kernel != NULL,
        .t_ms = world->kernel ? kernel_now_ms(world->kernel) : 0,
        .iteration = world->settled_days,
    };
    snprintf(head.version, sizeof head.version, "%s", PROGRAM);
    memcpy(head.digest, spec->digest, sizeof head.digest);
    char *whole = realpath(spec->path, NULL); /* memory of the C library */
    snprintf(head.scenario, sizeof head.scenario, "%s", whole ? whole : "");
    free(whole);
    return head;
}

/** The version comes first, alone: after it another version may have anything. */
static void head_archive(struct checkpoint_head *head, struct archive *archive)
{
    char mine[sizeof head->version];
    memset(mine, 0, sizeof mine);
    snprintf(mine, sizeof mine, "%s", PROGRAM);
    archive_section(archive, "ardey checkpoint");
    ARCHIVE_VALUE(archive, head->version);
    head->version[sizeof head->version - 1] = '\0';
    if (archive_status(archive) == STATUS_OK && strcmp(head->version, mine) != 0)
        archive_keep(archive,
                     error_fail(archive->err, STATUS_USAGE, "it was made by ardey %s, this is %s",
                                head->version, mine));
    archive_values(archive, head, 1, sizeof *head);
    head->digest[sizeof head->digest - 1] = head->scenario[sizeof head->scenario - 1] = '\0';
}

/** All but the head; each part in the order in which a run that goes on comes to it. */
static void body_save(struct ardey_simulation *simulation, struct archive *archive)
{
    if (simulation->results)
        results_archive(simulation->results, archive);
    world_archive_plans(simulation->world, archive);
    if (simulation->settling)
        settling_archive(simulation->settling, archive);
    else
        simulation_archive_day(simulation, archive);
}

enum status checkpoint_save(struct ardey_simulation *simulation, const char *path,
                            struct error *err)
{
    struct sealed_file *file;
    struct archive archive;
    struct checkpoint_head head = head_of(simulation);
    enum status status = sealed_file_create(path, &file, err);
    if (status != STATUS_OK)
        return status;
    archive_init(&archive, false, sealed_file_stream(file), err);
    head_archive(&head, &archive);
    body_save(simulation, &archive);
    if (archive_status(&archive) == STATUS_OK)
        return sealed_file_finish(file, err);
    sealed_file_close(file);
    return archive_status(&archive);
}

enum status checkpoint_open(const char *path, struct checkpoint **out, struct error *err)
{
    struct checkpoint *checkpoint = mem_alloc(1, sizeof *checkpoint, err);
    if (!checkpoint)
        return STATUS_RESOURCE;
    enum status status = sealed_file_open(path, &checkpoint->file, err);
    if (status == STATUS_OK) {
        archive_init(&checkpoint->archive, true, sealed_file_stream(checkpoint->file), err);
        head_archive(&checkpoint->head, &checkpoint->archive);
        status = archive_status(&checkpoint->archive);
        if (status != STATUS_OK)
            error_note(err, "while reading '%s'", path);
    }
    if (status == STATUS_OK)
        *out = checkpoint;
    else
        checkpoint_close(checkpoint);
    return status;
}

const struct checkpoint_head *checkpoint_head(const struct checkpoint *checkpoint)
{
    return &checkpoint->head;
}

struct archive *checkpoint_archive(struct checkpoint *checkpoint)
{
    return &checkpoint->archive;
}

void checkpoint_close(struct checkpoint *checkpoint)
{
    if (!checkpoint)
        return;
    sealed_file_close(checkpoint->file);
    mem_free(checkpoint);
}

enum status checkpoint_fits(const struct checkpoint *checkpoint,
                            const struct ardey_simulation *simulation, bool is_base,
                            struct error *err)
{
    const struct checkpoint_head *head = &checkpoint->head;
    struct checkpoint_head mine = head_of(simulation);
    if (is_base)
        memcpy(mine.digest, simulation->world->spec->branch.base_digest, sizeof mine.digest);
    if (strcmp(head->digest, mine.digest) != 0)
        return error_fail(err, STATUS_USAGE,
                          "the checkpoint is of another scenario, or the scenario or one of its "
                          "tables has changed since: digest %.12s..., not %.12s...",
                          head->digest, mine.digest);
    if (head->seed != mine.seed)
        return error_fail(err, STATUS_USAGE,
                          "the checkpoint is of seed %" PRId64 ", not of %" PRId64, head->seed,
                          mine.seed);
    if (head->sample < mine.sample || head->sample > mine.sample)
        return error_fail(err, STATUS_USAGE, "the checkpoint is of a sample of %g, not of %g",
                          head->sample, mine.sample);
    if (head->iterations != mine.iterations)
        return error_fail(err, STATUS_USAGE,
                          "the checkpoint is of a run with %" PRId64
                          " iterations, not with %" PRId64,
                          head->iterations, mine.iterations);
    if (head->has_output != mine.has_output)
        return error_fail(err, STATUS_USAGE, "the checkpoint is of a run with%s an output",
                          head->has_output ? "" : "out");
    return STATUS_OK;
}

void checkpoint_when(const struct checkpoint_head *head, char *out, size_t out_size)
{
    uint32_t t_s = checkpoint_next_ms(head) / MS_PER_S;
    char clock[32] = "";
    if (head->has_day)
        snprintf(clock, sizeof clock, "%02" PRIu32 ":%02" PRIu32 ":%02" PRIu32, t_s / 3600,
                 t_s / 60 % 60, t_s % 60);
    if (!head->is_settling)
        snprintf(out, out_size, "%s", clock);
    else if (head->has_day)
        snprintf(out, out_size, "%s of the day of iteration %" PRIu32, clock, head->iteration);
    else
        snprintf(out, out_size, "the end of iteration %" PRIu32, head->iteration - 1);
}

enum status checkpoint_describe(const char *path, char **out_text, struct error *err)
{
    struct checkpoint *checkpoint = NULL;
    struct page page = {.err = err};
    char when[96];
    enum status status = checkpoint_open(path, &checkpoint, err);
    if (status != STATUS_OK)
        return status;
    const struct checkpoint_head *head = checkpoint_head(checkpoint);
    checkpoint_when(head, when, sizeof when);
    page_add(&page,
             "%s\n  a checkpoint of a run, at %s; `ardey run ... --resume` goes on from it\n", path,
             when);
    page_add(&page,
             "  version: %s\n  scenario_digest: %s\n  seed: %llu\n  iterations: %llu\n"
             "  partitions: %u\n  output: %s\n",
             head->version, head->digest, (unsigned long long)head->seed,
             (unsigned long long)head->iterations, head->partition_count,
             head->has_output ? "the .part beside the result" : "none");
    checkpoint_close(checkpoint);
    *out_text = page.text;
    return page.status;
}

bool checkpoint_part_path(const char *path, char *out, size_t out_size)
{
    static const char ending[] = ".checkpoint";
    size_t size = strlen(path), cut = sizeof ending - 1;
    if (size <= cut || strcmp(path + size - cut, ending) != 0)
        return false;
    int length = snprintf(out, out_size, "%.*s.part", (int)(size - cut), path);
    return length > 0 && (size_t)length < out_size;
}
