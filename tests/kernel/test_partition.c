// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/memory.h"
#include "kernel/kernel.h"
#include "kernel/partition.h"

#include <string.h>

/** Does at its first event what the test wants, through the functions that handlers have. */
enum deed {
    DEED_NOTHING,
    DEED_SCHEDULE,  /**< for itself, `delta_ms` from now */
    DEED_SEND,      /**< to `to`, `delta_ms` from now */
    DEED_FAIL_TWICE /**< only the first failure counts */
};

struct doer {
    enum deed deed;
    uint32_t to;
    int32_t delta_ms;
    uint32_t handled, last_ms, last_process;
};

static void doer_handle(struct activation *act, struct event event)
{
    struct doer *doer = act->model;
    uint32_t t_ms = (uint32_t)((int32_t)act->t_ms + doer->delta_ms);

    doer->handled++;
    doer->last_ms = act->t_ms;
    doer->last_process = act->self;
    if (event_type(event) != 0)
        return;
    if (doer->deed == DEED_SCHEDULE)
        activation_schedule(act, t_ms, 9, 5, 6);
    else if (doer->deed == DEED_SEND)
        activation_send(act, event_make(t_ms, doer->to, 9, 5, 6));
    if (doer->deed == DEED_FAIL_TWICE) {
        activation_fail(act, STATUS_DATA, "first %d", 1);
        activation_fail(act, STATUS_USAGE, "second %d", 2);
    }
}

static const struct process_kind doer_kind = {.name = "doer", .handle = doer_handle};

static enum status put_nothing(void *self, const struct record_kind *kind, const void *row,
                               struct error *err)
{
    (void)self, (void)kind, (void)row, (void)err;
    return STATUS_OK;
}

/** Ten processes in two partitions, 0 ... 4 and 5 ... 9, with 100 ms from any to any; process 2
 * acts at 1,000 ms. */
static enum status doer_run(struct doer *doer, struct error *err)
{
    struct team *team = team_create(1, err);
    struct kernel *kernel =
        kernel_create(team, 2, 0, (struct record_sink){.self = NULL, .put = put_nothing}, err);
    uint32_t first;

    kernel_add_processes(kernel, &doer_kind, doer, 10, &first, err);
    for (uint32_t p = 0; p < 10; p++)
        kernel_place(kernel, p, p / 5);
    kernel_declare_channels(kernel, 0, 10, 0, 10, 100);
    kernel_post(kernel, event_make(1000, 2, 0, 0, 0), err);
    enum status status = kernel_run_until(kernel, 5000, err);
    kernel_destroy(kernel);
    team_destroy(team);
    return status;
}

static void assert_broken(enum deed deed, uint32_t to, int32_t delta_ms, const char *text)
{
    struct error err = {0};
    struct doer doer = {.deed = deed, .to = to, .delta_ms = delta_ms};
    assert_int_equal(doer_run(&doer, &err), STATUS_INTERNAL);
    assert_string_equal(err.text, text);
    assert_int_equal(err.finding_count, 1);
    assert_int_equal(doer.handled, 1);
}

static void assert_kept(enum deed deed, uint32_t to, int32_t delta_ms, uint32_t last_ms)
{
    struct error err = {0};
    struct doer doer = {.deed = deed, .to = to, .delta_ms = delta_ms};
    assert_int_equal(doer_run(&doer, &err), STATUS_OK);
    assert_int_equal(doer.handled, 2);
    assert_int_equal(doer.last_ms, last_ms);
    assert_int_equal(doer.last_process, to);
}

/** Broken laws are told with the place: kind, process, time, and the event in question. */
static void test_laws_of_scheduling(void **state)
{
    (void)state;
    assert_kept(DEED_SCHEDULE, 2, 0, 1000);
    assert_kept(DEED_SCHEDULE, 2, 4000 - 1, 4999);
    assert_broken(DEED_SCHEDULE, 2, -1,
                  "doer process 2 at 1000 ms: schedules into its past (event type 9 for process 2 "
                  "at 999 ms)");
}

static void test_laws_of_sending(void **state)
{
    (void)state;
    assert_kept(DEED_SEND, 2, 0, 1000); /* to itself */
    assert_kept(DEED_SEND, 4, 100, 1100);
    assert_kept(DEED_SEND, 7, 100, 1100);
    assert_kept(DEED_SEND, 7, 3999, 4999);
    assert_broken(DEED_SEND, 2, -7,
                  "doer process 2 at 1000 ms: schedules into its past (event type 9 for process 2 "
                  "at 993 ms)");
    assert_broken(DEED_SEND, 4, 0,
                  "doer process 2 at 1000 ms: sends without a delay (event type 9 for process 4 at "
                  "1000 ms)");
    assert_broken(DEED_SEND, 7, -1000,
                  "doer process 2 at 1000 ms: sends without a delay (event type 9 for process 7 at "
                  "0 ms)");
    assert_broken(DEED_SEND, 7, 99,
                  "doer process 2 at 1000 ms: sends sooner than its channel's declared delay "
                  "(event type 9 for process 7 at 1099 ms)");
    assert_broken(DEED_SEND, 10, 500,
                  "doer process 2 at 1000 ms: sends to a process that does not exist (event type 9 "
                  "for process 10 at 1500 ms)");
}

static void test_first_failure_of_an_event_counts(void **state)
{
    (void)state;
    struct error err = {0};
    struct doer doer = {.deed = DEED_FAIL_TWICE};
    assert_int_equal(doer_run(&doer, &err), STATUS_DATA);
    assert_string_equal(err.text, "first 1");
}

/** Two partitions without a kernel: processes 0 ... 2 in the first, 3 ... 5 in the second. */
struct pair {
    struct process_range range;
    uint8_t range_of[6];
    uint16_t partition_of[6];
    struct process_map map;
    struct outbox outboxes[2][2];
    struct partition partitions[2];
};

static void pair_init(struct pair *pair, const struct process_kind *kind, void *model)
{
    struct error err = {0};
    *pair = (struct pair){.range = {kind, model, 0, 6}, .partition_of = {0, 0, 0, 1, 1, 1}};
    pair->map = (struct process_map){.ranges = &pair->range,
                                     .range_count = 1,
                                     .range_of = pair->range_of,
                                     .partition_of = pair->partition_of,
                                     .process_count = 6};
    for (uint32_t i = 0; i < 2; i++)
        pair->partitions[i] = (struct partition){.map = &pair->map,
                                                 .queue = event_queue_create(&err),
                                                 .outboxes = pair->outboxes[i],
                                                 .index = i};
}

static void pair_deinit(struct pair *pair)
{
    for (uint32_t i = 0; i < 2; i++) {
        event_queue_destroy(pair->partitions[i].queue);
        record_buffer_deinit(&pair->partitions[i].records);
        for (uint32_t to = 0; to < 2; to++)
            mem_free(pair->outboxes[i][to].events);
    }
}

struct chatter {
    uint32_t count, seen[64];
};

static const struct record_kind seen_kind = {"seen", "row", "Seen", NULL, sizeof(uint32_t)};

/** Answers each event to the process opposite, 500 ms later, and records its subject. */
static void chatter_handle(struct activation *act, struct event event)
{
    struct chatter *chatter = act->model;
    uint32_t subject = event_subject(event);
    assert_int_equal(act->worker, 3);
    chatter->seen[chatter->count++] = subject;
    activation_record(act, &seen_kind, &subject);
    activation_send(act, event_make(act->t_ms + 500, (act->self + 3) % 6, 1, subject + 10, 0));
}

static const struct process_kind chatter_kind = {.name = "chatter", .handle = chatter_handle};

/** A window: events in key order up to its end, mail and rows kept apart until they are fetched. */
static void test_advance_and_collect(void **state)
{
    (void)state;
    struct pair pair;
    struct chatter chatter = {0};
    struct error err = {0};
    static const uint32_t times_ms[] = {300, 100, 499, 500, 100};

    pair_init(&pair, &chatter_kind, &chatter);
    for (uint32_t i = 0; i < 5; i++)
        event_queue_push(pair.partitions[0].queue, event_make(times_ms[i], 2 - i % 3, 0, i, 0),
                         &err);
    for (uint32_t i = 0; i < 2; i++)
        partition_collect(&pair.partitions[i], pair.partitions, 2);
    assert_int_equal(pair.partitions[0].next_ms, 100);
    assert_int_equal(pair.partitions[1].next_ms, UINT32_MAX);

    for (uint32_t i = 0; i < 2; i++)
        partition_advance(&pair.partitions[i], 500, 3);
    static const uint32_t expected[] = {1, 4, 0, 2}; /* at 100 ms processes 1, 1; 300: 2; 499: 0 */
    assert_int_equal(chatter.count, 4);
    assert_memory_equal(chatter.seen, expected, sizeof expected);
    assert_int_equal(pair.partitions[0].event_count, 4);
    assert_int_equal(pair.partitions[0].mail_count, 4);
    assert_int_equal(pair.partitions[1].event_count, 0);
    for (uint32_t i = 0; i < 4; i++) {
        const struct record_head *head = record_buffer_next(&pair.partitions[0].records);
        assert_ptr_equal(head->kind, &seen_kind);
        assert_int_equal(*(const uint32_t *)record_buffer_take(&pair.partitions[0].records),
                         expected[i]);
    }

    for (uint32_t i = 0; i < 2; i++)
        partition_collect(&pair.partitions[i], pair.partitions, 2);
    assert_int_equal(pair.partitions[0].next_ms, 500);
    assert_int_equal(pair.partitions[1].next_ms, 600);
    assert_int_equal(event_queue_count(pair.partitions[1].queue), 4);
    partition_collect(&pair.partitions[1], pair.partitions, 2); /* mail comes once */
    assert_int_equal(event_queue_count(pair.partitions[1].queue), 4);

    for (uint32_t i = 0; i < 2; i++)
        partition_advance(&pair.partitions[i], 1000, 3);
    assert_int_equal(pair.partitions[0].event_count, 5);
    assert_int_equal(pair.partitions[1].event_count, 4);
    assert_false(pair.partitions[0].has_failed || pair.partitions[1].has_failed);
    pair_deinit(&pair);
}

/** What a kind was shown before each event: whoever the event was for. */
struct watcher {
    uint32_t foreseen, ahead_sum, next_subject[8];
};

static void watcher_foresee(const void *model, const struct event *ahead, size_t count)
{
    struct watcher *watcher = *(struct watcher *const *)model;
    assert_in_range(watcher->foreseen, 0, 7);
    watcher->next_subject[watcher->foreseen++] = count > 0 ? event_subject(ahead[0]) : UINT32_MAX;
    watcher->ahead_sum += (uint32_t)count;
}

static void silent_handle(struct activation *act, struct event event)
{
    (void)act, (void)event;
}

static const struct process_kind watcher_kind = {
    .name = "watcher", .handle = silent_handle, .foresee = watcher_foresee};
static const struct process_kind silent_kind = {.name = "silent", .handle = silent_handle};

static void test_who_looks_ahead_is_asked_before_every_event(void **state)
{
    (void)state;
    struct pair pair;
    struct watcher watcher = {0}, *model = &watcher;
    struct error err = {0};
    pair_init(&pair, &silent_kind, NULL);
    struct process_range ranges[2] = {{&silent_kind, NULL, 0, 2}, {&watcher_kind, &model, 2, 4}};
    pair.map.ranges = ranges;
    pair.map.range_count = 2;
    memcpy(pair.range_of, (const uint8_t[]){0, 0, 1, 1, 1, 1}, sizeof pair.range_of);
    for (uint32_t i = 0; i < 4; i++) /* the second is the watcher's own */
        event_queue_push(pair.partitions[0].queue, event_make(10 * i, i == 1 ? 2 : 0, 0, i, 0),
                         &err);
    partition_advance(&pair.partitions[0], 1000, 0);
    static const uint32_t expected[] = {1, 2, 3, UINT32_MAX};
    assert_int_equal(watcher.foreseen, 4);
    assert_memory_equal(watcher.next_subject, expected, sizeof expected);
    assert_int_equal(watcher.ahead_sum, 3 + 2 + 1 + 0);
    pair_deinit(&pair);
}

/** Nothing is handled after a failure. */
static void test_failure_stops_the_partition(void **state)
{
    (void)state;
    struct pair pair;
    struct doer doer = {.deed = DEED_FAIL_TWICE};
    struct error err = {0};

    pair_init(&pair, &doer_kind, &doer);
    event_queue_push(pair.partitions[0].queue, event_make(10, 1, 0, 0, 0), &err);
    event_queue_push(pair.partitions[0].queue, event_make(10, 2, 0, 0, 0), &err);
    partition_advance(&pair.partitions[0], 1000, 0);
    assert_int_equal(doer.handled, 1);
    assert_true(pair.partitions[0].has_failed);
    assert_int_equal(pair.partitions[0].failure.status, STATUS_DATA);
    assert_int_equal(event_t_ms(pair.partitions[0].failed_at), 10);
    assert_int_equal(event_receiver(pair.partitions[0].failed_at), 1);
    partition_advance(&pair.partitions[0], 2000, 0);
    assert_int_equal(doer.handled, 1);
    pair_deinit(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws_of_scheduling),
        cmocka_unit_test(test_laws_of_sending),
        cmocka_unit_test(test_first_failure_of_an_event_counts),
        cmocka_unit_test(test_advance_and_collect),
        cmocka_unit_test(test_who_looks_ahead_is_asked_before_every_event),
        cmocka_unit_test(test_failure_stops_the_partition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
