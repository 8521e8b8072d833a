// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/kernel.h"
#include "kernel/kernel_state.h"

#define WINDOW_MAX_MS 300000u

/* 1 choose the window: earliest event, declared minimum delays, never across the next sync time */
static uint32_t window_choose(const struct kernel *kernel, uint32_t stop_ms)
{
    uint32_t end_ms = stop_ms < kernel->next_sync_ms ? stop_ms : kernel->next_sync_ms;
    uint32_t first_ms = UINT32_MAX;

    for (uint32_t i = 0; i < kernel->partition_count; i++)
        if (kernel->partitions[i].next_ms < first_ms)
            first_ms = kernel->partitions[i].next_ms;
    if (first_ms < end_ms && kernel->lookahead_ms < end_ms - first_ms)
        end_ms = first_ms + kernel->lookahead_ms;
    /* The watch wants to be asked now and then even when nothing crosses partitions. */
    if (end_ms - kernel->now_ms > WINDOW_MAX_MS)
        end_ms = kernel->now_ms + WINDOW_MAX_MS;
    return end_ms;
}

struct window {
    struct kernel *kernel;
    uint32_t end_ms;
};

/** Fewer letters than this are faster exchanged by one thread than by waking the others. */
#define MAIL_WORTH_THREADS 256u

static void window_advance_partition(void *context, uint32_t item, uint32_t worker)
{
    const struct window *window = context;
    struct kernel *kernel = window->kernel;
    partition_advance(&kernel->partitions[kernel->busy[item]], window->end_ms, worker);
}

static void window_collect_partition(void *context, uint32_t item, uint32_t worker)
{
    struct kernel *kernel = ((const struct window *)context)->kernel;
    (void)worker;
    partition_collect(&kernel->partitions[item], kernel->partitions, kernel->partition_count);
}

/* 2 partitions in parallel: take events in key order, call the handler -> events, mail, records */
static void window_advance(struct window *window)
{
    struct kernel *kernel = window->kernel;
    uint32_t busy_count = 0;

    /* A partition without an event in the window has nothing to do: threads are for the others. */
    for (uint32_t i = 0; i < kernel->partition_count; i++)
        if (kernel->partitions[i].next_ms < window->end_ms)
            kernel->busy[busy_count++] = i;
    team_run(kernel->team, busy_count, window_advance_partition, window);
}

/* 3 exchange mail */
static void window_exchange(struct window *window)
{
    struct kernel *kernel = window->kernel;
    uint64_t mail_count = 0;

    for (uint32_t i = 0; i < kernel->partition_count; i++)
        mail_count += kernel->partitions[i].mail_count;
    if (mail_count - kernel->mail_seen >= MAIL_WORTH_THREADS)
        team_run(kernel->team, kernel->partition_count, window_collect_partition, window);
    else
        for (uint32_t i = 0; i < kernel->partition_count; i++)
            window_collect_partition(window, i, 0);
    kernel->mail_seen = mail_count;
}

/* 4 failures: the one with the smallest key wins (the same for any thread count) */
static enum status window_judge(struct kernel *kernel, struct error *err)
{
    const struct partition *first = NULL;

    for (uint32_t i = 0; i < kernel->partition_count; i++) {
        const struct partition *partition = &kernel->partitions[i];
        if (partition->has_failed &&
            (!first || event_before(partition->failed_at, first->failed_at)))
            first = partition;
    }
    return first ? error_fail(err, first->failure.status, "%s", first->failure.text) : STATUS_OK;
}

/* 5 commit records in key order to the sink */
static enum status window_commit(struct kernel *kernel, struct error *err)
{
    for (;;) {
        struct record_buffer *first = NULL;
        const struct record_head *least = NULL;
        for (uint32_t i = 0; i < kernel->partition_count; i++) {
            const struct record_head *head = record_buffer_next(&kernel->partitions[i].records);
            if (head && (!least || head->when_where < least->when_where)) {
                least = head;
                first = &kernel->partitions[i].records;
            }
        }
        if (!first)
            break;
        enum status status =
            kernel->sink.put(kernel->sink.self, least->kind, record_buffer_take(first), err);
        if (status != STATUS_OK)
            return status;
    }
    for (uint32_t i = 0; i < kernel->partition_count; i++)
        record_buffer_reset(&kernel->partitions[i].records);
    return kernel->sink.turn ? kernel->sink.turn(kernel->sink.self, err) : STATUS_OK;
}

/* 6 at a sync time: scenario hooks, fresh read-only views (observed travel times) */
static enum status window_sync(struct kernel *kernel, struct error *err)
{
    if (kernel->now_ms != kernel->next_sync_ms)
        return STATUS_OK;

    kernel->next_sync_ms = UINT32_MAX;
    for (size_t i = 0; i < kernel->sync_count; i++) {
        const struct sync_point *sync = &kernel->syncs[i];
        if (sync_times_next(&sync->times, kernel->now_ms) == kernel->now_ms) {
            enum status status = sync->hook(sync->self, kernel, kernel->now_ms, err);
            if (status != STATUS_OK)
                return status;
        }
        uint32_t next_ms = sync_times_next(&sync->times, kernel->now_ms + 1);
        if (next_ms < kernel->next_sync_ms)
            kernel->next_sync_ms = next_ms;
    }
    return kernel_deliver_posted(kernel, err);
}

/* 7 checkpoint, progress, signals */
static enum status window_watch(struct kernel *kernel, struct error *err)
{
    if (!kernel->watch)
        return STATUS_OK;
    uint64_t event_count = kernel_statistics(kernel).event_count;
    if (kernel->watch(kernel->watch_self, kernel->now_ms, event_count))
        return STATUS_OK;
    return error_fail(err, STATUS_STOPPED, "stopped on request at %u s of simulated time",
                      kernel->now_ms / MS_PER_S);
}

enum status kernel_run_until(struct kernel *kernel, uint32_t stop_ms, struct error *err)
{
    if (kernel->build_failure.finding_count)
        return error_fail(err, kernel->build_failure.status, "%s", kernel->build_failure.text);

    struct window window = {kernel, kernel->now_ms};
    enum status status = kernel_deliver_posted(kernel, err);
    kernel->lookahead_ms = kernel_find_lookahead(kernel);
    window_exchange(&window); /* finds the earliest events */
    if (status == STATUS_OK)
        status = window_sync(kernel, err); /* one at the start */
    if (status == STATUS_OK)
        window_exchange(&window);

    while (status == STATUS_OK && kernel->now_ms < stop_ms) {
        window.end_ms = window_choose(kernel, stop_ms); /* 1 */
        window_advance(&window);                        /* 2 */
        window_exchange(&window);                       /* 3 */
        status = window_judge(kernel, err);             /* 4 */
        if (status == STATUS_OK)
            status = window_commit(kernel, err); /* 5 */
        kernel->now_ms = window.end_ms;
        kernel->window_count++;
        if (status == STATUS_OK)
            status = window_sync(kernel, err); /* 6 */
        if (status == STATUS_OK)
            status = window_watch(kernel, err); /* 7 */
    }
    return status;
}
