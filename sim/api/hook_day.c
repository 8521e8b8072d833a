// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/hook_day.h"

#include "base/memory.h"

#include <math.h>

static uint32_t to_ms(double t_s)
{
    return (uint32_t)lround(1000.0 * t_s);
}

/** Sync times of a hook; those before the start are left out. */
static struct sync_times entry_times(const struct hook_times *times, const struct world *world)
{
    if (times->at_s >= 0)
        return (struct sync_times){to_ms(times->at_s), UINT32_MAX, to_ms(times->at_s)};
    uint32_t every_ms = to_ms(times->every_s), first_ms = world->start_ms + every_ms;
    if (times->from_s >= 0)
        first_ms = to_ms(times->from_s);
    if (first_ms < world->start_ms)
        first_ms += (world->start_ms - first_ms + every_ms - 1) / every_ms * every_ms;
    return (struct sync_times){first_ms, every_ms,
                               times->to_s >= 0 ? to_ms(times->to_s) : UINT32_MAX};
}

/** Sync hook of the kernel. */
static enum status entry_call(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct hook_entry *entry = self;
    struct hook_day *day = entry->day;
    const struct hook_view view = {day, t_ms, hook_view_read, hook_acts_do};
    (void)kernel;
    day->current = entry;
    day->t_ms = t_ms;
    return hooks_call(day->world->spec->hooks, entry->hook, &view, err);
}

static enum status day_check(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct hook_day *day = self;
    (void)kernel, (void)t_ms;
    return hooks_check(day->world->spec->hooks, err);
}

enum status hook_day_begin(struct world *world, struct hook_day **out, struct error *err)
{
    struct hooks *hooks = world->spec->hooks;
    struct hook_day *day = mem_alloc(1, sizeof *day, err);
    if (!day)
        return STATUS_RESOURCE;
    day->world = world;
    day->weight = 1.0 / world->spec->demand.sample;
    day->entries = mem_alloc(hooks_count(hooks), sizeof *day->entries, err);
    enum status status = day->entries ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK)
        status = hooks_begin_day(hooks, (uint64_t)world->spec->run.seed, err);
    for (uint32_t i = 0; status == STATUS_OK && i < hooks_count(hooks); i++) {
        const struct sync_times times = entry_times(hooks_times(hooks, i), world);
        day->entries[i] = (struct hook_entry){.day = day, .hook = i};
        if (times.first_ms >= world->start_ms) /* else its only call is over */
            status = kernel_add_sync_times(world->kernel, times, entry_call, &day->entries[i], err);
    }
    const struct sync_times end = {world->stop_ms, 1, world->stop_ms};
    if (status == STATUS_OK)
        status = kernel_add_sync_times(world->kernel, end, day_check, day, err);
    if (status != STATUS_OK) {
        hook_day_destroy(day);
        return status;
    }
    *out = day;
    return STATUS_OK;
}

/** Calls all hooks of a day that has begun. */
static enum status rehearse(struct hook_day *day, struct error *err)
{
    struct world *world = day->world;
    struct hooks *hooks = world->spec->hooks;
    enum status first = STATUS_OK;
    for (uint32_t i = 0; i < hooks_count(hooks); i++) {
        day->current = &day->entries[i];
        day->t_ms = entry_times(hooks_times(hooks, i), world).first_ms;
        const struct hook_view view = {day, day->t_ms, hook_view_read, hook_acts_check};
        enum status status = hooks_call(hooks, i, &view, err);
        if (first == STATUS_OK)
            first = status;
    }
    return first;
}

enum status hook_day_rehearse(struct world *world, struct error *err)
{
    const struct record_sink sink = {.put = record_drop};
    world->partition_count = 1;
    enum status status = world_begin_day(world, sink, err);
    if (status == STATUS_OK)
        status = rehearse(world->hook_day, err);
    world_end_day(world);
    return status;
}

/** The state of Lua as bytes. */
static void state_archive(struct hook_day *day, struct archive *archive)
{
    struct hooks *hooks = day->world->spec->hooks;
    struct error err = {0};
    unsigned char *bytes = NULL;
    size_t size = 0, capacity;
    enum status status = STATUS_OK;
    if (!archive_is_loading(archive))
        status = hooks_save(hooks, &bytes, &size, &err);
    capacity = size;
    if (status == STATUS_OK)
        ARCHIVE_ARRAY(archive, &bytes, &size, &capacity);
    if (status == STATUS_OK && archive_is_loading(archive) && archive_status(archive) == STATUS_OK)
        status = hooks_load(hooks, bytes, size, &err);
    if (status != STATUS_OK)
        archive_fail(archive, "%s", err.text);
    mem_free(bytes);
}

/** Which links a hook asks about. */
static void entry_archive(struct hook_entry *entry, uint32_t link_count, struct archive *archive)
{
    bool asks = entry->watch_of != NULL;
    ARCHIVE_VALUE(archive, asks);
    if (!asks || archive_status(archive) != STATUS_OK)
        return;
    if (!entry->watch_of) {
        entry->watch_of = mem_alloc(link_count, sizeof *entry->watch_of, archive->err);
        if (!entry->watch_of) {
            archive_fail(archive, "out of memory");
            return;
        }
    }
    archive_values(archive, entry->watch_of, link_count, sizeof *entry->watch_of);
}

void hook_day_archive(struct hook_day *day, struct archive *archive)
{
    const struct network *network = day->world->network;
    uint32_t count = hooks_count(day->world->spec->hooks), own = count;
    archive_section(archive, "hooks");
    ARCHIVE_VALUE(archive, count);
    if (count > own) /* there may be more than before, behind those that were there */
        archive_fail(archive, "%u hooks, here are %u", count, own);
    state_archive(day, archive);
    ARCHIVE_ARRAY(archive, &day->watches, &day->watch_count, &day->watch_capacity);
    for (uint32_t i = 0; i < count && archive_status(archive) == STATUS_OK; i++)
        entry_archive(&day->entries[i], network->link_count, archive);
    network_changes_archive(day->world->network, archive);
}

void hook_day_destroy(struct hook_day *day)
{
    if (!day)
        return;
    uint32_t count = day->entries ? hooks_count(day->world->spec->hooks) : 0;
    for (uint32_t i = 0; i < count; i++)
        mem_free(day->entries[i].watch_of);
    mem_free(day->entries);
    mem_free(day->watches);
    mem_free(day);
}

uint32_t hook_find(const struct names *names, const char *what, const char *name, struct error *err)
{
    uint32_t id = names_find(names, name);
    if (id != NONE)
        return id;
    const char *similar = names_suggest(names, name);
    if (similar)
        error_fail(err, STATUS_USAGE, "unknown %s '%.60s', did you mean '%s'?", what, name,
                   similar);
    else
        error_fail(err, STATUS_USAGE, "unknown %s '%.60s'", what, name);
    return NONE;
}
