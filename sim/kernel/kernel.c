// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/kernel.h"

#include "base/memory.h"
#include "kernel/kernel_state.h"

#include <string.h>

#define RANGE_MAX 255u

static enum status partition_init(struct partition *partition, struct kernel *kernel,
                                  uint32_t index, struct error *err)
{
    partition->map = &kernel->map;
    partition->index = index;
    partition->queue = event_queue_create(err);
    partition->outboxes = mem_alloc(kernel->partition_count, sizeof *partition->outboxes, err);
    return partition->queue && partition->outboxes ? STATUS_OK : STATUS_RESOURCE;
}

struct kernel *kernel_create(struct team *team, uint32_t partition_count, uint32_t start_ms,
                             struct record_sink sink, struct error *err)
{
    if (partition_count < 1 || partition_count > UINT16_MAX) {
        error_fail(err, STATUS_USAGE, "%u partitions: must be between 1 and %u", partition_count,
                   UINT16_MAX);
        return NULL;
    }
    struct kernel *kernel = mem_alloc(1, sizeof *kernel, err);
    if (!kernel)
        return NULL;
    kernel->team = team;
    kernel->sink = sink;
    kernel->start_ms = kernel->now_ms = start_ms;
    kernel->next_sync_ms = UINT32_MAX;
    kernel->partitions = mem_alloc(partition_count, sizeof *kernel->partitions, err);
    kernel->busy = mem_alloc(partition_count, sizeof *kernel->busy, err);
    if (!kernel->partitions || !kernel->busy) {
        kernel_destroy(kernel);
        return NULL;
    }
    kernel->partition_count = partition_count;
    for (uint32_t i = 0; i < partition_count; i++)
        if (partition_init(&kernel->partitions[i], kernel, i, err) != STATUS_OK) {
            kernel_destroy(kernel);
            return NULL;
        }
    return kernel;
}

void kernel_destroy(struct kernel *kernel)
{
    if (!kernel)
        return;
    for (uint32_t i = 0; i < kernel->partition_count; i++) {
        struct partition *partition = &kernel->partitions[i];
        for (uint32_t to = 0; partition->outboxes && to < kernel->partition_count; to++)
            mem_free(partition->outboxes[to].events);
        mem_free(partition->outboxes);
        event_queue_destroy(partition->queue);
        record_buffer_deinit(&partition->records);
    }
    mem_free(kernel->partitions);
    mem_free(kernel->busy);
    mem_free(kernel->map.ranges);
    mem_free(kernel->map.range_of);
    mem_free(kernel->map.partition_of);
    mem_free(kernel->channels);
    mem_free(kernel->syncs);
    mem_free(kernel->posted);
    mem_free(kernel);
}

enum status kernel_add_processes(struct kernel *kernel, const struct process_kind *kind,
                                 void *model, uint32_t count, uint32_t *out_first,
                                 struct error *err)
{
    struct process_map *map = &kernel->map;
    size_t total = (size_t)map->process_count + count;

    if (map->range_count == RANGE_MAX || total > UINT32_MAX)
        return error_fail(err, STATUS_INTERNAL, "too many processes: %zu of kind %s", total,
                          kind->name);
    enum status status = MEM_RESERVE(&map->ranges, &map->range_capacity, map->range_count + 1, err);
    if (status == STATUS_OK)
        status = MEM_RESERVE(&map->range_of, &map->range_of_capacity, total, err);
    if (status == STATUS_OK)
        status = MEM_RESERVE(&map->partition_of, &map->partition_of_capacity, total, err);
    if (status != STATUS_OK)
        return status;

    if (count > 0)
        memset(map->range_of + map->process_count, (int)map->range_count, count);
    map->ranges[map->range_count++] =
        (struct process_range){kind, model, map->process_count, count};
    *out_first = map->process_count;
    map->process_count = (uint32_t)total;
    return STATUS_OK;
}

void kernel_place(struct kernel *kernel, uint32_t process, uint32_t partition)
{
    kernel->map.partition_of[process] = (uint16_t)(partition % kernel->partition_count);
}

uint32_t kernel_partition(const struct kernel *kernel, uint32_t process)
{
    return kernel->map.partition_of[process];
}

void kernel_declare_channel(struct kernel *kernel, uint32_t from, uint32_t to,
                            uint32_t min_delay_ms)
{
    kernel_declare_channels(kernel, from, 1, to, 1, min_delay_ms);
}

void kernel_declare_channels(struct kernel *kernel, uint32_t from_first, uint32_t from_count,
                             uint32_t to_first, uint32_t to_count, uint32_t min_delay_ms)
{
    struct error *err = &kernel->build_failure;
    if (min_delay_ms == 0) {
        error_fail(err, STATUS_INTERNAL, "a channel from process %u to %u without a delay",
                   from_first, to_first);
        return;
    }
    if (MEM_RESERVE(&kernel->channels, &kernel->channel_capacity, kernel->channel_count + 1, err) !=
        STATUS_OK)
        return;
    kernel->channels[kernel->channel_count++] =
        (struct channel){from_first, from_count, to_first, to_count, min_delay_ms};
}

/** Whether a process of one range and one of the other lie in different partitions. */
static bool channel_crosses(const struct kernel *kernel, const struct channel *channel)
{
    const uint16_t *partition_of = kernel->map.partition_of;
    if (channel->from_count == 0 || channel->to_count == 0)
        return false;

    uint16_t home = partition_of[channel->from_first];
    for (uint32_t i = 1; i < channel->from_count; i++)
        if (partition_of[channel->from_first + i] != home)
            return true;
    for (uint32_t i = 0; i < channel->to_count; i++)
        if (partition_of[channel->to_first + i] != home)
            return true;
    return false;
}

uint32_t kernel_find_lookahead(const struct kernel *kernel)
{
    uint32_t lookahead_ms = UINT32_MAX;
    if (kernel->partition_count == 1)
        return lookahead_ms;
    for (size_t i = 0; i < kernel->channel_count; i++)
        if (kernel->channels[i].min_delay_ms < lookahead_ms &&
            channel_crosses(kernel, &kernel->channels[i]))
            lookahead_ms = kernel->channels[i].min_delay_ms;
    return lookahead_ms;
}

enum status kernel_post(struct kernel *kernel, struct event event, struct error *err)
{
    uint32_t receiver = event_receiver(event);
    if (receiver >= kernel->map.process_count || event_t_ms(event) < kernel->now_ms)
        return error_fail(err, STATUS_INTERNAL,
                          "an event for process %u at %u ms was posted at %u ms", receiver,
                          event_t_ms(event), kernel->now_ms);
    enum status status =
        MEM_RESERVE(&kernel->posted, &kernel->posted_capacity, kernel->posted_count + 1, err);
    if (status == STATUS_OK)
        kernel->posted[kernel->posted_count++] = event;
    return status;
}

enum status kernel_deliver_posted(struct kernel *kernel, struct error *err)
{
    for (size_t i = 0; i < kernel->posted_count; i++) {
        struct event event = kernel->posted[i];
        struct partition *partition =
            &kernel->partitions[kernel->map.partition_of[event_receiver(event)]];
        enum status status = event_queue_push(partition->queue, event, err);
        if (status != STATUS_OK)
            return status;
        if (event_t_ms(event) < partition->next_ms)
            partition->next_ms = event_t_ms(event);
    }
    mem_free(kernel->posted);
    kernel->posted = NULL;
    kernel->posted_count = kernel->posted_capacity = 0;
    return STATUS_OK;
}

enum status kernel_add_sync(struct kernel *kernel, uint32_t every_ms, kernel_sync_hook *hook,
                            void *self, struct error *err)
{
    const struct sync_times times = {kernel->start_ms + every_ms, every_ms, UINT32_MAX};
    return kernel_add_sync_times(kernel, times, hook, self, err);
}

enum status kernel_add_sync_times(struct kernel *kernel, struct sync_times times,
                                  kernel_sync_hook *hook, void *self, struct error *err)
{
    if (times.every_ms == 0)
        return error_fail(err, STATUS_INTERNAL, "sync times 0 ms apart");
    if (times.first_ms < kernel->start_ms)
        return error_fail(err, STATUS_INTERNAL, "a sync time at %u ms, before the start",
                          times.first_ms);
    enum status status =
        MEM_RESERVE(&kernel->syncs, &kernel->sync_capacity, kernel->sync_count + 1, err);
    if (status != STATUS_OK)
        return status;
    kernel->syncs[kernel->sync_count++] = (struct sync_point){times, hook, self};
    uint32_t next_ms = sync_times_next(&times, kernel->now_ms);
    if (next_ms < kernel->next_sync_ms)
        kernel->next_sync_ms = next_ms;
    return STATUS_OK;
}

uint32_t sync_times_next(const struct sync_times *times, uint32_t t_ms)
{
    uint64_t next_ms = times->first_ms;
    if (t_ms > times->first_ms) {
        uint32_t since_ms = t_ms - times->first_ms, every_ms = times->every_ms;
        next_ms += ((uint64_t)since_ms + every_ms - 1) / every_ms * every_ms;
    }
    return next_ms <= times->last_ms && next_ms < UINT32_MAX ? (uint32_t)next_ms : UINT32_MAX;
}

void kernel_set_watch(struct kernel *kernel, kernel_watch *watch, void *self)
{
    kernel->watch = watch;
    kernel->watch_self = self;
}

enum status kernel_record(struct kernel *kernel, const struct record_kind *kind, const void *row,
                          struct error *err)
{
    return kernel->sink.put(kernel->sink.self, kind, row, err);
}

uint32_t kernel_now_ms(const struct kernel *kernel)
{
    return kernel->now_ms;
}

struct team *kernel_team(struct kernel *kernel)
{
    return kernel->team;
}

struct kernel_statistics kernel_statistics(const struct kernel *kernel)
{
    struct kernel_statistics sum = {.window_count = kernel->window_count,
                                    .lookahead_ms = kernel->lookahead_ms};
    for (uint32_t i = 0; i < kernel->partition_count; i++) {
        sum.event_count += kernel->partitions[i].event_count;
        sum.mail_count += kernel->partitions[i].mail_count;
        sum.pending_count += (uint32_t)event_queue_count(kernel->partitions[i].queue);
    }
    return sum;
}

/** Where the processes are: what they say to each other at once depends on it. */
static void map_archive(struct process_map *map, uint32_t partition_count, struct archive *archive)
{
    archive_values(archive, map->partition_of, map->process_count, sizeof *map->partition_of);
    for (uint32_t i = 0; i < map->process_count && archive_status(archive) == STATUS_OK; i++)
        if (map->partition_of[i] >= partition_count)
            archive_fail(archive, "process %u is in partition %u of %u", i, map->partition_of[i],
                         partition_count);
}

/** A kernel that goes on from elsewhere may have more sync times than the one that was saved. */
static void kernel_find_next_sync(struct kernel *kernel)
{
    bool is_held = kernel->next_sync_ms != kernel->now_ms;
    kernel->next_sync_ms = UINT32_MAX;
    for (size_t i = 0; i < kernel->sync_count; i++) {
        uint32_t next_ms = sync_times_next(&kernel->syncs[i].times, kernel->now_ms + is_held);
        if (next_ms < kernel->next_sync_ms)
            kernel->next_sync_ms = next_ms;
    }
}

void kernel_archive(struct kernel *kernel, struct archive *archive)
{
    archive_section(archive, "kernel");
    archive_expect(archive, kernel->partition_count, "partitions");
    archive_expect(archive, kernel->start_ms, "start of the day, ms");
    map_archive(&kernel->map, kernel->partition_count, archive);
    ARCHIVE_VALUE(archive, kernel->now_ms);
    ARCHIVE_VALUE(archive, kernel->next_sync_ms);
    ARCHIVE_VALUE(archive, kernel->window_count);
    ARCHIVE_VALUE(archive, kernel->mail_seen);
    ARCHIVE_ARRAY(archive, &kernel->posted, &kernel->posted_count, &kernel->posted_capacity);
    for (uint32_t i = 0; i < kernel->partition_count; i++) {
        struct partition *partition = &kernel->partitions[i];
        ARCHIVE_VALUE(archive, partition->event_count);
        ARCHIVE_VALUE(archive, partition->mail_count);
        event_queue_archive(partition->queue, archive);
    }
    if (archive_is_loading(archive) && archive_status(archive) == STATUS_OK)
        kernel_find_next_sync(kernel);
}
